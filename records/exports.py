"""The one writer of CSV, XLSX and JSON lines.

Every cell is text, and none can start a formula: what opens a spreadsheet must never
run what a stranger wrote. Nothing is hidden: what a file holds is what it shows.
Rows are taken one by one, so that a long export needs no memory.
"""

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, BinaryIO

from django.http import StreamingHttpResponse

from audit import clock

FORMULA_STARTERS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
LONGEST_CELL = 32_767  # what a spreadsheet can hold
BYTE_ORDER_MARK = "\ufeff"  # without it spreadsheets misread accents
CSV, XLSX, JSON, JSON_LINES = "csv", "xlsx", "json", "jsonl"
TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    JSON: "application/json",
    JSON_LINES: "application/x-ndjson",
}
# What XML 1.0 cannot carry, and so no XLSX either.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class _Echo:
    """A file that gives back what is written to it, for csv.writer."""

    def write(self, text: str) -> str:
        return text


def plain(value: Any) -> str:
    """Any value as the text that stands in a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.datetime):
        return clock.london(value).strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, list | tuple | set | frozenset):
        return "; ".join(plain(part) for part in value)
    return _NOT_IN_XML.sub("\ufffd", str(value))


def cell(value: Any) -> str:
    """The text of a cell, quoted if a spreadsheet could take it for a formula.

    A negative number is safe as it is; any other text that begins like a formula gets
    an apostrophe, the spreadsheets' own sign for "this is text".
    """
    text = plain(value)[:LONGEST_CELL]
    if isinstance(value, int | float | Decimal):
        return text
    if text.lstrip(" \u00a0\u3000").startswith(FORMULA_STARTERS):
        return f"'{text}"[:LONGEST_CELL]
    return text


def csv_lines(header: Sequence, rows: Iterable[Sequence]) -> Iterator[str]:
    """CSV as lines of text, quoted throughout."""
    writer = csv.writer(_Echo(), quoting=csv.QUOTE_ALL)
    yield BYTE_ORDER_MARK + writer.writerow([cell(name) for name in header])
    for row in rows:
        yield writer.writerow([cell(value) for value in row])


def json_lines(header: Sequence, rows: Iterable[Sequence]) -> Iterator[str]:
    """One JSON object a line. Text is text here too, but needs no quoting."""
    names = [str(name) for name in header]
    for row in rows:
        values = (plain(value) for value in row)
        line = dict(zip(names, values, strict=True))
        yield json.dumps(line, ensure_ascii=False) + "\n"


def json_list(header: Sequence, rows: Iterable[Sequence]) -> Iterator[str]:
    """One JSON list of objects, a line for each."""
    between = "[\n"
    for line in json_lines(header, rows):
        yield between + line.rstrip("\n")
        between = ",\n"
    yield "[]\n" if between.startswith("[") else "\n]\n"


def write_csv(stream: BinaryIO, header: Sequence, rows: Iterable[Sequence]) -> int:
    """Write CSV to a binary stream. Returns how many rows."""
    return _write(stream, csv_lines(header, rows)) - 1


def write_json_lines(
    stream: BinaryIO, header: Sequence, rows: Iterable[Sequence]
) -> int:
    """Write JSON lines to a binary stream. Returns how many rows."""
    return _write(stream, json_lines(header, rows))


def write_xlsx(
    stream: BinaryIO, header: Sequence, rows: Iterable[Sequence], title: str = "Data"
) -> int:
    """Write a workbook of one sheet whose cells are all text. Returns how many rows."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.properties.creator = "Community Value Charter portal"
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31] or "Data")
    sheet.freeze_panes = "A2"
    sheet.append([_text_cell(sheet, name, is_head=True) for name in header])
    count = 0
    for row in rows:
        sheet.append([_text_cell(sheet, value) for value in row])
        count += 1
    book.save(stream)
    return count


def _text_cell(sheet, value: Any, *, is_head: bool = False):
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    written = WriteOnlyCell(sheet)
    written.value = cell(value)
    written.data_type = "s"
    written.number_format = "@"
    if is_head:
        written.font = Font(bold=True)
    return written


def _write(stream: BinaryIO, lines: Iterable[str]) -> int:
    count = 0
    for line in lines:
        stream.write(line.encode())
        count += 1
    return count


def download(
    name: str,
    header: Sequence,
    rows: Iterable[Sequence],
    *,
    is_public: bool = False,
    kind: str = CSV,
) -> StreamingHttpResponse:
    """A response with a table under this file name; all but XLSX are streamed."""
    response = StreamingHttpResponse(_streamed(kind, header, rows))
    return as_file(response, name, kind, is_public=is_public)


def as_file(response, name: str, kind: str, *, is_public: bool = False):
    """The answer as a file that is saved, and kept by others only if it is public."""
    response["Content-Type"] = TYPES[kind]
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "public, max-age=0" if is_public else "no-store"
    return response


def _streamed(kind: str, header: Sequence, rows: Iterable[Sequence]) -> Iterator[bytes]:
    if kind == XLSX:
        book = io.BytesIO()
        write_xlsx(book, header, rows)
        return iter([book.getvalue()])
    writer = {CSV: csv_lines, JSON: json_list, JSON_LINES: json_lines}[kind]
    return (line.encode() for line in writer(header, rows))
