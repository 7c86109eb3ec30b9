"""Re-evaluation, the remedy ladder, the break clause, and closing a contract."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from audit import clock
from audit.lifecycle import Refused
from audit.models import Event
from audit.tasks import sweep
from contracts.break_clauses import propose, right_to_break
from contracts.models import BreakNotice, Contract, ReEvaluation, RemedyStep
from records.models import Letter
from tests.factories import accepted_report

pytestmark = pytest.mark.django_db


def fresh(contract):
    return Contract.objects.with_parties().get(pk=contract.pk)


def re_evaluate(contract, cleo, on_day, rating="inadequate", reason="", next_in=30):
    """Hold the scheduled re-evaluation on its day, rating every promise."""
    one = contract.re_evaluations.scheduled().get()
    on_day(one.scheduled_on)
    one.open(by=cleo)
    for finding in one.findings.all():
        finding.rate(rating, by=cleo, reason=reason or "The figures say so.")
    later = clock.today() + dt.timedelta(days=next_in)
    one.conclude("We look again in a month.", by=cleo, next_on=later)
    return one


@pytest.fixture
def failing(contract, promise, cleo, on_day):
    """A contract whose first step was missed, before its first re-evaluation."""
    first = promise.contract.starts_on + dt.timedelta(days=100)
    promise.add_milestone("Two started", level=2, due_on=first, by=cleo)
    return contract


def test_a_re_evaluation_writes_down_the_figures_of_its_day(failing, cleo, on_day):
    one = failing.re_evaluations.get()
    on_day(one.scheduled_on)
    one.open(by=cleo)
    assert fresh(failing).status == "under_re_evaluation"
    finding = one.findings.get()
    assert (finding.due, finding.verified) == (2, 0)
    assert finding.suggested == "inadequate"


def test_every_promise_is_rated_before_it_ends(failing, cleo, on_day):
    one = failing.re_evaluations.get()
    on_day(one.scheduled_on)
    one.open(by=cleo)
    with pytest.raises(Refused, match="Rate every promise first: 1"):
        one.conclude("Fine.", by=cleo)


def test_another_rating_than_the_figures_say_needs_a_reason(failing, cleo, on_day):
    one = failing.re_evaluations.get()
    on_day(one.scheduled_on)
    one.open(by=cleo)
    finding = one.findings.get()
    with pytest.raises(Refused, match="differs from the figures"):
        finding.rate("good", by=cleo)
    with pytest.raises(Refused, match="Select a rating"):
        finding.rate("splendid", by=cleo)
    finding.rate("good", by=cleo, reason="The college started a month late.")
    with pytest.raises(IntegrityError), transaction.atomic():
        type(finding).objects.filter(pk=finding.pk).update(reason="")


def test_concluding_brings_the_contract_back_and_fixes_the_next_day(
    failing, cleo, sol, on_day
):
    re_evaluate(failing, cleo, on_day)
    assert fresh(failing).status == "in_force"
    numbers = failing.re_evaluations.values_list("number", "status")
    assert list(numbers) == [(1, "concluded"), (2, "scheduled")]
    sweep()
    assert Letter.objects.get(kind="re_evaluation_concluded").user == sol


def test_a_re_evaluation_that_the_council_missed_is_overdue(contract, on_day):
    one = contract.re_evaluations.get()
    on_day(one.scheduled_on + dt.timedelta(days=1))
    assert one.is_overdue()
    assert list(ReEvaluation.objects.overdue()) == [one]


@pytest.mark.parametrize("days", [0, -1, 5000])
def test_its_day_lies_ahead_and_within_the_contract(contract, cleo, days):
    with pytest.raises(Refused, match="re-evaluation must be"):
        ReEvaluation.schedule(contract, clock.today() + dt.timedelta(days), by=cleo)


def test_the_ladder_is_climbed_rung_by_rung(promise, cleo, sol):
    first = RemedyStep.take(promise, "reminder", "Nothing was reported.", by=cleo)
    assert first.status == "taken"
    assert RemedyStep.next_rung(promise).code == "improvement_plan"
    second = RemedyStep.take(promise, "improvement_plan", "Still nothing.", by=cleo)
    assert second.status == "taken"
    sweep()
    assert Letter.objects.filter(kind="remedy_taken", user=sol).count() == 2


def test_skipping_needs_a_reason_and_a_second_person(promise, cleo, carl):
    with pytest.raises(Refused, match="Reminder, Improvement plan"):
        RemedyStep.take(promise, "replacement", "Nothing came.", by=cleo)
    step = RemedyStep.take(
        promise, "replacement", "Nothing came.", by=cleo, skip_reason="Time is short."
    )
    assert step.status == "proposed"
    with pytest.raises(Refused, match="another person must approve"):
        step.approve(by=cleo)
    step.approve(by=carl)
    assert step.status == "taken"
    assert RemedyStep.next_rung(promise).code == "credit"


def test_the_database_refuses_one_person_for_both(promise, cleo):
    step = RemedyStep.take(
        promise, "credit", "Nothing came.", by=cleo, skip_reason="Time is short."
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        RemedyStep.objects.filter(pk=step.pk).update(approved_by=cleo)


def test_a_second_person_can_say_no(promise, cleo, carl):
    step = RemedyStep.take(
        promise, "credit", "Nothing came.", by=cleo, skip_reason="Time is short."
    )
    step.decline("Write to them first.", by=carl)
    assert RemedyStep.next_rung(promise).code == "reminder"


def test_the_supplier_has_a_right_of_reply_for_a_time(promise, cleo, sol, on_day):
    step = RemedyStep.take(promise, "reminder", "Nothing was reported.", by=cleo)
    step.answer("The first two start in May.", by=sol)
    with pytest.raises(Refused, match="sent already"):
        step.answer("And one more thing.", by=sol)
    late = RemedyStep.take(promise, "improvement_plan", "Still nothing.", by=cleo)
    on_day(late.reply_by + dt.timedelta(days=1))
    with pytest.raises(Refused, match="time to reply has ended"):
        late.answer("Too late?", by=sol)


@pytest.mark.parametrize("rung", ["break", "dismissal", ""])
def test_only_rungs_of_the_ladder_can_be_taken(promise, cleo, rung):
    with pytest.raises(Refused, match="Select a step"):
        RemedyStep.take(promise, rung, "Because.", by=cleo, skip_reason="x")


def test_no_right_to_break_without_findings(contract, cleo):
    right = right_to_break(fresh(contract))
    assert not right.is_open
    with pytest.raises(Refused, match="No re-evaluation has found grounds"):
        propose(contract, "They do nothing.", by=cleo)


def test_no_right_to_break_without_a_clause(contract, cleo):
    contract.break_clause.delete()
    assert right_to_break(fresh(contract)).obstacles == (
        "The contract has no break clause.",
    )


def test_the_right_opens_from_findings_when_the_time_to_cure_has_passed(
    failing, cleo, on_day
):
    re_evaluate(failing, cleo, on_day)
    re_evaluate(failing, cleo, on_day)
    right = right_to_break(fresh(failing))
    assert {ground.kind for ground in right.grounds} == {
        "inadequate_running",
        "weighted_share",
    }
    assert not right.is_open  # the cure period runs
    on_day(right.cure_ends_on + dt.timedelta(days=1))
    assert right_to_break(fresh(failing)).is_open


def test_a_good_rating_between_breaks_the_row(failing, promise, cleo, on_day):
    re_evaluate(failing, cleo, on_day)
    accepted_report(promise.milestones.first(), 2)
    re_evaluate(failing, cleo, on_day, rating="good", reason="All came.")
    assert right_to_break(fresh(failing)).grounds == ()


def test_an_accepted_plan_keeps_the_right_closed(failing, promise, cleo, sol, on_day):
    re_evaluate(failing, cleo, on_day)
    re_evaluate(failing, cleo, on_day)
    RemedyStep.take(promise, "reminder", "Two findings.", by=cleo)
    plan = RemedyStep.take(promise, "improvement_plan", "Two findings.", by=cleo)
    plan.answer("Two start in May, two in June.", by=sol)
    cure = right_to_break(fresh(failing)).cure_ends_on
    on_day(cure + dt.timedelta(days=1))
    right = right_to_break(fresh(failing))
    assert "improvement plan" in right.obstacles[0]
    plan.close("It was not followed.", by=cleo)
    assert right_to_break(fresh(failing)).is_open


@pytest.fixture
def proposed(failing, cleo, on_day):
    re_evaluate(failing, cleo, on_day)
    re_evaluate(failing, cleo, on_day)
    on_day(right_to_break(fresh(failing)).cure_ends_on + dt.timedelta(days=1))
    return propose(fresh(failing), "Residents wait for two years.", by=cleo)


def test_the_break_clause_is_exercised_by_two_people_after_its_notice(
    proposed, failing, promise, amal, cleo, sol, on_day
):
    with pytest.raises(Refused, match="another person must give it"):
        proposed.give(by=cleo)
    proposed.give(by=amal)
    sweep()
    told = Letter.objects.filter(kind="break_notice_given")
    assert {letter.user for letter in told} == {cleo, sol}
    with pytest.raises(ValidationError, match="cannot end before"):
        proposed.exercise(by=cleo)
    proposed.answer("We found a new foreman.", by=sol)
    on_day(proposed.effective_on)
    proposed.exercise(by=cleo)
    contract = fresh(failing)
    assert contract.status == "broken"
    assert contract.ended_on == clock.today()
    assert promise.__class__.objects.with_delivery().get().state == "promise.broken"
    assert Event.objects.filter(verb="contract.broken").count() == 1


def test_one_notice_at_a_time_and_it_can_be_withdrawn(proposed, failing, cleo):
    with pytest.raises(Refused, match="under way already"):
        propose(fresh(failing), "Again.", by=cleo)
    with pytest.raises(Refused, match="why the notice is withdrawn"):
        proposed.withdraw("", by=cleo)
    proposed.withdraw("They have begun.", by=cleo)
    assert not BreakNotice.objects.running().exists()
    assert fresh(failing).status == "in_force"


def test_the_grounds_on_the_record_are_those_that_were_proven(proposed):
    kinds = [ground["kind"] for ground in proposed.grounds]
    assert kinds == ["inadequate_running", "weighted_share"]
    with pytest.raises(IntegrityError), transaction.atomic():
        BreakNotice.objects.filter(pk=proposed.pk).update(grounds=[])


def test_a_contract_closes_after_its_last_day(contract, promise, cleo, on_day):
    with pytest.raises(Refused, match="runs until"):
        contract.complete(by=cleo, unspent="Waived by the cabinet.")
    on_day(contract.ends_on + dt.timedelta(days=1))
    with pytest.raises(Refused, match="promises that were not kept"):
        contract.complete(by=cleo)
    contract.complete(by=cleo, unspent="Waived by the cabinet.")
    assert fresh(contract).status == "completed"


def test_a_contract_with_every_promise_delivered_closes_without_a_word(
    contract, milestone, cleo, on_day
):
    accepted_report(milestone, 3)
    on_day(contract.ends_on + dt.timedelta(days=1))
    contract.complete(by=cleo)
    assert fresh(contract).unspent == ""
