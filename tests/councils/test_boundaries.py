"""What a file of ward boundaries may say, and what is made of it."""

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from councils import boundaries
from councils.boundaries import read


def square(west=0.0, south=52.0, size=0.1):
    east, north = west + size, south + size
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def feature(code="E05000001", name="Abbey", ring=None, **properties):
    return {
        "type": "Feature",
        "properties": {"code": code, "name": name} | properties,
        "geometry": {"type": "Polygon", "coordinates": [ring or square()]},
    }


def as_file(*features):
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def test_a_place_has_its_code_its_name_and_a_closed_outline():
    reading = read(as_file(feature()))

    assert reading.faults == []
    (row,) = reading.rows
    assert (row.code, row.name) == ("E05000001", "Abbey")
    assert row.boundary["type"] == "MultiPolygon"
    (ring,) = row.boundary["coordinates"][0]
    assert ring[0] == ring[-1]


def test_the_names_that_the_statistics_office_gives_its_columns_are_understood():
    ons = feature()
    ons["properties"] = {"FID": 1, "WD24CD": "e05000002", "WD24NM": " Mill  Road "}

    (row,) = read(as_file(ons)).rows

    assert (row.code, row.name) == ("E05000002", "Mill Road")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "must be a GeoJSON file"),
        (b"\xff\xfe\x00", "must be a GeoJSON file"),
        (b"[" * 100_000, "must be a GeoJSON file"),
        (b"[]", "with a list of places"),
        (b'{"features": {}}', "with a list of places"),
        (b'{"features": []}', "has no places in it"),
        (b" " * (boundaries.MOST_BYTES + 1), "must be smaller than 10MB"),
    ],
)
def test_a_file_that_is_no_list_of_places_is_refused_in_a_sentence(content, sentence):
    reading = read(content)

    assert reading.rows == []
    assert len(reading.faults) == 1
    assert sentence in reading.faults[0]


def with_geometry(geometry):
    return feature() | {"geometry": geometry}


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        (feature(code="Abbey"), "the code must be a GSS code, like E05000650"),
        (feature(code=""), "the code must be a GSS code"),
        (feature(name="  "), "the name is missing"),
        (feature(name="x" * 101), "the name must be 100 characters or less"),
        (with_geometry(None), "must be a Polygon or a MultiPolygon"),
        (with_geometry({"type": "Point", "coordinates": [0, 52]}), "must be a Polygon"),
        (with_geometry({"type": "Polygon", "coordinates": "x"}), "as GeoJSON asks"),
        (with_geometry({"type": "Polygon", "coordinates": None}), "as GeoJSON asks"),
        (with_geometry({"type": "MultiPolygon", "coordinates": []}), "is empty"),
        (feature(ring=[[0, 52], [1, 52], [0, 52]]), "at least 3 corners"),
        (feature(ring=square(west=530_000, south=180_000)), "longitude and latitude"),
        ("not even a place", "the code must be a GSS code"),
    ],
)
def test_each_fault_names_its_place_and_nothing_is_kept(broken, sentence):
    reading = read(as_file(feature(code="E05000009"), broken))

    assert reading.rows == []
    assert any(
        fault.startswith("Place 2: ") and sentence in fault for fault in reading.faults
    )


def test_a_number_that_is_no_number_is_refused():
    content = as_file(feature()).replace(b"52.1", b"NaN")
    assert "longitude and latitude" in read(content).faults[0]


def test_the_same_code_twice_is_refused():
    reading = read(as_file(feature(), feature(name="Again")))
    assert reading.faults == ["Place 2: E05000001 is already used by place 1"]


def test_too_many_places_are_refused():
    many = [feature(code=f"E05{n:06}") for n in range(boundaries.MOST_AREAS + 1)]
    assert "500 places or fewer" in read(as_file(*many)).faults[0]


# --- thinning ---------------------------------------------------------------------


def wiggly_border(points=2_000):
    """From south to north along one meridian, with waves."""
    return [
        [math.sin(n / 7) / 200, round(52 + n / points / 5, 6)]
        for n in range(points + 1)
    ]


def two_neighbours():
    border = wiggly_border()
    west = [*border, [-0.2, 52.2], [-0.2, 52.0], border[0]]
    east = [*reversed(border), [0.2, 52.0], [0.2, 52.2], border[-1]]
    return feature(ring=west), feature(code="E05000002", name="East", ring=east)


def test_a_detailed_outline_is_thinned():
    rows = read(as_file(*two_neighbours())).rows

    for row in rows:
        ((ring,),) = row.boundary["coordinates"]
        assert 4 < len(ring) < 1_000


def test_neighbours_still_meet_after_thinning():
    west, east = (
        {tuple(point) for point in row.boundary["coordinates"][0][0]}
        for row in read(as_file(*two_neighbours())).rows
    )

    border = {point for point in west if point[0] > -0.1}
    assert len(border) > 20
    assert border == {point for point in east if point[0] < 0.1}


def test_a_small_outline_is_kept_as_it_is():
    (row,) = read(as_file(feature())).rows
    assert sorted(row.boundary["coordinates"][0][0][:-1]) == sorted(square()[:-1])


def test_an_island_and_a_hole_survive():
    hole = square(west=0.02, south=52.02, size=0.02)
    island = with_geometry(
        {"type": "MultiPolygon", "coordinates": [[square(), hole], [square(west=2.0)]]}
    )

    (row,) = read(as_file(island)).rows

    assert [len(polygon) for polygon in row.boundary["coordinates"]] == [2, 1]


outline_points = st.tuples(
    st.floats(-1, 1, allow_nan=False), st.floats(51, 53, allow_nan=False)
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(outline_points, min_size=3, max_size=60), max_size=4))
def test_any_outline_is_either_read_or_explained(rings):
    features = [
        feature(code=f"E0500000{n}", ring=[*ring, ring[0]])
        for n, ring in enumerate(rings)
    ]

    reading = read(as_file(*features))

    assert bool(reading.rows) != bool(reading.faults)
    for row in reading.rows:
        for polygon in row.boundary["coordinates"]:
            assert all(len(ring) >= 4 and ring[0] == ring[-1] for ring in polygon)
