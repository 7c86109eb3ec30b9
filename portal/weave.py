"""The thread pattern: many lines drawn together, the same for the same seed.

Pure: no Django. A field of soft hills bends a set of level lines, as contours bend on a
map, so that threads gather and part but never cross. Every fifth is drawn strong, one
colour after another. It is decoration: pages and PDFs use it as a background.
"""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass

GOLD, PAPER, SAGE, SKY, ROSE = "#d9a441", "#f6f2ea", "#9fbf9a", "#8fb8c9", "#c98a6b"
STRONG = (ROSE, GOLD, PAPER, SAGE, SKY, GOLD)
STEP = 20  # how far apart, in units, a line's points are; curves join them


@dataclass(frozen=True)
class Hill:
    """One soft bump of the field that bends the lines around it."""

    x: float
    y: float
    width: float
    height: float
    push: float

    def at(self, x: float, y: float) -> float:
        across = (x - self.x) / self.width
        down = (y - self.y) / self.height
        return self.push * math.exp(-across * across - down * down)


@dataclass(frozen=True)
class Thread:
    """One line of the pattern: where it runs and how it is drawn."""

    points: tuple[tuple[float, float], ...]
    colour: str
    is_strong: bool


def hills(chance: random.Random, width: float, height: float) -> list[Hill]:
    """Hills spread over the picture, pushing up and down by turns."""
    count = 10
    return [
        Hill(
            x=width * (n + chance.uniform(0, 1)) / count,
            y=height * chance.uniform(0, 1),
            width=width * chance.uniform(0.12, 0.24),
            height=height * chance.uniform(0.2, 0.36),
            push=height * chance.uniform(0.08, 0.13) * chance.choice((1, -1)),
        )
        for n in range(count)
    ]


def threads(seed: str, width: int, height: int, lines: int = 30) -> list[Thread]:
    """The lines of a picture of this size; the same seed gives the same lines."""
    chance = random.Random(seed)  # noqa: S311 – decoration, nobody guards it
    bumps = hills(chance, width, height)
    sway = chance.uniform(0, math.tau)
    slope = height * chance.uniform(-0.09, 0.09)
    drawn = []
    for n in range(lines):
        level = height * (1.3 * (n + 0.5) / lines - 0.15)
        points = []
        for x in range(-STEP, width + 2 * STEP, STEP):
            wave = height * 0.018 * math.sin(sway + math.tau * (x / width + n / lines))
            lift = sum(hill.at(x, level) for hill in bumps)
            y = level + lift + wave + slope * (x / width - 0.5)
            points.append((float(x), y))
        is_strong = n % 5 == 2
        colour = STRONG[n // 5 % 6] if is_strong else STRONG[n % 5]
        drawn.append(Thread(tuple(points), colour, is_strong))
    return drawn


def curve(points: tuple[tuple[float, float], ...]) -> str:
    """A smooth path through the points, as an SVG path."""
    (x, y), *rest = points
    parts = [f"M{x:g} {y:.1f}"]
    for n, (to_x, to_y) in enumerate(rest, 1):
        before = points[max(n - 2, 0)]
        start = points[n - 1]
        after = points[min(n + 1, len(points) - 1)]
        first_y = start[1] + (to_y - before[1]) / 6
        second_y = to_y - (after[1] - start[1]) / 6
        third = (to_x - start[0]) / 3
        if n == 1:
            parts.append(
                f"C{start[0] + third:g} {first_y:.1f} {to_x - third:g} {second_y:.1f}"
                f" {to_x:g} {to_y:.1f}"
            )
        else:  # S mirrors the last control point: the curve stays smooth
            parts.append(f"S{to_x - third:g} {second_y:.1f} {to_x:g} {to_y:.1f}")
    return "".join(parts)


def elements(drawn: list[Thread], scale: float) -> Iterator[str]:
    """The SVG elements: thin threads first, so that strong ones lie on top."""
    for thread in sorted(drawn, key=lambda thread: thread.is_strong):
        width = (2.6 if thread.is_strong else 0.95) * scale
        opacity = "" if thread.is_strong else ' stroke-opacity=".5"'
        yield (
            f'<path d="{curve(thread.points)}" stroke="{thread.colour}"'
            f' stroke-width="{width:g}"{opacity}/>'
        )


def weave(seed: str, width: int = 420, height: int = 344, scale: float = 1.0) -> str:
    """The pattern as an SVG document; it covers whatever box it is put in."""
    drawn = "".join(elements(threads(seed, width, height), scale))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
        f' preserveAspectRatio="xMidYMid slice" fill="none">{drawn}</svg>'
    )
