"""What is missing before each step, in sentences that a page can list.

Plain data in, sentences out; nothing here knows the database.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from charters import outlines

CONSULTING, DECIDING, ADOPTED = "consulting", "deciding", "adopted"
STEPS = (CONSULTING, DECIDING, ADOPTED)
MOST_PRIORITIES = 8


class Obstacle(str):
    """A sentence that also knows which page mends it."""

    __slots__ = ("key", "short", "where")

    def __new__(cls, sentence: str, where: str = "", key: str = "", short: str = ""):
        self = super().__new__(cls, sentence)
        self.where, self.key, self.short = where, key, short or sentence
        return self


@dataclass(frozen=True)
class Draft:
    """The document of a charter, as readiness looks at it."""

    written: dict

    @property
    def charter(self) -> dict:
        return self.written["charter"]

    @property
    def sections(self) -> list[dict]:
        return self.written["sections"]

    @property
    def priorities(self) -> list[dict]:
        return self.written["priorities"]


def for_step(
    step: str,
    written: dict,
    *,
    unfinished: Iterable[str] = (),
    longest_review: dt.date | None = None,
    most_words: int | None = None,
) -> list[str]:
    """What stands in the way of a step. Other steps need nothing of the text.

    `unfinished` are the keys of sections that nobody has marked as completed;
    `longest_review` is the last day on which a review may be promised; `most_words`
    is how many words a priority may take to say what should change.
    """
    if step not in STEPS:
        return []
    draft = Draft(written)
    found = [
        *_about(draft, longest_review),
        *_sections(draft),
        *_finished(draft, unfinished),
        *_gaps(draft),
    ]
    found += _priorities(draft, most_words)
    if step == CONSULTING:
        found += _something_open(draft)
    return found


def _about(draft: Draft, longest_review: dt.date | None):
    charter = draft.charter
    if not charter["summary"].strip():
        yield Obstacle("Write a summary of the charter.", "details")
    if not charter["review_on"]:
        yield Obstacle("Say when the charter will be reviewed.", "details")
        return
    review_on = dt.date.fromisoformat(charter["review_on"])
    starts_on = dt.date.fromisoformat(charter["starts_on"])
    if review_on <= starts_on:
        yield Obstacle("The review must be after the charter starts.", "details")
    elif longest_review and review_on > longest_review:
        day = f"{longest_review.day} {longest_review:%B %Y}"
        yield Obstacle(f"The review must be on or before {day}.", "details")


def _sections(draft: Draft):
    if not draft.sections:
        yield Obstacle("Write at least one section.", "sections")
    for section in draft.sections:
        if not section["clauses"]:
            yield Obstacle(
                f"“{section['heading']}” has no paragraphs. Write one, or remove the "
                "section.",
                "section",
                section["key"],
            )


def _finished(draft: Draft, unfinished: Iterable[str]):
    keys = set(unfinished)
    for section in draft.sections:
        if section["key"] in keys and section["clauses"]:
            yield Obstacle(
                f"“{section['heading']}” is not marked as completed.",
                "section",
                section["key"],
            )


def _gaps(draft: Draft):
    for section in draft.sections:
        if any(outlines.has_gap(clause["text"]) for clause in section["clauses"]):
            yield Obstacle(
                f"“{section['heading']}” has gaps in [brackets]. Fill them in, or "
                "remove the sentence.",
                "section",
                section["key"],
            )


def _something_open(draft: Draft):
    clauses = [clause for section in draft.sections for clause in section["clauses"]]
    if clauses and not any(clause["is_open"] for clause in clauses):
        yield Obstacle(
            "Mark at least one paragraph as open to change. People must be able to "
            "change something.",
            "sections",
        )


def _priorities(draft: Draft, most_words: int | None):
    if not draft.priorities:
        yield Obstacle("Add at least one priority.", "priorities")
    for priority in draft.priorities:
        for sentence in _priority(priority, draft.charter["ends_on"], most_words):
            yield Obstacle(
                f"{priority['code']} {priority['title']}: {sentence}",
                "priority",
                priority["code"],
                sentence[:1].upper() + sentence[1:],
            )


NEEDED = {
    "statement": "say what you want to change.",
    "why": "say why it matters.",
    "evidence": "choose the evidence that shows why it matters.",
    "who_benefits": "say who benefits.",
    "theme": "choose a theme.",
    "owner": "say which post answers for it.",
    "review_on": "say when it will be looked at again.",
}
OFFERS = {
    "micro": "say what a firm of up to 9 people could offer.",
    "sme": "say what a firm of 10 to 249 people could offer.",
    "large": "say what a firm of 250 people or more could offer.",
}


def _priority(priority: dict, ends_on: str, most_words: int | None):
    for name, sentence in NEEDED.items():
        value = priority.get(name, "")
        if not (value.strip() if isinstance(value, str) else value):
            yield sentence
    if not priority.get("builds_on", "").strip() and not priority.get("strengths"):
        yield "say which strength of the place it builds on."
    count = len(priority["statement"].split())
    if most_words and count > most_words:
        yield f"say what you want to change in {most_words} words. It has {count}."
    for size, sentence in OFFERS.items():
        if not priority.get("offers", {}).get(size, "").strip():
            yield sentence
    felt = priority.get("felt", {})
    if not (felt.get("question") or felt.get("missing_because")):
        yield "choose what people are asked, or say why nobody can be asked."
    if not priority["outcomes"]:
        yield "add the outcome that people should see."
    for outcome in priority["outcomes"]:
        yield from _outcome(outcome, ends_on)


def _outcome(outcome: dict, ends_on: str):
    if not outcome["targets"]:
        yield f"set a target for “{outcome['statement']}”."
    if any(target["due_on"] > ends_on for target in outcome["targets"]):
        yield f"a target for “{outcome['statement']}” falls due after the charter ends."


def unexplained(labels: Iterable[str]) -> list[str]:
    """One sentence for each change since the consultation that has no reason."""
    return [
        Obstacle(
            f"{label} has changed since the consultation. Say why, or put the words "
            "back.",
            "changes",
        )
        for label in labels
    ]


def unasked(written: dict) -> list[str]:
    """A question when the stakeholder map names nobody who could lose."""
    groups = written.get("stakeholders", [])
    if not groups or any(one["effect"] in ("harmed", "missed") for one in groups):
        return []
    return ["Who could be harmed or missed? The stakeholder map names nobody."]


def advice(count: int, unexplained: Iterable[str] = ()) -> list[str]:
    """What is worth a second thought: so many priorities, words without a meaning."""
    found = []
    if count > MOST_PRIORITIES:
        found.append(
            f"Most readers can remember up to {MOST_PRIORITIES} priorities. You have "
            f"{count}."
        )
    if words := ", ".join(f"“{word}”" for word in unexplained):
        found.append(f"The text uses words that nobody has explained: {words}.")
    return found


EQUALITY_STAGES = {CONSULTING: "draft", DECIDING: "adoption"}
SCOPING = "scoping"
ABOUT_STAGE = {
    SCOPING: "what you set out to write (scoping)",
    "draft": "this draft",
    "adoption": "the text to be adopted",
}


def no_equality_analysis(stage: str) -> str:
    """What to say when a stage has no equality analysis. It warns and stops nobody."""
    return Obstacle(
        f"No equality analysis of {ABOUT_STAGE[stage]} is attached. The council must "
        "consider the effect on people before it decides.",
        "equality",
    )


def stale_equality_analysis(stage: str) -> str:
    """What to say when the words changed after they were weighed."""
    return Obstacle(
        f"The text has changed since the equality analysis of {ABOUT_STAGE[stage]}. "
        "Look at it again, and attach what you find.",
        "equality",
    )
