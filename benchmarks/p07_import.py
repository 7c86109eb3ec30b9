"""P7: a table of responses read in and checked, beside COPY of the same rows."""

import csv
import io
import os
import tempfile

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

from audit import clock
from benchmarks import world
from benchmarks.table import Line, seconds_of
from consultation import importing
from consultation.models import Comment, IngestItem, Response
from tests import factories

ROWS = int(os.environ.get("BENCH_ROWS", "200000"))
KEPT = {
    Response: "response",
    IngestItem: "ingest_item",
    Comment: "comment",
}


def measure():
    charter = world.filled_charter()
    round = factories.scheduled_round(world.council(), charter=charter, slug="import")
    by = round.consultation.planned_by
    with world.later(days=3):
        upload = SimpleUploadedFile("table.csv", made_up(round))
        batch = importing.begin(round, upload, "Libraries", "paper", by=by)
        batch.confirm(by=by)
        ours = seconds_of(lambda: importing.run(batch))
    assert round.responses.count() == ROWS
    stored = {model: dumped(model) for model in KEPT}
    empty()
    baseline = seconds_of(lambda: load(stored))
    ratio = baseline / ours
    mine, other = (f"{ROWS / one:,.0f} rows/s" for one in (ours, baseline))
    what = f"{ROWS:,} responses"
    yield Line("P7", what, mine, other, f"{ratio:.2f}", "≥ 0.3", ratio >= 0.3)


def made_up(round) -> bytes:
    """A table whose every row says something of its own about a paragraph."""
    stream = io.StringIO()
    write = csv.writer(stream).writerow
    write(["key", "received_on", "kind", "about", "stance", "comment"])
    day = clock.today().isoformat()
    numbers = list(round.edition.clauses.values_list("number", flat=True))
    for row in range(ROWS):
        about = numbers[row % len(numbers)]
        words = f"{row}. {world.WORDS}"
        write([row, day, "lives_here", about, "agree", words])
    return stream.getvalue().encode()


def dumped(model):
    stream = tempfile.TemporaryFile()  # noqa: SIM115 – kept until it is loaded
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {model._meta.db_table} TO STDOUT", stream)
    return stream


@transaction.atomic
def empty():
    """The tables without the rows, with all their indexes and links."""
    names = [model._meta.db_table for model in reversed(KEPT)]
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE consultation_importbatch_responses")
        for name in names:
            cursor.execute(f"DELETE FROM {name}")
    connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")


@transaction.atomic
def load(stored):
    with connection.cursor() as cursor:
        for model, stream in stored.items():
            stream.seek(0)
            cursor.copy_expert(f"COPY {model._meta.db_table} FROM STDIN", stream)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
