"""What waits for a person. Each app answers in its own `work.py`."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from audit import clock

_answers: list[Callable] = []


@dataclass(frozen=True)
class WorkItem:
    """One thing that a person can do next: what, where, by when."""

    due_on: dt.date | None
    title: str
    url: str
    kind: str = ""

    @property
    def is_overdue(self) -> bool:
        return self.due_on is not None and self.due_on < clock.today()


def register(answer: Callable[..., Iterable[WorkItem]]) -> Callable:
    """Ask `answer(user, council)` for work items whenever someone wants a list."""
    if answer not in _answers:
        _answers.append(answer)
    return answer


def waiting_for(user, council) -> list[WorkItem]:
    """Everything that waits for a person in a council, soonest first."""
    items = [item for answer in _answers for item in answer(user, council)]
    return sorted(items, key=lambda item: (item.due_on or dt.date.max, item.title))
