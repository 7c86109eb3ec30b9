"""The pictures of a printed charter: from the document alone, each with its words."""

import pytest

from records import print_charts, typesetting
from tests.records.pdf_document import edition_document


@pytest.mark.parametrize(
    ("baseline", "level"),
    [("", "10"), ("10", ""), ("many", "10"), ("-1", "10"), ("0", "0"), ("NaN", "1")],
)
def test_what_bars_cannot_show_has_no_chart(baseline, level):
    assert print_charts.bars(baseline, level) == ""


def test_the_bars_are_as_long_as_the_numbers_say():
    chart = print_charts.bars("25", "100")
    assert f'width="{print_charts.WIDTH // 4 - 2}"' in chart
    assert f'width="{print_charts.WIDTH}" height="{print_charts.BAR}"' in chart


def test_a_place_that_a_priority_names_is_filled():
    drawn = print_charts.pictures(edition_document())["map.svg"]
    assert drawn.count(f'fill="{print_charts.GOLD}"') == 1


def page(template="charter", **changes):
    return typesetting.page_for(
        edition_document() | changes,
        template=template,
        title="t",
        document_hash="0" * 64,
    )


def test_every_picture_has_its_words_and_every_change_its_reason():
    shown = page()
    assert shown.count("<img") == shown.count('alt="') == 3
    assert "Where we start: 12" in shown
    assert "Map of Eastfield Council with the outlines of its 2 places." in shown
    assert "Forty people asked for it." in shown
    assert "Why this is here:" in shown
    assert "do not say yet why they are here: 1.2, 2.2." in shown


def test_an_edition_without_a_map_or_changes_prints_neither():
    shown = page(map=None, changes=[])
    assert "Our places" not in shown
    assert "What changed after" not in shown


def test_only_the_large_print_has_the_large_style():
    assert "large.css" in page("charter_large")
    assert "large.css" not in page()
    assert typesetting.data_name("charter_large") == "charter.json"
