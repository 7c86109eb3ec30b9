"""A table of responses as it comes: its columns, and its lines one by one."""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from consultation.models import Round
from records.models import FileKind, StoredFile

COLUMNS = (
    *("key", "received_on", "postmark", "kind", "ward"),
    *("about", "section", "question", "stance", "comment", "wanted_change"),
    *("organisation", "size", "members", "how_asked", "agent_for", "authority"),
    *("signatures", "signed_twice", "signed_here", "name", "email"),
)
NEEDED = ("received_on", "comment")
MOST_ROWS = 200_000
ANSWER = re.compile(r"q(\d{1,2})")


def columns(round: Round) -> list[str]:
    """Every column that a table for this round can have."""
    return [*COLUMNS, *(f"q{one.number}" for one in round.questions.in_order())]


def lines(file: StoredFile) -> Iterator[dict[str, str]]:
    """The rows of a CSV or XLSX file, by the names in its first line."""
    raw = _xlsx(file) if file.kind == FileKind.XLSX else _csv(file)
    names = [str(name or "").strip().lower() for name in next(raw, [])]
    has_answers = any(ANSWER.fullmatch(name) for name in names)
    needed = NEEDED[:1] if has_answers else NEEDED
    if missing := [name for name in needed if name not in names]:
        raise ValidationError(
            _("The first line must name these columns: %s") % ", ".join(missing)
        )
    for count, values in enumerate(raw, start=1):
        if count > MOST_ROWS:
            raise ValidationError(_("A file can have at most 200,000 rows"))
        if any(values):
            yield dict(zip(names, values, strict=False))


def _csv(file: StoredFile) -> Iterator[list[str]]:
    """Line by line, so that a long file needs no memory."""
    with file.open() as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
        try:
            for values in csv.reader(text):
                yield [value.strip().replace("\0", "") for value in values]
        except (UnicodeDecodeError, csv.Error):
            raise ValidationError(_("Save the file as CSV in UTF-8")) from None


def _xlsx(file: StoredFile) -> Iterator[list[str]]:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(file.read()), read_only=True, data_only=True)
    for values in book.worksheets[0].iter_rows(values_only=True):
        yield [_cell(value) for value in values]


def _cell(value) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return str(value).strip().replace("\0", "")
