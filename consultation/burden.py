"""What a priority would ask of organisations of each size, and how to lighten it.

A ready-made set of questions is added to a round at once. The answers are counted by
size of organisation; where a priority is heavy for one, officers may put a measure
before the drafters, with the figures that call for it.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from charters.models import Clause, Suggestion
from consultation import heat
from consultation.models import Answer, Easing, Question, Round
from metrics.models import DatedRule, hidden_under

Kind, Purpose = Question.Kind, Question.Purpose
HEAD = ("Asked", "About", "Organisations", "Answered", "Said so", "Note")


def rule(round: Round) -> dict[str, Any]:
    """The wordings, sizes and measures of the day on which the round opened."""
    return DatedRule.objects.value("burden_questions", _opened_on(round))


def _opened_on(round: Round) -> dt.date | None:
    opened = round.opens_at if round.is_announced else None
    return clock.london(opened).date() if opened else None


def sizes(round: Round) -> dict[str, str]:
    """The sizes of organisation that are told apart, in order."""
    return {one["code"]: one["label"] for one in rule(round)["sizes"]}


def is_asked(round: Round) -> bool:
    return round.questions.filter(purpose=Purpose.BURDEN).exists()


@transaction.atomic
def ask_organisations(round: Round, *, by) -> int:
    """Add the ready-made questions for organisations that the round does not ask yet.

    Those about a priority that was renamed are worded anew, and those about one that
    is gone are dropped. Returns how many were added.
    """
    words = rule(round)
    titles = _drafted(round)
    if not titles:
        raise Refused(_("Add priorities to the charter first: each is asked about."))
    known = _by_purpose(round)
    for (purpose, code), question in sorted(known.items(), reverse=True):
        if purpose == Purpose.BURDEN and code not in titles:
            question.drop(by=by)
    before = round.questions.count()
    gate = known.get((Purpose.GATE, ""))
    if gate is None:
        gate = _ask(round, Purpose.GATE, Kind.CHOICE, words["gate"], by=by)
    after = {"only_after": gate, "only_if": "1"}
    for code, title in titles.items():
        wording = words["burden"]["wording"].format(title=f"{code}. {title}")
        question = known.get((Purpose.BURDEN, code))
        if question is None:
            told = {**words["burden"], "wording": wording}
            _ask(
                round, Purpose.BURDEN, Kind.CHOICE, told, by=by, priority=code, **after
            )
        elif question.wording != wording:
            question.refresh_from_db()
            question.change(by=by, wording=wording)
    for purpose, kind, more in (
        (Purpose.DELIVER, Kind.SEVERAL, {"of_priorities": True}),
        (Purpose.CONTRACT, Kind.CHOICE, {}),
        (Purpose.PROOF, Kind.TEXT, {}),
    ):
        if (purpose, "") not in known:
            _ask(round, purpose, kind, words[purpose], by=by, **more, **after)
    return round.questions.count() - before


def _by_purpose(round: Round) -> dict[tuple[str, str], Question]:
    found = round.questions.exclude(purpose="").select_related("only_after")
    return {(one.purpose, one.priority): one for one in found}


def _ask(round, purpose, kind, told, *, by, **more) -> Question:
    return Question.ask(
        round,
        by=by,
        purpose=purpose,
        kind=kind,
        wording=told["wording"],
        hint=told.get("hint", ""),
        own_options=told.get("options", []),
        **more,
    )


def figures(round: Round) -> dict[str, Any] | None:
    """The tables of a round as plain values; None when organisations were not asked.

    Sizes of which too few answered hold no number, nor does another one where that
    alone would tell it.
    """
    asked = _by_purpose(round)
    if not any(purpose == Purpose.BURDEN for purpose, _code in asked):
        return None
    words, labels = rule(round), sizes(round)
    cuts = heat.Cuts(
        words["heavy_from_percent"],
        words["some_from_percent"],
        hidden_under(round.council),
    )
    given, bases = _given(round, asked, words)
    hard = words["burden"]["hard"]
    titles = _titles(round)
    burden, deliver, contract = [], [], []
    for code, title in titles.items():
        at = (Purpose.BURDEN, code)
        if at in asked:
            counts = _sum(given[at], hard)
            cells = heat.row(list(labels), bases[at], counts, cuts)
            burden.append(_row(code, title, cells))
        at = (Purpose.DELIVER, "")
        if at in asked:
            counts = _sum(given[at], [code])
            cells = heat.row(list(labels), bases[at], counts, cuts)
            deliver.append(_row(code, title, cells))
    at = (Purpose.CONTRACT, "")
    if at in asked:
        asked[at].round = round
        for key, label in asked[at].labels.items():
            cells = heat.row(list(labels), bases[at], _sum(given[at], [key]), cuts)
            contract.append(_row(key, label, cells))
    return {
        "sizes": [{"code": code, "label": label} for code, label in labels.items()],
        "least": cuts.least,
        "heavy_from": cuts.heavy,
        "some_from": cuts.some,
        "burden": burden,
        "deliver": deliver,
        "contract": contract,
        "easings": easings(round),
    }


def _row(code: str, label: str, cells: list[heat.Cell]) -> dict[str, Any]:
    return {
        "code": code,
        "label": label,
        "cells": [
            {
                "size": cell.key,
                "word": cell.word,
                "status": f"burden.{cell.word}",
                "base": cell.base,
                "count": cell.count,
            }
            for cell in cells
        ],
    }


def _drafted(round: Round) -> dict[str, str]:
    found = round.charter.priorities.order_by("position")
    return {one.code: one.title for one in found}


def _titles(round: Round) -> dict[str, str]:
    """The priorities that the round is about, by code, each with its code."""
    found = _drafted(round)
    if round.edition_id:
        frozen = round.edition.priorities.order_by("pk")
        found = dict(frozen.values_list("code", "title"))
    return {code: f"{code}. {title}" for code, title in found.items()}


def _given(round: Round, asked, words) -> tuple[dict, dict]:
    """For each question and size, how many gave each answer and how many answered."""
    at = {question.pk: key for key, question in asked.items()}
    given: dict = {key: {} for key in asked}
    bases: dict = {key: Counter() for key in asked}
    rows = (
        Answer.objects.counted()
        .filter(question__in=list(at))
        .order_by()
        .values_list("question", "value", "response__kind", "response__mandate__size")
        .annotate(Count("pk"))
    )
    for question, value, kind, size, count in rows:
        code = _size_of(kind, size or "", words["sizes"])
        if code is None:
            continue
        key = at[question]
        bases[key][code] += count
        for one in value if isinstance(value, list) else [value]:
            given[key].setdefault(str(one), Counter())[code] += count
    return given, bases


def _size_of(kind: str, size: str, known) -> str | None:
    """The code of the size of organisation; None for people and unknown sizes."""
    for one in known:
        if kind in one["kinds"] and (one["sizes"] is None or size in one["sizes"]):
            return one["code"]
    return None


def _sum(given: dict[str, Counter], keys: list[str]) -> Counter:
    return sum((given.get(key, Counter()) for key in keys), Counter())


def easings(round: Round) -> list[dict[str, Any]]:
    """The measures that went to the drafters, and what became of each."""
    labels, titles = sizes(round), _titles(round)
    ways = {one["code"]: one["label"] for one in rule(round)["measures"]}
    found = round.easings.select_related("suggestion__charter__council")
    return [
        {
            "priority": titles.get(one.priority, one.priority),
            "size": labels.get(one.size, one.size),
            "way": ways.get(one.way, one.way),
            "answered": one.answered,
            "found_hard": one.found_hard,
            "status": one.suggestion.get_status_display(),
        }
        for one in found
    ]


def measures(round: Round, size: str) -> list[dict[str, str]]:
    """The ways to lighten a burden that suit organisations of a size."""
    return [one for one in rule(round)["measures"] if size in one["sizes"]]


def cell_of(round: Round, code: str, size: str) -> dict[str, Any] | None:
    """The shown cell of a priority and a size; None when there is none to show."""
    told = figures(round)
    for row in told["burden"] if told else []:
        for cell in row["cells"]:
            if (row["code"], cell["size"]) == (code, size) and cell["base"]:
                return {**cell, "title": row["label"]}
    return None


def citation(round: Round, cell: dict[str, Any]) -> str:
    """What organisations said, as the reason of a suggestion."""
    return _(
        "In “%(round)s”, %(count)s of %(base)s organisations of this size (%(size)s) "
        "said that “%(title)s” would be a lot of extra work, or that they could not do "
        "it."
    ) % {
        "round": round,
        "count": cell["count"],
        "base": cell["base"],
        "size": sizes(round)[cell["size"]],
        "title": cell["title"],
    }


@transaction.atomic
def ease(
    round: Round, code: str, size: str, way: str, clause: Clause, words: str, *, by
) -> Suggestion:
    """Put a measure that lightens a burden before the drafters, at the end of a
    paragraph, with the figures that call for it as its reason."""
    cell = cell_of(round, code, size)
    if cell is None:
        raise Refused(_("Too few organisations of this size answered."))
    if way not in {one["code"] for one in measures(round, size)}:
        raise Refused(_("Select a measure"))
    if clause.section.charter_id != round.charter_id:
        raise Refused(_("Select a paragraph of this charter."))
    suggestion = Suggestion.pass_on(
        clause,
        f"{clause.text} {words.strip()}",
        reason=citation(round, cell),
        asked_for_by=sizes(round)[size],
        address=address_of(round),
        by=by,
    )
    Easing.objects.create(
        round=round,
        suggestion=suggestion,
        priority=code,
        size=size,
        way=way,
        answered=cell["base"],
        found_hard=cell["count"],
        chosen_by=by,
    )
    data = {"suggestion": str(suggestion.uid), "priority": code, "size": size}
    record("round.burden_eased", round, by=by, data={**data, "way": way})
    return suggestion


def address_of(round: Round) -> str:
    """Where officers see the figures."""
    return reverse("consultation:burden", args=[round.council.slug, round.slug])


def rows(told: dict[str, Any]) -> Iterator[tuple]:
    """The tables as rows; what is hidden says so and holds no number."""
    labels = {one["code"]: one["label"] for one in told["sizes"]}
    for part, asked in PARTS.items():
        for row in told[part]:
            for cell in row["cells"]:
                hidden = cell["base"] is None
                note = NOTES.get(cell["word"], "") if hidden or part == "burden" else ""
                numbers = ("", "") if hidden else (cell["base"], cell["count"])
                yield asked, row["label"], labels[cell["size"]], *numbers, note


PARTS = {
    "burden": "A lot of extra work, or could not do it",
    "deliver": "Could help to deliver it",
    "contract": "From this size of contract on",
}
NOTES = {
    heat.HEAVY: "heavy",
    heat.SOME: "some extra work",
    heat.LIGHT: "light",
    heat.FEW: "too few to show",
    heat.NONE: "nobody answered",
}
