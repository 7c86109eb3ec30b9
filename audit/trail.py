"""Writing the trail and checking that nobody changed it."""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.models import Subquery

from audit import clock, subscriptions
from audit.models import Checkpoint, Delivery, Event

NATIONAL = "national"
MOST_NUDGES = 25


def record(
    verb: str,
    subject: Any,
    *,
    by: Any = None,
    data: dict | None = None,
    chain: str | None = None,
    happened_at=None,
) -> Event:
    """Write one event and the deliveries that it calls for.

    Call it last in a verb, inside the verb's transaction: the event stands if and
    only if the act does. Events of one chain wait for each other, chains do not.
    `by` is a user, the name of a machine ("system") or None for a member of the
    public.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            f"{verb} must be recorded inside the transaction of its act."
        )
    chain = chain or chain_of(subject)
    _wait_for_chain(chain)
    head = Event.objects.filter(chain=chain).order_by("-sequence").first()
    event = Event(
        chain=chain,
        sequence=head.sequence + 1 if head else 1,
        verb=verb,
        actor=actor_of(by),
        subject_kind=kind_of(subject),
        subject_reference=reference_of(subject),
        subject_label=str(getattr(subject, "trail_label", ""))[:200],
        happened_at=happened_at or clock.now(),
        recorded_at=clock.now(),
        data=_plain(data or {}),
        previous_hash=head.hash if head else "",
    )
    event.hash = digest(event)
    event.save(force_insert=True)
    _call_for_deliveries(event)
    return event


def _wait_for_chain(chain: str) -> None:
    key = int.from_bytes(hashlib.sha256(chain.encode()).digest()[:8], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


def _call_for_deliveries(event: Event) -> None:
    handlers = subscriptions.handlers_of(event.verb)
    if not handlers:
        return
    deliveries = Delivery.objects.bulk_create(
        Delivery(event=event, handler=name) for name in handlers
    )
    if len(connection.run_on_commit) > MOST_NUDGES:
        return  # a bulk act: the sweep finds them
    for delivery in deliveries:
        transaction.on_commit(partial(_nudge, delivery.pk), robust=True)


def _nudge(delivery_id: int) -> None:
    from audit.tasks import deliver

    deliver.delay(delivery_id)


def digest(event: Event) -> str:
    """The SHA-256 of an event's content and of the event before it, in hex."""
    content = {
        "chain": event.chain,
        "sequence": event.sequence,
        "verb": event.verb,
        "actor": event.actor,
        "subject": [
            event.subject_kind,
            event.subject_reference,
            event.subject_label,
        ],
        "happened_at": event.happened_at.astimezone(dt.UTC).isoformat(),
        "recorded_at": event.recorded_at.astimezone(dt.UTC).isoformat(),
        "data": event.data,
        "previous": event.previous_hash,
    }
    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(data: dict) -> dict:
    """`data` as it will come back from the database, so that hashes agree."""
    return json.loads(json.dumps(data, cls=DjangoJSONEncoder))


def chain_of(subject: Any) -> str:
    if chain := getattr(subject, "trail_chain", None):
        return chain
    council = subject if kind_of(subject) == "council" else subject.council
    return f"council:{council.uid}" if council else NATIONAL


def actor_of(by: Any) -> str:
    if by is None:
        return ""
    return by if isinstance(by, str) else str(by.actor_id)


def kind_of(subject: Any) -> str:
    return getattr(subject, "trail_kind", None) or subject._meta.model_name


def reference_of(subject: Any) -> str:
    for name in ("trail_reference", "reference", "uid", "slug", "pk"):
        if value := getattr(subject, name, None):
            return str(value)
    raise ValueError(f"{subject!r} has no reference yet: save it before recording.")


def last_moment(chain: str, kind: str, reference) -> Subquery:
    """When something last happened to each row of a query; `reference` is the
    expression for the subject's reference, as text."""
    about = Event.objects.filter(
        chain=chain, subject_kind=kind, subject_reference=reference
    )
    return Subquery(about.order_by("-happened_at").values("happened_at")[:1])


@dataclass(frozen=True)
class Break:
    """The first entry of a chain that is not as it was written."""

    chain: str
    sequence: int
    reason: str


def verify(chain: str) -> Break | None:
    """The first broken entry of a chain, or None when it is whole."""
    checkpoints = dict(
        Checkpoint.objects.filter(chain=chain).values_list("sequence", "hash")
    )
    previous, expected = "", 1
    for event in Event.objects.filter(chain=chain).order_by("sequence").iterator():
        if event.sequence != expected:
            return Break(chain, expected, "entry is missing")
        if event.previous_hash != previous:
            return Break(chain, event.sequence, "entry does not follow the one before")
        if digest(event) != event.hash:
            return Break(chain, event.sequence, "entry was changed")
        if checkpoints.pop(event.sequence, event.hash) != event.hash:
            return Break(chain, event.sequence, "entry differs from its checkpoint")
        previous, expected = event.hash, expected + 1
    if checkpoints:
        return Break(chain, min(checkpoints), "entry of a checkpoint is missing")
    return None


def chains() -> list[str]:
    known = set(Event.objects.values_list("chain", flat=True).distinct())
    known |= set(Checkpoint.objects.values_list("chain", flat=True).distinct())
    return sorted(known)


@transaction.atomic
def take_checkpoints() -> int:
    """Write down the head of each chain that has grown. Returns how many."""
    taken = 0
    for chain in chains():
        head = Event.objects.filter(chain=chain).order_by("-sequence").first()
        if head is None:
            continue
        _, created = Checkpoint.objects.get_or_create(
            chain=chain, sequence=head.sequence, defaults={"hash": head.hash}
        )
        taken += created
    return taken
