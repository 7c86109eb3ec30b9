"""The part of the thread that no page does: worker and press, on each broker.

An award is told, the contract is formed, the charter is printed, and when a milestone
falls due both owners get one letter – by real processes that know only the database
and the broker.
"""

import datetime as dt

import pytest
from celery import current_app

from audit import clock
from audit.models import Delivery, Event
from contracts.models import Contract, Milestone, Reminder
from contracts.signing import sign
from councils.models import Council, Role
from records.models import Letter, Rendition
from tests.factories.councils import somebody, somebody_of
from tests.factories.tenders import awarded_tender
from tests.processes import wait_for

pytestmark = pytest.mark.slow


@pytest.fixture
def ahead(processes):
    """Move the clock of the processes: `ahead(to=date)`."""
    file = processes.folder / "ahead"
    processes.environment["CLOCK_FILE"] = str(file)

    def go(to):
        noon = clock.day_starts(to) + dt.timedelta(hours=12)
        file.write_text(str((noon - clock.now()).total_seconds()))

    return go


def all_told():
    return not Delivery.objects.filter(done_at=None).exists()


def signed(contract):
    """Sign it once the standstill is over; hands back the two who answer for it."""
    ours = somebody(contract.council, Role.CONTRACT_MANAGER)
    theirs = somebody_of(contract.organisation)
    day = contract.award.standstill_ends_on + dt.timedelta(days=1)
    with clock.at(clock.day_starts(day) + dt.timedelta(hours=12)):
        sign(
            contract,
            by=ours,
            starts_on=contract.starts_on,
            ends_on=contract.ends_on,
            owner=ours,
            supplier_contact=theirs,
            re_evaluate_on=contract.ends_on,
        )
    return {ours, theirs}


def look_for_reminders(times):
    """What beat does each minute, here as often as is asked."""
    for _ in range(times):
        current_app.send_task("contracts.tasks.send_reminders")


def test_from_award_to_reminder_by_processes_alone(processes, ahead):
    council = Council.objects.create(slug="eastfield", name="Eastfield Council")
    tender = awarded_tender(council)
    ahead(to=tender.award.standstill_ends_on + dt.timedelta(days=1))
    processes.start_worker()
    processes.start_press()
    for pk in Delivery.objects.values_list("pk", flat=True):
        current_app.send_task("audit.tasks.deliver", [pk])

    wait_for("the contract is formed", Contract.objects.exists, 60)
    wait_for("everybody was told", all_told, 60)
    contract = Contract.objects.with_parties().get()
    assert contract.award == tender.award
    assert Event.objects.filter(verb="contract.formed").count() == 1

    printed = Rendition.objects.filter(title=str(tender.edition), template="charter")
    wait_for("the charter is printed", printed.done().exists, 120)
    with printed.get().file.open() as file:
        assert file.read(5) == b"%PDF-"

    owners = signed(contract)
    milestone = Milestone.objects.get()
    ahead(to=milestone.due_on - dt.timedelta(days=30))
    look_for_reminders(times=5)
    due = Letter.objects.filter(kind="milestone_due")
    wait_for("both owners were written to", lambda: due.done().count() == 2, 60)
    assert {letter.user for letter in due} == owners
    assert Reminder.objects.get(milestone=milestone).step == "30-days-before"

    ahead(to=milestone.due_on)
    look_for_reminders(times=5)
    wait_for("they hear on the day as well", lambda: due.done().count() == 4, 60)
    assert due.all().count() == 4
    assert sum("due in 30 days" in letter.subject for letter in due.all()) == 2
