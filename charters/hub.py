"""What there is to do for a charter. Apps above add their own tasks.

@hub.register
def consultation_tasks(charter, user):
    yield Task(hub.CONSULT, _("Plan the consultation"), url, status="not_started")
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

PREPARE, WRITE, PRIORITIES = "prepare", "write", "priorities"
CHECK, CONSULT, FINISH = "check", "consult", "finish"
GROUPS = (PREPARE, WRITE, PRIORITIES, CHECK, CONSULT, FINISH)

_answers: list[Callable] = []
_dates: list[Callable] = []


@dataclass(frozen=True)
class Task:
    """One line of a charter's task list; without `url` it cannot start yet."""

    group: str
    title: str
    url: str = ""
    status: str = "not_started"
    hint: str = ""


@dataclass(frozen=True)
class NextDate:
    """A day that counts for a charter, and what happens on it."""

    on: date
    words: str


def register(answer: Callable[..., Iterable[Task]]) -> Callable:
    """Ask `answer(charter, user)` for tasks whenever the list is shown."""
    if answer not in _answers:
        _answers.append(answer)
    return answer


def tasks_of_others(charter, user) -> list[Task]:
    return [task for answer in _answers for task in answer(charter, user)]


def register_dates(answer: Callable[..., Iterable[NextDate]]) -> Callable:
    """Ask `answer(charter)` for days that count, whenever its tasks are shown."""
    if answer not in _dates:
        _dates.append(answer)
    return answer


def dates_of_others(charter) -> list[NextDate]:
    return [date for answer in _dates for date in answer(charter)]
