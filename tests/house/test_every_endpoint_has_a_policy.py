"""Every address of a workspace, tried by everybody. Read from the URL resolver."""

import re
import uuid
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver

from audit import clock
from councils.pages import WorkspacePage
from councils.permission_table import IF, NO, YES, rows
from tests.conftest import OFFICERS
from tests.house.test_permission_table import answer_for

DUMMIES = {
    "SlugConverter": "nothing-of-the-sort",
    "StringConverter": "nothing-of-the-sort",
    "UUIDConverter": str(uuid.UUID(int=7)),
    "IntConverter": "987654",
    "PathConverter": "nothing/of/the/sort",
    "RoundConverter": "nothing-of-the-sort",
}
WORKSPACE = "<slug:council>/workspace/"


@dataclass(frozen=True)
class Endpoint:
    """One address below a council's workspace and the view that answers there."""

    path: str
    view: type | None
    names_a_record: bool


def patterns(resolver, route="", converters=()):
    """Every route with all the converters on the way to it, and its view."""
    for entry in resolver.url_patterns:
        here = route + str(entry.pattern)
        along = {**dict(converters), **entry.pattern.converters}
        if isinstance(entry, URLResolver):
            yield from patterns(entry, here, along)
        else:
            yield here, along, getattr(entry.callback, "view_class", None)


def endpoints():
    for route, converters, view in patterns(get_resolver()):
        if not route.startswith(WORKSPACE):
            continue
        path = route
        for name, converter in converters.items():
            dummy = DUMMIES[type(converter).__name__]
            value = "eastfield" if name == "council" else dummy
            path = re.sub(rf"<(\w+:)?{name}>", value, path)
        yield Endpoint(f"/{path}", view, names_a_record=len(converters) > 1)


ENDPOINTS = list(endpoints())
ACTS = {row.act: row for row in rows()}


def enter(person):
    client = Client(raise_request_exception=False)
    client.force_login(person)
    session = client.session
    session["second_factor_at"] = clock.now().isoformat()
    session.save()
    return client


def expected(said, names_a_record):
    if names_a_record:  # there is none of that name, and nobody learns more than that
        return {302, 403, 404, 405} if said == NO else {200, 302, 403, 404, 405}
    return {YES: {200, 302, 405}, IF: {200, 302, 403, 405}, NO: {403}}[said]


def test_there_are_endpoints_to_try():
    assert len(ENDPOINTS) > 30


def test_each_page_stands_on_the_house_base_and_names_an_act_of_the_table():
    wrong = [
        endpoint.path
        for endpoint in ENDPOINTS
        if endpoint.view is None
        or not issubclass(endpoint.view, WorkspacePage)
        or endpoint.view.permission_required not in ACTS
    ]
    assert wrong == []


@pytest.mark.slow
@pytest.mark.django_db
def test_a_visitor_is_asked_to_sign_in(eastfield):
    visitor, wrong = Client(raise_request_exception=False), {}
    for endpoint in ENDPOINTS:
        for method in (visitor.get, visitor.post):
            answer = method(endpoint.path)
            if answer.status_code != 302 or not answer.url.startswith("/sign-in/"):
                wrong[endpoint.path] = answer.status_code
    assert wrong == {}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["olu", "nat", "sol"])
def test_a_stranger_is_told_that_there_is_no_such_page(name, request, eastfield):
    stranger = enter(request.getfixturevalue(name))
    told = {
        endpoint.path: (
            stranger.get(endpoint.path).status_code,
            stranger.post(endpoint.path).status_code,
        )
        for endpoint in ENDPOINTS
    }
    assert {path: both for path, both in told.items() if both != (404, 404)} == {}


@pytest.mark.slow
@pytest.mark.parametrize("name", OFFICERS)
def test_an_officer_opens_what_the_table_says(name, request, eastfield):
    officer, wrong = enter(request.getfixturevalue(name)), {}
    for endpoint in ENDPOINTS:
        said = answer_for(ACTS[endpoint.view.permission_required], name)
        status = officer.get(endpoint.path).status_code
        if status not in expected(said, endpoint.names_a_record):
            wrong[endpoint.path] = f"the table says “{said or 'no'}”, got {status}"
    assert wrong == {}


@pytest.mark.slow
def test_without_the_question_about_the_role_the_matrix_would_notice(
    monkeypatch, mona, eastfield
):
    path = "/eastfield/workspace/settings/people/"
    assert enter(mona).get(path).status_code == 403
    monkeypatch.setattr(WorkspacePage, "ask_permission", lambda self: None)
    assert enter(mona).get(path).status_code == 200


def test_without_the_question_about_membership_the_matrix_would_notice(
    monkeypatch, olu, eastfield
):
    path = "/eastfield/workspace/settings/"
    assert enter(olu).get(path).status_code == 404
    monkeypatch.setattr(
        WorkspacePage,
        "dispatch",
        lambda self, *a, **k: super(WorkspacePage, self).dispatch(*a, **k),
    )
    monkeypatch.setattr(WorkspacePage, "ask_permission", lambda self: None)
    assert enter(olu).get(path).status_code == 200
