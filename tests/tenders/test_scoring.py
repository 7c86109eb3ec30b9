"""Marks with plain numbers, and the examples printed in docs/scoring.md."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenders.scoring import Criterion, Line, Score, agreed_mark, rank

DOCS = Path(__file__).parents[2] / "docs" / "scoring.md"
amounts = st.decimals(0, 10**6, places=2)


def table(heading: str) -> list[list[str]]:
    """The rows of the first table under a heading of the page."""
    text = DOCS.read_text().split(f"## {heading}")[1].split("\n## ")[0]
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def criterion(lines, weight=10, amount_share=100, mark=None, code="P1"):
    return Criterion(code, Decimal(weight), Decimal(amount_share), lines, mark)


def line(offer, target=80000, share=100, **more):
    offer = None if offer is None else Decimal(offer)
    return Line("m", Decimal(target), Decimal(share), offer, **more)


@pytest.mark.parametrize("row", table("Example 1"), ids=lambda row: row[0])
def test_one_measure_earns_what_the_page_says(row):
    _bidder, promise, marks = row
    assert criterion([line(promise)]).total == Decimal(marks)


def test_three_measures_earn_what_the_page_says():
    rows = table("Example 2")
    lines = [line(promise, full, share) for _name, full, share, promise, _m in rows]
    whole = criterion(lines)
    for one, row in zip(lines, rows, strict=True):
        assert one.part / 10 == Decimal(row[4])
    assert whole.total == Decimal("7.65")


def test_amount_and_method_earn_what_the_page_says():
    scores = []
    for bidder, first, first_mark, second, second_mark, total in table("Example 3"):
        score = Score(
            bidder,
            [
                criterion([line(first, 4)], 12, 50, Decimal(first_mark)),
                criterion([line(second, 200)], 8, 50, Decimal(second_mark), "P2"),
            ],
        )
        assert score.total == Decimal(total)
        scores.append(score)
    assert [(one.place, one.score.bid) for one in rank(scores)] == [
        (1, "B"),
        (2, "A"),
        (3, "C"),
    ]


def test_nothing_promised_earns_nothing():
    assert criterion([line(None)]).total == 0
    assert criterion([line("-1")]).total == 0


@pytest.mark.parametrize(
    ("offer", "marks"), [("50", "10"), ("100", "10"), ("200", "5"), ("0", "10")]
)
def test_where_less_is_better_the_fraction_turns_round(offer, marks):
    one = criterion([line(offer, 100, lower_is_better=True)])
    assert one.total == Decimal(marks)


def test_a_target_of_nought_never_divides_by_nought():
    assert line("0", 0, lower_is_better=True).fraction == 1
    assert line("5", 0, lower_is_better=True).fraction == 0
    assert line("5", 0).fraction == 0


def test_equal_sums_share_a_place_and_are_marked_as_tied():
    scores = [Score(name, [criterion([line("8000")])]) for name in "BA"]
    scores.append(Score("C", [criterion([line("1")])]))
    ranked = rank(scores)
    assert [(one.place, one.is_tied) for one in ranked] == [
        (1, True),
        (1, True),
        (3, False),
    ]


def test_rounding_waits_until_the_page():
    near = rank(
        [
            Score("A", [criterion([line("60000.001")])]),
            Score("B", [criterion([line("60000.002")])]),
        ]
    )
    assert [one.score.bid for one in near] == ["B", "A"]
    assert not near[0].is_tied


@pytest.mark.parametrize(
    ("alone", "agreed", "counts"),
    [
        ([], None, None),
        ([3], None, 3),
        ([3, 3], None, 3),
        ([3, 4], None, None),
        ([3, 4], 4, 4),
        ([2, 4], 3, 3),
    ],
)
def test_the_mark_that_counts_is_agreed_and_never_the_mean(alone, agreed, counts):
    assert agreed_mark(alone, agreed) == counts


def test_a_priority_without_a_mark_is_not_complete():
    assert not criterion([line("1")], amount_share=50).is_complete
    assert criterion([line("1")], amount_share=100).is_complete
    assert criterion([line("1")], amount_share=50, mark=Decimal(0)).is_complete


@given(amounts, amounts, st.integers(0, 5))
def test_marks_stay_between_nought_and_the_weight(offer, target, mark):
    for lower in (False, True):
        one = criterion(
            [line(offer, target, lower_is_better=lower)], 8, 40, Decimal(mark)
        )
        assert 0 <= one.total <= 8


@given(st.lists(amounts, min_size=2, max_size=5), amounts)
def test_no_bid_changes_the_order_of_the_others(offers, newcomer):
    scores = [
        Score(f"{n:02}", [criterion([line(offer)])]) for n, offer in enumerate(offers)
    ]
    before = [one.score.bid for one in rank(scores)]
    joined = rank([*scores, Score("zz", [criterion([line(newcomer)])])])
    assert [one.score.bid for one in joined if one.score.bid != "zz"] == before
