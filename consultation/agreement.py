"""How far two people agree, chance taken out. Pure.

Cohen's kappa for two people and yes or no; Krippendorff's alpha for any number of
people, with gaps. 1 is full agreement, 0 is what chance alone would give.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

GAP = None


@dataclass(frozen=True)
class Agreement:
    """Two people's groupings of the same comments, compared."""

    comments: int
    same: int  # comments that both put into exactly the same issues
    kappa: Fraction | None  # over all yes-or-no choices; None when nothing varied
    alpha: Fraction | None
    by_issue: dict[int, Fraction | None]


def of_groupings(
    pairs: Sequence[tuple[set[int], set[int]]], numbers: Sequence[int]
) -> Agreement:
    """Compare, for each comment and each issue, whether both put it there."""
    choices = {
        number: [(number in first, number in second) for first, second in pairs]
        for number in numbers
    }
    every = [choice for number in numbers for choice in choices[number]]
    return Agreement(
        comments=len(pairs),
        same=sum(first == second for first, second in pairs),
        kappa=cohens_kappa(every),
        alpha=krippendorffs_alpha(every),
        by_issue={number: cohens_kappa(choices[number]) for number in numbers},
    )


def cohens_kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> Fraction | None:
    """Agreement of two people beyond chance, or None when both always say the same."""
    if not pairs:
        return None
    count = len(pairs)
    observed = Fraction(sum(first == second for first, second in pairs), count)
    first = Counter(one for one, _other in pairs)
    second = Counter(other for _one, other in pairs)
    expected = sum(
        (Fraction(first[value] * second[value], count * count) for value in first),
        Fraction(0),
    )
    if expected == 1:
        return None
    return (observed - expected) / (1 - expected)


def krippendorffs_alpha(units: Iterable[Sequence[Hashable]]) -> Fraction | None:
    """Agreement on names of any number of people, beyond chance; gaps are None."""
    coincidences: dict[tuple, Fraction] = {}
    for unit in units:
        values = [value for value in unit if value is not GAP]
        if len(values) < 2:
            continue
        for place, value in enumerate(values):
            for other_place, other in enumerate(values):
                if place != other_place:
                    pair = (value, other)
                    weight = Fraction(1, len(values) - 1)
                    coincidences[pair] = coincidences.get(pair, Fraction(0)) + weight
    totals: Counter = Counter()
    for (value, _other), weight in coincidences.items():
        totals[value] += weight
    count = sum(totals.values(), Fraction(0))
    if count <= 1:
        return None
    observed = sum(w for (value, other), w in coincidences.items() if value != other)
    expected = sum(
        totals[value] * totals[other]
        for value in totals
        for other in totals
        if value != other
    )
    if not expected:
        return None
    return 1 - (count - 1) * Fraction(observed) / expected
