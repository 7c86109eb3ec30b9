import csv
import datetime as dt
import io
import json
import zipfile
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records import exports

HEADER = ["Reference", "Comment"]
FORMULAS = [
    "=1+1",
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "=cmd|' /C calc'!A0",
]


def read_csv(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_a_table_is_written_and_read_back():
    stream = io.BytesIO()
    assert exports.write_csv(stream, HEADER, [["C-1", 'He said "no"\nand left']]) == 1
    assert read_csv(stream.getvalue()) == [HEADER, ["C-1", 'He said "no"\nand left']]
    assert stream.getvalue().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_quoted(text):
    assert exports.cell(text).startswith("'")


@pytest.mark.parametrize("text", FORMULAS)
def test_without_the_quote_a_cell_would_begin_a_formula(text):
    """Negative control: the words alone are what a spreadsheet would run."""
    assert exports.plain(text).strip()[0] in "=+-@"


def test_numbers_and_dates_are_text_that_a_reader_knows():
    london_summer = dt.datetime(2027, 7, 1, 11, 0, tzinfo=dt.UTC)
    assert exports.cell(-5) == "-5"
    assert exports.cell(Decimal("1E+3")) == "1000"
    assert exports.cell(dt.date(2027, 2, 1)) == "2027-02-01"
    assert exports.cell(london_summer) == "2027-07-01 12:00:00"
    assert exports.cell(None) == ""
    assert exports.cell(True) == "yes"
    assert exports.cell(["a", "b"]) == "a; b"


def test_a_workbook_has_one_sheet_of_text_and_nothing_hidden():
    from openpyxl import load_workbook

    stream = io.BytesIO()
    rows = [["C-1", "=1+1"], ["C-2", "bad \x01 sign"], ["C-3", -5]]
    assert exports.write_xlsx(stream, HEADER, rows, title="Comments: [all]") == 3
    book = load_workbook(stream)
    assert len(book.worksheets) == 1
    sheet = book.active
    assert sheet.sheet_state == "visible"
    assert not any(part.hidden for part in sheet.column_dimensions.values())
    for row in sheet.iter_rows():
        for written in row:
            assert written.data_type == "s"
            assert not str(written.value).startswith("=")
    with zipfile.ZipFile(stream) as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")


def test_json_lines_keep_the_words_as_they_are():
    stream = io.BytesIO()
    exports.write_json_lines(stream, HEADER, [["C-1", "=1+1 café"]])
    assert json.loads(stream.getvalue()) == {
        "Reference": "C-1",
        "Comment": "=1+1 café",
    }


def test_a_download_streams_and_is_kept_by_no_cache():
    taken = []

    def rows():
        for number in range(3):
            taken.append(number)
            yield [number, "x"]

    response = exports.download("comments", HEADER, rows())
    assert taken == []
    content = b"".join(response.streaming_content)
    assert len(read_csv(content)) == 4
    assert response["Content-Disposition"] == 'attachment; filename="comments.csv"'
    assert response["Cache-Control"] == "no-store"


@given(st.text(max_size=60))
def test_no_text_can_start_a_formula(text):
    written = exports.cell(text)
    assert not written.lstrip(" \u00a0\u3000").startswith(exports.FORMULA_STARTERS)


@given(st.lists(st.lists(st.text(max_size=12), min_size=2, max_size=2), max_size=5))
def test_rows_and_columns_stay_where_they_are(rows):
    stream = io.BytesIO()
    exports.write_csv(stream, HEADER, rows)
    back = csv.reader(io.StringIO(stream.getvalue().decode("utf-8-sig"), newline=""))
    assert [[exports.cell(value) for value in row] for row in rows] == list(back)[1:]
