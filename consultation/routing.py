"""Which questions somebody is asked, and in which order. Pure.

A question may be asked only of those who chose a certain option of an earlier one.
The server decides the next page from the answers so far, so nothing needs a script.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol


class Asked(Protocol):
    """What routing knows of a question."""

    number: int
    after_number: int | None
    only_if: str


def is_asked(question: Asked, answers: Mapping[int, Any]) -> bool:
    """Whether the answers so far lead to this question."""
    if question.after_number is None:
        return True
    given = answers.get(question.after_number)
    chosen = given if isinstance(given, list) else [given]
    return question.only_if in [str(one) for one in chosen if one is not None]


def path(questions: Iterable[Asked], answers: Mapping[int, Any]) -> list[Asked]:
    """The questions that somebody with these answers is asked, in order.

    An answer to a question that is no longer asked leads nowhere.
    """
    found: list[Asked] = []
    counted: dict[int, Any] = {}
    for question in sorted(questions, key=lambda one: one.number):
        if is_asked(question, counted):
            found.append(question)
            if question.number in answers:
                counted[question.number] = answers[question.number]
    return found


def following(
    questions: Iterable[Asked], answers: Mapping[int, Any], number: int
) -> Asked | None:
    """The question after this one, or None at the end."""
    later = (one for one in path(questions, answers) if one.number > number)
    return next(later, None)


def preceding(
    questions: Iterable[Asked], answers: Mapping[int, Any], number: int
) -> Asked | None:
    """The question before this one, or None at the start."""
    earlier = [one for one in path(questions, answers) if one.number < number]
    return earlier[-1] if earlier else None


def kept(questions: Iterable[Asked], answers: Mapping[int, Any]) -> dict[int, Any]:
    """The answers that count: only those to questions that were asked."""
    asked = {one.number for one in path(questions, answers)}
    return {number: value for number, value in answers.items() if number in asked}
