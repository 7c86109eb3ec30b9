"""What the nation of a council changes: its duties, notices, approver, rules and lists.

All of it is dated reference data. A page that states a duty asks here, so that no
council reads another nation's law as its own.
"""

import datetime as dt
from dataclasses import dataclass

from councils.models import Council
from metrics.models import DatedRule, Source

_KIND = "nation_profile_"


@dataclass(frozen=True)
class Profile:
    """What applies in one nation on one day."""

    nation: Council.Nation
    social_value: str  # whether a law asks to think about social value, and which
    above_threshold: str  # what a contract at or above the threshold is
    thresholds: str  # the kind of the dated rule; so are standstill, polls and days
    standstill: str
    notices_on: str
    ending: str
    equality: str
    decides: str  # who usually adopts a charter
    endorser: str  # who may endorse one nationally
    polls: str
    bank_holidays: str
    school_holidays: str | None  # none: each council enters its own
    lists: tuple[str, ...]  # published lists made for this nation
    source: Source

    @property
    def name(self) -> str:
        return str(self.nation.label)


def profile_of(council, on: dt.date | None = None) -> Profile:
    """What applies to a council: one query."""
    return profile_for(Council.Nation(council.nation), on)


def profile_for(nation: Council.Nation, on: dt.date | None = None) -> Profile:
    """What applies in a nation on a day, today if none is given."""
    rules = DatedRule.objects.select_related("source")
    rule = rules.in_force(_KIND + nation.value, on)
    value = dict(rule.value)
    value["lists"] = tuple(value["lists"])
    return Profile(nation=nation, source=rule.source, **value)


def ending(council, on: dt.date | None = None) -> str:
    """What the council publishes when it ends a contract early."""
    days = DatedRule.objects.value("termination_notice_days", on)["days"]
    return profile_of(council, on).ending.format(days=days)


def made_elsewhere(council) -> dict[str, str]:
    """Published lists that were made for other nations only: slug to the nation."""
    mine = profile_of(council)
    rules = DatedRule.objects.on().filter(kind__startswith=_KIND).order_by("kind")
    return {
        slug: str(Council.Nation(rule.kind.removeprefix(_KIND)).label)
        for rule in rules
        for slug in rule.value["lists"]
        if slug not in mine.lists
    }


def choose(council, nation: str, *, by) -> list[str]:
    """Say in which nation a council lies. Who adopts its charters follows, unless the
    council had chosen somebody else than is usual. Returns what changed."""
    usual = profile_of(council).decides
    fields = {"nation": nation}
    if council.decided_by == usual:
        fields["decided_by"] = profile_for(Council.Nation(nation)).decides
    return council.change(by=by, **fields)
