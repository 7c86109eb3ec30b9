"""Marks from promises and methods: absolute, exact, explained. Pure; no Django.

A promise is measured against the published target and against nothing else, so that
no bid changes another's marks. Sums keep full precision; only pages round.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

HIGHEST_MARK = 5
ZERO, ONE, HUNDRED = Decimal(0), Decimal(1), Decimal(100)


@dataclass(frozen=True)
class Line:
    """One measure of a priority: what was promised against what earns full marks."""

    name: str
    target: Decimal
    share: Decimal
    offer: Decimal | None = None
    lower_is_better: bool = False

    @property
    def fraction(self) -> Decimal:
        """How much of the target is promised, from 0 to 1; nothing above it counts."""
        if self.offer is None or self.offer < 0:
            return ZERO
        if self.lower_is_better:
            return ONE if self.offer <= self.target else self.target / self.offer
        return min(self.offer / self.target, ONE) if self.target > 0 else ZERO

    @property
    def part(self) -> Decimal:
        """This line's part of the amount, in hundredths."""
        return self.fraction * self.share


@dataclass(frozen=True)
class Criterion:
    """One priority of one bid: its weight, its promises and the mark for its method."""

    code: str
    weight: Decimal
    amount_share: Decimal
    lines: Sequence[Line]
    mark: Decimal | None = None

    @property
    def amount(self) -> Decimal:
        """Marks for what is promised."""
        parts = sum((line.part for line in self.lines), ZERO)
        return self.weight * self.amount_share / HUNDRED * parts / HUNDRED

    @property
    def method(self) -> Decimal:
        """Marks for how it will be done; none while nobody has marked it."""
        if self.mark is None:
            return ZERO
        rest = self.weight * (HUNDRED - self.amount_share) / HUNDRED
        return rest * self.mark / HIGHEST_MARK

    @property
    def total(self) -> Decimal:
        return self.amount + self.method

    @property
    def is_complete(self) -> bool:
        return self.mark is not None or self.amount_share == HUNDRED


@dataclass(frozen=True)
class Score:
    """One bid's criteria and their sum."""

    bid: str
    criteria: Sequence[Criterion]

    @property
    def total(self) -> Decimal:
        return sum((criterion.total for criterion in self.criteria), ZERO)

    @property
    def is_complete(self) -> bool:
        return all(criterion.is_complete for criterion in self.criteria)


@dataclass(frozen=True)
class Ranked:
    """A bid's place. Equal sums share a place: only a recorded draw may part them."""

    place: int
    score: Score
    is_tied: bool


def rank(scores: Iterable[Score]) -> list[Ranked]:
    """Best first; bids with the same exact sum share a place, named in bid order."""
    ordered = sorted(scores, key=lambda score: (-score.total, score.bid))
    totals = [score.total for score in ordered]
    return [
        Ranked(
            place=totals.index(score.total) + 1,
            score=score,
            is_tied=totals.count(score.total) > 1,
        )
        for score in ordered
    ]


def agreed_mark(alone: Sequence[int], agreed: int | None = None) -> Decimal | None:
    """The mark that counts: the agreed one, or the single mark that all gave.

    Never the mean: None while evaluators differ and nobody has recorded what they
    agreed.
    """
    if agreed is not None:
        return Decimal(agreed)
    return Decimal(alone[0]) if alone and len(set(alone)) == 1 else None
