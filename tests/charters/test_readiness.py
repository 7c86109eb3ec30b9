"""What is missing before each step: plain data in, sentences out."""

import copy
import datetime as dt

import pytest

from charters import readiness

READY = {
    "charter": {
        "title": "What we work for",
        "slug": "2026-2030",
        "area": "",
        "starts_on": "2026-01-01",
        "ends_on": "2030-01-01",
        "summary": "A summary",
        "review_on": "2029-01-01",
    },
    "sections": [
        {
            "key": "our-place",
            "number": "1",
            "heading": "Our place",
            "clauses": [
                {"uid": "a", "number": "1.1", "text": "Words", "is_open": True}
            ],
        }
    ],
    "priorities": [
        {
            "uid": "p",
            "code": "P1",
            "title": "Jobs",
            "statement": "More jobs",
            "why": "Too few",
            "who_benefits": "Young people",
            "places": [],
            "theme": "Work and skills",
            "evidence": ["f"],
            "builds_on": "A hall",
            "offers": {"micro": "An hour", "sme": "A day", "large": "A week"},
            "felt": {"question": "Did it help?"},
            "owner": "Head of Skills",
            "review_on": "2027-01-01",
            "outcomes": [
                {
                    "uid": "o",
                    "statement": "More people work",
                    "targets": [{"uid": "t", "due_on": "2029-12-31"}],
                }
            ],
        }
    ],
}


def ready(**changes):
    """The ready draft with one thing changed, named by its path."""
    draft = copy.deepcopy(READY)
    for path, value in changes.items():
        *steps, last = path.split("__")
        inner = draft
        for step in steps:
            inner = inner[int(step) if step.isdecimal() else step]
        inner[int(last) if last.isdecimal() else last] = value
    return draft


@pytest.mark.parametrize("step", readiness.STEPS)
def test_a_complete_draft_has_nothing_in_its_way(step):
    assert readiness.for_step(step, READY) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"charter__summary": " "}, "Write a summary"),
        ({"charter__review_on": ""}, "when the charter will be reviewed"),
        ({"charter__review_on": "2026-01-01"}, "after the charter starts"),
        ({"charter__review_on": "2031-06-01"}, "on or before 1 January 2031"),
        ({"sections": []}, "at least one section"),
        ({"sections__0__clauses": []}, "“Our place” has no paragraphs"),
        ({"sections__0__clauses__0__is_open": False}, "open to change"),
        ({"priorities": []}, "at least one priority"),
        ({"priorities__0__statement": ""}, "P1 Jobs: say what you want"),
        ({"priorities__0__why": ""}, "say why it matters"),
        ({"priorities__0__who_benefits": ""}, "say who benefits"),
        ({"priorities__0__theme": ""}, "choose a theme"),
        ({"priorities__0__evidence": []}, "choose the evidence"),
        ({"priorities__0__builds_on": ""}, "which strength of the place"),
        ({"priorities__0__offers__micro": ""}, "a firm of up to 9 people"),
        ({"priorities__0__offers__large": " "}, "a firm of 250 people or more"),
        ({"priorities__0__felt": {}}, "or say why nobody can be asked"),
        ({"priorities__0__owner": ""}, "which post answers for it"),
        ({"priorities__0__review_on": ""}, "when it will be looked at again"),
        ({"priorities__0__statement": "word " * 26}, "in 25 words. It has 26"),
        ({"priorities__0__outcomes": []}, "add the outcome"),
        ({"priorities__0__outcomes__0__targets": []}, "set a target"),
        (
            {"priorities__0__outcomes__0__targets__0__due_on": "2030-01-02"},
            "falls due after the charter ends",
        ),
    ],
)
def test_each_thing_that_is_missing_is_said_in_a_sentence(changes, words):
    found = readiness.for_step(
        readiness.CONSULTING,
        ready(**changes),
        longest_review=dt.date(2031, 1, 1),
        most_words=25,
    )
    assert len(found) == 1
    assert words in found[0]
    assert found[0].endswith((".", "change."))


def test_an_open_paragraph_is_needed_for_consulting_but_not_for_deciding():
    closed = ready(sections__0__clauses__0__is_open=False)
    assert readiness.for_step(readiness.CONSULTING, closed)
    assert readiness.for_step(readiness.DECIDING, closed) == []


def test_a_priority_that_only_counts_outputs_needs_a_stated_reason():
    unfelt = ready(priorities__0__felt={"missing_because": "Nobody can notice it."})
    assert readiness.for_step(readiness.CONSULTING, unfelt) == []


def test_withdrawing_needs_nothing_of_the_text():
    assert readiness.for_step("withdrawn", ready(sections=[], priorities=[])) == []


def test_a_section_that_nobody_marked_as_completed_is_named_with_its_page():
    (found,) = readiness.for_step("deciding", READY, unfinished=["our-place"])
    assert found == "“Our place” is not marked as completed."
    assert (found.where, found.key) == ("section", "our-place")


def test_eight_priorities_are_fine_and_nine_are_worth_a_thought():
    assert readiness.advice(8) == []
    assert "You have 9" in readiness.advice(9)[0]
