"""An award becomes a contract: once, and word for word."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from audit.models import Delivery, Event
from audit.tasks import sweep
from contracts.formation import form
from contracts.models import Commitment, Contract
from contracts.notifications import form_contract
from records.models import Letter
from tests.factories import awarded_tender
from tests.stage import staged

pytestmark = pytest.mark.django_db


@staged
def awarded(eastfield, brightwork, bea, cleo, sol):
    return awarded_tender(eastfield, brightwork, by=bea)


@pytest.fixture
def tender(awarded, travel):
    travel(to=awarded.award.made_at + dt.timedelta(minutes=1))
    return awarded


def test_an_award_forms_the_contract(tender, brightwork, eastfield):
    assert not Contract.objects.exists()
    sweep()
    contract = Contract.objects.get()
    assert (contract.tender, contract.organisation) == (tender, brightwork)
    assert contract.council == eastfield
    assert contract.status == Contract.Status.IN_FORCE
    assert contract.signed_on is None
    event = Event.objects.get(verb="contract.formed")
    assert event.chain == f"council:{eastfield.uid}"
    assert event.data["tender"] == tender.reference


def test_the_promises_are_the_winning_ones_word_for_word(tender):
    contract = form(tender.award)
    promised = list(tender.award.bid.commitments.all())
    taken = list(contract.commitments.all())
    assert len(taken) == len(promised) > 0
    for mine, theirs in zip(taken, promised, strict=True):
        assert mine.bid_commitment == theirs
        for part in ("wording", "level", "unit", "due_on", "where", "who_benefits"):
            assert getattr(mine, part) == getattr(theirs, part)
        step = mine.milestones.get()
        assert (step.level, step.due_on) == (theirs.level, theirs.due_on)


def test_the_weights_of_the_promises_are_those_of_the_tender(tender):
    contract = form(tender.award)
    total = sum(promise.weight for promise in contract.commitments.all())
    asked = sum(one.weight for one in tender.priorities.all())
    assert total == Decimal(asked)


def test_fifty_deliveries_form_one_contract(tender):
    event = Event.objects.get(verb="tender.awarded")
    for _ in range(50):
        form_contract(event)
    assert Contract.objects.count() == 1
    assert Commitment.objects.count() == tender.award.bid.commitments.count()
    assert Event.objects.filter(verb="contract.formed").count() == 1


def test_the_database_refuses_a_second_contract_for_an_award(tender):
    """The negative control: without the check in `form`, the constraint stands."""
    contract = form(tender.award)
    contract.pk = None
    contract.reference = "C-OTHER"
    with pytest.raises(IntegrityError), transaction.atomic():
        contract.save(force_insert=True)


def test_both_sides_are_told_once(tender, cleo, sol):
    sweep()
    sweep()
    letters = Letter.objects.filter(kind="contract_formed")
    assert {letter.user for letter in letters} == {cleo, sol}
    Delivery.objects.update(done_at=None)
    sweep()
    assert Letter.objects.filter(kind="contract_formed").count() == 2


def test_the_letters_open_different_doors(tender, cleo, sol):
    sweep()
    contract = Contract.objects.get()
    theirs = Letter.objects.get(kind="contract_formed", user=sol)
    ours = Letter.objects.get(kind="contract_formed", user=cleo)
    assert f"/supplier/contracts/{contract.reference}/" in theirs.text
    assert f"/eastfield/workspace/contracts/{contract.reference}/" in ours.text
    assert len(ours.subject) <= 60
