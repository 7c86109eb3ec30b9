"""Grouping texts that are nearly the same: pure, explainable, the same each time."""

import random

import pytest

from consultation import near_duplicates
from consultation.near_duplicates import Index, Rule, groups, normalise, pieces, share

LETTER = (
    "Please keep the Northgate library open on Saturdays. It is the only warm place "
    "for many families, and the staff know every child by name."
)
WORDS = (LETTER + " bus tram roof tree river school doctor market repair").split()


def other_letter(seed):
    drawn = random.Random(seed)
    return " ".join(drawn.choice(WORDS)[:6] + str(seed) for _ in range(25))


def test_five_hundred_copies_with_forty_additions_make_one_group():
    texts = [LETTER] * 460
    own = "My own father learned to read there in nineteen sixty, street {0}."
    texts += [f"{LETTER}\n\n{own.format(n)}" for n in range(40)]
    texts += [other_letter(n) for n in range(60)]
    (found,) = groups(list(enumerate(texts)), Rule())
    assert len(found.members) == 500
    assert sum(bool(member.adds) for member in found.members) == 40
    assert {member.key for member in found.members} == set(range(500))
    added = next(member.adds for member in found.members if member.key == 463)
    assert added == (own.format(3),)


def test_lp_5_three_hundred_identical_letters_are_one_group_of_three_hundred():
    (found,) = groups([(n, LETTER) for n in range(300)], Rule())
    assert len(found.members) == 300
    assert not any(member.adds for member in found.members)


def test_small_edits_stay_together_and_different_letters_apart():
    edited = LETTER.replace("Saturdays", "Saturday").replace("many", "most")
    shouted = LETTER.upper().replace(".", "!!")
    texts = [LETTER, edited, shouted, *(other_letter(n) for n in range(20))]
    (found,) = groups(list(enumerate(texts)), Rule())
    assert {member.key for member in found.members} == {0, 1, 2}


def test_the_order_of_the_texts_does_not_matter():
    texts = [(n, LETTER + " " * n + str(n)) for n in range(12)]
    assert groups(texts, Rule()) == groups(texts[::-1], Rule())


def test_short_texts_only_go_together_when_they_are_the_same():
    texts = ["Yes please", "yes, please!", "Yes please do", "I agree", "No"]
    found = groups(list(enumerate(texts)), Rule(fewest_texts=2))
    assert [[m.key for m in group.members] for group in found] == [[0, 1]]


def test_fewer_texts_than_the_rule_asks_for_are_no_group():
    assert groups([(1, LETTER), (2, LETTER)], Rule(fewest_texts=3)) == []
    assert groups([], Rule()) == []
    assert groups([(1, ""), (2, " … "), (3, "")], Rule()) == []


def test_without_the_check_of_each_pair_a_chance_meeting_would_join(monkeypatch):
    """Negative control: the hash alone would put a stranger into the group."""
    longer = f"{LETTER} {other_letter(1)} {other_letter(2)}"
    shared = f"{other_letter(3)} {other_letter(4)}. {LETTER[:53]}"
    texts = [(1, longer), (2, shared), (3, other_letter(5))]
    assert groups(texts, Rule(fewest_texts=2)) == []
    monkeypatch.setattr(Index, "_together", lambda *_: True)
    assert groups(texts, Rule(fewest_texts=2)) != []


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Don't  SHOUT!", "dont shout"),
        ("Café – naïve", "cafe naive"),
        ("", ""),
        ("…", ""),
    ],
)
def test_marks_case_and_accents_do_not_count(text, plain):
    assert normalise(text) == plain


def test_the_share_is_that_of_the_shorter_text():
    short, long = (
        pieces(normalise(t), 5) for t in (LETTER, LETTER + " And more of it.")
    )
    assert share(short, long) == share(long, short) == 1
    assert share(short, pieces("zzzzzzzz", 5)) == 0


def test_a_new_comment_finds_its_like():
    index = Index([other_letter(1), LETTER, other_letter(2)], Rule())
    assert index.like(LETTER.replace("warm", "quiet")) == [1]
    assert index.like("Something else entirely, about buses and trams.") == []
    assert near_duplicates.BANDS * near_duplicates.ROWS == 96
