"""Announcing a round freezes the text and holds the charter."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from audit.lifecycle import Refused
from audit.models import Event
from charters.models import Charter, Edition
from consultation import planning
from consultation.models import Round
from tests.consultation.addresses import url
from tests.factories import (
    open_round,
    planned_round,
    ready_charter,
    scheduled_round,
    send_response,
)

pytestmark = pytest.mark.django_db


def test_scheduling_freezes_an_edition_and_says_so(eastfield, dara):
    round = planned_round(eastfield)
    round.schedule(by=dara)
    assert round.status == Round.Status.SCHEDULED
    assert round.edition.kind == Edition.Kind.CONSULTATION
    round.charter.refresh_from_db()
    assert round.charter.status == Charter.Status.CONSULTING
    event = Event.objects.get(verb="round.scheduled")
    assert event.actor == str(dara.actor_id)
    assert event.data["content_hash"] == round.edition.content_hash


def test_the_text_is_not_public_before_the_round_opens(client, eastfield, travel):
    round = scheduled_round(eastfield)
    key = round.edition.document["sections"][0]["key"]
    assert not round.edition.is_public()
    assert client.get(url(round, "read_section", section=key)).status_code == 302
    travel(to=round.opens_at)
    assert round.edition.is_public()
    assert client.get(url(round, "read_section", section=key)).status_code == 200


def test_a_scoping_round_asks_about_an_outline_and_leaves_the_charter_alone(
    eastfield, dara
):
    round = planned_round(eastfield, kind="scoping")
    round.schedule(by=dara)
    round.charter.refresh_from_db()
    assert round.edition.kind == Edition.Kind.OUTLINE
    assert round.charter.status == Charter.Status.DRAFTING


def test_a_plan_with_gaps_is_refused_with_all_of_them(eastfield, dara):
    round = planned_round(eastfield, proposal="", reasons="")
    with pytest.raises(Refused) as refusal:
        round.schedule(by=dara)
    assert "Say what is proposed." in refusal.value.messages
    assert "Say why." in refusal.value.messages
    assert not Edition.objects.exists()


def test_a_charter_without_an_open_paragraph_is_refused(eastfield, dara):
    charter = ready_charter(eastfield)
    for section in charter.sections.all():
        for clause in section.clauses.all():
            clause.reword(clause.text, is_open=False, by=dara)
    for section in charter.sections.all():
        section.mark_complete(by=dara)
    round = planned_round(eastfield, charter=charter)
    with pytest.raises(Refused, match="still open to change"):
        round.schedule(by=dara)


@pytest.mark.slow
def test_the_text_is_locked_until_the_close_and_open_again_after(
    eastfield, dara, travel
):
    round = open_round(eastfield)
    clause = round.charter.sections.first().clauses.first()
    with pytest.raises(Refused):
        clause.reword("Other words.", by=dara)
    travel(to=round.closes_at)
    clause.refresh_from_db()
    clause.reword("Other words.", by=dara)


def test_a_charter_cannot_be_submitted_while_a_round_is_not_concluded(
    eastfield, dara, amal
):
    round = open_round(eastfield)
    round.charter.conclude_consultation(by=dara)
    with pytest.raises(Refused, match="is not concluded"):
        round.charter.submit(by=dara, approver=amal)


def test_without_the_hold_it_could_be_submitted(eastfield, dara, amal):
    """The negative control: the hold is what refuses."""
    round = open_round(eastfield)
    round.charter.conclude_consultation(by=dara)
    round.charter.lift(round.hold_key, by=dara)
    round.charter.submit(by=dara, approver=amal)
    round.charter.refresh_from_db()
    assert round.charter.status == Charter.Status.DECIDING


@pytest.mark.slow
def test_a_round_is_taken_back_before_it_opens(eastfield, dara):
    round = scheduled_round(eastfield)
    round.unschedule(by=dara)
    assert round.status == Round.Status.DRAFTED
    round.charter.refresh_from_db()
    assert round.charter.status == Charter.Status.DRAFTING
    assert not round.charter.holds.exists()
    assert Event.objects.filter(verb="round.unscheduled").count() == 1


@pytest.mark.slow
def test_a_round_taken_back_can_be_announced_again(eastfield, dara):
    round = scheduled_round(eastfield)
    round.unschedule(by=dara)
    round = Round.objects.get()
    round.schedule(by=dara)
    assert round.is_announced


@pytest.mark.slow
def test_a_round_is_not_taken_back_from_its_opening_on(eastfield, dara, travel):
    round = scheduled_round(eastfield)
    travel(to=round.opens_at)
    with pytest.raises(Refused, match="has opened"):
        round.unschedule(by=dara)


def test_the_database_refuses_rounds_of_one_charter_that_overlap(eastfield, dara):
    round = scheduled_round(eastfield)
    other = planned_round(eastfield, charter=round.charter, slug="another", by=dara)
    assert "overlap" in [gap.code for gap in other.gaps()]
    twin = Round(
        consultation=other.consultation,
        charter=round.charter,
        number=9,
        status=Round.Status.SCHEDULED,
        edition=round.edition,
        opens_at=round.opens_at + dt.timedelta(days=1),
        closes_at=round.closes_at,
    )
    with pytest.raises(IntegrityError, match="do_not_overlap"), transaction.atomic():
        twin.save()


def test_rounds_that_touch_do_not_overlap(eastfield, dara):
    round = scheduled_round(eastfield)
    other = planned_round(eastfield, charter=round.charter, slug="another", by=dara)
    after = Round(
        consultation=other.consultation,
        charter=round.charter,
        number=9,
        status=Round.Status.SCHEDULED,
        edition=round.edition,
        opens_at=round.closes_at,
        closes_at=round.closes_at + dt.timedelta(days=30),
    )
    after.save()
    assert after.pk


@pytest.mark.parametrize("status", Round.Status.values)
def test_only_a_planned_round_can_be_announced(eastfield, dara, status):
    assert Round(status=status).can_move(Round.Status.SCHEDULED) == (
        status == Round.Status.DRAFTED
    )


@pytest.mark.parametrize(
    ("moment", "phase"),
    [
        (dt.timedelta(seconds=-1), "coming"),
        (dt.timedelta(0), "open"),
    ],
)
def test_a_round_opens_by_the_clock(eastfield, moment, phase):
    round = scheduled_round(eastfield)
    assert round.phase(round.opens_at + moment) == phase


@pytest.mark.parametrize(
    ("moment", "phase", "is_open"),
    [
        (dt.timedelta(days=-3), "open", True),
        (dt.timedelta(hours=-48), "last_hours", True),
        (dt.timedelta(microseconds=-1), "last_hours", True),
        (dt.timedelta(0), "closed", False),
    ],
)
def test_a_round_closes_by_the_clock(eastfield, moment, phase, is_open):
    round = scheduled_round(eastfield)
    at = round.closes_at + moment
    assert (round.phase(at), round.is_open(at)) == (phase, is_open)
    assert Round.objects.open(at).filter(pk=round.pk).exists() == is_open


@pytest.mark.slow
def test_the_page_announces_after_a_question(sign_in, eastfield, dara):
    round = planned_round(eastfield, by=dara)
    asked = sign_in(dara).get(url(round, "schedule_round"))
    assert "Announce this consultation" in asked.text
    assert not Round.objects.get().is_announced
    sign_in(dara).post(url(round, "schedule_round"))
    assert Round.objects.get().is_announced


def test_the_page_lists_what_is_missing(sign_in, eastfield, dara):
    round = planned_round(eastfield, by=dara, options="")
    answer = sign_in(dara).get(url(round, "schedule_round"))
    assert "Say what else was considered." in answer.text


@pytest.mark.slow
def test_the_next_round_waits_for_the_results_of_the_one_before(
    eastfield, dara, travel
):
    round = open_round(eastfield)
    send_response(round)
    travel(to=round.closes_at)
    second = planning.add_round(round.consultation, by=dara)
    codes = [gap.code for gap in second.gaps()]
    assert "earlier_round_unanswered" in codes
