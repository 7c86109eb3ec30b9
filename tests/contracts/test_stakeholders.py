"""Whom a contract touches, those harmed or missed as well."""

import re

import pytest
from django.db import IntegrityError, transaction

from audit.lifecycle import Refused
from audit.models import Event
from contracts.models import Contract, Stakeholder
from contracts.models.stakeholder import Stakeholder as Group

pytestmark = pytest.mark.django_db

GAINS = {"name": "Young people", "effect": "gains", "how_many": "40"}
HARMED = {"name": "Firms that lose work", "effect": "harmed"}
QUESTION = "Who could be harmed by this contract, or is often missed?"


def page_of(contract) -> str:
    return f"/eastfield/workspace/contracts/{contract.reference}/stakeholders/"


def test_a_map_without_anybody_who_could_lose_asks_a_question(contract, cleo, sign_in):
    browser, page = sign_in(cleo), page_of(contract)
    browser.post(f"{page}add/", GAINS)
    assert QUESTION in browser.get(page).content.decode()
    browser.post(f"{page}add/", HARMED)
    assert QUESTION not in browser.get(page).content.decode()


@pytest.mark.parametrize("effect", ["harmed", "missed"])
def test_either_kind_of_loser_answers_the_question(contract, cleo, effect):
    Stakeholder.add(contract, by=cleo, name="Neighbours", effect=effect)
    assert contract.stakeholders.who_may_lose().exists()


def test_each_act_leaves_one_event_without_words(contract, cleo):
    before = Event.objects.count()
    group = Stakeholder.add(contract, by=cleo, name="Neighbours", effect="missed")
    group.change(by=cleo, name="Neighbours and schools")
    group.change(by=cleo, name="Neighbours and schools")
    group.remove(by=cleo)
    verbs = [one.verb for one in Event.objects.order_by("sequence")[before:]]
    assert verbs == [
        "contract.group_named",
        "contract.group_changed",
        "contract.group_removed",
    ]
    last = Event.objects.order_by("sequence").last()
    assert "Neighbours" not in str(last.data)


def test_a_group_is_changed_and_removed_on_its_pages(contract, cleo, sign_in):
    browser, page = sign_in(cleo), page_of(contract)
    browser.post(f"{page}add/", GAINS)
    group = contract.stakeholders.get()
    browser.post(f"{page}{group.uid}/", GAINS | {"what_they_said": "More evenings."})
    group.refresh_from_db()
    assert group.what_they_said == "More evenings."
    browser.post(f"{page}{group.uid}/remove/")
    assert not contract.stakeholders.exists()


def test_a_missing_name_is_named_beside_the_field(contract, cleo, sign_in):
    answer = sign_in(cleo).post(f"{page_of(contract)}add/", {"name": ""})
    assert "Enter the name of the group" in answer.content.decode()


def test_the_public_page_shows_the_map_and_says_when_there_is_none(
    contract, cleo, client
):
    page = contract.get_absolute_url()
    assert "has named no groups yet" in client.get(page).content.decode()
    Stakeholder.add(contract, by=cleo, what_they_said="We lost work.", **HARMED)
    shown = client.get(page).content.decode()
    assert "Firms that lose work" in shown
    assert "We lost work." in shown


def test_an_ended_contract_keeps_its_map(contract, cleo):
    group = Stakeholder.add(contract, by=cleo, **HARMED)
    Contract.objects.filter(pk=contract.pk).update(
        status="completed", ended_on=contract.signed_on
    )
    with pytest.raises(Refused, match="has ended"):
        group.remove(by=cleo)


def test_the_database_refuses_a_group_without_a_name(contract):
    with pytest.raises(IntegrityError), transaction.atomic():
        Group.objects.create(contract=contract, name="", effect="gains")


@pytest.mark.parametrize(("name", "status"), [("dara", 403), ("olu", 404)])
def test_only_contract_managers_change_the_map(
    contract, sign_in, request, name, status
):
    browser = sign_in(request.getfixturevalue(name))
    assert browser.post(f"{page_of(contract)}add/", GAINS).status_code == status
    assert not contract.stakeholders.exists()


NUMBER = re.compile(r"\d[\d,.]*")
DATE = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}")


def test_a_promise_in_public_says_one_number_and_one_date(contract, client):
    page = client.get(contract.get_absolute_url()).content.decode()
    cards = re.findall(
        r'<div class="govuk-summary-card".*?</details>.*?</div>', page, re.S
    )
    assert len(cards) == contract.commitments.count()
    for card in cards:
        assert contract.commitments.get().wording in card, "the rest is under details"
        first = re.sub(r"<details.*</details>", " ", card, flags=re.S)
        said = re.sub(r"<[^>]+>", " ", first)
        assert len(DATE.findall(said)) == 1
        assert len(NUMBER.findall(DATE.sub("", said))) == 1
