"""A response for an organisation, a client or a petition counts once."""

import pytest
from django.db import IntegrityError, transaction

from charters import early
from charters.models import Clause
from consultation.models import Draft, Mandate, Petition, Response
from consultation.parcels import Behalf, Sender, Signed
from tests import factories
from tests.consultation.addresses import url
from tests.consultation.test_write_a_response import filled
from tests.factories import send_response

pytestmark = pytest.mark.django_db


def begin(client, round, **more):
    whole = url(round, "comment_on_whole")
    return client.post(whole, filled(**more)).headers["Location"]


def test_an_organisation_is_asked_whom_it_speaks_for_and_how_it_asked(client, round):
    asked = begin(client, round, kind="community")
    assert asked == url(round, "behalf_organisation")
    client.post(
        asked,
        {
            "organisation": "Harbour Carers",
            "show_organisation": "on",
            "members": "1,250",
            "how_asked": "At two meetings.",
        },
    )
    client.post(url(round, "contact"), {})
    assert "Harbour Carers" in client.get(url(round, "check")).text
    client.post(url(round, "check"))
    mandate = Mandate.objects.get()
    assert (mandate.members, mandate.how_asked) == (1250, "At two meetings.")
    assert "Harbour Carers" in mandate.response.public_label


def test_a_response_for_250_members_is_not_counted_as_250_responses(round):
    behalf = Behalf(organisation="Harbour Carers", members=250, how_asked="Two.")
    send_response(round, behalf=behalf)
    assert round.figures()["responses"] == 1


def test_an_organisation_without_a_name_is_warned_and_not_stopped(client, round):
    asked = begin(client, round, kind="business")
    assert client.post(asked, {"size": "small"}).status_code == 302
    client.post(url(round, "contact"), {})
    shown = client.get(url(round, "check")).text
    assert "An organisation that you did not name" in shown
    client.post(url(round, "check"))
    assert Mandate.objects.get().organisation == ""


def test_a_resident_is_never_asked_for_an_organisation(client, round):
    assert begin(client, round) == url(round, "contact")


def test_an_agent_names_the_client_and_the_authority(client, round):
    begin(client, round)
    chosen = client.post(url(round, "behalf"), {"speaks_for": "client"})
    assert chosen.headers["Location"] == url(round, "behalf_client")
    refused = client.post(url(round, "behalf_client"), {"client": "Mr Hale"})
    assert refused.text.count("Enter what allows you to act") == 2
    told = {"client": "Mr Hale", "authority": "Letter of 3 May."}
    client.post(url(round, "behalf_client"), told)
    client.post(url(round, "check"))
    assert Mandate.objects.get().authority == "Letter of 3 May."


def test_1200_signatures_add_one_response_and_1200_signatories(client, round):
    begin(client, round)
    client.post(
        url(round, "behalf_petition"),
        {"handed_in": "1,230", "duplicates": "30", "in_area": "1000"},
    )
    client.post(url(round, "check"))
    assert round.figures()["responses"] == 1
    assert round.figures()["signatures"] == 1200
    assert Petition.objects.get().in_area == 1000


@pytest.mark.parametrize(
    ("posted", "words"),
    [
        ({}, "Enter how many people signed it"),
        ({"handed_in": "3", "duplicates": "4"}, "Must be fewer than the people"),
        ({"handed_in": "3", "in_area": "4"}, "Must not be more than those who"),
    ],
)
def test_a_petition_cannot_have_impossible_numbers(client, round, posted, words):
    begin(client, round)
    refused = client.post(url(round, "behalf_petition"), posted)
    assert refused.text.count(words) == 2


def test_the_database_refuses_impossible_petitions_too(round):
    response = send_response(round).response
    for wrong in ({"duplicates": 9}, {"in_area": 9}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Petition.objects.create(response=response, handed_in=3, **wrong)


def test_answering_for_oneself_again_forgets_the_organisation(client, round):
    begin(client, round, kind="business")
    client.post(url(round, "behalf_organisation"), {"organisation": "Lantern"})
    client.post(url(round, "behalf"), {"speaks_for": "myself"})
    assert Draft.objects.get().behalf == {}


def test_an_officer_can_verify_only_a_user_led_organisation(round, dara):
    led = Behalf(organisation="Harbour Carers", is_user_led=True)
    mandate = send_response(round, behalf=led).response.mandate
    mandate.verify(by=dara)
    assert mandate.is_verified
    other = send_response(round, behalf=Behalf(organisation="Other")).response.mandate
    with pytest.raises(Exception, match="does not say that it is user-led"):
        other.verify(by=dara)


def test_nobody_is_asked_for_a_name_before_we_know_that_they_are_13(client, round):
    first = client.get(url(round, "comment_on_whole")).text
    assert 'name="is_child"' in first
    assert 'name="email"' not in first
    assert 'name="name"' not in first


def test_a_child_is_not_asked_for_contact_details_and_none_are_kept(client, round):
    asked = begin(client, round, is_child="on", name="Remi", email="remi@example.org")
    assert asked == url(round, "check")
    contact = url(round, "contact")
    assert client.get(contact).headers["Location"] == url(round, "check")
    client.post(contact, {"name": "Remi", "email": "remi@example.org"})
    shown = client.get(url(round, "check")).text
    assert "Email" not in shown
    client.post(url(round, "check"))
    assert not hasattr(Response.objects.get(), "contact")


def test_who_says_later_to_be_under_13_is_forgotten_by_name(client, round):
    begin(client, round)
    client.post(url(round, "contact"), {"name": "Remi", "email": "remi@example.org"})
    client.post(url(round, "sender"), {"kind": "lives_here", "is_child": "on"})
    client.post(url(round, "check"))
    assert not hasattr(Response.objects.get(), "contact")


@pytest.mark.parametrize(
    "told", [{"members": 250}, {"is_user_led": True}, {"members": 0}, {"size": "micro"}]
)
def test_one_thing_told_of_an_organisation_is_enough_to_be_kept(round, told):
    mandate = send_response(round, behalf=Behalf(**told)).response.mandate
    assert {name: getattr(mandate, name) for name in told} == told


def test_an_organisation_that_tells_nothing_leaves_no_mandate(round):
    response = send_response(round, behalf=Behalf()).response
    assert not hasattr(response, "mandate")


def test_confidentiality_is_asked_for_with_a_reason_and_not_promised(client, round):
    begin(client, round)
    assert "We cannot promise it" in client.get(url(round, "sender")).text
    because = "I work for the supplier."
    posted = {"kind": "works_here", "confidential_because": because}
    client.post(url(round, "sender"), posted)
    client.post(url(round, "check"))
    assert Response.objects.get().confidential_because == because


def test_nobody_has_to_say_what_describes_them(client, round):
    begin(client, round, kind="not_said")
    client.post(url(round, "check"))
    assert Response.objects.get().kind == Response.Kind.NOT_SAID


def test_a_comment_on_a_whole_section_names_it(client, round):
    key = round.edition.document["sections"][0]["key"]
    assert (
        "Comment on this whole section"
        in client.get(url(round, "read_section", section=key)).text
    )
    page = url(round, "comment_on_section", section=key)
    assert "Comment on section 1" in client.get(page).text
    client.post(page, filled())
    client.post(url(round, "check"))
    comment = Response.objects.get().comments.get()
    assert comment.section_key == key
    assert comment.about.startswith("Section 1, ")


def test_signatures_do_not_change_when_the_sender_says_nothing_else(round):
    signed = Signed(10)
    receipt = send_response(round, sender=Sender("other"), signed=signed)
    assert receipt.response.signatures == 10


@pytest.mark.parametrize(("names", "suggests"), [(1499, False), (1500, True)])
def test_a_petition_that_is_large_enough_suggests_an_early_review(
    eastfield, dara, amal, names, suggests
):
    charter = factories.adopted_charter(eastfield, by=dara, approver=amal)
    later = charter.revise(by=dara)
    Clause.objects.filter(section__charter=later).update(is_open=True)
    for section in later.sections.all():
        section.mark_complete(by=dara)
    opened = factories.open_round(eastfield, charter=later, by=dara)
    response = send_response(opened).response
    Petition.objects.create(response=response, handed_in=names + 7, duplicates=7)
    assert [one.kind for one in early.triggers(charter)] == ["petition"] * suggests
