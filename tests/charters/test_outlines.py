"""The shapes that a charter can start from: each is whole, and all can be edited."""

import pytest

from charters import outlines
from charters.models import Charter
from tests import factories


@pytest.mark.parametrize("key", outlines.outlines())
def test_each_shape_has_headings_with_guidance_and_first_words(key):
    outline = outlines.outlines()[key]
    headings = [section.heading for section in outline.sections]
    assert len(set(headings)) == len(headings) >= 6
    assert all(len(section.heading) <= 100 for section in outline.sections)
    assert all(0 < len(section.guidance) <= 300 for section in outline.sections)
    words = " ".join(word for one in outline.sections for word in one.first_words)
    assert outlines.has_gap(words)
    assert outline.label
    assert outline.hint
    assert outline.source


def test_a_link_is_not_a_gap():
    assert outlines.has_gap("We spend [amount] a year.")
    assert not outlines.has_gap("Read [our plan](https://example.org).")


def test_first_words_are_paragraphs_whose_gaps_hold_up_the_consultation(
    eastfield, dara
):
    charter = factories.make_charter(
        eastfield, by=dara, outline="town_centre", first_words=True
    )
    section = charter.sections.first()
    clause = section.clauses.first()
    gap = f"“{section.heading}” has gaps in [brackets]."
    assert any(one.startswith(gap) for one in charter.obstacles("consulting"))
    for clause in section.clauses.all():
        clause.reword("The centre reaches from North Street to the quay.", by=dara)
    assert not any(one.startswith(gap) for one in charter.obstacles("consulting"))


def test_the_page_offers_every_shape_and_where_it_comes_from(eastfield, dara, sign_in):
    browser = sign_in(dara)
    address = "/eastfield/workspace/charters/new/"
    page = browser.get(address).content.decode()
    assert all(one.label in page for one in outlines.outlines().values())
    assert "Grimsey" in page
    browser.post(
        address,
        {
            "title": "Our high street",
            "outline": "town_centre",
            "first_words": "on",
            "starts_on": "2027-01-01",
            "ends_on": "2030-12-31",
        },
    )
    charter = Charter.objects.get(title="Our high street")
    assert charter.sections.first().heading == "Our town centre"
    assert charter.sections.first().clauses.exists()
