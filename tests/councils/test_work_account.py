"""Signing in by a council's own sign-in service, over real redirects and HTTP."""

import time
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from councils.accounts import work_account
from councils.models import Invitation, Membership, Role, User
from tests.councils.conftest import app_code
from tests.councils.sign_in_service import CLIENT, SECRET, SignInService

WORK = "/eastfield/workspace/settings/"
CLOSED = "Your work account does not open this service yet"
FAILED = "Signing in did not work"


@pytest.fixture(scope="module")
def running():
    service = SignInService()
    yield service
    service.shutdown()
    service.server_close()


@pytest.fixture
def service(running, settings):
    """The service as an installation names it, with Ada about to sign in there."""
    settings.ROOT_URLCONF = "tests.councils.work_account_urls"
    settings.OIDC_SERVER = running.origin
    settings.OIDC_SECOND_FACTOR = ["mfa"]
    app = {
        "provider_id": "work",
        "name": "Eastfield",
        "client_id": CLIENT,
        "secret": SECRET,
        "settings": {"server_url": running.origin},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}
    }
    running.token = {}
    running.person = {
        "sub": "ada-at-work",
        "name": "Ada Afolabi",
        "email": "ada@example.org",
        "email_verified": True,
    }
    return running


@pytest.fixture
def come(client, service):
    """Press the button, sign in over there, and come back: the last answer."""

    def go(to_us=None):
        away = client.post("/sign-in/with/work/")
        assert away.url.startswith(f"{service.origin}/authorize?")
        back = requests.get(away.url, allow_redirects=False, timeout=5)
        address = urlsplit(back.headers["Location"])
        assert address.path == "/sign-in/with/work/back/"
        query = {key: one for key, (one,) in parse_qs(address.query).items()}
        return client.get(address.path, query | (to_us or {}))

    return go


def is_in(client):
    return "_auth_user_id" in client.session


@pytest.fixture
def ada(ada):
    ada.emailaddress_set.update(verified=True)
    return ada


def test_an_officer_comes_in_and_is_asked_for_a_second_factor(client, ada, come):
    answer = come()
    assert answer.url == "/eastfield/workspace/"
    assert client.session["_auth_user_id"] == str(ada.pk)
    assert SocialAccount.objects.get(user=ada).uid == "ada-at-work"
    assert client.get(WORK).url.startswith("/account/two-step/?next=")


@pytest.mark.parametrize(
    "claims", [{"amr": ["pwd", "mfa"]}, {"amr": "mfa"}, {"acr": "mfa"}]
)
def test_the_second_factor_is_not_asked_twice_when_the_token_says_so(
    client, ada, come, service, with_app, claims
):
    with_app(ada)
    service.token = claims
    come()
    assert client.get(WORK).status_code == 200


@pytest.mark.parametrize("claims", [{}, {"amr": ["pwd"]}, {"acr": "0"}])
def test_without_that_claim_the_code_of_the_app_is_asked(
    client, ada, come, service, with_app, claims
):
    secret = with_app(ada)
    service.token = claims
    assert come().url == "/sign-in/two-step/"
    assert not is_in(client)
    client.post("/sign-in/two-step/", {"code": app_code(secret)})
    assert client.get(WORK).status_code == 200


def test_the_claim_counts_only_where_the_installation_believes_it(
    client, ada, come, service, with_app, settings
):
    settings.OIDC_SECOND_FACTOR = []
    with_app(ada)
    service.token = {"amr": ["mfa"]}
    assert come().url == "/sign-in/two-step/"


def test_the_claim_counts_in_the_token_and_not_in_the_page_about_the_person(
    client, ada, come, service, with_app
):
    with_app(ada)
    service.person["amr"] = ["mfa"]
    assert come().url == "/sign-in/two-step/"


@pytest.mark.parametrize("state", ["", "guessed"])
def test_a_wrong_state_is_refused(client, ada, come, state):
    answer = come({"state": state})
    assert FAILED in answer.text
    assert not is_in(client)


def test_an_answer_cannot_be_used_in_another_browser(client, ada, come, service):
    """The state belongs to the browser that began."""
    begun = client.post("/sign-in/with/work/").url
    client.cookies.clear()
    back = requests.get(begun, allow_redirects=False, timeout=5).headers["Location"]
    assert FAILED in client.get(back.removeprefix("http://testserver")).text
    assert not is_in(client)


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://somewhere.else"},
        {"aud": "another-client"},
        {"exp": int(time.time()) - 3600},
        {"sub": "somebody-else"},
    ],
    ids=["another service", "another client", "expired", "another person"],
)
def test_a_token_that_is_not_for_us_is_refused(client, ada, come, service, claims):
    service.token = claims
    assert FAILED in come().text
    assert not is_in(client)


def test_a_code_of_another_beginning_is_refused(client, ada, come):
    assert FAILED in come({"code": "stolen"}).text
    assert not is_in(client)


def test_an_unknown_address_makes_no_account(client, ada, come, service):
    service.person |= {"sub": "new", "email": "new@example.org"}
    assert CLOSED in come().text
    assert not User.objects.filter(email="new@example.org").exists()


def test_an_address_that_the_service_has_not_verified_opens_nothing(
    client, ada, come, service
):
    service.person["email_verified"] = False
    assert CLOSED in come().text
    assert not is_in(client)
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("person", ["sol", "nat"])
def test_a_person_without_a_role_in_a_council_is_refused(
    client, come, service, person, request
):
    user = request.getfixturevalue(person)
    service.person |= {"sub": person, "email": user.email}
    answer = come()
    assert answer.status_code == 403
    assert CLOSED in answer.text
    assert not is_in(client)


def test_who_has_left_is_refused_though_the_work_account_is_linked(client, ada, come):
    Membership.grant(ada.memberships.get().council, ada, Role.DRAFTER)
    come()
    client.post("/sign-out/")
    ada.memberships.update(ended_at="2026-11-22T10:00Z")
    assert CLOSED in come().text
    assert not is_in(client)


def test_without_the_rule_who_has_left_would_come_in(client, ada, come, monkeypatch):
    """The negative control: the service alone does not know who has left."""
    ada.memberships.update(ended_at="2026-11-22T10:00Z")
    monkeypatch.setattr(work_account, "belongs", lambda user: True)
    come()
    assert is_in(client)


def test_who_is_invited_gets_an_account_and_can_accept(
    client, eastfield, ada, come, service
):
    Invitation.send(eastfield, "new@example.org", [Role.DRAFTER], by=ada)
    service.person |= {"sub": "new", "name": "Nia New", "email": "new@example.org"}
    come()
    new = User.objects.get(email="new@example.org")
    assert client.session["_auth_user_id"] == str(new.pk)
    assert new.name == "Nia New"
    assert new.emailaddress_set.get().verified
    assert not new.has_usable_password()
    assert not Authenticator.objects.filter(user=new).exists()


def test_cancelling_over_there_says_that_nothing_has_changed(client, ada, service):
    away = client.post("/sign-in/with/work/").url
    state = parse_qs(urlsplit(away).query)["state"][0]
    answer = client.get(
        "/sign-in/with/work/back/",
        {"error": "access_denied", "state": state},
        follow=True,
    )
    assert "You stopped before the end. Nothing has changed." in answer.text


def test_a_service_that_is_away_is_told_in_plain_words(client, ada, service, settings):
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"]["server_url"] = "http://127.0.0.1:9"
    assert FAILED in client.post("/sign-in/with/work/").text


def test_the_sign_in_page_offers_it(client, service, db):
    assert "Sign in with your work account" in client.get("/sign-in/").text
