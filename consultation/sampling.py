"""A random sample of signatures, and what it says about all of them. Pure.

The same seed draws the same sample, so that anybody can draw it again.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

ONE_IN_TWENTY = 1.96  # the share of a bell curve beyond it is 5%


def draw(seed: str, total: int, size: int) -> list[int]:
    """The numbers of the signatures to look at, from 1, in order."""
    chosen = random.Random(seed).sample(range(1, total + 1), min(size, total))  # noqa: S311 – to be drawn again by anybody
    return sorted(chosen)


@dataclass(frozen=True)
class Estimate:
    """How many signatures are good, and between which numbers that likely lies."""

    looked_at: int
    good: int
    total: int
    likely: int
    least: int
    most: int


def estimate(verdicts: Sequence[bool], total: int) -> Estimate:
    """Wilson's interval around the share in the sample, carried over to all.

    A sample of everything says exactly how many are good.
    """
    looked_at, good = len(verdicts), sum(verdicts)
    if looked_at >= total or not looked_at:
        exact = good if looked_at else total
        return Estimate(looked_at, good, total, exact, exact, exact)
    share, z = good / looked_at, ONE_IN_TWENTY
    middle = share + z * z / (2 * looked_at)
    spread = share * (1 - share) / looked_at + z * z / (4 * looked_at**2)
    spread = z * sqrt(spread)
    whole = 1 + z * z / looked_at
    least = max(good, round((middle - spread) / whole * total))
    most = min(total - (looked_at - good), round((middle + spread) / whole * total))
    return Estimate(looked_at, good, total, round(share * total), least, most)
