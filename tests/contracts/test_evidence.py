"""Proof: claimed by the supplier, checked by somebody else, felt by residents."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from audit import clock
from audit.lifecycle import Refused
from audit.models import Event
from audit.tasks import sweep
from contracts.models import Commitment, Contract, Evidence, ResidentCheck
from records.models import Letter, StoredFile
from records.readers import may_read
from tests.factories import accepted_report, report

pytestmark = pytest.mark.django_db


def state(promise):
    return Commitment.objects.with_delivery().get(pk=promise.pk).state


def answers(milestone, *helped):
    for one in helped:
        ResidentCheck.answer(
            milestone, happened="yes", noticed="yes", helped=one, key=uuid.uuid4()
        )


def test_three_keys_make_a_promise_kept(promise, milestone, on_day):
    assert state(promise) == "promise.promised"
    evidence = report(milestone, 3)
    assert state(promise) == "promise.done"
    evidence.accept(by=milestone.contract.owner)
    assert state(promise) == "promise.checked"
    assert not Commitment.objects.kept().exists()
    milestone.refresh_from_db()
    on_day(milestone.met_on)
    answers(milestone, "yes", "yes", "no")
    assert state(promise) == "promise.kept"
    assert Commitment.objects.kept().get() == promise


def test_delivered_but_not_felt_is_never_kept(promise, milestone):
    accepted_report(milestone, 3)
    milestone.refresh_from_db()
    answers(milestone, "no", "no", "yes", "no")
    assert not Commitment.objects.kept().exists()
    whole = Commitment.objects.with_delivery().get()
    assert whole.standing().is_paper_success


def test_accepting_enough_meets_the_milestone(milestone, cleo):
    accepted_report(milestone, 2)
    milestone.refresh_from_db()
    assert milestone.met_on is None
    accepted_report(milestone, 1)
    milestone.refresh_from_db()
    assert milestone.met_on == clock.today()
    assert Event.objects.filter(verb="milestone.met").count() == 1


def test_a_part_can_be_accepted_with_a_reason(milestone, cleo):
    evidence = report(milestone, 3)
    with pytest.raises(Refused, match="do not accept all"):
        evidence.accept(by=cleo, amount=2)
    evidence.accept(by=cleo, amount=2, reason="One was there before.")
    assert evidence.accepted_amount == 2
    with pytest.raises(Refused, match="3 or less"):
        report(milestone, 3).accept(by=cleo, amount=4)


def test_nobody_accepts_their_own_proof(milestone, cleo, carl):
    evidence = report(milestone, 1, by=cleo, is_on_behalf=True)
    with pytest.raises(Refused, match="another officer must check"):
        evidence.accept(by=cleo)
    with pytest.raises(Refused, match="another officer must check"):
        evidence.send_back("More, please.", by=cleo)
    evidence.accept(by=carl)


def test_the_database_refuses_it_too(milestone, cleo):
    """The negative control: without the check in `accept`, the constraint stands."""
    evidence = report(milestone, 1, by=cleo, is_on_behalf=True)
    evidence._check_not_mine = lambda by: None
    with pytest.raises(IntegrityError), transaction.atomic():
        evidence.accept(by=cleo)


def test_more_can_be_asked_for_and_the_history_stays(milestone, cleo, sol):
    first = report(milestone, 3)
    with pytest.raises(Refused, match="what you need to see"):
        first.send_back(" ", by=cleo)
    first.send_back("Show the start dates.", by=cleo)
    assert list(Evidence.objects.unanswered()) == [first]
    second = report(milestone, 3, replies_to=first)
    assert not Evidence.objects.unanswered().exists()
    second.accept(by=cleo)
    first.refresh_from_db()
    assert first.status == "returned"


def test_what_was_returned_counts_for_nothing(promise, milestone, cleo):
    report(milestone, 3).send_back("Show the start dates.", by=cleo)
    assert state(promise) == "promise.promised"


def test_a_decision_is_final(milestone, cleo, carl):
    evidence = accepted_report(milestone, 1)
    with pytest.raises(ValidationError, match="cannot become"):
        evidence.send_back("Second thoughts.", by=carl)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"amount": -1}, "or 0 if none"),
        ({"amount": "1.5"}, "whole number"),
        ({"story": " "}, "Enter what happened"),
        ({"story": "word " * 201}, "200 words or less"),
    ],
)
def test_a_report_that_says_too_little_is_refused(milestone, changed, says):
    told = {"amount": 1} | changed
    amount = told.pop("amount")
    with pytest.raises(ValidationError, match=says):
        report(milestone, amount, **told)


def test_an_ended_contract_takes_no_reports(milestone, contract):
    Contract.objects.filter(pk=contract.pk).update(
        status="completed", ended_on=clock.today()
    )
    with pytest.raises(Refused, match="has ended"):
        report(milestone, 1)


def test_files_are_read_by_both_sides_and_nobody_else(
    milestone, sol, cleo, sam, olu, eastfield
):
    upload = SimpleUploadedFile("starts.csv", b"start,role\n2027-04-01,gardener\n")
    file = StoredFile.keep(upload, eastfield, sol)
    evidence = report(milestone, 1, files=[file])
    assert evidence.files.get().file == file
    assert may_read(sol, file)
    assert may_read(cleo, file)
    assert not may_read(sam, file)
    assert not may_read(olu, file)


def test_the_other_side_is_told(milestone, cleo, sol):
    evidence = report(milestone, 3)
    sweep()
    assert Letter.objects.get(kind="evidence_submitted").user == cleo
    evidence.accept(by=cleo, amount=2, reason="One was there before.")
    sweep()
    letter = Letter.objects.get(kind="evidence_accepted")
    assert letter.user == sol
    assert "One was there before." in letter.text


def test_the_trail_names_no_person(milestone, sol):
    report(milestone, 3, story="Two people started.")
    data = str(Event.objects.get(verb="evidence.submitted").data)
    assert sol.email not in data
    assert "Two people started" not in data


def test_residents_answer_from_the_day_it_was_due_or_met(milestone, on_day):
    with pytest.raises(Refused, match="not being taken"):
        answers(milestone, "yes")
    on_day(milestone.due_on)
    answers(milestone, "yes")
    assert ResidentCheck.objects.count() == 1


def test_the_same_form_counts_once(milestone, on_day):
    on_day(milestone.due_on)
    key = uuid.uuid4()
    for _ in range(50):
        ResidentCheck.answer(
            milestone, happened="yes", noticed="no", helped="no", key=key
        )
    assert ResidentCheck.objects.count() == 1
