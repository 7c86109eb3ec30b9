"""The small map beside the list of places."""

from councils.area_map import TALLEST, WIDTH, draw


def square(west, south, size=0.1):
    ring = [
        [west, south],
        [west + size, south],
        [west + size, south + size],
        [west, south + size],
        [west, south],
    ]
    return {"type": "MultiPolygon", "coordinates": [[ring]]}


def test_the_shapes_come_in_the_order_of_the_list():
    picture = draw([("b", square(0.1, 52)), ("a", square(0, 52))])
    assert [shape.key for shape in picture.shapes] == ["b", "a"]


def test_north_is_up_and_the_map_fits_its_frame():
    picture = draw([("south", square(0, 52)), ("north", square(0, 52.3))])

    south, north = picture.shapes
    assert north.label_y < south.label_y
    assert picture.width <= WIDTH
    assert picture.height <= TALLEST
    assert all(0 <= shape.label_x <= picture.width for shape in picture.shapes)


def test_a_place_without_an_outline_is_left_out():
    picture = draw([("a", square(0, 52)), ("b", None)])
    assert [shape.key for shape in picture.shapes] == ["a"]


def test_without_any_outline_there_is_no_map():
    assert draw([("a", None)]) is None
    assert draw([]) is None
