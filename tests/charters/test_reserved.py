"""No charter or section may take a word that an address needs."""

import re

import pytest

from charters import reserved
from charters.models import Section
from charters.urls import drafting_urls, public_urls
from tests import factories


def words_after(prefix, urls):
    """The fixed words that stand right after a prefix in the addresses."""
    found = set()
    for pattern in urls:
        route = str(pattern.pattern)
        if route.startswith(prefix):
            word = re.split(r"[/.]", route.removeprefix(prefix))[0]
            if word and not word.startswith("<"):
                found.add(word)
    return found


def test_every_word_that_follows_a_charter_in_an_address_is_reserved_for_sections():
    words = words_after("charters/<slug:slug>/", public_urls)
    assert {"all", "versions", "compare"} <= words
    assert words <= reserved.SECTION_KEYS


def test_every_word_beside_a_charter_in_an_address_is_reserved_for_charters():
    words = words_after("workspace/charters/", drafting_urls)
    words |= words_after("charters/", public_urls)
    assert words <= reserved.CHARTER_SLUGS


def test_a_word_that_nobody_reserved_would_be_found():
    words = words_after("charters/<slug:slug>/", public_urls)
    assert not words <= reserved.SECTION_KEYS - {"compare"}


@pytest.mark.parametrize("heading", ["All", "Versions", "Compare"])
def test_a_section_with_a_reserved_heading_gets_another_key(eastfield, dara, heading):
    charter = factories.make_charter(eastfield, by=dara, outline="blank")
    section = Section.add(charter, heading, by=dara)
    assert section.heading == heading
    assert section.key == f"{heading.lower()}-2"


def test_two_sections_of_one_heading_have_two_keys(eastfield, dara):
    charter = factories.make_charter(eastfield, by=dara, outline="blank")
    keys = [Section.add(charter, "How we buy", by=dara).key for _ in range(3)]
    assert keys == ["how-we-buy", "how-we-buy-2", "how-we-buy-3"]


def test_a_heading_without_letters_still_gets_a_key(eastfield, dara):
    charter = factories.make_charter(eastfield, by=dara, outline="blank")
    assert Section.add(charter, "???", by=dara).key == "part"
