"""The admin is for looking, with a second factor, and nobody is led to it."""

import pytest

from audit.models import Event
from councils.models import Invitation, Membership, User


@pytest.fixture
def una(db):
    return User.objects.create_superuser("una@example.org")


PAGES = ["user", "organisation", "council", "area", "invitation", "joinrequest"]


@pytest.mark.parametrize("model", PAGES)
def test_support_staff_may_look(sign_in, una, ada, brightwork, model):
    assert sign_in(una).get(f"/admin/councils/{model}/").status_code == 200


def test_support_staff_change_nothing(sign_in, una, ada, brightwork):
    client = sign_in(una)
    for page in (f"user/{ada.pk}", f"organisation/{brightwork.pk}"):
        assert client.get(f"/admin/councils/{page}/change/").status_code == 200
        assert client.post(f"/admin/councils/{page}/change/", {}).status_code == 403
        assert client.post(f"/admin/councils/{page}/delete/", {}).status_code == 403
    assert client.get("/admin/councils/user/add/").status_code == 403


def test_without_a_second_factor_the_admin_is_closed(client, una):
    client.force_login(una)
    assert client.get("/admin/").url.startswith("/account/two-step/")


def test_the_admin_s_own_sign_in_form_is_not_used(client, db):
    answer = client.get("/admin/login/")
    assert answer.status_code == 302
    assert answer.url.startswith("/sign-in/")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["ada", "nat", "sol"])
def test_the_admin_is_closed_to_everybody_else(sign_in, request, name):
    answer = sign_in(request.getfixturevalue(name)).get("/admin/")
    assert answer.status_code in (302, 403)


@pytest.mark.slow
def test_neither_passwords_nor_links_are_shown(sign_in, una, ada, eastfield):
    una.set_password("x" * 20)
    una.save()
    invitation, _ = Invitation.send(eastfield, "n@example.org", ["drafter"], by=ada)
    client = sign_in(una)
    assert una.password not in client.get(f"/admin/councils/user/{una.pk}/change/").text
    page = f"/admin/councils/invitation/{invitation.pk}/change/"
    assert invitation.token_hash not in client.get(page).text


def test_support_staff_do_not_enter_a_workspace(sign_in, una, eastfield):
    assert sign_in(una).get("/eastfield/workspace/settings/").status_code == 404


# --- being forgotten ---


def test_a_person_who_is_forgotten_leaves_only_a_random_id(
    ada, dara, eastfield, with_app
):
    with_app(dara)
    actor = dara.actor_id

    dara.erase()

    dara.refresh_from_db()
    assert "dara" not in f"{dara.email} {dara.name}".lower()
    assert not dara.is_active
    assert not dara.emailaddress_set.exists()
    assert not dara.authenticator_set.exists()
    assert dara.actor_id == actor
    assert Event.objects.filter(verb="user.erased").exists()


def test_a_person_who_is_forgotten_holds_no_role(dara, eastfield):
    dara.erase()
    assert not Membership.objects.current().filter(user=dara).exists()


def test_the_trail_never_holds_a_name_or_an_address(dara, ada, eastfield, sol):
    for event in Event.objects.all():
        told = f"{event.subject_label} {event.subject_reference} {event.data}"
        for person in (dara, ada, sol):
            assert person.email not in told
            assert person.name not in told.split()
