"""Compare what arrived with what is kept, and name every difference.

Each thing that reaches a round has a number before anybody works on it. So what came is
what became a response, what was rejected with a reason, and what still waits.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit import clock
from consultation.models import (
    IngestItem,
    LedgerCount,
    OutsideCount,
    Reconciliation,
    Round,
)

State = IngestItem.State


@dataclass(frozen=True)
class Line:
    """One source: how much came from it, and what became of it."""

    source: str
    label: str
    came: int
    kept: int
    waiting: int
    rejected: int
    undone: int
    counted_outside: int | None


def lines(round: Round) -> list[Line]:
    """What came by each way, beside what was counted outside the portal."""
    counts: dict[str, dict[str, int]] = {}
    grouped = round.ingest_items.order_by().values_list("source", "state")
    for source, state, number in grouped.annotate(Count("pk")):
        counts.setdefault(source, {})[state] = number
    outside = {one.source: one.count for one in latest_outside(round)}
    return [
        Line(
            source=source,
            label=str(IngestItem.Source(source).label),
            came=sum(counts.get(source, {}).values()),
            kept=counts.get(source, {}).get(State.KEPT, 0),
            waiting=counts.get(source, {}).get(State.WAITING, 0),
            rejected=counts.get(source, {}).get(State.REJECTED, 0),
            undone=counts.get(source, {}).get(State.UNDONE, 0),
            counted_outside=outside.get(source),
        )
        for source in IngestItem.Source.values
        if source in counts or source in outside
    ]


def latest_outside(round: Round) -> list[OutsideCount]:
    """The newest count of each source."""
    newest = {one.source: one for one in round.outside_counts.all()}
    return list(newest.values())


def figures(round: Round) -> dict[str, int]:
    """The sums that must agree."""
    states = dict(
        round.ingest_items.order_by().values_list("state").annotate(Count("pk"))
    )
    last = LedgerCount.objects.filter(round=round).values_list("last", flat=True)
    return {
        "numbers": last.first() or 0,
        "items": sum(states.values()),
        "kept": states.get(State.KEPT, 0),
        "waiting": states.get(State.WAITING, 0),
        "rejected": states.get(State.REJECTED, 0),
        "undone": states.get(State.UNDONE, 0),
        "responses": round.responses.count(),
        "without_a_number": round.responses.filter(ingest_item=None).count(),
    }


def differences(round: Round) -> list[str]:
    """Every way in which the ledger and the rest disagree, as sentences."""
    sums, found = figures(round), []
    if gap := sums["numbers"] - sums["items"]:
        found.append(
            ngettext(
                "%s number was given out and its item is gone.",
                "%s numbers were given out and their items are gone.",
                abs(gap),
            )
            % abs(gap)
        )
    if count := sums["without_a_number"]:
        found.append(
            ngettext(
                "%s response has no number in the ledger.",
                "%s responses have no number in the ledger.",
                count,
            )
            % count
        )
    linked = sums["kept"] + sums["undone"]
    if linked != sums["responses"] - sums["without_a_number"]:
        found.append(
            _("The ledger says %(ledger)s responses, and %(rows)s are there.")
            % {
                "ledger": linked,
                "rows": sums["responses"] - sums["without_a_number"],
            }
        )
    return [*found, *_differences_outside(round)]


def _differences_outside(round: Round) -> list[str]:
    """Where a mailbox or a post book holds another number than the ledger did then."""
    found = []
    for counted in latest_outside(round):
        came = round.ingest_items.filter(
            source=counted.source, arrived_at__lte=counted.counted_at
        ).count()
        if came != counted.count:
            found.append(
                _("%(source)s: %(outside)s were counted, the ledger has %(ledger)s.")
                % {
                    "source": counted.get_source_display(),
                    "outside": counted.count,
                    "ledger": came,
                }
            )
    return found


@transaction.atomic
def reconcile(round: Round) -> Reconciliation:
    """Compare, and keep what was found: one row for a London day."""
    start = clock.day_starts(clock.today())
    round.reconciliations.filter(made_at__gte=start).delete()
    return Reconciliation.objects.create(
        round=round, figures=figures(round), differences=differences(round)
    )


def reconcile_all() -> int:
    """Compare every round that may still receive something. Returns how many."""
    rounds = Round.objects.public().exclude(status=Round.Status.CONCLUDED)
    opened = rounds.filter(opens_at__lte=clock.now()).for_reading()
    for round in opened:
        reconcile(round)
    return len(opened)
