"""An administrator invites; the invited accept with a button, once."""

import datetime as dt

import pytest
from django.core import mail

from audit.models import Event
from councils import invitations
from councils.models import Invitation, Membership, Role, User

INVITE = "/eastfield/workspace/settings/people/invite/"
NEW = "nia@example.org"


def link_in(letter):
    return next(
        line.removeprefix("http://localhost:8000")
        for line in letter.body.splitlines()
        if "/invite/" in line
    )


@pytest.fixture
def link(ada, eastfield):
    """The address in a letter that invites Nia to draft and to moderate."""
    invitations.invite(eastfield, NEW, [Role.DRAFTER, Role.MODERATOR], by=ada)
    return link_in(mail.outbox[-1])


def test_an_invitation_goes_out_with_its_roles_and_its_day(
    sign_in, ada, eastfield, mailoutbox
):
    answer = sign_in(ada).post(
        INVITE, {"email": "Nia@Example.org", "roles": ["drafter", "approver"]}
    )

    assert answer.url == "/eastfield/workspace/settings/people/"
    (letter,) = mailoutbox
    assert letter.to == [NEW]
    assert letter.subject == "Eastfield Council invites you to work on its charter"
    assert "- Charter drafter\n- Approver" in letter.body
    event = Event.objects.get(verb="invitation.sent")
    assert event.actor == str(ada.actor_id)
    assert event.data == {"roles": ["drafter", "approver"]}
    assert "nia" not in str(event.__dict__).lower()


def test_only_a_hash_of_the_link_is_kept(link):
    token = link.split("/")[2]
    row = Invitation.objects.get()
    assert token not in str(row.__dict__)
    assert row.token_hash == Invitation.hash_of(token)


def test_without_a_letter_there_is_no_invitation(sign_in, ada, monkeypatch):
    def no_post_office(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("councils.invitations.send_letter", no_post_office)
    answer = sign_in(ada).post(INVITE, {"email": NEW, "roles": ["drafter"]})
    assert "The invitation could not be sent." in answer.text
    assert not Invitation.objects.exists()
    assert not Event.objects.filter(verb="invitation.sent").exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"email": "", "roles": ["drafter"]}, "Enter their work email address"),
        ({"email": "nia", "roles": ["drafter"]}, "in the correct format"),
        ({"email": NEW}, "Select at least one role"),
        ({"email": NEW, "roles": ["king"]}, "Select at least one role"),
        (
            {"email": "Dara@example.org", "roles": ["drafter"]},
            "dara@example.org already has a role here",
        ),
    ],
)
def test_what_an_invitation_needs_is_said(sign_in, ada, dara, fields, sentence):
    answer = sign_in(ada).post(INVITE, fields)
    assert sentence in answer.text
    assert not Invitation.objects.exists()


def test_an_open_invitation_is_not_sent_twice(sign_in, ada, link, mailoutbox):
    answer = sign_in(ada).post(INVITE, {"email": NEW, "roles": ["drafter"]})
    assert "already has an invitation that is still open" in answer.text
    assert len(mailoutbox) == 1


def test_opening_the_link_does_nothing(client, link):
    for _ in range(3):
        assert client.get(link).status_code == 200
    assert Invitation.objects.open().exists()
    assert not User.objects.filter(email=NEW).exists()


def test_somebody_new_gives_a_name_and_is_in(client, link, eastfield):
    answer = client.post(link, {"name": "Nia Owen"})

    nia = User.objects.get(email=NEW)
    assert nia.roles_in(eastfield) == {"drafter", "moderator"}
    assert client.session["_auth_user_id"] == str(nia.pk)
    assert answer.url == "/eastfield/workspace/"
    assert client.get(answer.url).url.startswith("/account/two-step/")
    assert Event.objects.filter(verb="membership.granted").count() == 3  # with Ada's
    assert Event.objects.filter(verb="invitation.accepted").count() == 1


def test_a_name_is_needed(client, link):
    answer = client.post(link, {"name": ""})
    assert "Enter your name" in answer.text
    assert Invitation.objects.open().exists()


def test_the_link_works_once(client, link):
    client.post(link, {"name": "Nia Owen"})
    client.cookies.clear()

    again = client.post(link, {"name": "Thief"})

    assert again.status_code == 410
    assert "no longer open" in again.text


def test_a_link_that_never_was_gets_the_same_answer_as_a_used_one(client, link):
    client.post(link, {"name": "Nia Owen"})
    client.cookies.clear()
    assert client.get(link).text == client.get("/invite/made-up-token/").text


@pytest.mark.parametrize(("days", "status"), [(13, 200), (14, 410), (15, 410)])
def test_the_link_ends_after_fourteen_days(client, link, travel, days, status):
    sent = Invitation.objects.get().invited_at
    travel(to=sent + dt.timedelta(days=days))
    assert client.get(link).status_code == status


def test_without_an_end_the_link_would_still_work(client, link, travel, monkeypatch):
    travel(days=15)
    monkeypatch.setattr(
        "councils.models.people.InvitationQuerySet.open", lambda self, at=None: self
    )
    assert client.get(link).status_code == 200


def test_an_account_that_exists_signs_in_first(client, link, eastfield):
    nia = User.objects.create_user(NEW, "Nia Owen")

    page = client.get(link)
    assert "Sign in to accept" in page.text
    client.post(link, {"name": "Nia"})

    nia.forget_roles()
    assert nia.roles_in(eastfield) == frozenset()
    assert "_auth_user_id" not in client.session


def test_signed_in_as_the_invited_it_takes_a_button(sign_in, link, eastfield):
    nia = User.objects.create_user(NEW, "Nia Owen")
    sign_in(nia).post(link)
    nia.forget_roles()
    assert nia.roles_in(eastfield) == {"drafter", "moderator"}


def test_somebody_else_cannot_take_it_up(sign_in, link, sol, eastfield):
    client = sign_in(sol)
    assert "You are signed in as sol@example.org." in client.get(link).text
    client.post(link)
    sol.forget_roles()
    assert sol.roles_in(eastfield) == frozenset()
    assert Invitation.objects.open().exists()


def test_an_invitation_can_be_withdrawn(sign_in, client, ada, link):
    invitation = Invitation.objects.get()
    page = (
        f"/eastfield/workspace/settings/people/invitations/{invitation.uid}/withdraw/"
    )
    sign_in(ada).get(page)
    assert Invitation.objects.open().exists()

    sign_in(ada).post(page)

    client.cookies.clear()
    assert client.get(link).status_code == 410
    assert Event.objects.filter(verb="invitation.withdrawn").count() == 1


def test_one_that_was_taken_up_cannot_be_withdrawn(sign_in, client, ada, link):
    client.post(link, {"name": "Nia Owen"})
    invitation = Invitation.objects.get()
    page = (
        f"/eastfield/workspace/settings/people/invitations/{invitation.uid}/withdraw/"
    )
    answer = sign_in(ada).post(page)
    assert "This invitation has been used." in answer.text
    assert Membership.objects.filter(user__email=NEW, ended_at=None).count() == 2


def test_the_invitation_of_another_council_cannot_be_reached(
    sign_in, link, olu, westbrook
):
    uid = Invitation.objects.get().uid
    for council, status in (("westbrook", 404), ("eastfield", 404)):
        page = f"/{council}/workspace/settings/people/invitations/{uid}/withdraw/"
        assert sign_in(olu).post(page).status_code == status
    assert Invitation.objects.open().exists()
