"""Small counts are hidden, and nobody can work them out: we try to."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.small_numbers import Shown, following, hidden, percent, table

LEAST = 3


def seen(shown: Shown):
    return tuple(shown.counts.values()), shown.total, shown.at_least


def possible_tables(cells: int, most: int):
    """Every table that could stand behind each published one. The reader who tries to
    reverse it knows the rule."""
    behind = defaultdict(list)
    for counts in product(range(most + 1), repeat=cells):
        behind[seen(table(dict(enumerate(counts)), LEAST))].append(counts)
    # tables at the edge of what we tried may have more than we saw
    return {
        published: tables
        for published, tables in behind.items()
        if max(map(max, tables)) < most - 1 and sum(tables[0])
    }


@pytest.mark.parametrize(("cells", "most"), [(2, 9), (3, 7), (4, 5)])
def test_no_hidden_count_can_be_worked_out_from_a_table(cells, most):
    behind = possible_tables(cells, most)
    assert behind
    for (counts, _total, _older), tables in behind.items():
        for place, count in enumerate(counts):
            if count is None:
                assert len({one[place] for one in tables}) > 1


def test_without_a_second_hidden_count_it_could_be_worked_out():
    """The negative control: one hidden count is the total without the others."""
    counts = {"a": 2, "b": 20, "c": 30}
    alone = {key: None if key == "a" else n for key, n in counts.items()}
    assert sum(counts.values()) - alone["b"] - alone["c"] == counts["a"]
    assert hidden(counts, 10) == {"a", "b"}


def test_two_tables_of_different_days_reveal_nothing_under_the_threshold():
    cells, most = 2, 8
    behind = defaultdict(list)
    for first in product(range(most + 1), repeat=cells):
        before = table(dict(enumerate(first)), LEAST)
        for second in product(*[range(n, most + 1) for n in first]):
            after = following(dict(enumerate(second)), LEAST, before, sum(first))
            behind[seen(before), seen(after)].append((first, second))
    tried = 0
    for tables in behind.values():
        if max(max(second) for _first, second in tables) >= most:
            continue
        for place in range(cells):
            joined = {second[place] - first[place] for first, second in tables}
            tried += 1
            assert len(joined) > 1 or not 0 < joined.pop() < LEAST
    assert tried > 50


@given(
    st.lists(st.integers(0, 60), min_size=2, max_size=7),
    st.lists(st.lists(st.integers(0, 12), min_size=7, max_size=7), max_size=5),
)
def test_what_is_shown_never_changes_by_less_than_the_threshold(counts, days):
    shown, before = None, None
    counted_before = 0
    for more in [[0] * 7, *days]:
        counts = [n + extra for n, extra in zip(counts, more, strict=False)]
        before, shown = (
            shown,
            following(dict(enumerate(counts)), 10, shown, counted_before),
        )
        if shown is not before:
            counted_before = sum(counts)
        for place, count in enumerate(counts):
            published = shown.counts[place]
            assert published is None or 10 <= published <= count
            was = before.counts[place] if before else None
            if was is not None:
                assert published - was == 0 or published - was >= 10


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 50), min_size=1))
def test_at_least_two_different_counts_are_hidden_together(counts):
    away = hidden(counts, 10)
    assert {key for key, n in counts.items() if n < 10} <= away
    if away and len(away) < len(counts):
        assert len({counts[key] for key in away}) > 1


def test_a_table_without_small_counts_hides_nothing():
    shown = table({"a": 10, "b": 40}, 10)
    assert seen(shown) == ((10, 40), 50, frozenset())


@pytest.mark.parametrize(
    ("count", "base", "said"), [(10, 29, None), (15, 30, 50), (None, 90, None)]
)
def test_no_percentage_on_a_base_under_thirty(count, base, said):
    assert percent(count, base, 30) == said
