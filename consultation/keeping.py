"""How long each kind of record of a round is kept, counted from its conclusion."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from audit import clock
from audit.trail import record
from consultation import equality, forgetting
from consultation.models import Contact, EqualitySheet, Response, Round
from councils.models import Council, RetentionPeriod

Kind = RetentionPeriod.Kind


@dataclass(frozen=True)
class Kept:
    """One kind of record of one round: for how long, and until which day."""

    label: str
    months: int
    until: dt.date | None


def schedule(round: Round) -> list[Kept]:
    """What is kept of a round, and until when. No day while it is not concluded."""
    months = RetentionPeriod.all_for(round.council)
    begins = clock.london(round.concluded_at).date() if round.concluded_at else None
    return [
        Kept(
            str(kind.label),
            months[kind],
            clock.add_months(begins, months[kind]) if begins else None,
        )
        for kind in (Kind.CONTACT, Kind.RESPONSE, Kind.EQUALITY)
    ]


def past(council: Council, kind: str):
    """The council's rounds whose period for this kind has run out."""
    months = RetentionPeriod.months_for(council, kind)
    last = clock.day_starts(clock.add_months(clock.today(), -months))
    return Round.objects.for_council(council).filter(concluded_at__lt=last)


@transaction.atomic
def forget_contacts(council: Council) -> int:
    """Who replied. What people said stays, and so does the address of those who asked
    to hear of later steps, until they stop it."""
    old = Contact.objects.filter(
        response__round__in=past(council, Kind.CONTACT), wants_later=False
    )
    count = old.count()
    if count:
        forgetting.forget_people(old)
        record("contacts.forgotten", council, by="system", data={"count": count})
    return count


@transaction.atomic
def forget_sheets(council: Council) -> int:
    """The equality answers of single people. The counts that were shown stay."""
    rounds = past(council, Kind.EQUALITY)
    if not EqualitySheet.objects.filter(round__in=rounds).exists():
        return 0
    for round in rounds:
        equality.release(round)
    count = equality.reduce_to_counts(rounds)
    record("equality.reduced_to_counts", council, by="system", data={"count": count})
    return count


@transaction.atomic
def forget_words(council: Council) -> int:
    """What was sent and never published. What was published stays."""
    old = Response.objects.filter(round__in=past(council, Kind.RESPONSE))
    if not old.exists():
        return 0
    count = forgetting.forget_originals(old)
    if count:
        verb = "responses.originals_forgotten"
        record(verb, council, by="system", data={"count": count})
    return count
