"""How many replies a council wants from each group, and how many came.

The numbers are set before the round opens. Some groups are known by what their
responses say of themselves: their kind, their size, who leads them. Of the others,
those who were asked by name are counted when they reply.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from consultation.models import Consultation, ReachTarget, Round
from metrics.models import DatedRule

SEPARATE = ("small_firms", "large_partners")
"""Two groups whose numbers always stand by themselves: neither speaks for the other."""


@dataclass(frozen=True)
class Reached:
    """One group: the least number of replies, those asked, and what came."""

    code: str
    label: str
    least: int | None
    asked: int
    replied: int
    heard: int
    by_response: bool
    not_relevant_because: str = ""

    @property
    def left(self) -> int:
        """How many replies are still missing."""
        return max((self.least or 0) - self.heard, 0)

    @property
    def stands_alone(self) -> bool:
        return self.code in SEPARATE

    @property
    def status_key(self) -> str:
        return "evidence.missing" if self.left else "evidence.met"


@transaction.atomic
def set_targets(consultation: Consultation, least: Mapping[str, int], *, by) -> None:
    """Set the least number of replies for each group, before anybody is asked."""
    rounds = Round.objects.select_for_update(of=("self",)).filter(
        consultation=consultation
    )
    if any(round.has_opened() for round in rounds if round.is_announced):
        raise Refused(
            _("The round has opened, so the least numbers can no longer change.")
        )
    unknown = least.keys() - {row["code"] for row in _groups()}
    if unknown or any(number < 1 for number in least.values()):
        raise Refused(_("Enter a number of 1 or more for each group"))
    for group, number in least.items():
        ReachTarget.objects.update_or_create(
            consultation=consultation,
            group=group,
            defaults={"least": number, "set_by": by, "set_at": clock.now()},
        )
    consultation.reach_targets.exclude(group__in=least).delete()
    record("consultation.targets_set", consultation, by=by, data={"least": dict(least)})


def reached(round: Round) -> list[Reached]:
    """Each group with its least number and how many replied, in three queries."""
    consultation = round.consultation
    least = dict(consultation.reach_targets.values_list("group", "least"))
    asked: dict[str, list[int]] = {}
    reasons: dict[str, str] = {}
    for one in consultation.stakeholders.all():
        if one.not_relevant_because:
            reasons[one.group] = one.not_relevant_because
            continue
        count = asked.setdefault(one.group, [0, 0])
        count[0] += one.asked_on is not None
        count[1] += one.replied_on is not None
    rows = _responses(round)
    found = []
    for group in _groups(_opened_on(round)):
        code, ways = group["code"], group.get("heard_from")
        was_asked, replied = asked.get(code, (0, 0))
        found.append(
            Reached(
                code=code,
                label=group["label"],
                least=least.get(code),
                asked=was_asked,
                replied=replied,
                heard=_heard(rows, ways) if ways else replied,
                by_response=bool(ways),
                not_relevant_because="" if code in asked else reasons.get(code, ""),
            )
        )
    return found


def as_plain(round: Round) -> list[dict[str, Any]]:
    """The same as plain values, for a statement that is built from the record."""
    return [
        {
            "code": one.code,
            "label": one.label,
            "least": one.least,
            "asked": one.asked,
            "replied": one.replied,
            "heard": one.heard,
            "not_asked_because": one.not_relevant_because,
        }
        for one in reached(round)
    ]


def _groups(on: dt.date | None = None) -> list[dict[str, Any]]:
    return DatedRule.objects.value("stakeholder_groups", on)["groups"]


def _opened_on(round: Round) -> dt.date | None:
    return clock.london(round.opens_at).date() if round.opens_at else None


def _responses(round: Round) -> list[tuple[str, str, bool, int]]:
    """How many counted responses there are of each kind, size and lead."""
    if not round.is_announced:
        return []
    fields = ("kind", "mandate__size", "mandate__is_user_led")
    found = round.responses.counted().order_by().values_list(*fields)
    return [
        (kind, size or "", bool(led), count)
        for kind, size, led, count in found.annotate(Count("pk"))
    ]


def _heard(rows, ways: Mapping[str, Any]) -> int:
    kinds, sizes = ways.get("kinds"), ways.get("sizes")
    return sum(
        count
        for kind, size, led, count in rows
        if (kinds is None or kind in kinds)
        and (sizes is None or size in sizes)
        and (led or not ways.get("user_led"))
    )
