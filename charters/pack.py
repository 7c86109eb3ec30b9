"""What an approver must know about a charter. Apps above add what they know.

@pack.register
def consultation_chapter(charter):
    yield Chapter(_("What people told us"), ["40 responses …"], url)
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

_answers: list[Callable] = []
_unread: list[Callable] = []


@dataclass(frozen=True)
class Chapter:
    """One heading of the pack with its sentences and where to read more."""

    title: str
    sentences: list[str] = field(default_factory=list)
    url: str = ""


def register(answer: Callable[..., Iterable[Chapter]]) -> Callable:
    """Ask `answer(charter)` for chapters whenever the pack is read."""
    if answer not in _answers:
        _answers.append(answer)
    return answer


def chapters_of_others(charter) -> list[Chapter]:
    return [chapter for answer in _answers for chapter in answer(charter)]


def register_unread(answer: Callable[..., Iterable[str]]) -> Callable:
    """Ask `answer(charter, person)` what this person must still read before approving,
    in sentences."""
    if answer not in _unread:
        _unread.append(answer)
    return answer


def unread_by(charter, person) -> list[str]:
    return [sentence for answer in _unread for sentence in answer(charter, person)]
