"""Outlines of places → the paths of a small map. Pure; the template draws it."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians

WIDTH = 640
TALLEST = 720


@dataclass(frozen=True)
class Shape:
    """One place on the map: its key, its path, and where a label may stand."""

    key: str
    path: str
    label_x: float
    label_y: float


@dataclass(frozen=True)
class AreaMap:
    """A picture of given size and the shapes on it, in the order asked for."""

    width: int
    height: int
    shapes: list[Shape]


def draw(boundaries: Iterable[tuple[str, dict | None]]) -> AreaMap | None:
    """Draw the places that have an outline; None when none has."""
    known = [(key, _rings(boundary)) for key, boundary in boundaries if boundary]
    points = [point for _, rings in known for ring in rings for point in ring]
    if not points:
        return None
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    squeeze = cos(radians((south + north) / 2))
    across, up = max((east - west) * squeeze, 1e-9), max(north - south, 1e-9)
    scale = min(WIDTH / across, TALLEST / up)

    def place(point) -> tuple[float, float]:
        return (point[0] - west) * squeeze * scale, (north - point[1]) * scale

    shapes = []
    for key, rings in known:
        placed = [[place(point) for point in ring] for ring in rings]
        biggest = max(placed, key=_size)
        shapes.append(
            Shape(
                key=key,
                path="".join(_path(ring) for ring in placed),
                label_x=round(sum(p[0] for p in biggest) / len(biggest), 1),
                label_y=round(sum(p[1] for p in biggest) / len(biggest), 1),
            )
        )
    return AreaMap(round(across * scale), round(up * scale), shapes)


def _rings(boundary: dict) -> list[list]:
    polygons = boundary["coordinates"]
    if boundary["type"] == "Polygon":
        polygons = [polygons]
    return [ring for polygon in polygons for ring in polygon]


def _path(ring) -> str:
    return "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in ring[:-1]) + "Z"


def _size(ring) -> float:
    """The area inside a ring, whichever way round it is written."""
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2
