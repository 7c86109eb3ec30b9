"""One click to be somebody, on a demonstration only."""

import pytest
from django.test import Client

from councils.demo_cast import EVERYONE, STORIES, by_email
from councils.models import Membership, Role, User

ADA = next(person for person in EVERYONE if person.name.startswith("Ada"))


@pytest.fixture
def cast(eastfield, westbrook):
    for person in EVERYONE:
        user = User.objects.create_user(person.email, person.name)
        council = eastfield if person.council == "eastfield" else westbrook
        for role in person.roles:
            Membership.grant(council, user, role)


@pytest.fixture
def demo(settings, cast):
    settings.DEMO = True


def test_the_cast_is_listed_by_story(client, demo):
    text = client.get("/demo/").text
    for story in STORIES:
        assert f"<h2>{story.title}</h2>" in text
    for person in EVERYONE:
        assert f"Sign in as {person.name}" in text


def test_a_click_signs_in_and_counts_as_both_factors(client, demo):
    answer = client.post("/demo/", {"person": ADA.email})
    assert answer.url == "/eastfield/workspace/"
    assert client.get("/eastfield/workspace/settings/").status_code == 200


def test_looking_signs_nobody_in(client, demo):
    client.get("/demo/", {"person": ADA.email})
    assert "_auth_user_id" not in client.session


def test_without_the_demonstration_there_is_no_such_page(client, cast, settings):
    settings.DEMO = False
    assert client.get("/demo/").status_code == 404
    assert client.post("/demo/", {"person": ADA.email}).status_code == 404


def test_a_session_of_the_demonstration_is_not_enough_once_it_is_over(
    client, demo, settings
):
    client.post("/demo/", {"person": ADA.email})
    settings.DEMO = False
    answer = client.get("/eastfield/workspace/settings/")
    assert answer.url.startswith("/account/two-step/")


def test_only_the_cast_can_be_played(client, demo):
    User.objects.create_user("real@example.org")
    for person in ("real@example.org", "", "nobody@eastfield.example"):
        assert client.post("/demo/", {"person": person}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_changing_parts_leaves_nothing_of_the_one_before(client, demo):
    client.post("/demo/", {"person": ADA.email})
    first = client.session.session_key
    sol = next(email for email in by_email() if email.startswith("sol"))
    client.post("/demo/", {"person": sol})
    assert client.session.session_key != first
    assert client.get("/eastfield/workspace/settings/").status_code == 404


def test_a_click_needs_the_token_of_the_page(demo):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/demo/", {"person": ADA.email}).status_code == 403


def test_the_cast_covers_the_roles_that_the_story_needs():
    held = {role for person in EVERYONE for role in person.roles}
    assert held == set(Role)
    assert (
        sum(Role.BID_OPENER in p.roles for p in EVERYONE if p.council == "eastfield")
        == 3
    )
