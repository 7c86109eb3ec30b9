"""The council says whom it must hear and how many of each, asks them, and sees."""

import datetime as dt

import pytest

from audit import clock
from audit.lifecycle import Refused
from consultation import invitations, preparing, statement, targets
from consultation.board import board_of
from consultation.forms.responding import began_now
from consultation.models import ReachTarget, Stakeholder
from consultation.parcels import Behalf, Sender
from records.models import Letter
from tests.consultation.addresses import url
from tests.factories import open_round, planned_round, send_response
from tests.stage import staged

pytestmark = pytest.mark.django_db

CLASSES = {
    *("residents", "small_firms", "large_partners", "charities"),
    *("user_led", "public_bodies", "councillors"),
}


@staged
def round(eastfield):
    return open_round(eastfield)


@staged
def panel(round, dara):
    """Somebody with an address, on the list of the open round."""
    row = {"group": "user_led", "name": "Harbour Carers", "way": "By email"}
    row["email"] = "office@carers.example"
    return preparing.plan_stakeholders(round.consultation, [row], by=dara)[0]


def write(client, round) -> None:
    """Somebody writes a comment in this browser; it is not sent yet."""
    with clock.at(clock.now() - dt.timedelta(minutes=2)):
        began = began_now()
    typed = {"text": "Ask the carers.", "kind": "community", "began": began}
    client.post(url(round, "comment_on_whole"), typed)


def heard(round) -> dict[str, int]:
    return {one.code: one.heard for one in targets.reached(round)}


def test_the_groups_hold_every_class_that_must_be_heard():
    assert set(preparing.groups()) >= CLASSES


def test_a_round_cannot_open_without_a_least_number_for_each_group(eastfield, dara):
    round = planned_round(eastfield)
    assert round.obstacles("scheduled") == []
    ReachTarget.objects.filter(group="large_partners").delete()
    said = "Set the least number of replies for: Large partners and suppliers."
    assert round.obstacles("scheduled") == [said]
    unmet = [e.fact for e in board_of(round)[2].evidence if not e.is_met]
    assert unmet == ["Every group has a least number of replies"]


def test_a_group_that_does_not_matter_here_needs_no_number(eastfield):
    round = planned_round(eastfield)
    ReachTarget.objects.filter(group="large_partners").delete()
    there = Stakeholder.objects.filter(group="large_partners")
    there.update(name="", way="", not_relevant_because="There are none.")
    assert round.obstacles("scheduled") == []


@pytest.mark.parametrize("least", [{"residents": 0}, {"martians": 3}])
def test_a_least_number_is_one_or_more_and_of_a_known_group(eastfield, dara, least):
    told = planned_round(eastfield).consultation
    with pytest.raises(Refused, match="1 or more"):
        targets.set_targets(told, least, by=dara)


def test_numbers_cannot_change_once_the_round_is_open(round, dara):
    with pytest.raises(Refused, match="no longer change"):
        targets.set_targets(round.consultation, {"residents": 1}, by=dara)


def test_numbers_are_set_on_their_page(sign_in, eastfield, dara):
    round = planned_round(eastfield)
    client = sign_in(dara)
    answer = client.post(url(round, "reach_targets"), {"residents": ""})
    assert "Enter a number for “Councillors”" in answer.text
    posted = dict.fromkeys(preparing.groups(), "3") | {"residents": "1,200"}
    assert client.post(url(round, "reach_targets"), posted).status_code == 302
    assert ReachTarget.objects.get(group="residents").least == 1200
    assert ">1200<" in client.get(url(round, "audience")).text


def test_small_firms_and_large_partners_are_counted_apart(round):
    firm = Sender("business")
    for size in ("micro", "medium", "large"):
        send_response(round, sender=firm, behalf=Behalf("A firm", size=size))
    send_response(round, sender=firm)
    found = heard(round)
    assert (found["small_firms"], found["large_partners"]) == (2, 1)
    assert found["business_rates"] == 4


def test_user_led_bodies_and_councillors_are_known_by_their_responses(round):
    send_response(
        round,
        sender=Sender("community"),
        behalf=Behalf("Harbour Carers", is_user_led=True),
    )
    send_response(round, sender=Sender("community"))
    send_response(round, sender=Sender("councillor"))
    found = heard(round)
    assert (found["user_led"], found["charities"], found["councillors"]) == (1, 2, 1)


def test_groups_that_no_response_can_name_are_counted_when_the_asked_reply(round, dara):
    assert heard(round)["service_users"] == 0
    asked = round.consultation.stakeholders.get(group="service_users")
    preparing.note_contact(asked, "asked", by=dara)
    preparing.note_contact(asked, "replied", by=dara)
    assert heard(round)["service_users"] == 1


def test_the_statement_and_the_reach_page_show_numbers_wanted_and_come(
    sign_in, dara, reported
):
    rows = {row["code"]: row for row in statement.document_of(reported)["groups"]}
    assert rows["residents"]["least"] == 1
    assert rows["residents"]["heard"] == 1
    assert rows["small_firms"]["heard"] == rows["large_partners"]["heard"] == 0
    shown = sign_in(dara).get(url(reported, "reach")).text
    assert "1 more is wanted" in shown
    assert "Large partners and suppliers" in shown
    built = statement.build(reported)
    assert "At least" in sign_in(dara).get(url(reported, "statement")).text
    assert statement.build(reported) == built


def test_an_invitation_is_written_once_and_stamped(round, panel, mona, travel):
    assert invitations.invite(round, by=mona) == 1
    letter = Letter.objects.get(kind="consultation_invitation")
    assert letter.recipient == "office@carers.example"
    assert invitations.token_of(panel) in letter.text
    panel.refresh_from_db()
    assert panel.asked_on
    with pytest.raises(Refused, match="nobody"):
        invitations.invite(round, by=mona)
    with pytest.raises(Refused, match="nobody"):
        invitations.remind(round, by=mona)
    travel(days=3)
    assert invitations.remind(round, by=mona) == 1
    with pytest.raises(Refused, match="nobody"):
        invitations.remind(round, by=mona)
    assert Letter.objects.filter(kind="consultation_invitation_reminder").count() == 1


def test_nobody_is_invited_to_a_plan_or_after_the_close(eastfield, round, dara, travel):
    with pytest.raises(Refused, match="Announce"):
        invitations.invite(planned_round(eastfield, slug="a-plan"), by=dara)
    travel(to=round.closes_at)
    with pytest.raises(Refused, match="over"):
        invitations.invite(round, by=dara)


def test_the_link_notes_opened_and_replied_and_not_what_was_said(
    client, round, panel, dara
):
    invitations.invite(round, by=dara)
    address = url(round, "invited", token=invitations.token_of(panel))
    assert "Harbour Carers" in client.get(address).text
    panel.refresh_from_db()
    assert panel.opened_on
    assert panel.replied_on is None
    assert client.post(address).headers["Location"].endswith("/respond/")
    write(client, round)
    assert client.post(url(round, "check")).status_code == 302
    panel.refresh_from_db()
    assert panel.replied_on
    assert "invited" not in {k for k, c in client.cookies.items() if c.value}


def test_a_response_without_the_link_notes_nobody(client, round, panel, dara):
    invitations.invite(round, by=dara)
    write(client, round)
    assert client.post(url(round, "check")).status_code == 302
    panel.refresh_from_db()
    assert panel.replied_on is None


def test_a_made_up_link_leads_nowhere(client, round, panel):
    good = invitations.token_of(panel)
    assert client.get(url(round, "invited", token="made-up")).status_code == 404
    forged = f"{panel.uid.hex}:{good.split(':')[1][::-1]}"
    assert client.get(url(round, "invited", token=forged)).status_code == 404


def test_other_officers_of_the_team_keep_the_list_and_invite(
    sign_in, round, panel, mona, amal, travel
):
    client = sign_in(mona)
    assert "1 who has an address" in client.get(url(round, "audience")).text
    assert "Harbour Carers" in client.get(url(round, "invite")).text
    assert client.post(url(round, "invite"), follow=True).status_code == 200
    travel(days=1)
    assert "1 who has not replied" in client.get(url(round, "audience")).text
    client.post(url(round, "remind"))
    panel.refresh_from_db()
    assert panel.chased_on
    assert sign_in(amal).get(url(round, "audience")).status_code == 403


def test_who_asks_to_be_forgotten_is_forgotten_on_the_list_too(panel):
    from consultation.personal_data import stakeholders_with
    from records.personal_data import Person

    found = stakeholders_with(Person(user=None, email="OFFICE@carers.example"))
    assert list(found) == [panel]


def test_the_numbers_take_as_many_queries_for_many_as_for_few(
    round, django_assert_num_queries
):
    for _ in range(2):
        with django_assert_num_queries(4):
            targets.reached(round)
        for _ in range(5):
            send_response(round, sender=Sender("business"), behalf=Behalf("A firm"))


def test_a_letter_is_not_needed_for_those_without_an_address(round, panel, dara):
    Stakeholder.objects.update(email="")
    with pytest.raises(Refused, match="nobody"):
        invitations.invite(round, by=dara)
