"""Bars: as long as their numbers say, and silent for whoever listens."""

from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from metrics import charts


def test_the_largest_fills_the_width_and_half_of_it_fills_half():
    assert charts.lengths([10, 5, 0]) == [600, 300, 0]
    assert charts.steps([10, 5, 0]) == [20, 10, 0]


def test_a_small_number_is_still_seen():
    assert charts.lengths([10_000, 1])[1] == 3
    assert charts.steps([10_000, 1])[1] == 1


def test_nothing_to_draw_is_no_fault():
    assert charts.lengths([]) == []
    assert charts.lengths([0, 0]) == [0, 0]


def test_the_picture_says_nothing_by_itself():
    drawn = render_to_string("components/bar.html", {"length": 300})
    assert 'aria-hidden="true"' in drawn
    assert 'width="300"' in drawn
    assert "style=" not in drawn


@given(st.lists(st.integers(0, 10**6), min_size=2, max_size=9))
def test_a_larger_number_never_has_a_shorter_bar(values):
    order = sorted(zip(values, charts.lengths(values), strict=True))
    assert [length for _value, length in order] == sorted(charts.lengths(values))
