"""Reminding the owners on both sides of what falls due, once for each step.

Found by date at each run, so nothing needs a long countdown and nothing is lost while
the machinery stood still. What a run costs grows with what is due, not with what
exists: it reads the days near today through an index and leaves out whatever has its
`Reminder` row already.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit import clock
from audit.trail import record
from contracts.models import Contract, Milestone, ReEvaluation, Reminder
from councils.models import User
from metrics.models import DatedRule
from records import letters

BATCH = 200


@dataclass(frozen=True)
class Window:
    """The due dates for which a step is the one to be sent today."""

    key: str
    first: dt.date
    last: dt.date


@dataclass(frozen=True)
class Matter:
    """One kind of thing that falls due: how to find it and what to write."""

    name: str  # the field of Reminder that points at it
    letter: str
    day: str  # the field that holds its due date
    way: str  # from the thing to its contract
    found: QuerySet

    def due(self, window: Window) -> QuerySet:
        """What falls due in the window and has had no reminder of this step."""
        sent = Reminder.objects.filter(
            step=window.key, due_on=OuterRef(self.day), **{self.name: OuterRef("pk")}
        )
        way = self.way
        return (
            self.found.filter(
                ~Exists(sent),
                **{
                    f"{self.day}__range": (window.first, window.last),
                    f"{way}__status__in": Contract.RUNNING,
                    f"{way}__signed_on__isnull": False,
                },
            )
            .select_related(
                f"{way}__council",
                f"{way}__organisation",
                f"{way}__owner",
                f"{way}__supplier_contact",
            )
            .order_by(self.day, "pk")
            .select_for_update(skip_locked=True, of=("self",))
        )

    def due_on(self, thing) -> dt.date:
        return getattr(thing, self.day)


def matters() -> list[Matter]:
    return [
        Matter(
            "milestone",
            "milestone_due",
            "due_on",
            "commitment__contract",
            Milestone.objects.open().select_related("commitment__metric"),
        ),
        Matter(
            "re_evaluation",
            "re_evaluation_due",
            "scheduled_on",
            "contract",
            ReEvaluation.objects.scheduled(),
        ),
    ]


def windows(today: dt.date) -> list[Window]:
    """Each step of the rule in force, and the due dates that it covers today.

    A step that was missed is made up for until the next one begins, the last one for
    `catch_up_days`. So each due date has one step at most on any day.
    """
    rule = DatedRule.objects.value("reminder_steps", today)
    steps = sorted(rule["steps"], key=lambda step: step["days"])
    found = []
    for step, following in zip(steps, [*steps[1:], None], strict=True):
        last_day = (
            following["days"] - 1
            if following
            else step["days"] + rule["catch_up_days"] - 1
        )
        found.append(
            Window(
                key=step["key"],
                first=today - dt.timedelta(days=last_day),
                last=today - dt.timedelta(days=step["days"]),
            )
        )
    return found


def remind(today: dt.date | None = None) -> int:
    """Send what is due and has not been sent. Returns how many things were reminded
    of. Two runs at once share the work; a second run finds nothing."""
    today = today or clock.today()
    reminded = 0
    for window in windows(today):
        for matter in matters():
            while batch := _remind_some(matter, window, today):
                reminded += batch
    return reminded


@transaction.atomic
def _remind_some(matter: Matter, window: Window, today: dt.date) -> int:
    """Remind of some of what is due in a window; 0 when there is nothing left."""
    things = list(matter.due(window)[:BATCH])
    if not things:
        return 0
    people = _people_of({thing.contract for thing in things})
    letters.write_many(
        order
        for thing in things
        for order in _orders(matter, window, thing, today, people)
    )
    reminders = [
        Reminder(
            step=window.key,
            due_on=matter.due_on(thing),
            letters=len(people[thing.contract.pk]),
            **{matter.name: thing},
        )
        for thing in things
    ]
    Reminder.objects.bulk_create(reminders, ignore_conflicts=True)
    _leave_a_trace(matter, window, things)
    return len(things)


def _orders(matter, window, thing, today, people) -> Iterator[letters.Order]:
    """The letters about one thing, one to each person who answers for it."""
    due_on = matter.due_on(thing)
    for person, address in people[thing.contract.pk]:
        yield letters.Order(
            kind=matter.letter,
            to=person,
            context={
                matter.name: thing,
                "contract": thing.contract,
                "when": in_words(due_on, today),
                "due_on": due_on,
                "address": address,
            },
            obligation=f"{matter.name}:{thing.pk}:{window.key}",
            due=due_on,
            council=thing.contract.council,
        )


def in_words(due_on: dt.date, today: dt.date) -> str:
    """How far away a day is, for the subject of a letter."""
    days = (due_on - today).days
    if days > 0:
        return ngettext("due in %(days)s day", "due in %(days)s days", days) % {
            "days": days
        }
    return _("due today") if days == 0 else _("overdue")


def _people_of(contracts: Iterable[Contract]) -> dict[int, list[tuple[User, str]]]:
    """Whom to write to about each contract, and the page that each can open."""
    return {
        contract.pk: [
            *((one, contract.get_workspace_url()) for one in contract.owners()),
            *((one, contract.get_supplier_url()) for one in contract.supplier_people()),
        ]
        for contract in contracts
    }


def _leave_a_trace(matter: Matter, window: Window, things: list) -> None:
    """One event for each council and batch, with a hash of what it was about."""
    about: dict = {}
    for thing in things:
        about.setdefault(thing.contract.council, []).append(str(thing.pk))
    for council, keys in about.items():
        record(
            "reminders.sent",
            council,
            by="system",
            data={
                "about": matter.name,
                "step": window.key,
                "count": len(keys),
                "manifest": hashlib.sha256("\n".join(keys).encode()).hexdigest(),
            },
        )
