"""Signing in with a code by e-mail or a password, and out again."""

import pytest

from councils.models import User
from tests.councils.conftest import code_in


def test_a_code_by_email_signs_a_supplier_in(client, sol, mailoutbox, enter_by_code):
    answer = enter_by_code(sol.email)

    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(sol.pk)
    assert mailoutbox[0].to == [sol.email]
    assert mailoutbox[0].subject == "Your code to sign in"


def test_the_letter_with_the_code_has_a_simple_html_part(client, sol, mailoutbox):
    client.post("/sign-in/", {"login": sol.email})
    (html, kind) = mailoutbox[0].alternatives[0]
    assert kind == "text/html"
    assert code_in(mailoutbox[0]) in html


def test_the_address_is_found_whatever_its_capitals(client, sol, enter_by_code):
    enter_by_code(sol.email.upper())
    assert "_auth_user_id" in client.session


def test_a_code_works_once(client, sol, mailoutbox, enter_by_code):
    enter_by_code(sol.email)
    client.post("/sign-out/")

    client.post("/sign-in/code/", {"code": code_in(mailoutbox[0])})

    assert "_auth_user_id" not in client.session


@pytest.mark.slow
def test_a_wrong_code_is_refused_and_the_third_ends_the_try(client, sol):
    client.post("/sign-in/", {"login": sol.email})

    answer = client.post("/sign-in/code/", {"code": "WRONG1"})
    assert "This code is not right. Check it and try again." in answer.text
    client.post("/sign-in/code/", {"code": "WRONG2"})
    last = client.post("/sign-in/code/", {"code": "WRONG3"})

    assert last.status_code in (302, 429)
    assert client.get("/sign-in/code/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_a_mistyped_address_can_be_put_right(client, sol, mailoutbox):
    client.post("/sign-in/", {"login": "slo@example.org"})
    assert client.get("/sign-in/").status_code == 200

    client.post("/sign-in/", {"login": sol.email})

    assert mailoutbox[-1].to == [sol.email]


def test_an_unknown_address_gets_the_same_answer_and_another_letter(
    client, sol, mailoutbox
):
    known = client.post("/sign-in/", {"login": sol.email})
    known_page = client.get(known.url)
    client.cookies.clear()
    unknown = client.post("/sign-in/", {"login": "nobody@example.org"})
    unknown_page = client.get(unknown.url)

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert known_page.status_code == unknown_page.status_code == 200
    assert "You do not have an account yet" in mailoutbox[1].subject
    assert "http://localhost:8000/account/create/" in mailoutbox[1].body


@pytest.mark.slow
def test_a_wrong_password_and_an_unknown_address_are_told_the_same(client, sol):
    sol.set_password("three odd words here")
    sol.save()
    page = "/sign-in/password/"
    wrong = client.post(page, {"login": sol.email, "password": "x"})
    unknown = client.post(page, {"login": "nobody@example.org", "password": "x"})

    for answer in (wrong, unknown):
        assert "The email address or password is not right." in answer.text


def test_a_password_signs_in(client, sol):
    sol.emailaddress_set.update(verified=True)
    sol.set_password("three odd words here")
    sol.save()

    client.post(
        "/sign-in/password/", {"login": sol.email, "password": "three odd words here"}
    )

    assert client.session["_auth_user_id"] == str(sol.pk)


def test_a_password_alone_does_not_sign_in_before_the_address_is_confirmed(
    client, sol, mailoutbox
):
    sol.set_password("three odd words here")
    sol.save()

    client.post(
        "/sign-in/password/", {"login": sol.email, "password": "three odd words here"}
    )

    assert "_auth_user_id" not in client.session
    client.post("/account/create/code/", {"code": code_in(mailoutbox[-1])})
    assert client.session["_auth_user_id"] == str(sol.pk)


def test_an_empty_form_says_what_to_enter(client, db):
    answer = client.post("/sign-in/", {"login": ""})
    assert "Enter your email address" in answer.text
    assert "<title>Error: " in answer.text
    answer = client.post("/sign-in/password/", {"login": "", "password": ""})
    assert "Enter your password" in answer.text


@pytest.mark.slow
def test_too_many_tries_show_the_plain_page(client, sol):
    page = "/sign-in/password/"
    answers = [
        client.post(page, {"login": sol.email, "password": "x"}).status_code
        for _ in range(11)
    ]

    assert answers[:10] == [200] * 10
    assert answers[10] == 429
    assert "Too many" in client.post(page, {"login": sol.email, "password": "x"}).text


def test_too_many_codes_show_the_plain_page(client, sol, mailoutbox):
    answers = [
        client.post("/sign-in/", {"login": sol.email}).status_code for _ in range(6)
    ]
    assert answers == [302] * 5 + [429]
    assert len(mailoutbox) == 5


def test_without_limits_the_tries_would_go_on(client, sol, settings, mailoutbox):
    settings.ACCOUNT_RATE_LIMITS = False
    answers = {
        client.post("/sign-in/", {"login": sol.email}).status_code for _ in range(8)
    }
    assert answers == {302}
    assert len(mailoutbox) == 8


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"]
)
def test_signing_in_never_leads_to_another_site(client, sol, enter_by_code, elsewhere):
    answer = enter_by_code(sol.email, next=elsewhere)
    assert answer.status_code == 302
    assert "evil" not in answer.url
    assert not answer.url.startswith("javascript")


def test_signing_in_leads_back_to_the_page_that_asked(client, sol, enter_by_code):
    answer = enter_by_code(sol.email, next="/account/two-step/")
    assert answer.url == "/account/two-step/"


def test_signing_out_takes_a_button(client, sign_in, sol):
    sign_in(sol)
    assert client.get("/sign-out/").status_code == 302
    assert "_auth_user_id" in client.session

    client.post("/sign-out/")

    assert "_auth_user_id" not in client.session


def test_a_stolen_cookie_is_worth_nothing_after_signing_out(client, sign_in, sol):
    sign_in(sol)
    stolen = client.cookies["session"].value
    client.post("/sign-out/")
    client.cookies["session"] = stolen
    assert client.get("/account/").url.startswith("/sign-in/")


def test_the_session_gets_a_new_key_on_signing_in(client, sol, mailoutbox):
    client.post("/sign-in/", {"login": sol.email})
    before = client.session.session_key
    client.post("/sign-in/code/", {"code": code_in(mailoutbox[0])})
    assert client.session.session_key != before


def test_no_script_and_no_other_site_gets_at_the_cookie_of_a_session(client, sol):
    answer = client.post("/sign-in/", {"login": sol.email})
    cookie = answer.cookies["session"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_a_closed_account_cannot_sign_in(client, sol, mailoutbox):
    sol.is_active = False
    sol.save()
    client.post("/sign-in/", {"login": sol.email})
    assert "Your code is" not in mailoutbox[0].body


def test_a_person_whose_account_is_closed_is_out_with_the_next_page(
    client, sign_in, sol
):
    sign_in(sol)
    User.objects.filter(pk=sol.pk).update(is_active=False)
    assert client.get("/account/").url.startswith("/sign-in/")


def test_an_officer_of_one_council_starts_in_its_workspace(
    client, dara, with_app, enter_by_code
):
    answer = enter_by_code(dara.email)
    assert answer.url == "/eastfield/workspace/"
