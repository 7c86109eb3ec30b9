"""A supplier makes an account; people change how they sign in."""

import pytest

from councils.models import User
from tests.councils.conftest import code_in


def test_an_account_is_made_once_its_address_is_confirmed(client, db, mailoutbox):
    client.post("/account/create/", {"name": "Kit", "email": "kit@example.org"})
    assert "_auth_user_id" not in client.session

    client.post("/account/create/code/", {"code": code_in(mailoutbox[0])})

    kit = User.objects.get(email="kit@example.org")
    assert kit.name == "Kit"
    assert client.session["_auth_user_id"] == str(kit.pk)
    assert not kit.has_usable_password()


def test_an_address_that_is_taken_gets_the_same_answer_and_a_letter(
    client, sol, mailoutbox
):
    fresh = client.post("/account/create/", {"name": "Kit", "email": "kit@example.org"})
    client.cookies.clear()
    taken = client.post("/account/create/", {"name": "Kit", "email": sol.email})

    assert (fresh.status_code, fresh.url) == (taken.status_code, taken.url)
    assert mailoutbox[1].subject == "You already have an account"
    assert User.objects.filter(email=sol.email).count() == 1


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "Enter your name"),
        ("email", "", "Enter your email address"),
        ("email", "kit", "Enter an email address in the correct format"),
        ("name", "x" * 101, "must be 100 characters or less"),
    ],
)
def test_what_is_missing_is_said(client, db, field, value, sentence):
    fields = {"name": "Kit", "email": "kit@example.org"} | {field: value}
    answer = client.post("/account/create/", fields)
    assert sentence in answer.text
    assert not User.objects.exists()


def test_nobody_becomes_an_officer_by_making_an_account(client, db, mailoutbox):
    client.post(
        "/account/create/",
        {
            "name": "Kit",
            "email": "kit@example.org",
            "is_staff": "on",
            "is_steward": "on",
            "is_superuser": "on",
        },
    )
    kit = User.objects.get(email="kit@example.org")
    powers = (kit.is_staff, kit.is_steward, kit.is_superuser)
    assert powers == (False, False, False)


def test_a_new_address_counts_once_it_is_confirmed(client, sol, mailoutbox, sign_in):
    sign_in(sol)
    client.post("/account/email/", {"email": "sol@new.example", "action_add": "yes"})
    sol.refresh_from_db()
    assert sol.email == "sol@example.org"

    client.post("/account/create/code/", {"code": code_in(mailoutbox[0])})

    sol.refresh_from_db()
    assert sol.email == "sol@new.example"
    told = {letter.to[0] for letter in mailoutbox[1:]}
    assert "sol@example.org" in told


@pytest.mark.slow
def test_a_password_is_set_and_changed(client, sol, sign_in, mailoutbox):
    sign_in(sol)
    new = {"password1": "three odd words", "password2": "three odd words"}
    client.post("/account/password/set/", new)
    sol.refresh_from_db()
    assert sol.check_password("three odd words")
    assert mailoutbox[-1].subject == "A password was set"

    wrong = {"oldpassword": "not it"} | new
    answer = client.post("/account/password/", wrong)
    assert "Enter your current password." in answer.text


def test_a_short_password_is_refused(client, sol, sign_in):
    sign_in(sol)
    answer = client.post(
        "/account/password/set/", {"password1": "short", "password2": "short"}
    )
    assert answer.status_code == 200
    sol.refresh_from_db()
    assert not sol.has_usable_password()


@pytest.mark.slow
def test_a_forgotten_password_is_replaced_by_a_code(client, sol, mailoutbox):
    sol.set_password("three odd words")
    sol.save()
    client.post("/account/password/forgotten/", {"email": sol.email})
    client.post("/account/password/forgotten/code/", {"code": code_in(mailoutbox[0])})
    new = {"password1": "four other odd words", "password2": "four other odd words"}

    client.post("/account/password/forgotten/new/", new)

    sol.refresh_from_db()
    assert sol.check_password("four other odd words")


def test_an_unknown_address_that_forgot_its_password_gets_the_same_answer(client, sol):
    page = "/account/password/forgotten/"
    known = client.post(page, {"email": sol.email})
    client.cookies.clear()
    unknown = client.post(page, {"email": "nobody@example.org"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)


def test_the_account_page_shows_and_saves_the_name(client, sol, sign_in):
    sign_in(sol)
    assert "Brightwork CIC" in client.get("/account/").text
    client.post("/account/", {"name": "Sol Adeyemi"})
    sol.refresh_from_db()
    assert sol.name == "Sol Adeyemi"


def test_the_account_page_costs_the_same_for_many_councils(
    client, ada, sign_in, django_assert_max_num_queries, eastfield, westbrook
):
    from councils.models import Membership, Role

    sign_in(ada)
    client.get("/account/")
    with django_assert_max_num_queries(14):
        client.get("/account/")
    Membership.grant(westbrook, ada, Role.AUDITOR)
    with django_assert_max_num_queries(14):
        client.get("/account/")
