"""P6: the record of a long round as a file, beside COPY of the same rows."""

import os
import resource

from django.db import connection

from benchmarks import world
from benchmarks.table import Line, seconds_of
from consultation import editions, seeding
from records import copying
from tests import factories

ROWS = int(os.environ.get("BENCH_ROWS", "200000"))
# What the columns of the file are made of, without a word put right.
SAME = (
    *("reference", "edition_clause__number", "edition_priority__code"),
    *("edition_priority__title", "question__number", "section_title", "stance"),
    *("text", "moderation", "response__kind", "response__area__name"),
    *("response__mandate__organisation", "response__received_at"),
    *("response__begun_at", "wanted_change", "written_at", "amended_at"),
    *("withheld_reason", "redactions", "moderated_at", "response__receipt_code"),
    *("response__channel", "response__standing", "response__withdrawn_at"),
    *("response__contact__name", "response__contact__email"),
)
HANGING = ("points", "reports")


class Nowhere:
    """A file that counts what is written and keeps none of it."""

    size = 0

    def write(self, content) -> int:
        self.size += len(content)
        return len(content)


def measure():
    charter = world.filled_charter()
    round = factories.scheduled_round(world.council(), charter=charter, slug="record")
    with world.later(days=3):
        seeding.fill(round, seeding.Size(ROWS // 4, ROWS))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE consultation_comment, consultation_response")
    table = editions.comments_record(round)
    plain = same_rows(table)
    copy(plain)
    for name, write in (
        ("CSV", copying.copy_csv),
        ("JSON lines", copying.copy_json_lines),
    ):
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        mine, other = [], []
        for _time in range(3):
            mine.append(seconds_of(lambda write=write: write(Nowhere(), table)))
            other.append(seconds_of(lambda: copy(plain)))
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        ratio = min(other) / min(mine)
        what = f"{ROWS:,} rows, {name}"
        ours, base = (f"{ROWS / min(one):,.0f} rows/s" for one in (mine, other))
        yield Line("P6", what, ours, base, f"{ratio:.2f}", "≥ 0.6", ratio >= 0.6)
        yield Line("P6", what, f"{grown:.1f} MB", "-", "-", "≤ 16 MB", grown <= 16)


def same_rows(table) -> str:
    """The statement for the same rows, as they are stored."""
    hanging = {
        f"its_{name}": table.columns[table.header.index(name)] for name in HANGING
    }
    rows = table.rows.annotate(**hanging).values_list(*SAME, *hanging)
    with connection.cursor() as cursor:
        return cursor.mogrify(*rows.query.sql_with_params()).decode()


def copy(select: str) -> None:
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY ({select}) TO STDOUT (FORMAT csv)", Nowhere())
