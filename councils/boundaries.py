"""A GeoJSON file of wards → rows with simplified outlines, or sentences. Pure.

Neighbours keep a common border: outlines are cut where three borders meet, and each
piece is thinned once, whichever ward asks for it.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

MOST_BYTES = 10 * 1024 * 1024
MOST_AREAS = 500
MOST_POINTS = 400_000
PLACES = 5  # decimals of a degree: about a metre
KEPT_POINTS = 200  # about as many as a ward needs on a page-wide map

GSS_CODE = re.compile(r"[EWSN]\d{8}")
CODE_KEYS = re.compile(r"code|gss_code|(wd|lad|ctyua|cty|ced|pcon)\d\dcd", re.I)
NAME_KEYS = re.compile(r"name|(wd|lad|ctyua|cty|ced|pcon)\d\dnm", re.I)

Point = tuple[float, float]
Ring = list[Point]


@dataclass(frozen=True)
class AreaRow:
    """One place as the file tells it: GSS code, name and outline."""

    code: str
    name: str
    boundary: dict


@dataclass
class Reading:
    """What a file says: its rows, and a sentence for each thing that is wrong."""

    rows: list[AreaRow] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class Unusable(ValueError):
    """The outline cannot be drawn; the words say why."""


def read(content: bytes) -> Reading:
    """Read a GeoJSON FeatureCollection; with any fault, nothing should be kept."""
    if len(content) > MOST_BYTES:
        return Reading(faults=["The selected file must be smaller than 10MB"])
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return Reading(faults=["The selected file must be a GeoJSON file"])
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list):
        return Reading(
            faults=["The selected file must be a GeoJSON file with a list of places"]
        )
    if not features:
        return Reading(faults=["The selected file has no places in it"])
    if len(features) > MOST_AREAS:
        return Reading(
            faults=[f"The selected file must have {MOST_AREAS} places or fewer"]
        )
    return _read_features(features)


def _read_features(features: list) -> Reading:
    reading = Reading()
    outlines: list[list[list[Ring]]] = []
    named: list[tuple[str, str]] = []
    seen: dict[str, int] = {}
    for number, feature in enumerate(features, start=1):
        faults = []
        code, name = _code_and_name(feature)
        if not GSS_CODE.fullmatch(code):
            faults.append("the code must be a GSS code, like E05000650")
        elif code in seen:
            faults.append(f"{code} is already used by place {seen[code]}")
        if not name:
            faults.append("the name is missing")
        elif len(name) > 100:
            faults.append("the name must be 100 characters or less")
        try:
            outlines.append(_polygons(feature))
        except Unusable as fault:
            faults.append(str(fault))
        seen.setdefault(code, number)
        named.append((code, name))
        reading.faults += [f"Place {number}: {fault}" for fault in faults]
    points = sum(len(r) for polygons in outlines for p in polygons for r in p)
    if points > MOST_POINTS:
        reading.faults.append(
            "The outlines are too detailed. Use a generalised set, "
            "such as the 200m boundaries of the Office for National Statistics"
        )
    if not reading.faults:
        thinned = thin(outlines)
        reading.rows = [
            AreaRow(code, name, {"type": "MultiPolygon", "coordinates": shape})
            for (code, name), shape in zip(named, thinned, strict=True)
        ]
    return reading


def _code_and_name(feature) -> tuple[str, str]:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        return "", ""

    def first(keys: re.Pattern) -> str:
        values = (v for k, v in properties.items() if keys.fullmatch(k))
        return next((" ".join(str(v).split()) for v in values if v), "")

    return first(CODE_KEYS).upper(), first(NAME_KEYS)


def _polygons(feature) -> list[list[Ring]]:
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    coordinates = geometry.get("coordinates") if kind else None
    if kind == "Polygon":
        coordinates = [coordinates]
    elif kind != "MultiPolygon":
        raise Unusable("the outline must be a Polygon or a MultiPolygon")
    try:
        polygons = [[_ring(ring) for ring in rings] for rings in coordinates]
    except (TypeError, ValueError, IndexError) as fault:
        if isinstance(fault, Unusable):
            raise
        raise Unusable("the outline is not written as GeoJSON asks") from fault
    polygons = [polygon for polygon in polygons if polygon]
    if not polygons:
        raise Unusable("the outline is empty")
    return polygons


def _ring(points) -> Ring:
    """The ring without its repeated last point, rounded."""
    ring: Ring = []
    for point in points:
        east, north = float(point[0]), float(point[1])
        if not (-180 <= east <= 180 and -90 <= north <= 90):
            raise Unusable(
                "the coordinates must be longitude and latitude (WGS 84), "
                "not eastings and northings"
            )
        rounded = (round(east, PLACES), round(north, PLACES))
        if not ring or ring[-1] != rounded:
            ring.append(rounded)
    if len(ring) > 1 and ring[0] == ring[-1]:
        ring.pop()
    if len(ring) < 3:
        raise Unusable("the outline must have at least 3 corners")
    return ring


# --- thinning ---------------------------------------------------------------------


def thin(outlines: list[list[list[Ring]]]) -> list[list[list[list[list[float]]]]]:
    """The outlines with fewer points, neighbours still meeting, rings closed."""
    rings = [ring for polygons in outlines for polygon in polygons for ring in polygon]
    tolerance = _tolerance(rings, len(outlines))
    corners = _corners(rings)
    cache: dict[tuple[Point, ...], Ring] = {}
    return [
        [
            [_closed(_thin_ring(ring, corners, tolerance, cache)) for ring in polygon]
            for polygon in polygons
        ]
        for polygons in outlines
    ]


def _tolerance(rings: list[Ring], areas: int) -> float:
    """In degrees: none when the outlines are light already."""
    if sum(map(len, rings)) <= KEPT_POINTS * areas:
        return 0.0
    easts = [point[0] for ring in rings for point in ring]
    norths = [point[1] for ring in rings for point in ring]
    return max(max(easts) - min(easts), max(norths) - min(norths)) / 1500


def _corners(rings: list[Ring]) -> set[Point]:
    """The points where borders part: more than two neighbours among all rings."""
    neighbours: dict[Point, set[Point]] = defaultdict(set)
    for ring in rings:
        for before, here in zip(ring, ring[1:] + ring[:1], strict=True):
            neighbours[here].add(before)
            neighbours[before].add(here)
    return {point for point, around in neighbours.items() if len(around) > 2}


def _thin_ring(ring: Ring, corners: set[Point], tolerance: float, cache: dict) -> Ring:
    thinned = [
        point
        for piece in _pieces(ring, corners)
        for point in _thin_piece(piece, tolerance, cache)[:-1]
    ]
    return thinned if len(thinned) >= 3 else ring


def _pieces(ring: Ring, corners: set[Point]) -> Iterator[tuple[Point, ...]]:
    """The ring cut at the corners; an island is cut at its two ends."""
    cuts = [index for index, point in enumerate(ring) if point in corners]
    if len(cuts) < 2:
        ends = {ring.index(min(ring)), ring.index(max(ring))}
        cuts = sorted({*cuts, *ends})
    for start, end in zip(cuts, [*cuts[1:], cuts[0] + len(ring)], strict=True):
        yield tuple(ring[index % len(ring)] for index in range(start, end + 1))


def _thin_piece(piece: tuple[Point, ...], tolerance: float, cache: dict) -> Ring:
    forwards = piece <= piece[::-1]
    key = piece if forwards else piece[::-1]
    if key not in cache:
        cache[key] = _douglas_peucker(key, tolerance)
    return cache[key] if forwards else cache[key][::-1]


def _douglas_peucker(points: tuple[Point, ...], tolerance: float) -> Ring:
    """The points that stand further than the tolerance from the line without them."""
    kept = {0, len(points) - 1}
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        furthest, distance = None, tolerance
        for index in range(first + 1, last):
            away = _distance(points[index], points[first], points[last])
            if away > distance:
                furthest, distance = index, away
        if furthest is not None:
            kept.add(furthest)
            spans += [(first, furthest), (furthest, last)]
    return [points[index] for index in sorted(kept)]


def _distance(point: Point, start: Point, end: Point) -> float:
    """From the point to the stretch between start and end."""
    across, up = end[0] - start[0], end[1] - start[1]
    length = across * across + up * up
    along = 0.0
    if length:
        along = (point[0] - start[0]) * across + (point[1] - start[1]) * up
        along = min(1.0, max(0.0, along / length))
    east = start[0] + along * across - point[0]
    north = start[1] + along * up - point[1]
    return (east * east + north * north) ** 0.5


def _closed(ring: Ring) -> list[list[float]]:
    return [list(point) for point in [*ring, ring[0]]]
