"""Eastfield's and Westbrook's wards: shapes that were drawn by a formula."""

import math

EASTFIELD_WARDS = [
    "Harbour",
    "Northgate",
    "Market",
    "Millfield",
    "Westgate",
    "Southfields",
    "St Anne's",
    "Priory",
]
WESTBROOK_WARDS = ["Bridge", "Castle", "Orchard", "Weavers"]


def wards(names: list[str], first_code: int, west: float, south: float) -> dict:
    """A GeoJSON feature collection of neighbouring wards, two rows of them."""
    columns = len(names) // 2
    features = []
    for index, name in enumerate(names):
        row, column = divmod(index, columns)
        corners = [(column, row), (column + 1, row), (column + 1, row + 1)]
        ring = _ring([*corners, (column, row + 1)], west, south)
        features.append(
            {
                "type": "Feature",
                "properties": {"code": f"E05{first_code + index:06}", "name": name},
                "geometry": {"type": "Polygon", "coordinates": [ring]},
            }
        )
    return {"type": "FeatureCollection", "features": features}


def _ring(corners, west, south) -> list[list[float]]:
    """The corners, with three bends on each side, as neighbours also draw them."""
    ring = []
    for start, end in zip(corners, [*corners[1:], corners[0]], strict=True):
        steps = range(4)
        ring += [
            _point(
                start[0] + (end[0] - start[0]) * step / 4,
                start[1] + (end[1] - start[1]) * step / 4,
                west,
                south,
            )
            for step in steps
        ]
    return [*ring, ring[0]]


def _point(x: float, y: float, west: float, south: float) -> list[float]:
    bent_x = x + 0.16 * math.sin(2.3 * y + 1.7 * x) + 0.05 * math.sin(7 * y)
    bent_y = y + 0.14 * math.sin(1.9 * x + 0.8) + 0.05 * math.cos(6 * x + y)
    return [round(west + 0.03 * bent_x, 5), round(south + 0.022 * bent_y, 5)]
