"""A measurement is asked for by the row of its budget."""

from benchmarks.__main__ import is_meant, rows_by_script


def chosen(*names):
    known = rows_by_script()
    return [script for script in known if is_meant(script, list(names), known)]


def test_a_row_finds_the_script_that_measures_it():
    assert chosen("p1") == ["p01_published_page"]
    assert chosen("p2") == chosen("P17") == chosen("p1")
    assert chosen("p18") == ["p18_demo", "p18_up"]
    assert chosen("p18_demo") == ["p18_demo"]


def test_a_row_that_nobody_measures_finds_none():
    assert chosen("p99") == []


def test_each_script_says_which_rows_it_measures():
    assert all(rows_by_script().values())
