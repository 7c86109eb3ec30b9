"""Long tables straight out of PostgreSQL: no row passes through Python.

Every column is text, made by `words`, `moment`, `label` and the like. Each cell is made
safe in SQL as `records.exports` does it in Python. Only what can hold nothing but the
portal's own words, such as a date, is `tame` and left alone.
"""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.db import connection
from django.db.models import Case, F, Func, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Coalesce
from django.http import FileResponse, StreamingHttpResponse

from records import exports

BAD = r"[\u0001-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]"
START = r"^[ \u00A0\u3000]*[=+@|%\t\r\n-]"
# One look tells for nearly every cell that there is nothing to do.
SAFE = rf"""
    CASE WHEN octet_length({{cell}}) > {exports.LONGEST_CELL}
            OR {{cell}} COLLATE "C" ~ E'{START}|{BAD}' THEN left(
        CASE WHEN {{cell}} ~ E'{START}' THEN '''' ELSE '' END
            || regexp_replace({{cell}}, E'{BAD}', E'\uFFFD', 'g'),
        {exports.LONGEST_CELL})
    ELSE {{cell}} END"""
READABLE = rf"""
    CASE WHEN {{cell}} COLLATE "C" ~ E'{BAD}'
        THEN regexp_replace({{cell}}, E'{BAD}', E'\uFFFD', 'g') ELSE {{cell}} END"""
AS_CSV = "(FORMAT csv, FORCE_QUOTE *)"
# JSON holds neither of these, so that it comes out of COPY as it went in.
AS_IT_IS = r"(FORMAT csv, QUOTE E'\x01', DELIMITER E'\x02')"
TEXT = TextField()


def words(of: Any) -> Coalesce:
    """Words that somebody wrote: "" for none."""
    return Coalesce(Cast(of, TEXT), Value(""), output_field=TEXT)


def tame(column):
    """Say that a column holds only what the portal itself wrote."""
    column.is_tame = True
    return column


def number(of: Any):
    """A number, a code or an id, or "" for none."""
    return tame(words(of))


def moment(of: str):
    """An instant in London time, as `exports.plain` writes it."""
    return tame(Coalesce(in_london(of), Value(""), output_field=TEXT))


def in_london(of: str) -> Func:
    there = Func(Value("Europe/London"), F(of), function="timezone")
    shape = Value("YYYY-MM-DD HH24:MI:SS")
    return Func(there, shape, function="to_char", output_field=TEXT)


def day(of: str):
    return number(of)


def yes_no(of: str):
    """yes or no, "" where nothing is said."""
    return label(of, ((True, "yes"), (False, "no")))


def whether(condition: Q):
    """yes if it is so, else no."""
    return tame(Case(When(condition, then=Value("yes")), default=Value("no")))


def label(of: str, choices: Iterable[tuple[str, Any]]):
    """The words of a choice, "" for none."""
    whens = [When(**{of: key}, then=Value(str(said))) for key, said in choices]
    return tame(Case(*whens, default=Value(""), output_field=TEXT))


@dataclass(frozen=True)
class Table:
    """What a file holds: its heads, and for each row of a queryset these columns."""

    header: Sequence[str]
    rows: QuerySet
    columns: Sequence[Any]

    @property
    def query(self) -> QuerySet:
        """The rows as tuples of plain text."""
        named = dict(zip(self._names, self.columns, strict=True))
        return self.rows.annotate(**named).values_list(*named)

    @property
    def _names(self) -> list[str]:
        return [f"cell_{number}" for number in range(len(self.columns))]

    def select(self, shape: str) -> str:
        """The statement whose rows these are, each cell in this shape."""
        inner, given = self.query.query.sql_with_params()
        with connection.cursor() as cursor:
            found = cursor.mogrify(inner, given).decode()
        cells = ", ".join(
            name if getattr(column, "is_tame", False) else shape.format(cell=name)
            for name, column in zip(self._names, self.columns, strict=True)
        )
        # the fence keeps a cell from being worked out again for every look at it
        inside = f"({found} OFFSET 0) AS found ({', '.join(self._names)})"
        return f"SELECT {cells} FROM {inside}"  # noqa: S608 – written by Django


def copy_csv(stream: BinaryIO, table: Table) -> None:
    """Write a table as CSV, as `exports.write_csv` would."""
    exports.write_csv(stream, table.header, ())
    _copy(stream, table.select(SAFE), AS_CSV)


def copy_json_lines(stream: BinaryIO, table: Table) -> None:
    """Write a table as one JSON object a line."""
    heads = ", ".join(f'"{head}"' for head in table.header)
    rows = f"({table.select(READABLE)}) AS line ({heads})"
    lines = f"SELECT row_to_json(line) FROM {rows}"  # noqa: S608 – the heads are ours
    _copy(stream, lines, AS_IT_IS)


def _copy(stream: BinaryIO, select: str, how: str) -> None:
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY ({select}) TO STDOUT WITH {how}", stream)


def download(name: str, table: Table, kind: str = exports.CSV):
    """A private answer with the table as a file. It waits on disk, not in memory."""
    if kind == exports.XLSX:
        rows = table.query.iterator(chunk_size=2000)
        return exports.download(name, table.header, rows, kind=kind)
    stream = tempfile.TemporaryFile()  # noqa: SIM115 – the answer closes it
    write = copy_csv if kind == exports.CSV else copy_json_lines
    write(stream, table)
    stream.seek(0)
    if kind == exports.JSON:
        answer = StreamingHttpResponse(_listed(stream))
    else:
        answer = FileResponse(stream)
    return exports.as_file(answer, name, kind)


def _listed(lines: BinaryIO) -> Iterator[bytes]:
    """JSON lines as one JSON list."""
    between = b"[\n"
    for line in lines:
        yield between + line.rstrip(b"\n")
        between = b",\n"
    yield b"[]\n" if between.startswith(b"[") else b"\n]\n"
