"""A new installation gets its councils, their administrators and its steward."""

import pytest
from django.core.management import CommandError, call_command

from audit.models import Event
from councils.models import Council, Invitation, Membership, Role, User
from tests.councils.test_invitations import link_in

ADMINISTRATOR = "nia@northmoor.example"


def open_northmoor(slug="northmoor", administrator=ADMINISTRATOR):
    call_command("open_council", slug, "Northmoor Council", administrator=administrator)


@pytest.mark.django_db
def test_a_council_is_opened_and_its_administrator_invited(mailoutbox):
    open_northmoor()

    council = Council.objects.get(slug="northmoor")
    assert Event.objects.get(verb="council.founded").chain == f"council:{council.uid}"
    invitation = Invitation.objects.get()
    assert (invitation.council, invitation.roles) == (council, [Role.ADMINISTRATOR])
    assert invitation.invited_by is None
    (letter,) = mailoutbox
    assert letter.to == [ADMINISTRATOR]
    assert "- Council administrator" in letter.body


@pytest.mark.django_db
def test_the_invited_can_set_the_council_up(mailoutbox, sign_in):
    open_northmoor()
    nia = User.objects.create_user(ADMINISTRATOR, "Nia")
    browser = sign_in(nia)
    browser.post(link_in(mailoutbox[-1]))

    assert Membership.objects.get(user=nia).role == Role.ADMINISTRATOR
    assert browser.get("/northmoor/workspace/setup/").status_code == 200


@pytest.mark.django_db
def test_a_lost_invitation_can_be_sent_again(mailoutbox):
    open_northmoor()
    open_northmoor()
    assert Council.objects.count() == 1
    assert len(mailoutbox) == 2


def test_a_council_with_an_administrator_is_left_alone(eastfield, ada, mailoutbox):
    with pytest.raises(CommandError, match="has an administrator already"):
        open_northmoor(slug="eastfield")
    assert not mailoutbox


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("slug", "sentence"),
    [
        ("glossary", "is used by the portal itself"),
        ("North Moor", "valid “slug”"),
    ],
)
def test_a_name_that_addresses_cannot_carry_is_refused(slug, sentence, mailoutbox):
    with pytest.raises(CommandError, match=sentence):
        open_northmoor(slug=slug)
    assert not Council.objects.exists()
    assert not mailoutbox


@pytest.mark.django_db
def test_without_a_letter_there_is_no_council(monkeypatch):
    def no_post_office(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("councils.invitations.send_letter", no_post_office)
    with pytest.raises(CommandError, match="nothing was kept"):
        open_northmoor()
    assert not Council.objects.exists()


@pytest.mark.django_db
def test_a_mistyped_address_is_refused():
    with pytest.raises(CommandError, match="is not an e-mail address"):
        open_northmoor(administrator="nia")
    with pytest.raises(CommandError, match="is not an e-mail address"):
        call_command("appoint_steward", "nia")
    assert not Council.objects.exists()


@pytest.mark.django_db
def test_a_steward_is_appointed_once(sign_in):
    call_command("appoint_steward", "nat@example.org", name="Nat")
    call_command("appoint_steward", "nat@example.org")

    nat = User.objects.get()
    assert nat.is_steward
    assert Event.objects.filter(verb="steward.appointed").count() == 1
    assert sign_in(nat).get("/steward/").status_code == 200


def test_an_account_that_exists_becomes_the_steward(dara):
    call_command("appoint_steward", "DARA@example.org")
    dara.refresh_from_db()
    assert dara.is_steward


def test_who_was_not_appointed_sees_no_steward_page(sign_in, dara):
    """The negative control: it is the appointment that opens the page."""
    assert sign_in(dara).get("/steward/").status_code in (403, 404)
