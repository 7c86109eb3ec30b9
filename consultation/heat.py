"""How hard each priority is for organisations of each size, as a table of words. Pure.

A cell says how many answered and how many of them found it hard. A cell that counts
fewer than the threshold is hidden, and another one with it where that alone would let
it be worked out from the total.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from metrics import small_numbers

HEAVY, SOME, LIGHT, FEW, NONE = "heavy", "some", "light", "few", "none"
"""What a cell says: much work for them, some, little; too few to show; nobody."""


@dataclass(frozen=True)
class Cuts:
    """From which percentages on a cell is heavy, or some extra work; and how many
    must have answered before it is shown at all."""

    heavy: int
    some: int
    least: int


@dataclass(frozen=True)
class Cell:
    """One priority for one size. What is hidden holds no number."""

    key: str
    word: str
    base: int | None = None
    count: int | None = None

    @property
    def is_shown(self) -> bool:
        return self.base is not None


def row(
    keys: Sequence[str],
    bases: Mapping[str, int],
    counts: Mapping[str, int],
    cuts: Cuts,
) -> list[Cell]:
    """The cells of one priority: of `bases` who answered, `counts` found it hard."""
    answered = {key: base for key, base in bases.items() if base}
    away = small_numbers.hidden(answered, cuts.least)
    cells = []
    for key in keys:
        base = answered.get(key, 0)
        if not base:
            cells.append(Cell(key, NONE))
        elif key in away:
            cells.append(Cell(key, FEW))
        else:
            count = counts.get(key, 0)
            cells.append(Cell(key, _word(count, base, cuts), base, count))
    return cells


def _word(count: int, base: int, cuts: Cuts) -> str:
    if 100 * count >= cuts.heavy * base:
        return HEAVY
    return SOME if 100 * count >= cuts.some * base else LIGHT
