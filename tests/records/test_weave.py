from itertools import pairwise
from xml.etree import ElementTree

import pytest

from records import weave


def test_a_seed_always_gives_the_same_threads():
    assert weave.svg("eastfield", 420, 344) == weave.svg("eastfield", 420, 344)
    assert weave.svg("eastfield", 420, 344) != weave.svg("westbrook", 420, 344)


def test_the_pattern_is_a_small_drawing_without_text_or_links():
    drawing = weave.svg("eastfield", 2100, 1720)
    root = ElementTree.fromstring(drawing)  # noqa: S314 – our own
    kinds = {element.tag.partition("}")[2] for element in root.iter()}
    assert kinds == {"svg", "g", "path"}
    assert len(drawing) < 20_000


@pytest.mark.parametrize("seed", [str(number) for number in range(40)])
def test_threads_gather_and_part_but_do_not_cross(seed):
    waves = weave._waves(seed)

    def height(x, t):
        return (t + 0.5) / 8 * 1.04 + sum(wave.at(x, t) for wave in waves)

    for x in (0, 0.2, 0.4, 0.6, 0.8, 1):
        heights = [height(x, t) for t in range(9)]
        crossings = sum(a >= b for a, b in pairwise(heights))
        assert crossings <= 1
