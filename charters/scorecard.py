"""How the outcomes and targets of an edition stand today: met, partly, not met or no
data. Outcomes in numbers are judged by figures that officers write down for them,
targets by the figures of their measure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit import clock
from charters import indicators
from charters.indicators import Score, Seen, TargetScore
from charters.models import Edition, IndicatorValue
from metrics.models import DatedRule, Observation
from metrics.progress import HIGHER

VERDICTS = {
    indicators.MET: _("Met"),
    indicators.PARTLY: _("Partly met"),
    indicators.NOT_MET: _("Not met"),
    indicators.NO_DATA: _("No data published"),
    indicators.NOT_DUE: _("Not due yet"),
}


@dataclass(frozen=True)
class Line:
    """One line of a scorecard: an outcome in numbers or a target, and how it stands."""

    priority: dict
    outcome: dict
    score: Score | TargetScore
    target: dict | None = None

    @property
    def verdict(self):
        return VERDICTS[self.score.verdict]


def of_edition(edition: Edition) -> list[Line]:
    charter = edition.charter
    return of_priorities(
        charter.council, edition.document["priorities"], area=charter.area_id
    )


def of_priorities(council, priorities: Iterable[dict], area=None) -> list[Line]:
    """A line for each outcome in numbers and each target. None can be left out."""
    [found] = of_several(council, [(priorities, area)])
    return found


def of_several(council, asked: Iterable[tuple[Iterable[dict], Any]]) -> list[list]:
    """The lines for the priorities of each place, in the same number of queries for
    one place and for fifty."""
    places = [
        (
            [
                (priority, outcome)
                for priority in priorities
                for outcome in priority["outcomes"]
            ],
            area,
        )
        for priorities, area in asked
    ]
    outcomes = [one for inside, _area in places for one in inside]
    by_outcome = _figures_of_outcomes(council, outcomes)
    areas = {area for _inside, area in places}
    by_measure, directions = _figures_of_measures(council, outcomes, areas)
    months = DatedRule.objects.value("scorecard")["months_before"] if outcomes else 0
    when = {"on": clock.today(), "months_before": months}
    return [
        _lines(inside, by_outcome, by_measure[area], directions, when)
        for inside, area in places
    ]


def _lines(outcomes, by_outcome, by_measure, directions, asked) -> list[Line]:
    found = []
    for priority, outcome in outcomes:
        if indicator := outcome.get("indicator"):
            seen = by_outcome[outcome["uid"]]
            score = indicators.score(indicator, seen, **asked)
            found.append(Line(priority, outcome, score))
        for target in outcome["targets"]:
            code = target["metric"]["code"]
            score = indicators.score_target(
                target,
                by_measure[code],
                direction=directions.get(code, HIGHER),
                **asked,
            )
            found.append(Line(priority, outcome, score, target))
    return found


def _figures_of_outcomes(council, outcomes) -> dict[str, list[Seen]]:
    """What officers wrote down for outcomes in numbers, by the outcome's id."""
    seen = defaultdict(list)
    uids = [outcome["uid"] for _one, outcome in outcomes if outcome.get("indicator")]
    values = IndicatorValue.objects.for_council(council)
    for row in values.of(uids) if uids else ():
        seen[str(row.outcome_uid)].append(Seen(row.value, row.seen_on, row.source))
    return seen


def _figures_of_measures(council, outcomes, areas):
    """Current figures of the council, by place, for the measures that targets name,
    and which direction is better for those that have any: one query."""
    codes = {
        target["metric"]["code"]
        for _one, outcome in outcomes
        for target in outcome["targets"]
    }
    seen: dict = defaultdict(lambda: defaultdict(list))
    if not codes:
        return seen, {}
    directions = {}
    counted = Observation.objects.for_council(council).current()
    here = Q(area__in=areas - {None})
    if None in areas:
        here |= Q(area=None)
    counted = counted.filter(here, metric__code__in=codes)
    for one in counted.select_related("metric").order_by("observed_on", "pk"):
        figure = Seen(one.value, one.observed_on, one.source)
        seen[one.area_id][one.metric.code].append(figure)
        directions[one.metric.code] = one.metric.direction
    return seen, directions
