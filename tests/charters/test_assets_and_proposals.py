"""Strengths of the place, and what residents propose."""

import re

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from charters.models import Asset, Proposal, Support, SupportTrigger
from councils.models import Area
from records.personal_data import Person, ask, erase
from tests import factories
from tests.stage import staged

WORDS = "The old school hall in Harbour is empty and warm."


@staged
def harbour(eastfield):
    ring = [[1.0, 52.0], [1.1, 52.0], [1.1, 52.1], [1.0, 52.0]]
    boundary = {"type": "Polygon", "coordinates": [ring]}
    return Area.objects.create(
        council=eastfield, code="E1", name="Harbour", boundary=boundary
    )


@staged
def charter(eastfield, dara):
    return factories.consulting_charter(eastfield, by=dara)


@staged
def proposal(eastfield, mona):
    found = Proposal.receive(eastfield, kind="asset", text=WORDS)
    found.publish(mona)
    return found


def supported(proposal, number):
    for person in range(number):
        proposal.support(proposal.voter(f"person{person}@example.org"))


def test_a_hall_that_a_resident_proposes_stands_under_the_priority_it_helps(
    charter, harbour, mona, dara, sign_in, client
):
    sent = {"kind": "asset", "text": WORDS, "area": harbour.pk}
    page = client.post("/eastfield/proposals/new/", sent, follow=True)
    assert "We have received your proposal" in page.content.decode()
    assert WORDS not in page.content.decode()
    proposal = Proposal.objects.get()
    proposal.publish(mona)
    assert WORDS in client.get(proposal.get_absolute_url()).content.decode()
    answer = {
        "decision": "taken_up",
        "reply": "A good place for training.",
        "name": "Old school hall",
        "kind": "building",
        "area": harbour.pk,
        "helps": [charter.priorities.get().name.pk],
    }
    browser = sign_in(dara)
    lacking = browser.post(proposal.get_workspace_url(), answer | {"name": ""})
    assert "Enter the name of the strength" in lacking.content.decode()
    assert not Asset.objects.exists()
    browser.post(proposal.get_workspace_url(), answer)
    browser.logout()
    shown = client.get("/eastfield/priorities/P1/").content.decode()
    assert "Old school hall" in shown
    register = client.get("/eastfield/assets/").content.decode()
    assert "Harbour: 1 strength" in register
    assert 'aria-label="Harbour: 1"' in register
    reply = client.get(proposal.get_absolute_url()).content.decode()
    assert "A good place for training." in reply


def test_support_above_the_trigger_needs_a_reasoned_reply(proposal, ada, dara):
    SupportTrigger.decide(proposal.council, 2, by=ada)
    supported(proposal, 2)
    with pytest.raises(ValidationError, match="it needs a reply with reasons"):
        proposal.close(by=dara)
    with pytest.raises(ValidationError, match="Enter the reasons"):
        proposal.answer("declined", " ", by=dara)
    proposal.answer("declined", "The roof is not safe.", by=dara)
    assert proposal.status == "declined"
    with pytest.raises(ValidationError, match="cannot become"):
        proposal.close(by=dara)


def test_below_the_trigger_a_proposal_can_be_laid_aside(proposal, dara):
    supported(proposal, 2)
    proposal.close(by=dara)
    assert proposal.status == "closed"


def test_the_database_refuses_an_answer_without_a_reply(proposal):
    with pytest.raises(IntegrityError, match="has_a_reply"), transaction.atomic():
        Proposal.objects.update(status="declined")


def test_an_unchecked_proposal_is_neither_supported_nor_answered(eastfield, dara):
    unread = Proposal.receive(eastfield, kind="priority", text="Swim more")
    with pytest.raises(ValidationError, match="not open for support"):
        unread.support(unread.voter("a@example.org"))
    with pytest.raises(ValidationError, match="Check this proposal first"):
        unread.answer("declined", "No.", by=dara)


def test_each_person_counts_once_and_nobody_is_tracked(proposal, client):
    for address in ("Remi@example.org", "remi@example.org "):
        mail.outbox.clear()
        page = client.post(f"{proposal.get_absolute_url()}support/", {"email": address})
        assert "Open the link in your email" in page.content.decode()
        link = re.search(r"/eastfield/proposals/\S+", mail.outbox[0].body)[0]
        assert Support.objects.count() == (0 if address[0] == "R" else 1)
        assert client.get(link).status_code == 200
        assert client.post(link).status_code == 302
    support = Support.objects.get()
    other = Proposal.receive(proposal.council, kind="priority", text="Another")
    assert support.voter == proposal.voter("remi@example.org")
    assert support.voter != other.voter("remi@example.org")
    assert "remi" not in str(support.__dict__)
    assert client.get(f"{link}x").status_code == 404


def test_without_the_keyed_code_the_same_person_would_count_twice(proposal):
    proposal.support("one code")
    proposal.support("another code")
    assert proposal.supports.count() == 2
    supported(proposal, 1)
    supported(proposal, 1)
    assert proposal.supports.count() == 3


def test_who_asks_to_be_forgotten_takes_their_support_along(proposal):
    supported(proposal, 2)
    person = Person(email="Person0@example.org")
    assert [held.holding.model for held in ask(person)] == [Support]
    erase(person)
    assert proposal.supports.count() == 1


def test_a_trigger_holds_from_its_day_and_the_past_stays_written(
    eastfield, ada, sign_in, travel
):
    assert SupportTrigger.of(eastfield) == 25
    SupportTrigger.decide(eastfield, 10, by=ada)
    travel(days=30)
    address = "/eastfield/workspace/proposals/support/"
    assert sign_in(ada).post(address, {"supporters": "12"}).status_code == 302
    assert SupportTrigger.of(eastfield) == 12
    assert SupportTrigger.objects.count() == 2


def test_a_draft_names_strengths_of_the_register_and_says_their_new_name(
    eastfield, dara, sign_in
):
    charter = factories.ready_charter(eastfield, by=dara)
    asset = Asset.add(eastfield, by=dara, name="Tool library", kind="group")
    priority = charter.priorities.get()
    words = {"offer_micro": "A", "offer_sme": "B", "offer_large": "C"}
    address = f"{priority.get_absolute_url()}offers/"
    sign_in(dara).post(address, words | {"builds_on": "", "assets": [asset.pk]})
    assert not [one for one in charter.obstacles("consulting") if "strength" in one]
    asset.change(by=dara, name="Tool and toy library")
    (strength,) = charter.body()["priorities"][0]["strengths"]
    assert strength["name"] == "Tool and toy library"
    asset.retire("It closed.", by=dara)
    assert [one for one in charter.obstacles("consulting") if "strength" in one]


def test_a_strength_that_locked_text_names_stays_as_it_is(eastfield, dara):
    charter = factories.submitted_charter(eastfield, by=dara)
    asset = Asset.add(eastfield, by=dara, name="Tool library", kind="group")
    charter.priorities.get().assets.add(asset)
    with pytest.raises(ValidationError, match="locked"):
        asset.change(by=dara, name="Another name")


def test_a_place_or_priority_of_another_council_is_refused(
    eastfield, westbrook, dara, harbour
):
    with pytest.raises(ValidationError, match="places of this council"):
        Asset.add(westbrook, by=dara, name="Mill", kind="building", area=harbour)


def test_what_is_withheld_is_gone_for_everybody(proposal, mona, client):
    proposal.withhold("abuse", mona)
    assert client.get(proposal.get_absolute_url()).status_code == 404
    assert WORDS not in client.get("/eastfield/proposals/").content.decode()


@pytest.mark.parametrize(
    "address", ["proposals/", "assets/", "workspace/proposals/", "workspace/assets/"]
)
def test_lists_ask_as_many_queries_for_twelve_as_for_two(
    eastfield, mona, dara, sign_in, address, django_assert_max_num_queries
):
    def add(number):
        for _one in range(number):
            found = Proposal.receive(eastfield, kind="priority", text="Swim more")
            found.publish(mona)
            supported(found, 1)
            Asset.add(eastfield, by=dara, name="Hall", kind="building")

    browser = sign_in(dara)
    add(2)
    browser.get(f"/eastfield/{address}")
    with django_assert_max_num_queries(30) as few:
        browser.get(f"/eastfield/{address}")
    add(10)
    with django_assert_max_num_queries(len(few)):
        browser.get(f"/eastfield/{address}")
