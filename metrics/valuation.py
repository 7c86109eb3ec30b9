"""What a promise or a result may be worth in money, with every step shown.

Pure: decimals and dated rules in, a list of steps out. Nothing is rounded on the way;
round on the page. A value is an estimate and never the headline: amounts come first.

1. gross        quantity × value of one unit
2. net          less what would have happened anyway (deadweight), less what others
                brought about (attribution), less what was moved from elsewhere
                (displacement)
3. later years  less what wears off each year (drop-off)
4. real         in the prices of the base year, by the deflator
5. present      each year discounted by the band in which it falls
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

ONE, NONE, PERCENT = Decimal(1), Decimal(0), Decimal(100)
LONGEST = 125


class CannotTell(ValueError):
    """A fact is missing, in words: a value is never guessed."""


@dataclass(frozen=True)
class Band:
    """A discount rate that holds from one year after the base year to another."""

    from_year: int
    until_year: int
    rate: Decimal


@dataclass(frozen=True)
class Prices:
    """An index of prices by year, with its base."""

    index: dict[int, Decimal]

    def factor(self, from_year: int, to_year: int) -> Decimal:
        """By how much prices of one year are multiplied to be those of another."""
        for year in (from_year, to_year):
            if year not in self.index:
                raise CannotTell(f"The prices of {year} are not known.")
        return self.index[to_year] / self.index[from_year]


@dataclass(frozen=True)
class Adjustments:
    """What is taken off a gross value, each as a share between 0 and 1."""

    deadweight: Decimal = NONE
    attribution: Decimal = NONE
    """The share that others brought about."""
    displacement: Decimal = NONE
    drop_off: Decimal = NONE
    """The share of what is left that wears off with each year."""

    def __post_init__(self):
        for name, share in vars(self).items():
            if not NONE <= share <= ONE:
                raise ValueError(f"{name} must be between 0 and 1, not {share}.")


@dataclass(frozen=True)
class Step:
    """One line of the working: what was done to which figure, and what came out."""

    key: str
    before: Decimal
    by: Decimal
    result: Decimal
    year: int | None = None


@dataclass(frozen=True)
class Year:
    """One year of benefit: what is left of it, its factor, and its present value."""

    number: int
    real: Decimal
    factor: Decimal
    present: Decimal


@dataclass(frozen=True)
class Valuation:
    """The result with its working."""

    gross: Decimal
    net: Decimal
    real: Decimal
    present: Decimal
    steps: list[Step] = field(default_factory=list)
    years: list[Year] = field(default_factory=list)


def value(
    quantity: Decimal | int | str,
    unit_value: Decimal | int | str,
    *,
    adjustments: Adjustments = Adjustments(),
    bands: Sequence[Band] = (),
    prices: Prices | None = None,
    price_year: int | None = None,
    base_year: int | None = None,
    starts_in: int = 0,
    lasts: int = 1,
) -> Valuation:
    """Work a value out. `starts_in` counts years after the base year, which is year 0;
    `lasts` counts the years of benefit, each worth the quantity less the drop-off.
    """
    if lasts < 1 or starts_in < 0 or starts_in + lasts - 1 > LONGEST:
        raise ValueError(f"The years must lie between 0 and {LONGEST}.")
    amount = Decimal(quantity)
    gross = amount * Decimal(unit_value)
    steps = [Step("gross", amount, Decimal(unit_value), gross)]
    net = gross
    for key in ("deadweight", "attribution", "displacement"):
        share = getattr(adjustments, key)
        steps.append(Step(key, net, share, net * (ONE - share)))
        net = steps[-1].result
    real = net
    if prices is not None and price_year != base_year:
        if price_year is None or base_year is None:
            raise CannotTell("The year of the prices is not known.")
        factor = prices.factor(price_year, base_year)
        real = net * factor
        steps.append(Step("prices", net, factor, real, base_year))
    years = list(_years(real, adjustments.drop_off, bands, starts_in, lasts))
    present = sum((year.present for year in years), NONE)
    return Valuation(gross, net, real, present, steps, years)


def _years(real, drop_off, bands, starts_in, lasts):
    left = real
    for number in range(starts_in, starts_in + lasts):
        factor = discount_factor(number, bands)
        yield Year(number, left, factor, left * factor)
        left *= ONE - drop_off


def discount_factor(year: int, bands: Sequence[Band]) -> Decimal:
    """1 in the base year; each later year divides by its own band's rate, so that the
    factor has no jump where one band ends and the next begins. No bands: 1."""
    if not bands:
        return ONE
    factor, reached = ONE, 0
    for band in sorted(bands, key=lambda one: one.from_year):
        until = min(year, band.until_year)
        if until > reached:
            factor /= (ONE + band.rate) ** (until - reached)
            reached = until
    if reached < year:
        raise CannotTell(f"There is no discount rate for year {year}.")
    return factor


def additional(
    gross: Decimal | int | str,
    *,
    leakage: Decimal = NONE,
    displacement: Decimal = NONE,
    substitution: Decimal = NONE,
    multiplier: Decimal = ONE,
) -> Decimal:
    """What is left of a gross effect after leakage, displacement and substitution,
    with its further effects. Take the same of the reference case off it."""
    left = Decimal(gross)
    for share in (leakage, displacement, substitution):
        left *= ONE - share
    return left * multiplier
