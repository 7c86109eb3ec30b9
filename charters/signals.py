"""What is known about each priority in force. Apps above answer for what they know.

@signals.register
def uses(charter):
    yield Signal(priority_uid, proposing.USE, "3 opportunities asked for it.", "good")
"""

from collections.abc import Callable, Iterable

from charters.proposing import Signal

_answers: list[Callable] = []


def register(answer: Callable[..., Iterable[Signal]]) -> Callable:
    """Ask `answer(charter)` whenever a review of the charter is drafted."""
    if answer not in _answers:
        _answers.append(answer)
    return answer


def by_priority(charter) -> dict[str, list[Signal]]:
    """Everything that is known, by the permanent id of the priority."""
    found: dict[str, list[Signal]] = {}
    for answer in _answers:
        for signal in answer(charter):
            found.setdefault(str(signal.priority_uid), []).append(signal)
    return found
