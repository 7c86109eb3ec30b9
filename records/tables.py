"""The one reader of tables that people bring in: CSV, XLSX and JSON.

Whatever the file, out come rows of text under the names of its first line, each with
the number that a person sees in the spreadsheet. Nothing here knows what they mean.
"""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from records.exports import FORMULA_STARTERS, plain
from records.markup import tidy

MOST_BYTES = 2 * 1024 * 1024
MOST_UNPACKED = 40 * 1024 * 1024
MOST_ROWS = 2_000
MOST_COLUMNS = 60


class Unreadable(ValueError):
    """The file is not a table that can be read, in words for whoever sent it."""


@dataclass(frozen=True)
class Row:
    """One line of a table: its number in the file, and its cells by column name."""

    number: int
    cells: dict[str, str]

    def get(self, name: str) -> str:
        return self.cells.get(name, "")


@dataclass(frozen=True)
class Table:
    """A file's column names and rows."""

    header: list[str]
    rows: list[Row]

    def missing(self, needed: Iterable[str]) -> list[str]:
        return [name for name in needed if name not in self.header]


def read(content: bytes, name: str) -> Table:
    """Read a file by what it is, whatever it is called."""
    if not content.strip():
        raise Unreadable(_("The selected file is empty"))
    if len(content) > MOST_BYTES:
        raise Unreadable(_("The selected file must be smaller than 2MB"))
    if content.startswith(b"PK\x03\x04"):
        return _table(_xlsx_lines(content))
    text = _decoded(content)
    if text.lstrip().startswith(("[", "{")):
        return _json_table(text)
    return _table(csv.reader(io.StringIO(text, newline=""), _dialect(text)))


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text
    raise Unreadable(_("The selected file must be a CSV, XLSX or JSON file"))


def _dialect(text: str) -> type[csv.Dialect]:
    class Found(csv.excel):
        delimiter = ";" if text.split("\n", 1)[0].count(";") > 1 else ","

    return Found


def _table(lines: Iterable[list[str]]) -> Table:
    try:
        return _rows(iter(lines))
    except csv.Error as problem:
        raise Unreadable(_("The selected file could not be read as a table")) from (
            problem
        )


def _rows(lines: Iterator[list[str]]) -> Table:
    header = [column_name(cell) for cell in next(lines, [])]
    if not any(header):
        raise Unreadable(_("The first line must name the columns"))
    if len(header) > MOST_COLUMNS:
        raise Unreadable(_("The selected file has too many columns"))
    if len(set(filter(None, header))) < len(list(filter(None, header))):
        raise Unreadable(_("Two columns have the same name"))
    rows = []
    for number, line in enumerate(lines, start=2):
        cells = [_meant(cell) for cell in line]
        if not any(cells):
            continue
        if len(rows) == MOST_ROWS:
            raise Unreadable(_("The selected file has more than 2,000 rows"))
        rows.append(Row(number, dict(zip(header, cells, strict=False))))
    return Table([name for name in header if name], rows)


def column_name(cell: str) -> str:
    """“Observed on” and “observed_on” name the same column."""
    return "_".join(str(cell or "").strip().lower().replace("-", " ").split())


def _meant(cell: str) -> str:
    """The text of a cell without the apostrophe that says “this is text”."""
    text = tidy(str(cell)).strip()
    if text.startswith("'") and text[1:].lstrip().startswith(FORMULA_STARTERS):
        return text[1:]
    return text


def _xlsx_lines(content: bytes) -> Iterator[list[str]]:
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
                raise Unreadable(_("The selected file must be smaller than 2MB"))
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        for line in sheet.iter_rows(values_only=True):
            cells = [_plain_cell(cell) for cell in line]
            while cells and not cells[-1]:
                cells.pop()
            yield cells
    except Unreadable:
        raise
    except Exception as problem:  # whatever a broken workbook makes the library raise
        raise Unreadable(_("The selected file is not a workbook we can read")) from (
            problem
        )


def _plain_cell(cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if hasattr(cell, "date") and hasattr(cell, "hour"):
        return cell.date().isoformat()
    return plain(cell)


def _json_table(text: str) -> Table:
    try:
        found = json.loads(text)
    except ValueError:
        try:
            found = [json.loads(line) for line in text.splitlines() if line.strip()]
        except ValueError as problem:
            raise Unreadable(_("The selected file could not be read as JSON")) from (
                problem
            )
    if isinstance(found, dict):
        found = [found]
    if not all(isinstance(one, dict) for one in found):
        raise Unreadable(_("The selected file must be a list of objects"))
    header = list(dict.fromkeys(str(name) for one in found for name in one))
    lines = [[_plain_cell(one.get(name)) for name in header] for one in found]
    return _table([header, *lines])
