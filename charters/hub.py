"""What there is to do for a charter. Apps above add their own tasks.

@hub.register
def consultation_tasks(charter, user):
    yield Task(hub.CONSULT, _("Plan the consultation"), url, status="not_started")
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

PREPARE, WRITE, PRIORITIES = "prepare", "write", "priorities"
CHECK, CONSULT, FINISH = "check", "consult", "finish"
GROUPS = (PREPARE, WRITE, PRIORITIES, CHECK, CONSULT, FINISH)

_answers: list[Callable] = []


@dataclass(frozen=True)
class Task:
    """One line of a charter's task list; without `url` it cannot start yet."""

    group: str
    title: str
    url: str = ""
    status: str = "not_started"
    hint: str = ""


def register(answer: Callable[..., Iterable[Task]]) -> Callable:
    """Ask `answer(charter, user)` for tasks whenever the list is shown."""
    if answer not in _answers:
        _answers.append(answer)
    return answer


def tasks_of_others(charter, user) -> list[Task]:
    return [task for answer in _answers for task in answer(charter, user)]
