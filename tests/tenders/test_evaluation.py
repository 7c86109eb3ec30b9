"""Marks, agreement, ranking and award by the verbs."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from audit import clock
from audit.lifecycle import Refused
from audit.models import Event
from audit.tasks import sweep
from records.models import Letter
from tenders import evaluation
from tenders.award import award
from tenders.models import Award, Bid, Mark, Tender
from tests import factories
from tests.stage import staged


@staged
def opened(eastfield, bea, brightwork, fenland, sol, sam, ivo, esme):
    """Two opened bids, two evaluators without an interest."""
    tender = factories.published_tender(eastfield, by=bea)
    factories.sealed_bid(tender, brightwork, level=4)
    factories.sealed_bid(tender, fenland, level=1)
    factories.open_tender(tender)
    with clock.at(tender.opened_at + dt.timedelta(days=1)):
        tender.begin_evaluation(by=bea)
        for judge in (ivo, esme):
            evaluation.declare_interest(tender, judge, has_interest=False)
    return tender


@pytest.fixture
def tender(opened, travel):
    travel(to=opened.opened_at + dt.timedelta(days=1))
    return opened


@pytest.fixture
def asked(tender):
    return tender.priorities.get()


@pytest.fixture
def bid(tender, brightwork):
    return Bid.objects.get(organisation=brightwork)


def mark_all(tender, asked, judge, score=4):
    for one in tender.bids.in_the_running():
        evaluation.mark(one, asked, score, "Sound.", by=judge)


def test_a_mark_is_written_down_with_its_reason_and_may_be_changed(bid, asked, ivo):
    evaluation.mark(bid, asked, 3, "Weak on dates.", by=ivo)
    evaluation.mark(bid, asked, 4, "Dates are in annex B.", by=ivo)
    given = Mark.objects.get()
    assert (given.score, given.reason) == (4, "Dates are in annex B.")
    events = Event.objects.filter(verb="bid.marked")
    assert [event.data["score"] for event in events] == [3, 4]
    assert {event.chain for event in events} == {bid.tender.sealed_chain}


@pytest.mark.parametrize(
    ("score", "reason", "words"),
    [
        (6, "x", "Select a score"),
        (-1, "x", "Select a score"),
        (3, " ", "Enter the reason"),
    ],
)
def test_a_mark_without_score_or_reason_is_refused(
    bid, asked, ivo, score, reason, words
):
    with pytest.raises(Refused, match=words):
        evaluation.mark(bid, asked, score, reason, by=ivo)


def test_nobody_marks_without_the_role_or_the_declaration(bid, asked, bea, ivo, mona):
    for person, words in ((bea, "not an evaluator"), (mona, "not an evaluator")):
        with pytest.raises(Refused, match=words):
            evaluation.mark(bid, asked, 3, "x", by=person)
    bid.tender.declarations.filter(user=ivo).delete()
    with pytest.raises(Refused, match="Declare your interests first"):
        evaluation.mark(bid, asked, 3, "x", by=ivo)


def test_an_interest_is_declared_once_and_described(tender, ivo):
    with pytest.raises(Refused, match="have declared"):
        evaluation.declare_interest(tender, ivo, has_interest=False)
    tender.declarations.filter(user=ivo).delete()
    with pytest.raises(Refused, match="Enter what"):
        evaluation.declare_interest(tender, ivo, has_interest=True)


def test_marks_that_differ_need_an_agreed_one_from_the_chair(
    tender, bid, asked, ivo, esme
):
    mark_all(tender, asked, ivo, 4)
    assert evaluation.open_questions(tender) == []
    evaluation.mark(bid, asked, 2, "No partner named.", by=esme)
    assert bid.name_for_evaluators in evaluation.open_questions(tender)[0]
    with pytest.raises(Refused, match="Only the chair"):
        evaluation.agree(bid, asked, 3, "Agreed.", by=ivo)
    evaluation.agree(bid, asked, 3, "Partner is in annex B.", by=esme)
    assert evaluation.open_questions(tender) == []
    assert bid.marks.count() == 3  # the individual marks stay on the record


def test_there_is_no_agreement_before_somebody_marked(bid, asked, esme):
    with pytest.raises(Refused, match="Nobody has marked"):
        evaluation.agree(bid, asked, 3, "Agreed.", by=esme)


def test_the_ranking_follows_promises_and_marks(tender, asked, ivo):
    mark_all(tender, asked, ivo)
    first, second = evaluation.ranking(tender)
    assert (first.score.total, second.score.total) == (18, pytest.approx(10.5))
    assert not first.is_tied


def test_the_award_decides_all_bids_and_starts_the_standstill(
    tender, bid, asked, ivo, bea, sol, sam
):
    mark_all(tender, asked, ivo)
    made = award(bid, by=bea, reason="The most useful promises.")
    tender = Tender.objects.get()
    assert tender.status == Tender.Status.AWARDED
    states = set(tender.bids.values_list("status", flat=True))
    assert states == {Bid.Status.SUCCESSFUL, Bid.Status.UNSUCCESSFUL}
    assert made.standstill_ends_on > made.decided_on + dt.timedelta(days=8)
    event = Event.objects.get(verb="tender.awarded")
    assert event.chain == f"council:{tender.council.uid}"
    assert event.subject_reference == tender.reference
    assert event.data["award"] == made.pk
    sweep()
    sweep()
    letters = Letter.objects.filter(kind="bid_outcome")
    assert {letter.recipient for letter in letters} == {sol.email, sam.email}
    assert letters.count() == 2
    won = letters.get(recipient=sol.email)
    assert "was successful" in won.text
    assert "was not successful" in letters.get(recipient=sam.email).text


def test_standstill_counts_eight_working_days_over_christmas(
    tender, bid, asked, ivo, bea
):
    mark_all(tender, asked, ivo)
    with clock.at(dt.datetime(2027, 12, 22, 12, tzinfo=dt.UTC)):
        made = award(bid, by=bea, reason="x")
    # 22, 23, 24 December, then 29, 30, 31 (27 and 28 are holidays), 4 and 5 January
    assert made.standstill_ends_on == dt.date(2028, 1, 5)


def test_an_award_needs_marks_a_reason_and_a_sensible_date(
    tender, bid, asked, ivo, bea
):
    with pytest.raises(Refused, match="has no mark that counts"):
        award(bid, by=bea, reason="x")
    mark_all(tender, asked, ivo)
    with pytest.raises(Refused, match="Enter the reason"):
        award(bid, by=bea, reason=" ")
    tomorrow = clock.today() + dt.timedelta(days=1)
    with pytest.raises(Refused, match="today or in the past"):
        award(bid, by=bea, reason="x", decided_on=tomorrow)
    with pytest.raises(Refused, match="after the day of the opening"):
        award(bid, by=bea, reason="x", decided_on=dt.date(2020, 1, 1))
    assert not Award.objects.exists()


def test_a_tender_is_awarded_once(tender, bid, asked, ivo, bea, fenland):
    mark_all(tender, asked, ivo)
    award(bid, by=bea, reason="x")
    with pytest.raises(Refused):
        award(Bid.objects.get(organisation=fenland), by=bea, reason="x")
    with pytest.raises(Refused):
        tender.cancel("Too late.", by=bea)


@pytest.mark.parametrize(
    "change", [{"score": 6}, {"reason": ""}], ids=["score", "reason"]
)
def test_the_database_refuses_an_impossible_mark(bid, asked, ivo, change):
    evaluation.mark(bid, asked, 3, "x", by=ivo)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mark.objects.update(**change)
