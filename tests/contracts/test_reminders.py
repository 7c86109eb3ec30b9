"""Reminders: each once, to the owners on both sides, however often it is looked for."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import Event
from contracts import reminders
from contracts.models import Contract, ReEvaluation, Reminder
from contracts.tasks import send_reminders
from metrics.models import DatedRule
from records.models import Letter
from records.tasks import send_letters

pytestmark = pytest.mark.django_db


def letters(kind="milestone_due"):
    return Letter.objects.filter(kind=kind)


def days_before(milestone, days):
    return milestone.due_on - dt.timedelta(days=days)


@pytest.mark.parametrize(
    ("days", "step"),
    [
        (31, None),
        (30, "30-days-before"),
        (29, "30-days-before"),  # made up for when a run was missed
        (8, "30-days-before"),
        (7, "7-days-before"),
        (1, "7-days-before"),
        (0, "on-the-day"),
        (-1, "overdue"),
        (-14, "overdue"),
        (-15, None),  # nobody is told of what was forgotten long ago
    ],
)
def test_each_step_has_its_days(milestone, days, step):
    sent = reminders.remind(days_before(milestone, days))
    assert sent == (1 if step else 0)
    found = Reminder.objects.filter(milestone=milestone).first()
    assert (found.step if found else None) == step


def test_the_owners_on_both_sides_are_written_to(milestone, cleo, sol):
    reminders.remind(days_before(milestone, 7))
    assert {letter.user for letter in letters()} == {cleo, sol}
    ours, theirs = letters().get(user=cleo), letters().get(user=sol)
    assert "due in 7 days" in ours.subject
    assert len(ours.subject) <= 60
    assert milestone.commitment.wording in ours.text
    reference = milestone.contract.reference
    assert f"/eastfield/workspace/contracts/{reference}/" in ours.text
    assert f"/supplier/contracts/{reference}/" in theirs.text


@pytest.mark.slow
def test_all_four_reminders_go_out_once_with_the_clock_moved(
    milestone, on_day, mailoutbox, django_capture_on_commit_callbacks
):
    """From a month before until two months after, a run every day."""
    for days in range(40, -60, -1):
        on_day(days_before(milestone, days))
        send_reminders()
    send_letters()
    assert letters().count() == 8  # four steps, two people
    assert Reminder.objects.filter(milestone=milestone).count() == 4
    subjects = sorted({message.subject for message in mailoutbox})
    about = [one for one in subjects if "re-evaluation" not in one.lower()]
    assert len(about) == 4
    for words in ("due in 30 days", "due in 7 days", "due today", "overdue"):
        assert any(words in subject for subject in about)


@pytest.mark.slow
def test_fifty_runs_write_each_letter_once(milestone):
    day = days_before(milestone, 7)
    sent = [reminders.remind(day) for _ in range(50)]
    assert sum(sent) == 1
    assert letters().count() == 2
    assert Reminder.objects.count() == 1
    assert Event.objects.filter(verb="reminders.sent").count() == 1


def test_without_its_row_a_reminder_would_be_found_again(milestone):
    """The negative control: the row is what stops the second run, and the letters'
    own key is what stops a second letter."""
    day = days_before(milestone, 7)
    reminders.remind(day)
    Reminder.objects.all().delete()
    assert reminders.remind(day) == 1
    assert letters().count() == 2


def test_a_moved_due_date_is_reminded_of_again(milestone):
    reminders.remind(days_before(milestone, 7))
    milestone.due_on += dt.timedelta(days=60)
    milestone.save(update_fields=["due_on"])
    assert reminders.remind(days_before(milestone, 7)) == 1
    assert letters().count() == 4


def test_what_has_been_met_is_not_reminded_of(milestone):
    milestone.met_on = milestone.due_on - dt.timedelta(days=40)
    milestone.save(update_fields=["met_on"])
    assert reminders.remind(days_before(milestone, 7)) == 0


@pytest.mark.parametrize("status", ["completed", "broken"])
def test_an_ended_contract_sends_no_reminders(milestone, contract, status):
    Contract.objects.filter(pk=contract.pk).update(
        status=status, ended_on=contract.signed_on
    )
    assert reminders.remind(days_before(milestone, 7)) == 0


def test_an_unsigned_contract_sends_no_reminders(milestone, contract):
    Contract.objects.filter(pk=contract.pk).update(signed_on=None)
    assert reminders.remind(days_before(milestone, 7)) == 0


def test_without_a_named_owner_every_contract_manager_is_told(
    milestone, contract, cleo, carl, sol
):
    Contract.objects.filter(pk=contract.pk).update(owner=None, supplier_contact=None)
    reminders.remind(days_before(milestone, 7))
    assert {letter.user for letter in letters()} == {cleo, carl, sol}


def test_a_re_evaluation_falling_due_is_reminded_of(contract, cleo, sol):
    one = ReEvaluation.objects.get(contract=contract)
    assert reminders.remind(one.scheduled_on - dt.timedelta(days=30)) == 1
    assert {x.user for x in letters("re_evaluation_due")} == {cleo, sol}
    assert reminders.remind(one.scheduled_on - dt.timedelta(days=30)) == 0


def test_the_steps_are_data(milestone):
    rule = DatedRule.objects.in_force("reminder_steps")
    rule.value = {
        "steps": [{"key": "90-days-before", "days": -90, "label": "Due in 90 days"}],
        "catch_up_days": 3,
    }
    rule.save()
    assert reminders.remind(days_before(milestone, 90)) == 1
    assert reminders.remind(days_before(milestone, 30)) == 0
    assert Reminder.objects.get().step == "90-days-before"


@pytest.mark.parametrize(
    "day",
    [
        dt.date(2027, 3, 28),  # the clocks go forward
        dt.date(2027, 10, 31),  # the clocks go back
        dt.date(2028, 2, 29),
    ],
)
def test_a_due_date_has_one_step_on_any_day(day):
    """No day is in two windows, and none between them is left out."""
    found = reminders.windows(day)
    days = [
        one.first + dt.timedelta(days=n)
        for one in found
        for n in range((one.last - one.first).days + 1)
    ]
    assert len(days) == len(set(days))
    assert max(days) - min(days) == dt.timedelta(days=len(days) - 1)
    assert max(days) == day + dt.timedelta(days=30)


def test_what_is_far_away_costs_nothing(milestone):
    """The queries of a run grow with what is due, not with what exists."""
    with CaptureQueriesContext(connection) as asked:
        assert reminders.remind(days_before(milestone, 300)) == 0
    few = len(asked)
    steps = milestone.commitment.milestones
    steps.bulk_create(
        type(milestone)(
            commitment=milestone.commitment,
            title=f"Step {n}",
            level=1,
            due_on=milestone.due_on - dt.timedelta(days=n % 100),
        )
        for n in range(500)
    )
    with CaptureQueriesContext(connection) as asked:
        assert reminders.remind(days_before(milestone, 400)) == 0
    assert len(asked) == few <= 26  # 4 steps of 2 kinds, each in a savepoint
