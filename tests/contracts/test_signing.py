"""Signing, owners and steps on the way."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from audit import clock
from audit.lifecycle import Refused
from audit.models import Event
from contracts.models import Contract, Milestone
from contracts.signing import USUAL_CLAUSE, sign
from tests.factories import formed_contract
from tests.stage import staged

pytestmark = pytest.mark.django_db


@staged
def unsigned(eastfield, brightwork, bea, cleo, sol):
    return formed_contract(eastfield, brightwork, by=bea)


@pytest.fixture
def formed(unsigned, on_day):
    on_day(unsigned.award.standstill_ends_on + dt.timedelta(days=1))
    return unsigned


def agree(contract, by, owner, contact, **changed):
    agreed = {
        "starts_on": contract.starts_on,
        "ends_on": contract.ends_on,
        "owner": owner,
        "supplier_contact": contact,
        "re_evaluate_on": contract.starts_on + dt.timedelta(days=365),
        "break_wording": str(USUAL_CLAUSE),
    }
    sign(contract, by=by, **(agreed | changed))


def test_signing_fixes_dates_owners_re_evaluation_and_break_clause(formed, cleo, sol):
    agree(formed, cleo, cleo, sol)
    contract = Contract.objects.get()
    assert contract.signed_on == clock.today()
    assert (contract.owner, contract.supplier_contact) == (cleo, sol)
    assert contract.has_teeth
    assert contract.re_evaluations.get().status == "scheduled"
    assert Event.objects.get(verb="contract.signed").data["has_break_clause"] is True


def test_nobody_signs_during_the_standstill(formed, cleo, sol, on_day):
    on_day(formed.award.standstill_ends_on)
    with pytest.raises(Refused, match="The standstill lasts until"):
        agree(formed, cleo, cleo, sol)


def test_a_contract_is_signed_once(formed, cleo, sol):
    agree(formed, cleo, cleo, sol)
    with pytest.raises(Refused, match="signed already"):
        agree(formed, cleo, cleo, sol)


def test_without_a_clause_it_is_a_promise_without_teeth(formed, cleo, sol):
    agree(formed, cleo, cleo, sol, break_wording="")
    assert not Contract.objects.get().has_teeth


def test_owners_are_a_contract_manager_and_the_suppliers_own(
    formed, cleo, sol, dara, sam
):
    with pytest.raises(Refused, match="manages contracts"):
        agree(formed, cleo, dara, sol)
    with pytest.raises(Refused, match="acts for the supplier"):
        agree(formed, cleo, cleo, sam)
    assert Contract.objects.get().signed_on is None


def test_the_days_must_make_sense(formed, cleo, sol):
    last = formed.ends_on
    with pytest.raises(Refused, match="after the first day"):
        agree(formed, cleo, cleo, sol, ends_on=formed.starts_on)
    with pytest.raises(Refused, match="within the contract"):
        agree(formed, cleo, cleo, sol, re_evaluate_on=last + dt.timedelta(days=1))
    with pytest.raises(Refused, match="must run until then"):
        agree(formed, cleo, cleo, sol, ends_on=last - dt.timedelta(days=1))


def test_the_database_refuses_a_signed_contract_without_dates(contract):
    with pytest.raises(IntegrityError), transaction.atomic():
        Contract.objects.filter(pk=contract.pk).update(ends_on=None)


def test_owners_can_change_while_it_runs(contract, carl, cleo, sol):
    contract.name_owners(owner=carl, supplier_contact=sol, by=cleo)
    assert Contract.objects.get().owner == carl
    assert contract.owners() == [carl]


def test_a_step_on_the_way_leaves_the_promise_as_it_was(promise, cleo):
    day = promise.due_on - dt.timedelta(days=365)
    step = promise.add_milestone("One started", level=1, due_on=day, by=cleo)
    assert list(promise.milestones.all()) == [step, promise.milestones.last()]
    promise.refresh_from_db()
    assert promise.wording == promise.bid_commitment.wording
    assert promise.level == promise.bid_commitment.level


@pytest.mark.parametrize(
    ("title", "level", "before", "says"),
    [
        ("", 1, 30, "should have happened"),
        ("One", 1, 0, "before the date of the promise"),
        ("One", 4, 30, "at most what was promised"),
        ("One", 0, 30, "more than 0"),
        ("One", 1, 5000, "after the contract starts"),
    ],
)
def test_a_step_that_makes_no_sense_is_refused(
    promise, cleo, title, level, before, says
):
    day = promise.due_on - dt.timedelta(days=before)
    with pytest.raises(Refused, match=says):
        promise.add_milestone(title, level=level, due_on=day, by=cleo)
    assert Milestone.objects.count() == 1
