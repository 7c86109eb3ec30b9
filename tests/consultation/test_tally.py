"""Answers counted with plain numbers: choices, scales, ranks, points, percentages."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultation import tally

KEYS = ("a", "b", "c", "d")
people = st.integers(1, 50)
one = st.sampled_from(KEYS)
some = st.lists(one, min_size=1, max_size=4, unique=True)
ranked = st.lists(one, min_size=1, max_size=3, unique=True)


@st.composite
def shares(draw):
    """100 points shared out among the keys."""
    cuts = sorted(draw(st.lists(st.integers(0, 100), min_size=3, max_size=3)))
    edges = [0, *cuts, 100]
    return {key: edges[n + 1] - edges[n] for n, key in enumerate(KEYS)}


def test_a_choice_is_counted_with_its_base():
    found = tally.count("choice", ("yes", "no"), [("yes", 20), ("no", 10)], 30)
    assert found.base == 30
    assert [(line.count, line.percent) for line in found.lines] == [(20, 67), (10, 33)]


@pytest.mark.parametrize(("base", "shown"), [(29, None), (30, 100), (31, 100)])
def test_no_percentage_stands_on_a_base_under_thirty(base, shown):
    found = tally.count("choice", ("yes", "no"), [("yes", base)], 30)
    assert (found.base, found.line("yes").count) == (base, base)
    assert found.line("yes").percent == shown


def test_without_the_rule_a_small_base_would_show_a_percentage():
    """Negative control: the threshold is what hides it."""
    assert tally.percent(1, 2, 0) == 50
    assert tally.percent(1, 2, 30) is None
    assert tally.percent(0, 0, 0) is None, "nobody answered"


def test_the_mean_of_a_scale():
    found = tally.count("scale", ("1", "2", "3", "4", "5"), [("5", 3), ("1", 1)], 30)
    assert found.mean == 4
    assert tally.count("scale", ("1", "2"), [], 30).mean is None


def test_the_mean_rank_is_of_those_who_ranked_it():
    answers = [(["a", "b", "c"], 2), (["b"], 1)]
    found = tally.ranking(KEYS, answers, 30)
    assert found.base == 3
    assert found.line("a").places == (2, 0, 0)
    assert found.line("b").mean == Fraction(5, 3)
    assert found.line("d").mean is None
    assert found.line("d").count == 0


def test_who_gave_no_points_counts_as_nought():
    found = tally.points(("a", "b"), [({"a": 100}, 1), ({"a": 40, "b": 60}, 1)], 30)
    assert [line.mean for line in found.lines] == [70, 30]
    assert [line.count for line in found.lines] == [2, 1]


@given(st.lists(st.tuples(one, people)))
def test_each_who_chooses_one_is_counted_once(answers):
    found = tally.choices("choice", KEYS, answers, 30)
    assert sum(line.count for line in found.lines) == found.base
    assert found.base == sum(number for _value, number in answers)


@given(st.lists(st.tuples(some, people)))
def test_nobody_is_counted_twice_under_one_option(answers):
    found = tally.choices("several", KEYS, answers, 0)
    for line in found.lines:
        assert line.count <= found.base
        assert line.percent is None or 0 <= line.percent <= 100


@given(st.lists(st.tuples(ranked, people), min_size=1))
def test_everybody_has_one_first_place_and_a_rank_is_a_place(answers):
    found = tally.ranking(KEYS, answers, 30)
    assert sum(line.places[0] for line in found.lines) == found.base
    for line in found.lines:
        assert line.mean is None or 1 <= line.mean <= len(line.places)


@given(st.lists(st.tuples(shares(), people), min_size=1))
def test_mean_points_add_up_to_what_each_could_share(answers):
    found = tally.points(KEYS, answers, 30)
    assert sum(line.mean for line in found.lines) == 100


@given(st.lists(st.tuples(ranked, people), min_size=1), st.randoms())
def test_the_order_in_which_answers_come_changes_nothing(answers, random):
    mixed = answers[:]
    random.shuffle(mixed)
    assert tally.ranking(KEYS, mixed, 30) == tally.ranking(KEYS, answers, 30)


@given(st.lists(st.tuples(ranked, people)))
def test_the_same_answer_twice_is_two_people(answers):
    apart = [(value, 1) for value, number in answers for _n in range(number)]
    assert tally.ranking(KEYS, apart, 30) == tally.ranking(KEYS, answers, 30)


@given(st.dictionaries(st.tuples(one, st.sampled_from("xyz")), people))
def test_a_table_of_kinds_by_views_holds_everybody_once(counts):
    found = tally.crossed(counts, KEYS, ("x", "y", "z"), 30)
    assert sum(row.base for row in found) == sum(counts.values())
    for row in found:
        assert all((share is None) == (row.base < 30) for share in row.percents)
