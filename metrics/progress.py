"""How far a figure has come from its baseline towards its level.

Pure: numbers in, numbers and words out. The fraction keeps full precision; round it
only on a page.
"""

from dataclasses import dataclass
from decimal import Decimal

HIGHER = "higher"
LOWER = "lower"

_WHOLE = Decimal(1)
_NONE = Decimal(0)


@dataclass(frozen=True)
class Progress:
    """A figure's way from `baseline` to `level`, as it stands at `latest`."""

    baseline: Decimal
    level: Decimal
    latest: Decimal | None
    direction: str
    fraction: Decimal | None
    """0 at the baseline, 1 at the level; below 0 when it went the wrong way."""

    @property
    def is_met(self) -> bool:
        return self.fraction is not None and self.fraction >= _WHOLE

    @property
    def shown(self) -> Decimal:
        """The fraction kept between 0 and 1, for a bar."""
        return max(_NONE, min(_WHOLE, self.fraction or _NONE))

    @property
    def percent(self) -> int | None:
        """Whole percent, rounded down, so that 100 is only said when it is met."""
        return None if self.fraction is None else int(self.fraction * 100 // 1)

    @property
    def state(self) -> str:
        if self.fraction is None:
            return "unknown"
        if self.fraction >= _WHOLE:
            return "met"
        if self.fraction < _NONE:
            return "worse"
        return "started" if self.fraction > _NONE else "unchanged"


def progress(
    baseline: Decimal | int | str | None,
    level: Decimal | int | str,
    latest: Decimal | int | str | None,
    direction: str = HIGHER,
) -> Progress:
    """Work out the progress. A missing baseline counts as 0; a missing latest figure
    gives a Progress whose fraction is None.

    Where the baseline is already at or beyond the level there is no way to go: the
    fraction is 1 while the latest figure holds the level, and below 0 when it does not.
    """
    if direction not in {HIGHER, LOWER}:
        raise ValueError(
            f"The direction is {HIGHER!r} or {LOWER!r}, not {direction!r}."
        )
    start = Decimal(0 if baseline is None else baseline)
    goal = Decimal(level)
    if latest is None:
        return Progress(start, goal, None, direction, None)
    now = Decimal(latest)
    sign = 1 if direction == HIGHER else -1
    way, come, short = (goal - start) * sign, (now - start) * sign, (goal - now) * sign
    if way > 0:
        fraction = come / way
    elif short <= 0:
        fraction = _WHOLE
    else:
        fraction = -short / (abs(goal) or _WHOLE)
    return Progress(start, goal, now, direction, fraction)
