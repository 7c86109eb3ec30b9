"""The thread pattern: many strands that flow together, drawn from a seed.

The same seed always gives the same drawing, so each charter has its own cover and
keeps it. Pure: numbers in, SVG text out.
"""

import hashlib
import math
from dataclasses import dataclass

GOLD, CREAM, SAGE, SKY, CLAY = "#d9a441", "#ece4d3", "#8fb996", "#7fb6d2", "#cf8468"
COLOURS = (GOLD, CREAM, SAGE, SKY, CLAY)
THIN_BETWEEN = 3
SEGMENTS = 12


@dataclass(frozen=True)
class Wave:
    """One swell that runs through all strands, a little later in each."""

    height: float
    along: float
    across: float
    phase: float

    def at(self, x: float, t: float) -> float:
        return self.height * math.sin(self._angle(x, t))

    def slope(self, x: float, t: float) -> float:
        return self.height * math.cos(self._angle(x, t)) * 2 * math.pi * self.along

    def _angle(self, x: float, t: float) -> float:
        return 2 * math.pi * self.along * x + self.across * t + self.phase


def svg(seed: str, width: int, height: int, strands: int = 8) -> str:
    """The pattern as a transparent SVG, `strands` bright threads and fine ones
    between them."""
    waves = _waves(seed)
    fine, bright = [], []
    for step in range(-THIN_BETWEEN - 1, strands * (THIN_BETWEEN + 1) + 1):
        t = step / (THIN_BETWEEN + 1)
        colour = COLOURS[math.floor(t) % len(COLOURS)]
        path = _path(waves, t, strands, width, height)
        if step % (THIN_BETWEEN + 1):
            fine.append(f'<path stroke="{colour}" d="{path}"/>')
        else:
            bright.append(f'<path stroke="{colour}" d="{path}"/>')
    thin, thick = max(width / 620, 1), max(width / 150, 3)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" preserveAspectRatio="xMidYMid slice">'
        f'<g fill="none" stroke-linecap="round">'
        f'<g stroke-width="{thin:.1f}" stroke-opacity=".6">{"".join(fine)}</g>'
        f'<g stroke-width="{thick:.1f}">{"".join(bright)}</g></g></svg>'
    )


def _waves(seed: str) -> list[Wave]:
    chance = _chances(seed)
    return [
        Wave(
            height=size * (0.75 + 0.5 * next(chance)),
            along=along * (0.85 + 0.3 * next(chance)),
            across=across * (0.8 + 0.4 * next(chance)),
            phase=2 * math.pi * next(chance),
        )
        for size, along, across in (
            (0.078, 0.50, 0.50),
            (0.046, 1.05, 0.95),
            (0.026, 1.60, 1.10),
            (0.010, 2.60, 0.70),
        )
    ]


def _path(waves, t: float, strands: int, width: int, height: int) -> str:
    """One strand as cubic curves that follow its waves."""
    step = 1 / SEGMENTS

    def point(x: float) -> tuple[float, float]:
        base = (t + 0.5) / strands * 1.04 - 0.02
        y = base + sum(wave.at(x, t) for wave in waves)
        return y, sum(wave.slope(x, t) for wave in waves)

    y, slope = point(0)
    parts = [f"M0 {round(y * height)}"]
    for number in range(1, SEGMENTS + 1):
        x, before = number * step, (number - 1) * step
        next_y, next_slope = point(x)
        parts.append(
            f"C{round((before + step / 3) * width)} "
            f"{round((y + slope * step / 3) * height)} "
            f"{round((x - step / 3) * width)} "
            f"{round((next_y - next_slope * step / 3) * height)} "
            f"{round(x * width)} {round(next_y * height)}"
        )
        y, slope = next_y, next_slope
    return "".join(parts)


def _chances(seed: str):
    """Endless numbers from 0 to 1 that depend on nothing but the seed."""
    count = 0
    while True:
        block = hashlib.sha256(f"{seed} {count}".encode()).digest()
        for start in range(0, len(block), 4):
            yield int.from_bytes(block[start : start + 4], "big") / 2**32
        count += 1
