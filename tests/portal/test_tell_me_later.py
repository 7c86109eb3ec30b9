"""Who asked for it hears of each later step, years on, once, and can stop it."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from audit import clock
from audit.models import Event
from charters.models import Charter
from consultation import forgetting, keeping, later
from consultation.models import Contact, Response
from consultation.parcels import Remark, Sender
from portal import notifications
from records import personal_data
from records.models import Letter
from records.personal_data import Person
from tests.factories import (
    formed_contract,
    planned_round,
    read_pack,
    ready_charter,
    ready_to_conclude,
    send_response,
)
from tests.stage import staged

pytestmark = pytest.mark.django_db
KIND = "consultation_later_step"
ASKS = Sender("lives_here", email="asks@example.org", wants_later=True)
ONCE = Sender("lives_here", email="once@example.org", wants_results=True)


@staged
def answered(eastfield, brightwork, dara, mona, amal):
    """A charter in force whose priority two people commented on, and its contract."""
    with clock.at(clock.now() - dt.timedelta(days=120)):  # what is told lies behind us
        return a_round_with_its_contract(eastfield, brightwork, dara, mona, amal)


def a_round_with_its_contract(eastfield, brightwork, dara, mona, amal):
    charter = ready_charter(eastfield, by=dara)
    round = planned_round(eastfield, charter=charter, by=dara)
    round.schedule(by=dara)
    with clock.at(round.opens_at):
        priority = round.edition.priorities.first()
        for sender in (ASKS, ONCE):
            remark = Remark("More apprentices.", priority=priority)
            send_response(round, remarks=[remark], sender=sender)
    with clock.at(round.closes_at + dt.timedelta(hours=1)):
        for comment in round.comments.all():
            comment.publish(mona)
        issue = round.raise_issue("More apprentices", "People want more.", by=dara)
        issue.gather(list(round.comments.all()), by=dara)
        round.analyse(by=dara)
        issue.dispose("answered", "It is in the charter.", by=dara)
        round.report(by=dara)
        ready_to_conclude(round, by=dara)
        round.conclude(by=dara)
        charter.refresh_from_db()
        read_pack(round, amal)
        charter.submit(by=dara, approver=amal)
        charter.adopt(by=amal, minute="Item 7")
        formed_contract(eastfield, brightwork)
    assert charter.status == Charter.Status.ADOPTED
    return round


def tell_all():
    """Run our handlers for each event that was recorded, as the outbox does."""
    for event in Event.objects.filter(verb="tender.published"):
        notifications.tell_of_the_tender(event)
    for event in Event.objects.filter(verb="contract.formed"):
        notifications.tell_of_the_contract(event)


def letters():
    return Letter.objects.filter(kind=KIND)


def test_one_letter_for_each_response_and_station_under_replay(answered):
    tell_all()
    tell_all()
    assert letters().count() == 2  # the tender and the contract
    assert set(letters().values_list("recipient", flat=True)) == {"asks@example.org"}
    response = Response.objects.get(contact__email="asks@example.org")
    assert all(letter.stop_url.endswith("/stop/") for letter in letters())
    assert response.printed_code in letters().first().text


def test_years_later_a_reached_milestone_is_told_too(answered, eastfield, travel):
    from contracts.models import Milestone

    milestone = Milestone.objects.first()
    travel(days=3 * 365)
    notifications.tell_milestone(milestone, f"met:{milestone.reference}", "It is done")
    notifications.tell_milestone(milestone, f"met:{milestone.reference}", "It is done")
    assert letters().count() == 1
    assert "It is done" in letters().get().subject


def test_retention_keeps_the_address_of_who_asked_until_they_stop(
    answered, eastfield, travel, client
):
    travel(days=5 * 365)
    keeping.forget_contacts(eastfield)
    assert Contact.objects.get().email == "asks@example.org"
    response = Contact.objects.get().response
    assert "Stop these emails" in client.get(later.stop_path(response)).text
    stopped = client.post(later.stop_path(response))
    assert "The emails have stopped" in stopped.text
    tell_all()
    assert not letters().exists()
    keeping.forget_contacts(eastfield)
    assert not Contact.objects.exists()


def test_a_mail_program_stops_it_without_a_page(answered):
    from django.test import Client

    response = Response.objects.get(contact__email="asks@example.org")
    strict = Client(enforce_csrf_checks=True)
    posted = {"List-Unsubscribe": "One-Click"}
    assert strict.post(later.stop_path(response), posted).status_code == 200
    assert not Contact.objects.filter(wants_later=True).exists()


def test_the_private_page_says_where_it_stands_and_what_is_next(answered, client):
    response = Response.objects.get(contact__email="asks@example.org")
    path = later.stop_path(response).removesuffix("stop/")
    shown = client.get(path).text
    assert "asked suppliers about it" in shown
    assert "promised it in a contract" in shown
    assert "Next:" in shown


def test_who_is_forgotten_leaves_no_address_in_these_letters(answered, dara):
    tell_all()
    response = Response.objects.get(contact__email="asks@example.org")
    forgetting.erase(response, "They asked.", keeps_words=True, by=dara)
    assert set(letters().values_list("recipient", flat=True)) == {""}
    tell_all()
    assert letters().exclude(recipient="").count() == 0
    personal_data.erase(Person(email="once@example.org"))
    assert not Contact.objects.exists()


def test_later_news_needs_an_address(answered):
    contact = Contact.objects.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.filter(pk=contact.pk).update(email="", wants_later=True)
