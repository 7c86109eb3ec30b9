"""How hard a text is to read, with plain numbers."""

import pytest

from metrics import plain_english
from metrics.plain_english import ABBREVIATION, AVOID, LONG, PASSIVE, Rules, read

PLAIN = (
    "We want more young people to learn a trade. They start with a firm near their "
    "home. The firm pays them from the first day. We ask each month how they get on."
)
JARGON = (
    "Utilisation of strategic procurement methodologies facilitates the dissemination "
    "of sustainable socioeconomic opportunities, notwithstanding considerable "
    "organisational complexity across multidisciplinary institutional partnerships."
)


def kinds(text, **rules):
    return [remark.kind for remark in read(text, Rules(**rules)).remarks]


def test_plain_words_suit_a_child_and_jargon_nobody():
    plain, jargon = read(PLAIN), read(JARGON, Rules(shortest_sample=15))
    assert plain.age <= 9
    assert jargon.age >= 18
    assert (plain.is_hard, jargon.is_hard) == (False, True)


def test_the_three_formulas_agree_with_sums_done_by_hand():
    """Ten words, 44 letters, 12 syllables, two sentences: ARI 1.794, Coleman–Liau
    4.152, Flesch–Kincaid 0.52. The middle one is 1.794: age 7."""
    words = ["home"] * 8 + ["better"] * 2
    assert plain_english.reading_age(words, 2) == 5 + round(
        sorted(
            (
                4.71 * 4.4 + 0.5 * 5 - 21.43,
                5.88 * 4.4 - 29.6 / 5 - 15.8,
                0.39 * 5 + 11.8 * 1.2 - 15.59,
            )
        )[1]
    )


def test_a_short_text_is_not_called_hard():
    found = read("Socioeconomic institutional methodologies.")
    assert found.is_rough
    assert not found.is_hard
    assert not found.seems_hard, "three words are too few even for a warning"


def test_a_statement_of_25_words_has_a_rough_age_and_a_warning():
    found = read(JARGON)
    assert 8 <= found.words < 30
    assert found.age >= 18
    assert (found.is_rough, found.is_hard, found.seems_hard) == (True, False, True)


def test_a_short_plain_sentence_has_no_warning():
    found = read("We want more young people to learn a trade near their home.")
    assert found.is_rough
    assert not found.seems_hard


def test_no_words_have_no_age():
    assert read(" … \n").age is None


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two! Three?", 3),
        ("It costs £1.5 million a year.", 1),
        ("Ask Mr. Hall at St. Anne's, e.g. on Monday.", 1),
        ("Two things:\n- one thing\n- another thing", 3),
        ("He said “No.” Then he left.", 2),
        ("Since 9 a.m. people wait. 12 came.", 2),
    ],
)
def test_sentences_end_where_readers_end_them(text, count):
    assert len(plain_english.sentences(text)) == count


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("home", 1),
        ("table", 2),
        ("better", 2),
        ("walked", 1),
        ("apprenticeship", 4),
        ("2030", 1),
    ],
)
def test_syllables_are_about_right(word, count):
    assert plain_english.syllables(word) == count


def test_a_long_sentence_is_named_with_its_length():
    sentence = "The" + " word" * 25 + "."
    (remark,) = read(f"Short one. {sentence}").remarks
    assert (remark.kind, remark.words, remark.sentence) == (LONG, 26, sentence)
    assert kinds(" ".join(["word"] * 25) + ".") == []


def test_a_word_to_avoid_is_named_with_a_plainer_one():
    rules = Rules(avoid=(("in order", "so"), ("in order to", "to")))
    (remark,) = read("We meet In order to talk.", rules).remarks
    assert (remark.kind, remark.found, remark.better) == (AVOID, "In order to", "to")
    assert read("We meet in orderly rows.", rules).remarks == []


def test_an_abbreviation_is_explained_once():
    assert kinds("The LGA met. The LGA left.") == [ABBREVIATION]
    assert kinds("The Local Government Association (LGA) met. The LGA left.") == []
    assert kinds("The NHS pays.", known=frozenset({"NHS"})) == []


def test_a_passive_with_its_doer_is_noticed():
    assert kinds("The path was built by the supplier.") == [PASSIVE]
    assert kinds("The supplier built the path by the river.") == []
