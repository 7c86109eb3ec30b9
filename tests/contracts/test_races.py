"""Two at once: reminders and decisions. Real commits, on a database of their own."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from contracts import reminders
from contracts.models import Evidence, Milestone, Reminder
from records.models import Letter
from tests.factories import report

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def at_once(*acts):
    """Run the acts in threads that begin together; what each gave or raised."""
    barrier = Barrier(len(acts))

    def run(act):
        barrier.wait()
        try:
            return act()
        except ValidationError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result() for future in [pool.submit(run, act) for act in acts]]


def test_two_beats_at_once_write_each_letter_once(promise, milestone):
    day = milestone.due_on - dt.timedelta(days=7)
    Milestone.objects.bulk_create(
        Milestone(
            commitment=promise,
            title=f"Step {n}",
            level=1,
            due_on=milestone.due_on,
        )
        for n in range(449)
    )
    for _ in range(2):
        at_once(*[lambda: reminders.remind(day)] * 2)
    assert Reminder.objects.count() == 450
    letters = Letter.objects.filter(kind="milestone_due")
    assert letters.count() == 900
    assert letters.values("obligation", "recipient_key").distinct().count() == 900


def test_two_decisions_at_once_are_one(milestone, sol, cleo, carl):
    evidence = report(milestone, 2, by=sol)

    def accept():
        Evidence.objects.get(pk=evidence.pk).accept(by=cleo)

    def send_back():
        Evidence.objects.get(pk=evidence.pk).send_back("Show the dates.", by=carl)

    answers = at_once(accept, send_back)
    assert sum(isinstance(one, ValidationError) for one in answers) == 1
    assert Evidence.objects.get(pk=evidence.pk).status in {"accepted", "returned"}
