"""Money values, against the examples printed in docs/valuation.md."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from metrics.valuation import (
    Adjustments,
    Band,
    CannotTell,
    Prices,
    additional,
    discount_factor,
    value,
)

PAGE = Path(__file__).parents[2] / "docs" / "valuation.md"
GREEN_BOOK = [
    Band(0, 30, Decimal("0.035")),
    Band(31, 75, Decimal("0.03")),
    Band(76, 125, Decimal("0.025")),
]
PRICES = Prices({2019: Decimal("81.1085"), 2024: Decimal(100)})


def example(number: int) -> list[list[str]]:
    """The rows of the table in an example of the page."""
    part = re.split(r"^## Example \d.*$", PAGE.read_text(), flags=re.M)[number]
    rows = [line.strip("| ").split(" | ") for line in part.splitlines() if "|" in line]
    return [[cell.strip() for cell in row] for row in rows[2:]]


@pytest.mark.parametrize("row", example(1), ids=lambda row: row[0])
def test_gross_and_net_are_those_of_the_page(row):
    _line, amount, unit, deadweight, attribution, gross, net = row
    found = value(
        amount,
        unit,
        adjustments=Adjustments(
            deadweight=Decimal(deadweight), attribution=Decimal(attribution)
        ),
    )
    assert (found.gross, found.net) == (Decimal(gross), Decimal(net))
    assert found.present == found.net  # one year, in the base year, in its own prices


@pytest.mark.parametrize("row", example(2), ids=lambda row: row[0])
def test_discount_factors_are_those_of_the_page(row):
    year, factor = row
    found = discount_factor(int(year), GREEN_BOOK)
    assert round(found, 4) == Decimal(factor)


def test_a_factor_has_no_jump_where_a_band_ends():
    before, after = discount_factor(30, GREEN_BOOK), discount_factor(31, GREEN_BOOK)
    assert before / after == pytest.approx(Decimal("1.03"))


def test_three_years_that_wear_off_are_those_of_the_page():
    found = value(
        10,
        1000,
        adjustments=Adjustments(drop_off=Decimal("0.5")),
        bands=GREEN_BOOK,
        prices=PRICES,
        price_year=2019,
        base_year=2024,
        lasts=3,
    )
    shown = [
        [str(y.number), f"{y.real:.2f}", f"{y.factor:.4f}", f"{y.present:.2f}"]
        for y in found.years
    ]
    assert shown == example(3)
    assert f"£{found.present:,.2f}" in PAGE.read_text()


def test_additionality_is_that_of_the_page():
    same = {
        "leakage": Decimal("0.1"),
        "displacement": Decimal("0.25"),
        "multiplier": Decimal("1.1"),
    }
    assert additional(50, **same) - additional(12, **same) == Decimal("28.2150")


def test_each_step_begins_where_the_one_before_ended():
    found = value(
        7,
        "13.5",
        adjustments=Adjustments(Decimal("0.1"), Decimal("0.2"), Decimal("0.3")),
        prices=PRICES,
        price_year=2019,
        base_year=2024,
    )
    results = [step.result for step in found.steps]
    assert [step.before for step in found.steps[1:]] == results[:-1]
    assert found.real == results[-1]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"prices": PRICES, "price_year": 2001, "base_year": 2024}, "prices of 2001"),
        ({"prices": PRICES, "base_year": 2024}, "year of the prices"),
        (
            {"bands": [Band(0, 1, Decimal("0.1"))], "starts_in": 2},
            "discount rate for year 2",
        ),
    ],
)
def test_a_fact_that_is_missing_is_never_guessed(more, says):
    with pytest.raises(CannotTell, match=says):
        value(1, 1, **more)


@pytest.mark.parametrize("share", ["-0.1", "1.1"])
def test_a_share_beyond_everything_is_refused(share):
    with pytest.raises(ValueError, match="between 0 and 1"):
        Adjustments(deadweight=Decimal(share))
