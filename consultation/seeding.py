"""Made-up responses in the sizes on which the budgets are measured."""

import datetime as dt
import hashlib
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from audit import clock
from consultation import preparing, receipts
from consultation.models import Comment, IngestItem, LedgerCount, Response, Round

BATCH = 2000
SENTENCES = (
    "Ask us on the doorstep, and not only online.",
    "Name the streets that you mean.",
    "A promise without a date is not a promise.",
    "The bus stops at six, so nobody can get home from an evening course.",
    "Small firms cannot fill in forms of forty pages.",
    "Say who checks, how often, and what happens when nothing was done.",
    "Our youth club has waited for its roof for three years.",
    "Pay people on time and they will bid again.",
    "Plant trees where there is only tarmac, and water them in the second year.",
    "I care for my mother and would like to be asked in the evening.",
)


@dataclass(frozen=True)
class Size:
    responses: int
    comments: int


SIZES = {
    "XS": Size(20, 100),
    "S": Size(1_000, 5_000),
    "M": Size(10_000, 60_000),
    "L": Size(60_000, 400_000),
}


@transaction.atomic
def fill(round: Round, size: Size) -> None:
    """Add so many responses and comments to an open round, each with its number.

    The same size always gives the same words, and the totals are exact.
    """
    Round.objects.select_for_update(of=("self",)).get(pk=round.pk)
    count, _new = LedgerCount.objects.get_or_create(round=round)
    begin = count.last
    parts = [(clause.pk, None) for clause in round.edition.clauses.order_by("pk")]
    parts += [(None, one.pk) for one in round.edition.priorities.order_by("pk")]
    areas = [None, *round.council.areas.values_list("pk", flat=True)]
    notice = preparing.privacy_notice_at(round, round.opens_at)
    for numbers in batched(range(begin + 1, begin + size.responses + 1)):
        responses = [_response(round, number, areas, notice) for number in numbers]
        Response.objects.bulk_create(responses)
        IngestItem.objects.bulk_create(
            IngestItem(
                round=round,
                number=number,
                source=IngestItem.Source.WEB,
                key=response.idempotency_key,
                arrived_at=response.received_at,
                state=IngestItem.State.KEPT,
                response=response,
            )
            for number, response in zip(numbers, responses, strict=True)
        )
        Comment.objects.bulk_create(
            _comments(round, numbers, responses, parts, begin, size), BATCH
        )
    count.last = begin + size.responses
    count.save(update_fields=["last"])


def batched(numbers) -> Iterator[list[int]]:
    numbers = iter(numbers)
    while some := list(itertools.islice(numbers, BATCH)):
        yield some


def _response(round: Round, number: int, areas: list, notice) -> Response:
    token = hashlib.sha256(f"seed {round.uid} {number}".encode()).hexdigest()
    kinds = [kind for kind in Response.Kind.values if kind != "not_said"]
    return Response(
        round=round,
        receipt_code=receipts.new_code(),
        link_hash=token,
        idempotency_key=token,
        body_hash=token,
        received_at=_moment(round, number),
        recorded_at=clock.now(),
        kind=kinds[number % len(kinds)],
        area_id=areas[number % len(areas)],
        privacy_notice=notice,
    )


def _moment(round: Round, number: int) -> dt.datetime:
    """Spread over the time that the round has been open, the last day the busiest."""
    until = min(clock.now(), round.closes_at - dt.timedelta(seconds=1))
    past = max(until - round.opens_at, dt.timedelta(minutes=1))
    return until - past * ((number * 7919 % 1000) / 1000) ** 2


def _comments(round, numbers, responses, parts, begin, size) -> Iterator[Comment]:
    for number, response in zip(numbers, responses, strict=True):
        place = number - begin
        first = (place - 1) * size.comments // size.responses
        last = place * size.comments // size.responses
        for n in range(first, last):
            clause, priority = parts[n % len(parts)]
            yield Comment(
                response=response,
                round=round,
                reference=receipts.new_reference(),
                edition_clause_id=clause,
                edition_priority_id=priority,
                stance=Comment.Stance.values[n % 4],
                text=_words(n),
                moderation=Comment.Moderation.PUBLISHED,
                moderated_at=response.received_at,
                written_at=response.received_at,
            )


def _words(number: int) -> str:
    total = len(SENTENCES)
    chosen = (number % total, number // total % total, number // total**2 % total)
    return " ".join(SENTENCES[one] for one in dict.fromkeys(chosen))
