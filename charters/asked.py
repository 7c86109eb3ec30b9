"""Who was asked about a charter, and where that is written down. Apps above answer.

@asked.register
def rounds(charter):
    yield Exercise(str(round), [_("40 responses …")], url, [("Statement", url)])
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

_answers: list[Callable] = []
_behind: list[Callable] = []


@dataclass(frozen=True)
class Exercise:
    """One time that people were asked, as somebody may cite it."""

    title: str
    sentences: list[str] = field(default_factory=list)
    url: str = ""
    papers: list[tuple[str, str]] = field(default_factory=list)
    reference: str = ""


def register(answer: Callable[..., Iterable[Exercise]]) -> Callable:
    """Ask `answer(charter)` whenever the record of a charter is read."""
    if answer not in _answers:
        _answers.append(answer)
    return answer


def exercises(charter) -> list[Exercise]:
    return [one for answer in _answers for one in answer(charter)]


def register_behind(answer: Callable) -> Callable:
    """Ask `answer(changes)` what stands behind changes: links by primary key."""
    if answer not in _behind:
        _behind.append(answer)
    return answer


def behind(changes: list) -> dict[int, list[tuple[str, str]]]:
    """What led to each change, as labels and addresses."""
    found: dict[int, list[tuple[str, str]]] = {}
    for answer in _behind:
        for key, links in answer(changes).items():
            found.setdefault(key, []).extend(links)
    return found
