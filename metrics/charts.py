"""How long the bars of a chart are. Pure: numbers in, lengths out.

A picture holds no words. Its number and its name stand beside it as text, so that the
picture is left out for whoever listens, and nothing depends on its colour.
"""

from collections.abc import Sequence

WIDTH, SHORTEST = 600, 3
STEPS = 20


def lengths(values: Sequence[float]) -> list[int]:
    """Each value's bar, to one scale: the largest fills the width, and none but
    nought is invisible."""
    return _scaled(values, WIDTH, SHORTEST)


def steps(values: Sequence[float]) -> list[int]:
    """The same in steps of the largest, for print, where a class makes the bar."""
    return _scaled(values, STEPS, 1)


def _scaled(values: Sequence[float], width: int, shortest: int) -> list[int]:
    largest = max(values, default=0)
    return [
        max(round(width * value / largest), shortest) if value > 0 else 0
        for value in values
    ]
