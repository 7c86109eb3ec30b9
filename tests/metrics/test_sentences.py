"""A commitment as one sentence, and the parts that are missing."""

import pytest

from metrics.sentences import SLOTS, Sentence

WHOLE = {
    "who": "Brightwork",
    "what": "Apprentices who finish",
    "whom": "people aged 16 to 24.",
    "where": "Harbour",
    "how_many": "3 people",
    "by_when": "1 May 2028",
    "evidence": "certificates",
}


def test_the_sentence_says_all_of_it():
    said = Sentence(**WHOLE)
    assert said.text == (
        "Apprentices who finish: 3 people by 1 May 2028, in Harbour, "
        "for people aged 16 to 24."
    )
    assert said.full == f"Brightwork – {said.text} Shown by: certificates."
    assert said.missing == []


@pytest.mark.parametrize("slot", SLOTS)
def test_a_missing_part_is_named(slot):
    assert Sentence(**WHOLE | {slot: " "}).missing == [SLOTS[slot]]


def test_what_is_not_said_leaves_no_hole():
    assert Sentence(what="Trees", how_many="9 trees").text == "Trees: 9 trees."
    assert Sentence(what="Trees").text == "Trees."
