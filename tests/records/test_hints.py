"""Details that a moderator's eye should be drawn to."""

import pytest

from records import hints


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ring me on 07700 900123 please", "phone"),
        ("Ring me on +44 1632 960123", "phone"),
        ("Write to remi@example.org.", "email"),
        ("I live at EF1 2AB", "postcode"),
        ("My number is AB 12 34 56 C", "insurance"),
        ("Ask Mrs Hale about it", "name"),
    ],
)
def test_likely_details_are_marked(text, kind):
    assert [piece.kind for piece in hints.marked(text) if piece.kind] == [kind]


@pytest.mark.parametrize(
    "text",
    ["", "Nothing private here.", "In 2026 we spent 182,000,000 pounds", "Ward 12"],
)
def test_plain_words_are_left_alone(text):
    assert hints.found(text) == []


def test_the_pieces_are_the_whole_text():
    text = "Mail remi@example.org or ring 07700 900123, EF1 2AB."
    assert "".join(piece.text for piece in hints.marked(text)) == text
