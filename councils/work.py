"""What waits for a person, what a council is working on, and what changed there.

Each app answers in its own `work.py`. An answer asks the same number of queries for
three things as for three hundred.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from audit import clock

_answers: list[Callable] = []
_lists: list[Callable] = []
_changes: list[Callable] = []

FEW = 5  # of each list beside what waits; a link leads to all of them


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


@dataclass(frozen=True)
class Entry:
    """One thing that a council works on: its name, where, how it stands."""

    title: str
    url: str
    status: Any
    note: str = ""


@dataclass(frozen=True)
class Shelf:
    """The first few of one kind of thing, how many there are, and where all are."""

    order: int
    title: str
    entries: list[Entry]
    count: int
    url: str
    all_of_them: str
    empty: str


@dataclass(frozen=True)
class Change:
    """One thing that was written or moved on: when last, what it is, and where."""

    at: dt.datetime
    title: str
    url: str
    kind: str


def register_shelf(answer: Callable[..., Iterable[Shelf]]) -> Callable:
    """Ask `answer(user, council)` for the list of one kind of thing."""
    if answer not in _lists:
        _lists.append(answer)
    return answer


def register_changes(answer: Callable[..., Iterable[Change]]) -> Callable:
    """Ask `answer(user, council, most)` for what changed, the latest first."""
    if answer not in _changes:
        _changes.append(answer)
    return answer


def shelves_for(user, council) -> list[Shelf]:
    """What the council works on, as far as a person may see it."""
    found = [shelf for answer in _lists for shelf in answer(user, council)]
    return sorted(found, key=lambda shelf: shelf.order)


def changed_for(user, council, most: int) -> list[Change]:
    """What changed last, as far as a person may see it, the latest first."""
    found = [one for answer in _changes for one in answer(user, council, most)]
    return sorted(found, key=lambda one: one.at, reverse=True)[:most]
