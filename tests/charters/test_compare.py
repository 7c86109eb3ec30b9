"""Comparing two texts, and two documents, in words."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charters import compare
from charters.templatetags.charter_tags import changed_words

WORDS = st.lists(
    st.sampled_from(
        ["people", "in", "work", " ", ",", ".", "\n", "NEET", "can't", "£1"]
    ),
    max_size=30,
).map(" ".join)


@given(WORDS, WORDS)
def test_the_runs_of_two_texts_make_both_of_them_again(before, after):
    runs = compare.words(before, after)
    assert compare.before_of(runs) == before
    assert compare.after_of(runs) == after


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_text_is_too_odd_to_compare(before, after):
    runs = compare.words(before, after)
    assert (compare.before_of(runs), compare.after_of(runs)) == (before, after)


@given(WORDS)
def test_a_text_compared_with_itself_has_no_change(text):
    assert all(run.kind == "same" for run in compare.words(text, text))


@given(WORDS, WORDS)
def test_no_run_is_empty_and_no_two_neighbours_are_of_one_kind(before, after):
    runs = compare.words(before, after)
    assert all(run.text for run in runs)
    kinds = [run.kind for run in runs]
    assert all(a != b for a, b in pairwise(kinds))


def test_a_changed_word_is_shown_beside_the_one_it_replaces():
    runs = compare.words("1 in 6 young people are NEET.", "1 in 6 young people work.")
    assert [(run.kind, run.text) for run in runs] == [
        ("same", "1 in 6 young people "),
        ("removed", "are NEET"),
        ("added", "work"),
        ("same", "."),
    ]


def document(clauses=(), priorities=(), heading="Our place"):
    return {
        "charter": {
            "title": "Charter",
            "summary": "What we work for",
            "area": "",
            "starts_on": "2026-01-01",
            "ends_on": "2030-01-01",
            "review_on": "2029-01-01",
        },
        "sections": [
            {
                "key": "our-place",
                "number": "1",
                "heading": heading,
                "clauses": [
                    {"uid": uid, "number": f"1.{place}", "text": text, "is_open": False}
                    for place, (uid, text) in enumerate(clauses, start=1)
                ],
            }
        ],
        "priorities": list(priorities),
    }


def kinds(comparison, part="clause"):
    return [(one.key, one.kind) for one in comparison.differences if one.part == part]


def test_a_paragraph_is_matched_by_its_identity_and_not_by_its_number():
    before = document([("a", "First"), ("b", "Second")])
    after = document([("b", "Second"), ("a", "First")])
    comparison = compare.documents(before, after)
    assert kinds(comparison) == [("b", "kept"), ("a", "kept")]
    moved = comparison.differences[-1]
    assert moved.has_moved
    assert (moved.number_before, moved.number_after) == ("1.1", "1.2")


def test_a_dropped_paragraph_stands_where_it_stood():
    before = document([("a", "First"), ("b", "Second"), ("c", "Third")])
    after = document([("a", "First!"), ("c", "Third"), ("d", "Fourth")])
    comparison = compare.documents(before, after)
    assert kinds(comparison) == [
        ("a", "reworded"),
        ("b", "dropped"),
        ("c", "kept"),
        ("d", "new"),
    ]
    assert dict(comparison.counts) == {
        "reworded": 1,
        "dropped": 1,
        "kept": 1,
        "new": 1,
    }


def test_a_renamed_section_is_a_change_of_its_own():
    before, after = document(heading="Our place"), document(heading="Our home")
    changed = compare.documents(before, after).changed
    assert [(one.part, one.kind) for one in changed] == [("section", "reworded")]


UIDS = st.lists(st.sampled_from("abcdefgh"), unique=True)


@pytest.mark.slow
@given(UIDS, UIDS)
def test_every_paragraph_of_both_documents_is_accounted_for_once(old, new):
    before = document([(uid, f"Text {uid}") for uid in old])
    after = document([(uid, f"Text {uid}") for uid in new])
    comparison = compare.documents(before, after)
    found = [key for key, _kind in kinds(comparison)]
    assert sorted(found) == sorted(set(old) | set(new))
    assert [key for key in found if key in new] == new
    for key, kind in kinds(comparison):
        assert kind == (
            "kept" if key in old and key in new else "new" if key in new else "dropped"
        )


def test_long_documents_are_compared_in_a_moment():
    texts = [
        (f"c{n}", f"Paragraph {n}. " + "people in work here " * 12) for n in range(400)
    ]
    before = document(texts)
    after = document(
        [(uid, text.replace("work", "training", 2)) for uid, text in texts]
    )
    started = time.process_time()
    runs = [one.runs for one in compare.documents(before, after).changed]
    assert len(runs) == 400
    assert time.process_time() - started < 0.3


def test_changed_words_are_escaped_and_say_where_they_begin_and_end():
    shown = changed_words(compare.words("Jobs & homes", "Jobs & <b>parks</b>"))
    assert shown.startswith("Jobs &amp; <del>")
    assert "<ins>" in shown
    assert "[start of added text]" in shown
    assert "&lt;b&gt;parks" in shown
    assert "<b>" not in shown
