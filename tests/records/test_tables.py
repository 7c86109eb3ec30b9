"""Tables that people bring in, whatever program wrote them."""

import io
import json
import zipfile

import pytest

from records import exports, tables
from records.tables import Unreadable, read

HEADER = ("Code", "Observed on", "Source")
ROWS = [("A-1", "2026-04-01", "=HYPERLINK(1)"), ("A-2", "2026-04-02", "-5 °C, “x”")]


def written(kind) -> bytes:
    return b"".join(exports.download("x", HEADER, ROWS, kind=kind))


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json", "jsonl"])
def test_what_we_write_we_can_read_again_formulas_and_all(kind):
    table = read(written(kind), f"file.{kind}")
    assert table.header == ["code", "observed_on", "source"]
    assert [tuple(row.cells.values()) for row in table.rows] == ROWS
    assert [row.number for row in table.rows] == [2, 3]


def test_a_spreadsheet_never_sees_a_formula():
    assert b"'=HYPERLINK" in written("csv")


def test_columns_keep_their_names_however_they_are_written():
    table = read(b"CODE ; Observed-On;source\r\n a ;1;2\r\n;;\r\n", "x.csv")
    assert table.header == ["code", "observed_on", "source"]
    assert [(row.number, row.get("code")) for row in table.rows] == [(2, "a")]
    assert table.missing(["code", "value"]) == ["value"]


def test_a_file_from_an_old_windows_program_is_read():
    (row,) = read("code\ncafé £5".encode("cp1252"), "x.csv").rows
    assert row.get("code") == "café £5"


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", b" " * (tables.MOST_UNPACKED + 1))
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"  \n", "is empty"),
        (b"a,a\n1,2", "same name"),
        (b",\n1,2", "name the columns"),
        (b"\x00\x01\x02", "CSV, XLSX or JSON"),
        (b"PK\x03\x04broken", "workbook"),
        (b"[1, 2]", "list of objects"),
        (b"{nothing", "as JSON"),
        (b"a\n" + b"1\n" * 2001, "2,000 rows"),
        (b"a" * (tables.MOST_BYTES + 1), "smaller than 2MB"),
        (bomb(), "smaller than 2MB"),
        (json.dumps([{str(n): n for n in range(61)}]).encode(), "too many columns"),
    ],
)
def test_what_is_no_table_is_refused_in_words(content, says):
    with pytest.raises(Unreadable, match=says):
        read(content, "x")
