"""A body outside the council endorses a charter, returns it or sets conditions."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from audit import tasks
from audit.models import Event
from charters.models import Charter, Endorsement
from charters.models.endorsement_step import parts_of
from charters.published import look_up
from councils.models import Membership, Organisation, Role
from records.models import Letter
from tests import factories
from tests.stage import staged

Status = Endorsement.Status
DCMS = "Department for Culture, Media and Sport"


@staged
def charter(eastfield, dara, amal, nat):
    return factories.adopted_charter(eastfield, by=dara, approver=amal)


def seek(charter, by, **more):
    return Endorsement.seek(charter, more.pop("body", DCMS), "Ready.", by=by, **more)


def priority_key(endorsement):
    return parts_of(endorsement.edition)[-1].key


def letters(kind):
    tasks.sweep()
    return set(Letter.objects.filter(kind=kind).values_list("recipient", flat=True))


def test_a_body_returns_a_priority_then_endorses_with_a_condition(charter, dara, nat):
    one = seek(charter, dara)
    assert (one.status, one.edition) == (Status.SUBMITTED, charter.adopted_edition)
    assert letters("endorsement_sought") == {nat.email}
    one.remark(priority_key(one), " Say who counts. ", by=nat)
    one.decide("returned", "", by=nat)
    step = one.steps.last()
    assert step.wording == "See the comments on: P1 Good local jobs."
    assert step.remarks.get().wording == "Say who counts."
    assert letters("endorsement_decided") == {dara.email}
    one.submit_again("The skills team counts, each spring.", by=dara)
    one.decide("conditions", "Publish the count each May.", by=nat)
    assert one.is_given
    one.confirm_conditions("The first count is out.", by=nat)
    assert one.status == Status.ENDORSED
    verbs = Event.objects.filter(verb__startswith="endorsement.").order_by("pk")
    assert [event.verb for event in verbs] == [
        "endorsement.sought",
        "endorsement.returned",
        "endorsement.sought_again",
        "endorsement.given_with_conditions",
        "endorsement.given",
    ]


def test_everyone_reads_the_state_and_the_record(charter, dara, nat, client):
    page = charter.get_absolute_url()
    assert "Endorsement" not in client.get(page).content.decode()
    one = seek(charter, dara)
    assert "Submitted for endorsement" in client.get(page).content.decode()
    one.remark(priority_key(one), "Say who counts.", by=nat)
    secret = client.get(f"{page}record/").content.decode()
    assert "Say who counts." not in secret
    one.decide("conditions", "Publish the count.", by=nat)
    shown = client.get(page).content.decode()
    assert "Endorsed with conditions" in shown
    assert DCMS in shown
    record = client.get(f"{page}record/").content.decode()
    for words in (
        "Say who counts.",
        "Publish the count.",
        "An endorsement was sought (Charter drafter)",
        f"The charter was endorsed with conditions ({DCMS})",
    ):
        assert words in record
    assert "Nat" not in record


def test_the_page_of_the_charter_changes_its_validator_with_the_state(
    charter, dara, nat
):
    seen = [look_up("eastfield", charter.slug).validator]
    one = seek(charter, dara)
    seen.append(look_up("eastfield", charter.slug).validator)
    one.decide("endorsed", "", by=nat)
    seen.append(look_up("eastfield", charter.slug).validator)
    assert len(set(seen)) == 3


@pytest.mark.parametrize(
    ("status", "refused"),
    [("returned", "what needs to change"), ("conditions", "List the conditions")],
)
def test_what_must_change_is_said(charter, dara, nat, status, refused):
    one = seek(charter, dara)
    with pytest.raises(ValidationError, match=refused):
        one.decide(status, " ", by=nat)
    one.refresh_from_db()
    assert one.status == Status.SUBMITTED
    assert one.steps.count() == 1


def test_one_body_is_asked_at_a_time_about_a_charter_that_lives(charter, dara, amal):
    one = seek(charter, dara)
    with pytest.raises(ValidationError, match="sought already"):
        seek(charter, dara)
    with pytest.raises(IntegrityError, match="waits_for_one"), transaction.atomic():
        Endorsement.objects.create(
            charter=charter, edition=one.edition, body_name="Two", sought_by=dara
        )
    with pytest.raises(ValidationError, match="cannot become"):
        one.submit_again("Again.", by=dara)
    charter.withdraw("Over.", by=amal)
    one.refresh_from_db()
    Endorsement.objects.filter(pk=one.pk).update(status=Status.ENDORSED)
    with pytest.raises(ValidationError, match="over"):
        seek(charter, dara)


def test_a_secret_draft_cannot_be_submitted_and_a_public_one_can(eastfield, dara):
    secret = factories.ready_charter(eastfield, by=dara)
    with pytest.raises(ValidationError, match="no public version"):
        seek(secret, dara)
    draft = factories.consulting_charter(eastfield, by=dara)
    assert seek(draft, dara).edition.kind == "consultation"


def test_a_draft_that_came_back_is_submitted_again_in_its_later_version(
    eastfield, dara, amal, nat
):
    charter = factories.consulting_charter(eastfield, by=dara)
    one = seek(charter, dara)
    one.decide("returned", "Say more.", by=nat)
    charter.conclude_consultation(by=dara)
    charter.submit(by=dara, approver=amal)
    charter.adopt(by=amal)
    one.submit_again("It is adopted with more words.", by=dara)
    assert one.edition == charter.adopted_edition
    assert [step.edition.number for step in one.steps.all()] == [1, 1, 2]


def test_nobody_endorses_what_they_wrote(charter, dara, nat):
    dara.is_steward = True
    dara.save()
    one = seek(charter, dara)
    assert not dara.has_perm("charters.decide_endorsement", one)
    with pytest.raises(ValidationError, match="somebody else must decide"):
        one.decide("endorsed", "", by=dara)
    assert nat.has_perm("charters.decide_endorsement", one)


def test_the_person_of_the_body_decides_and_no_other(
    charter, dara, nat, olu, sol, westbrook, brightwork, amal
):
    peer = seek(charter, dara, body="Westbrook Council", peer=westbrook)
    may = {
        person.name
        for person in (dara, nat, olu, sol, amal)
        if person.has_perm("charters.decide_endorsement", peer)
    }
    assert may == {"Olu"}
    Membership.objects.filter(user=olu, role=Role.APPROVER).update(
        ended_at=peer.sought_at
    )
    assert not olu.has_perm("charters.decide_endorsement", peer)
    peer.decide("endorsed", "", by=olu)
    brightwork.sector = Organisation.Sector.PUBLIC
    brightwork.save()
    body = seek(charter, dara, body=brightwork.name, organisation=brightwork)
    assert [
        p.name
        for p in (nat, olu, sol)
        if p.has_perm("charters.decide_endorsement", body)
    ] == ["Sol"]


def test_an_officer_and_the_steward_do_it_in_the_browser(charter, dara, nat, sign_in):
    page = f"{charter.get_workspace_url()}endorsement/"
    browser = sign_in(dara)
    assert DCMS in browser.get(page).content.decode()
    empty = browser.post(page, {"body": "national", "note": ""}).content.decode()
    assert "Enter what they should know" in empty
    browser.post(page, {"body": "national", "note": "It is ready."})
    one = charter.endorsements.get()
    assert "has it now" in browser.get(page).content.decode()

    browser, here = sign_in(nat), one.get_absolute_url()
    assert "endorse" in browser.get("/steward/").content.decode()
    assert charter.title in browser.get("/steward/endorsements/").content.decode()
    assert "Select your decision" in browser.post(here, {}).content.decode()
    nothing = browser.post(here, {"status": "returned"}).content.decode()
    assert "Enter what needs to change" in nothing
    key = priority_key(one)
    part = f"{here}parts/{key}/"
    assert "Enter what needs" in browser.post(part, {"wording": ""}).content.decode()
    browser.post(part, {"wording": "Too vague."})
    browser.post(part, {"wording": "A slip."})
    slip = one.remarks.last()
    browser.post(f"{here}comments/{slip.pk}/remove/")
    browser.post(here, {"status": "returned"})
    one.refresh_from_db()
    assert one.status == Status.RETURNED
    assert one.steps.last().remarks.get().wording == "Too vague."

    browser = sign_in(dara)
    work = browser.get("/eastfield/workspace/").content.decode()
    assert f"Answer {DCMS}" in work
    assert "Too vague." in browser.get(page).content.decode()
    browser.post(page, {"note": "It names the street now."})
    browser = sign_in(nat)
    browser.post(here, {"status": "conditions", "wording": "Keep it so."})
    browser.post(here, {"wording": "They did."})
    one.refresh_from_db()
    assert one.status == Status.ENDORSED


def test_strangers_learn_nothing_and_other_officers_cannot_ask(
    charter, dara, bea, olu, sol, sign_in, client
):
    one = seek(charter, dara)
    here = one.get_absolute_url()
    assert client.get(here).status_code == 302
    for person in (bea, olu, sol):
        browser = sign_in(person)
        assert browser.get(here).status_code == 404
        assert browser.post(here, {"status": "endorsed"}).status_code == 404
        assert browser.get("/steward/endorsements/").status_code == 404
    page = f"{charter.get_workspace_url()}endorsement/"
    sent = {"body": "national", "note": "Please."}
    assert sign_in(bea).post(page, sent).status_code == 403


def test_a_peer_finds_it_in_its_work(charter, dara, olu, westbrook, sign_in):
    seek(charter, dara, body="Westbrook Council", peer=westbrook)
    shown = sign_in(olu).get("/westbrook/workspace/").content.decode()
    assert "Decide whether to endorse" in shown


@pytest.mark.parametrize("many", [1, 6])
def test_the_list_asks_the_database_as_often_for_many_as_for_one(
    eastfield, dara, amal, nat, many, sign_in, django_assert_max_num_queries
):
    for _number in range(many):
        seek(factories.consulting_charter(eastfield, by=dara), dara)
    browser = sign_in(nat)
    browser.get("/steward/endorsements/")
    with django_assert_max_num_queries(14):
        browser.get("/steward/endorsements/")
    assert Charter.objects.count() == many
