"""A CSV file of evidence → rows with what is wrong in each. Pure; nothing is kept."""

import csv
import io
from dataclasses import dataclass, field

COLUMNS = ("claim", "figure", "unit", "source", "link", "date", "places")
NEEDED = ("claim", "source", "date")
MOST_ROWS = 500
MOST_BYTES = 1_000_000


@dataclass
class Sheet:
    """The rows of a file by their number in a spreadsheet, or why it cannot be read."""

    rows: dict[int, dict[str, str]] = field(default_factory=dict)
    fault: str = ""


def read(content: bytes) -> Sheet:
    """Read a CSV file as spreadsheets write it: commas or semicolons, any case."""
    if len(content) > MOST_BYTES:
        return Sheet(fault="The selected file must be smaller than 1MB")
    text = decode(content)
    if "\x00" in text or not text.strip():
        return Sheet(fault="The selected file must be a CSV with a row of headings")
    first = text.splitlines()[0]
    separator = ";" if first.count(";") > first.count(",") else ","
    try:
        lines = list(csv.reader(io.StringIO(text), delimiter=separator, strict=True))
    except csv.Error:
        return Sheet(fault="The selected file must be a CSV with a row of headings")
    names = [name.strip().lower() for name in lines[0]]
    missing = [name for name in NEEDED if name not in names]
    if missing:
        return Sheet(fault=f"The file has no column “{missing[0]}”")
    rows = {
        number: {
            name: cell.strip()
            for name, cell in zip(names, line, strict=False)
            if name in COLUMNS
        }
        for number, line in enumerate(lines[1:], start=2)
        if any(cell.strip() for cell in line)
    }
    if not rows:
        return Sheet(fault="The file has headings but no evidence below them")
    if len(rows) > MOST_ROWS:
        return Sheet(fault=f"The file must have {MOST_ROWS} rows or fewer")
    return Sheet(rows)


def decode(content: bytes) -> str:
    """The text, whichever of the two usual ways a spreadsheet wrote it."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
