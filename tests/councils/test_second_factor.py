"""Officers show a second factor before any page but the account pages."""

import time
from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt
from django.http import HttpRequest

from councils.accounts.second_factor import SecondFactorMiddleware, is_required_of
from councils.models import User
from tests.councils.conftest import app_code

WORK = "/eastfield/workspace/settings/"


@pytest.fixture
def half_way(client):
    """Signed in with one factor only."""

    def enter(user):
        client.force_login(user)
        return client

    return enter


@pytest.mark.parametrize(
    "path",
    [WORK, "/eastfield/places/", "/supplier/organisation/", "/admin/", "/steward/"],
)
def test_an_officer_without_one_is_led_to_set_it_up(half_way, ada, path):
    answer = half_way(ada).get(path)
    assert answer.status_code == 302
    assert answer.url.startswith("/account/two-step/?next=")


def test_an_act_by_post_is_not_done_without_one(half_way, ada, eastfield):
    answer = half_way(ada).post(
        "/eastfield/workspace/settings/sender/",
        {"sender_name": "Changed", "reply_to": "new@example.org"},
    )
    assert answer.url.startswith("/account/two-step/")
    eastfield.refresh_from_db()
    assert eastfield.sender_name == ""


@pytest.mark.parametrize(
    "path", ["/account/", "/account/two-step/", "/account/two-step/app/", "/help/"]
)
def test_the_way_to_a_second_factor_stays_open(half_way, ada, path):
    assert half_way(ada).get(path).status_code == 200


def test_without_the_middleware_the_workspace_would_open(half_way, ada, monkeypatch):
    monkeypatch.setattr(SecondFactorMiddleware, "process_view", lambda *a: None)
    assert half_way(ada).get(WORK).status_code == 200


def test_a_supplier_needs_none(half_way, sol):
    assert half_way(sol).get("/supplier/organisation/").status_code == 200


@pytest.mark.parametrize("flag", ["is_staff", "is_steward"])
def test_staff_and_the_steward_need_one(db, flag):
    person = User.objects.create_user("x@example.org", **{flag: True})
    assert is_required_of(person)


def test_setting_up_an_app_opens_the_workspace(
    half_way, ada, mailoutbox, django_capture_on_commit_callbacks
):
    client = half_way(ada)
    client.get("/account/two-step/app/")
    secret = client.session["mfa.totp.secret"]

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/account/two-step/app/", {"code": app_code(secret)})

    assert answer.url == "/account/two-step/codes/"
    assert client.get(WORK).status_code == 200
    assert "An authenticator app was set up" in [m.subject for m in mailoutbox]


def test_a_wrong_code_sets_nothing_up(half_way, ada):
    client = half_way(ada)
    client.get("/account/two-step/app/")
    answer = client.post("/account/two-step/app/", {"code": "000000"})
    assert "This code is not right" in answer.text
    assert client.get(WORK).status_code == 302


def test_signing_in_asks_for_the_code_of_the_app(client, ada, with_app, enter_by_code):
    secret = with_app(ada)
    answer = enter_by_code(ada.email)
    assert answer.url == "/sign-in/two-step/"
    assert "_auth_user_id" not in client.session

    client.post("/sign-in/two-step/", {"code": app_code(secret)})

    assert client.get(WORK).status_code == 200


def test_a_code_of_the_app_works_once(client, ada, with_app, enter_by_code):
    secret = with_app(ada)
    code = app_code(secret)
    enter_by_code(ada.email)
    client.post("/sign-in/two-step/", {"code": code})
    client.post("/sign-out/")
    enter_by_code(ada.email)

    client.post("/sign-in/two-step/", {"code": code})

    assert "_auth_user_id" not in client.session


def test_a_recovery_code_lets_in_once(client, ada, with_app, enter_by_code):
    with_app(ada)
    codes = Authenticator.objects.get(user=ada, type="recovery_codes").wrap()
    code = codes.get_unused_codes()[0]
    enter_by_code(ada.email)
    client.post("/sign-in/two-step/", {"code": code})
    assert client.get(WORK).status_code == 200
    client.post("/sign-out/")
    enter_by_code(ada.email)

    client.post("/sign-in/two-step/", {"code": code})

    assert "_auth_user_id" not in client.session


def test_guessing_the_code_of_the_app_ends_with_the_plain_page(
    client, ada, with_app, enter_by_code
):
    with_app(ada)
    enter_by_code(ada.email)
    answers = [
        client.post("/sign-in/two-step/", {"code": f"{n:06}"}).status_code
        for n in range(12)
    ]
    assert answers[-1] == 429


def test_a_session_from_before_is_asked_for_the_code_too(half_way, ada, with_app):
    client = half_way(ada)
    secret = with_app(ada)  # set up meanwhile in another browser

    answer = client.get(WORK)
    assert answer.url.startswith("/account/confirm/two-step/?next=")

    client.post(answer.url, {"code": app_code(secret)})
    assert client.get(WORK).status_code == 200


def test_an_officer_cannot_remove_the_last_one(sign_in, ada, with_app):
    with_app(ada)
    client = sign_in(ada)
    client.post("/account/confirm/two-step/", {"code": _secret_code(ada)})

    answer = client.post("/account/two-step/app/remove/")

    assert "Your role needs a second step." in answer.text
    assert Authenticator.objects.filter(user=ada, type="totp").exists()


def _secret_code(user):
    data = Authenticator.objects.get(user=user, type="totp").data
    return app_code(decrypt(data["secret"]))


def test_a_supplier_may_remove_it(sign_in, sol, with_app):
    with_app(sol)
    client = sign_in(sol)
    client.post("/account/confirm/two-step/", {"code": _secret_code(sol)})
    client.post("/account/two-step/app/remove/")
    assert not Authenticator.objects.filter(user=sol).exists()


def test_changing_how_one_signs_in_asks_who_it_is_first(sign_in, sol, with_app):
    with_app(sol)
    answer = sign_in(sol).post("/account/two-step/app/remove/")
    assert answer.url.startswith("/account/confirm/")
    assert Authenticator.objects.filter(user=sol, type="totp").exists()


def test_an_officer_cannot_remove_the_last_key(sign_in, ada):
    key = Authenticator.objects.create(
        user=ada, type="webauthn", data={"name": "Blue", "credential": {}}
    )
    client = sign_in(ada)
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "mfa", "at": time.time(), "reauthenticated": True}
    ]
    session["account_authentication_methods_user"] = str(ada.pk)
    session.save()

    answer = client.post(f"/account/two-step/keys/{key.pk}/remove/")

    assert answer.url == "/account/two-step/keys/"
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_the_secret_of_an_app_is_stored_encrypted(ada, with_app):
    secret = with_app(ada)
    stored = Authenticator.objects.get(user=ada, type="totp").data
    assert secret not in str(stored)


def test_the_secret_survives_a_new_key_of_the_installation(ada, with_app, settings):
    with_app(ada)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key " * 5
    assert (
        Authenticator.objects.get(user=ada, type="totp")
        .wrap()
        .validate_code(_secret_code(ada))
    )


def test_a_visitor_is_not_looked_up(db, rf, django_assert_num_queries):
    request: HttpRequest = rf.get("/eastfield/")
    request.has_session = False
    with django_assert_num_queries(0):
        assert SecondFactorMiddleware(None).process_view(request, None, (), {}) is None


def test_an_officer_in_good_standing_costs_no_query(
    sign_in, ada, django_assert_num_queries, rf
):
    client = sign_in(ada)
    request = rf.get(WORK)
    request.session, request.user, request.has_session = client.session, ada, True
    request.session.get("x")
    request.resolver_match = SimpleNamespace(route="<slug:council>/workspace/")
    with django_assert_num_queries(0):
        assert SecondFactorMiddleware(None).process_view(request, None, (), {}) is None
