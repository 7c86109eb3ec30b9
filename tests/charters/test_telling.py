"""Letters, work lists, searches and what is held about people."""

import pytest
from django.apps import apps

from audit import clock, tasks
from charters import hub
from councils import work
from councils.models import Membership, Role
from records import personal_data, search
from records.models import Follow, Letter
from tests import factories


def letters():
    tasks.sweep()
    return {(letter.kind, letter.recipient): letter for letter in Letter.objects.all()}


def test_the_approver_is_asked_once_by_letter(eastfield, dara, amal):
    factories.submitted_charter(eastfield, by=dara, approver=amal)
    letters()
    found = letters()
    assert set(found) == {("charter_submitted", amal.email)}
    letter = found["charter_submitted", amal.email]
    assert letter.subject.startswith("Decision needed")
    assert "/eastfield/workspace/approvals/" in letter.text
    assert len(letter.subject) <= 60


def test_every_approver_is_asked_when_none_was_chosen(eastfield, dara, amal):
    charter = factories.consulted_charter(eastfield, by=dara)
    charter.submit(by=dara)
    assert set(letters()) == {("charter_submitted", amal.email)}


def test_a_referral_reaches_the_writers_and_the_other_approvers(
    eastfield, dara, amal, eve
):
    Membership.grant(eastfield, eve, Role.APPROVER)
    charter = factories.submitted_charter(eastfield, by=dara, approver=amal)
    charter.refer("Full Council", by=amal)
    found = letters()
    assert set(found) == {
        ("charter_submitted", amal.email),
        ("charter_submitted", eve.email),
        ("charter_referred", dara.email),
    }
    assert "Full Council" in found["charter_referred", dara.email].text


def test_the_writer_is_told_of_the_decision(eastfield, dara, amal):
    charter = factories.submitted_charter(eastfield, by=dara, approver=amal)
    charter.send_back("Say more about Harbour.", by=amal)
    returned = letters()["charter_returned", dara.email]
    assert "Say more about Harbour." in returned.text
    charter.submit(by=dara, approver=amal)
    charter.adopt(by=amal, minute="Item 7")
    adopted = letters()["charter_adopted", dara.email]
    assert "Item 7" in adopted.text


def test_followers_of_charters_hear_that_one_is_in_force(eastfield, dara, amal):
    Follow.objects.create(
        council=eastfield,
        email="remi@example.org",
        topic="charters",
        confirmed_at=clock.now(),
    )
    factories.adopted_charter(eastfield, by=dara, approver=amal)
    letter = letters()["charter_in_force", "remi@example.org"]
    assert "It is in force from" in letter.text


def titles(user, council):
    return [item.title for item in work.waiting_for(user, council)]


def test_work_waits_for_those_whose_turn_it_is(eastfield, dara, amal, bea):
    charter = factories.ready_charter(eastfield, by=dara)
    assert f"Go on writing “{charter.title}”" in titles(dara, eastfield)
    charter.begin_consultation(charter.freeze("consultation", by=dara), by=dara)
    charter.conclude_consultation(by=dara)
    assert f"Finish “{charter.title}” and submit it" in titles(dara, eastfield)
    charter.submit(by=dara, approver=amal)
    assert f"Decide about “{charter.title}”" in titles(amal, eastfield)
    assert not any("“" in title for title in titles(bea, eastfield))


@pytest.mark.slow
def test_a_review_that_comes_near_is_work(eastfield, dara, travel):
    charter = factories.adopted_charter(eastfield, by=dara)
    assert f"Review “{charter.title}”" not in titles(dara, eastfield)
    travel(days=3 * 365 - 30)
    assert f"Review “{charter.title}”" in titles(dara, eastfield)


@pytest.mark.slow
def test_other_apps_add_tasks_to_the_list(eastfield, dara, sign_in, monkeypatch):
    monkeypatch.setattr(hub, "_answers", [])

    @hub.register
    def tasks_of_another(charter, user):
        yield hub.Task(hub.CONSULT, f"Ask people about {charter.title}", "/x/")

    charter = factories.make_charter(eastfield, by=dara)
    page = sign_in(dara).get(charter.get_workspace_url()).content.decode()
    assert f"Ask people about {charter.title}" in page


def test_a_search_finds_published_words_and_no_drafts(eastfield, dara, westbrook):
    assert search.ask("young people", eastfield, dara) == []
    draft = factories.ready_charter(eastfield, by=dara)
    assert search.ask("young people", eastfield, dara) == []
    draft.begin_consultation(draft.freeze("consultation", by=dara), by=dara)
    found = search.ask("young people", eastfield, dara)
    assert {str(hit.kind) for hit in found} == {"Paragraph of a charter", "Priority"}
    assert search.ask("young people", westbrook, dara) == []


def test_a_search_for_another_spelling_finds_nothing(eastfield, dara):
    factories.consulting_charter(eastfield, by=dara)
    assert search.ask("zzzzzz", eastfield, dara) == []


def test_who_wrote_which_words_can_be_asked_for_and_forgotten(eastfield, dara):
    charter = factories.ready_charter(eastfield, by=dara)
    person = personal_data.Person(email=dara.email, user=dara)
    histories = [
        holding
        for holding in personal_data.holdings()
        if holding.model._meta.label.startswith("charters.Historical")
    ]
    models = apps.get_app_config("charters").get_models()
    kept = [model for model in models if hasattr(model, "history_user")]
    assert {holding.model for holding in histories} == set(kept)
    for holding in histories:
        holding.erase(holding.find(person))
        assert not holding.find(person).exists()
    assert charter.sections.first().history.exists()


@pytest.mark.parametrize("label", ["Approval", "Justification"])
def test_decisions_and_reasons_are_answered_for(label):
    held = {holding.model.__name__ for holding in personal_data.holdings()}
    assert label in held


def test_the_history_page_says_who_changed_what(eastfield, dara, sign_in):
    charter = factories.ready_charter(eastfield, by=dara)
    factories.reword(charter)
    page = sign_in(dara).get(f"{charter.get_workspace_url()}history/").content.decode()
    assert "Paragraph changed" in page
    assert dara.name in page
    assert "One in eight young people" in page
