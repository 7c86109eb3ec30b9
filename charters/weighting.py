"""How 100 points, shared by each person, become weights. Pure: anyone can do it again.

The published groups are all that is needed. The raw weight of a priority is the mean
of its points. The balanced one takes the mean of each group of places and lets it count
for the people who live there, so that a ward that answered much does not drown one that
answered little. A group with too few answers is put together with others before it is
published, so that nobody's own points can be read out of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, Decimal

STEP = Decimal("0.01")
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Group:
    """Answers from one place or several: how many, their points, who lives there."""

    label: str
    people: int
    answers: int
    points: Mapping[str, int] = field(default_factory=dict)


def publishable(
    groups: Iterable[Group], least: int, rest: str, unplaced: Group | None = None
) -> list[Group]:
    """The groups with at least `least` answers; all others as one, called `rest`.

    Those who did not say where they live join the others when they are too few to
    stand alone; so does the smallest place when the others are too few.
    """
    placed = sorted(groups, key=lambda group: (-group.answers, group.label))
    shown = [group for group in placed if group.answers >= least]
    pool = [group for group in placed if group.answers < least]
    if unplaced and unplaced.answers:
        pool.append(unplaced)
    while shown and 0 < _answers(pool) < least:
        pool.append(shown.pop())
    if not _answers(pool):
        return shown
    return [*shown, _together(pool, rest)]


def _answers(groups: Iterable[Group]) -> int:
    return sum(group.answers for group in groups)


def _together(groups: list[Group], label: str) -> Group:
    codes = {code for group in groups for code in group.points}
    return Group(
        label=label,
        people=sum(group.people for group in groups),
        answers=_answers(groups),
        points={
            code: sum(group.points.get(code, 0) for group in groups)
            for code in sorted(codes)
        },
    )


def raw(groups: Iterable[Group], codes: Iterable[str]) -> dict[str, Decimal]:
    """All points of a priority, divided by all answers."""
    groups = list(groups)
    answers = _answers(groups)
    if not answers:
        return {}
    means = {
        code: Decimal(sum(group.points.get(code, 0) for group in groups)) / answers
        for code in codes
    }
    return to_hundredths(means, HUNDRED)


def balanced(groups: Iterable[Group], codes: Iterable[str]) -> dict[str, Decimal]:
    """The mean of each group, counted by the people who live there.

    Empty where there is nothing to balance: fewer than two groups whose people are
    known.
    """
    known = [group for group in groups if group.people and group.answers]
    if len(known) < 2:
        return {}
    people = sum(group.people for group in known)
    means = {
        code: sum(
            Decimal(group.people) * group.points.get(code, 0) / group.answers
            for group in known
        )
        / people
        for code in codes
    }
    return to_hundredths(means, HUNDRED)


def to_hundredths(parts: Mapping[str, Decimal], whole: Decimal) -> dict[str, Decimal]:
    """Cut to two decimals; what is left goes, in steps of 0.01, to those that lost
    most by it, the first of equals first. The parts then add up to the whole."""
    cut = {code: part.quantize(STEP, ROUND_DOWN) for code, part in parts.items()}
    left = int((whole - sum(cut.values())) / STEP)
    lost = sorted(parts, key=lambda code: cut[code] - parts[code])
    for code in lost[:left]:
        cut[code] += STEP
    return cut


def share_out(whole: Decimal, weights: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """`whole` divided as the weights are to each other; empty if they are all 0."""
    total = sum(weights.values())
    if not total:
        return {}
    parts = {code: whole * weight / total for code, weight in weights.items()}
    return to_hundredths(parts, whole)
