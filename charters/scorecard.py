"""How the outcomes of an edition stand today: met, partly, not met or no data."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from audit import clock
from charters import indicators
from charters.indicators import Score, Seen
from charters.models import Edition, IndicatorValue
from metrics.models import DatedRule

VERDICTS = {
    indicators.MET: _("Met"),
    indicators.PARTLY: _("Partly met"),
    indicators.NOT_MET: _("Not met"),
    indicators.NO_DATA: _("No data published"),
    indicators.NOT_DUE: _("Not due yet"),
}


@dataclass(frozen=True)
class Line:
    """One line of a scorecard: an outcome of a priority, and how it stands."""

    priority: dict
    outcome: dict
    score: Score

    @property
    def verdict(self):
        return VERDICTS[self.score.verdict]


def of_edition(edition: Edition) -> list[Line]:
    return of_priorities(edition.charter.council, edition.document["priorities"])


def of_priorities(council, priorities: Iterable[dict]) -> list[Line]:
    """A line for each outcome in numbers. None can be left out."""
    pairs = [
        (priority, outcome)
        for priority in priorities
        for outcome in priority["outcomes"]
        if outcome.get("indicator")
    ]
    if not pairs:
        return []
    seen = defaultdict(list)
    values = IndicatorValue.objects.for_council(council)
    for row in values.of([outcome["uid"] for _priority, outcome in pairs]):
        seen[str(row.outcome_uid)].append(Seen(row.value, row.seen_on, row.source))
    rule = DatedRule.objects.value("scorecard")
    return [
        Line(
            priority,
            outcome,
            indicators.score(
                outcome["indicator"],
                seen[outcome["uid"]],
                on=clock.today(),
                months_before=rule["months_before"],
            ),
        )
        for priority, outcome in pairs
    ]
