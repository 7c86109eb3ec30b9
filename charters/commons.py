"""Priorities that councils share: copied with their origin, and whether they worked.

How often one was used and whether promises were kept is known above; each app that
knows registers an answer:

    @commons.register
    def tenders(uids): return {uid: {"tenders": 4}}
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit.lifecycle import Refused
from audit.trail import record
from charters.models import (
    Borrowing,
    Edition,
    EditionPriority,
    EditionTarget,
    Priority,
    Theme,
)
from metrics import commons as measures
from metrics.models import Metric

_answers: list[Callable[[list[UUID]], dict[UUID, dict[str, int]]]] = []

CARRIED = ("title", "statement", "who_benefits")
OFFERS = {"micro": "offer_micro", "sme": "offer_sme", "large": "offer_large"}


@dataclass(frozen=True)
class Use:
    """What became of a priority where it comes from."""

    tenders: int = 0
    promises: int = 0
    kept: int = 0

    def __str__(self):
        if not self.tenders:
            return _("not used in a tender yet")
        used = ngettext("used in %d tender", "used in %d tenders", self.tenders)
        said = [used % self.tenders]
        if self.promises:
            kept = ngettext(
                "%(kept)d of %(all)d promise kept",
                "%(kept)d of %(all)d promises kept",
                self.promises,
            )
            said.append(kept % {"kept": self.kept, "all": self.promises})
        return ", ".join(said)


def register(answer):
    """Ask `answer(uids)` for numbers of `Use`, by the priority's permanent id."""
    if answer not in _answers:
        _answers.append(answer)
    return answer


def uses_of(uids: Iterable[UUID]) -> dict[UUID, Use]:
    """What became of several priorities, each app asked once."""
    wanted = list(uids)
    found: dict[UUID, dict[str, int]] = defaultdict(dict)
    for answer in _answers if wanted else ():
        for uid, numbers in answer(wanted).items():
            found[uid] |= numbers
    return {uid: Use(**found[uid]) for uid in wanted}


def on_offer(council, words: str = "", theme: str = ""):
    """Priorities in force of other councils; the latest edition of each charter."""
    found = EditionPriority.objects.in_force().public()
    found = found.exclude(edition__charter__council=council)
    if words:
        found = found.filter(Q(title__icontains=words) | Q(statement__icontains=words))
    if theme:
        found = found.filter(theme=Theme(theme).label)
    return found.select_related("edition__charter__council").order_by(
        "edition__charter__council__name", "position"
    )


@transaction.atomic
def borrow(charter, origin: EditionPriority, *, by) -> Priority:
    """Copy the words of another council's priority, with its origin.

    What is true of that place only stays there: why it matters, where, who answers
    for it and where it started from. Measures come along that this council may use.
    """
    if origin.council == charter.council:
        raise Refused(_("This priority is your own. Copy the charter instead."))
    said = origin.document
    words = {name: said[name] for name in CARRIED}
    offers = said.get("offers", {})
    words |= {name: offers.get(size, "") for size, name in OFFERS.items()}
    felt = said.get("felt", {})
    words |= {name: felt.get(name.removeprefix("felt_"), "") for name in FELT}
    priority = Priority.add(charter, by=by, theme=_theme(origin.theme), **words)
    for outcome in said["outcomes"]:
        _copy_outcome(priority, outcome, by=by)
    Borrowing.objects.create(priority=priority, origin=origin, by=by)
    record(
        "priority.borrowed",
        charter,
        by=by,
        data={"code": priority.code, "from": f"{origin.council.slug}/{origin.code}"},
    )
    return priority


FELT = ("felt_key", "felt_question")


def _theme(label: str) -> str:
    return next((one.value for one in Theme if str(one.label) == label), "")


def _copy_outcome(priority: Priority, said: dict, *, by) -> None:
    outcome = priority.add_outcome(said["statement"], by=by)
    charter = priority.charter
    codes = [target["metric"]["code"] for target in said["targets"]]
    usable = {
        metric.code: metric
        for metric in Metric.objects.usable_by(charter.council).filter(
            code__in=codes, council=None
        )
    }
    for target in said["targets"]:
        if metric := usable.get(target["metric"]["code"]):
            outcome.add_target(
                metric, level=target["level"], due_on=charter.ends_on, by=by
            )


def left_behind(origin: EditionPriority) -> list[str]:
    """The titles of measures that are that council's own and do not come along."""
    metrics = [
        target["metric"]
        for outcome in origin.document["outcomes"]
        for target in outcome["targets"]
    ]
    codes = {metric["code"] for metric in metrics}
    national = Metric.objects.approved().filter(code__in=codes, council=None)
    known = set(national.values_list("code", flat=True))
    return sorted({one["title"] for one in metrics if one["code"] not in known})


@measures.register
def charters_with(metric_ids):
    """How many charters in force set a target on each measure."""
    found = EditionTarget.objects.filter(
        metric__in=metric_ids, edition_priority__edition__in=Edition.objects.in_force()
    )
    counted = found.values_list("metric").annotate(
        charters=Count("edition_priority__edition", distinct=True)
    )
    return {pk: {"charters": count} for pk, count in counted}
