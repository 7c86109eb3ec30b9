"""Count what people chose, ranked, rated and gave points to. Pure.

An answer is a pair: what was said, and how many said exactly that. A percentage stands
only beside a base that is large enough; below it the numbers stand alone.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

CHOICE, SEVERAL, SCALE = "choice", "several", "scale"
RANKING, POINTS = "ranking", "points"
KINDS = (CHOICE, SEVERAL, SCALE, RANKING, POINTS)

Answers = Iterable[tuple[Any, int]]


@dataclass(frozen=True)
class Line:
    """One thing that could be chosen: how many named it, and what they gave it.

    `mean` is a mean rank (1 is best) among those who ranked it, or mean points among
    all who answered; None where there is nothing to take the mean of. `places` holds
    how many put it first, second and so on.
    """

    key: str
    count: int
    percent: int | None = None
    mean: Fraction | None = None
    places: tuple[int, ...] = ()


@dataclass(frozen=True)
class Result:
    """What all answers to one question come to. `base` is how many answered it."""

    kind: str
    base: int
    lines: tuple[Line, ...]
    mean: Fraction | None = None  # of a scale

    def line(self, key: str) -> Line:
        return next(line for line in self.lines if line.key == key)


def count(kind: str, keys: Sequence[str], answers: Answers, fewest: int) -> Result:
    """Count the answers to a question of any kind that has options."""
    if kind == RANKING:
        return ranking(keys, answers, fewest)
    if kind == POINTS:
        return points(keys, answers, fewest)
    return choices(kind, keys, answers, fewest)


def choices(kind: str, keys: Sequence[str], answers: Answers, fewest: int) -> Result:
    """How many chose each option; of a scale the mean too. Who may choose several is
    counted under each, so the percentages can add up to more than 100."""
    base, named = 0, Counter()
    for value, people in answers:
        base += people
        for key in value if isinstance(value, list) else [value]:
            named[str(key)] += people
    mean = None
    if kind == SCALE and base:
        mean = Fraction(sum(int(key) * named[key] for key in keys), base)
    return Result(kind, base, _lines(keys, named, base, fewest), mean)


def ranking(keys: Sequence[str], answers: Answers, fewest: int) -> Result:
    """How many put each option at each place, and its mean rank among those who
    ranked it. Who did not rank an option says nothing about it."""
    base, placed, deepest = 0, Counter(), 0
    for value, people in answers:
        base += people
        deepest = max(deepest, len(value))
        for place, key in enumerate(value, 1):
            placed[str(key), place] += people
    lines = []
    for key in keys:
        places = tuple(placed[key, place] for place in range(1, deepest + 1))
        named = sum(places)
        total = sum(place * people for place, people in enumerate(places, 1))
        mean = Fraction(total, named) if named else None
        lines.append(Line(key, named, percent(named, base, fewest), mean, places))
    return Result(RANKING, base, tuple(lines))


def points(keys: Sequence[str], answers: Answers, fewest: int) -> Result:
    """How many points each option got on average, of all who shared points out.

    Who gave it nothing counts as nought, so the means add up to what each could share.
    """
    base, given, totals = 0, Counter(), Counter()
    for value, people in answers:
        base += people
        for key, some in value.items():
            totals[key] += some * people
            given[key] += people if some else 0
    lines = tuple(
        Line(
            key,
            given[key],
            percent(given[key], base, fewest),
            Fraction(totals[key], base) if base else None,
        )
        for key in keys
    )
    return Result(POINTS, base, lines)


def percent(count: int, base: int, fewest: int) -> int | None:
    """A whole percentage, halves rounded up, or None on too small a base."""
    if base < max(fewest, 1):
        return None
    return (200 * count + base) // (2 * base)


@dataclass(frozen=True)
class Crossed:
    """One row of a table of kinds by views: its counts, their base and percentages."""

    key: str
    base: int
    counts: tuple[int, ...]
    percents: tuple[int | None, ...]


def crossed(
    counts: Mapping[tuple[str, str], int],
    rows: Iterable[str],
    columns: Sequence[str],
    fewest: int,
) -> tuple[Crossed, ...]:
    """A table of counts by row and column; rows in which nobody stands are left out."""
    found = []
    for row in rows:
        cells = tuple(counts.get((row, column), 0) for column in columns)
        base = sum(cells)
        if base:
            shares = tuple(percent(cell, base, fewest) for cell in cells)
            found.append(Crossed(row, base, cells, shares))
    return tuple(found)


def _lines(
    keys: Sequence[str], named: Counter, base: int, fewest: int
) -> tuple[Line, ...]:
    return tuple(
        Line(key, named[key], percent(named[key], base, fewest)) for key in keys
    )
