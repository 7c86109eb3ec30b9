"""P4: a response with 1 and with 30 comments, beside the same rows written in bulk."""

import uuid

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from audit import clock
from benchmarks import world
from benchmarks.table import Line, interleaved
from consultation import receipts
from consultation.models import Comment, Response
from consultation.parcels import Remark, Sender
from consultation.submission import submit
from tests import factories


def measure():
    round = factories.scheduled_round(world.council(), charter=world.filled_charter())
    with world.later(days=3):
        for count in (1, 30):
            yield from one_size(round, count)


def one_size(round, count):
    clauses = list(round.edition.clauses.order_by("position")[:count])
    remarks = [Remark(text=world.WORDS, clause=clause) for clause in clauses]

    def send():
        key = uuid.uuid4().hex
        submit(round, remarks, Sender(), idempotency_key=key)

    def bulk():
        rows_alone(round, remarks)

    send()
    with CaptureQueriesContext(connection) as queries:
        send()
    ours, baseline = interleaved(send, bulk, times=20)
    name = f"send {count} comment{'s' if count > 1 else ''}"
    statements = len(queries)
    yield Line(
        "P4", name, f"{statements} statements", "-", "-", "≤ 15", statements <= 15
    )
    cpu = f"{ours:.2f} ms CPU"
    yield Line("P4", name, cpu, "-", "-", "≤ 15 ms", ours <= 15)
    ratio = ours / baseline
    other = f"{baseline:.2f} ms CPU"
    yield Line("P4", name, cpu, other, f"{ratio:.1f}", "≤ 8", ratio <= 8)


@transaction.atomic
def rows_alone(round, remarks):
    """The same rows with nothing around them."""
    now = clock.now()
    response = Response(
        round=round,
        receipt_code=receipts.new_code(),
        idempotency_key=uuid.uuid4().hex,
        body_hash="0" * 64,
        received_at=now,
        recorded_at=now,
        channel=Response.Channel.WEB,
        kind=Response.Kind.OTHER,
        link_hash=uuid.uuid4().hex * 2,
    )
    Response.objects.bulk_create([response])
    Comment.objects.bulk_create(
        Comment(
            response=response,
            round=round,
            reference=receipts.new_reference(),
            edition_clause=remark.clause,
            text=remark.text,
            written_at=now,
        )
        for remark in remarks
    )
