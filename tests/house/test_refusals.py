"""A page that cannot be had says what happened, what is safe and what to do next."""

import datetime as dt
from pathlib import Path

import pytest
from django.conf import settings as settings_of_now
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import OperationalError
from django.test import Client
from django.urls import path

from config import urls
from councils.refusals import Gone, TooManyTries
from portal.views.errors import csrf_failure
from tests.house.looking import RULES, RUN_AXE

EDGE_PAGES = sorted((Path(settings_of_now.ROOT) / "deploy" / "pages").glob("*.html"))


def refusing(exception):
    def view(request, **kwargs):
        raise exception

    return view


urlpatterns = [
    path("gone/", refusing(Gone("Withdrawn on 1 May 2027.", "/new/", "The new one"))),
    path("often/", refusing(TooManyTries(wait=90))),
    path("large/", refusing(RequestDataTooBig("too large"))),
    path("away/", refusing(OperationalError("no connection"))),
    path("closed/", refusing(PermissionDenied())),
    path("broken/", refusing(ZeroDivisionError())),
    path("old-form/", csrf_failure),
    *urls.urlpatterns,
]


@pytest.fixture
def refuser(settings):
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/gone/", 410, "Withdrawn on 1 May 2027."),
        ("/often/", 429, "You can try again in 2 minutes."),
        ("/large/", 413, "The file is too large"),
        ("/away/", 503, "The service is not available"),
        ("/closed/", 403, "You do not have access to this page"),
        ("/broken/", 500, "There is a problem with the service"),
        ("/nowhere.txt", 404, "Page not found"),
    ],
)
def test_a_refusal_has_its_own_page(refuser, address, status, words):
    answer = refuser.get(address)
    assert answer.status_code == status
    assert words in answer.text
    assert answer.text.count("<h1>") == 1
    assert "ZeroDivisionError" not in answer.text
    assert "Content-Security-Policy" in answer


def test_a_refusal_that_passes_says_when_to_come_back(refuser):
    assert refuser.get("/often/")["Retry-After"] == "90"
    assert refuser.get("/away/")["Retry-After"] == "60"


def test_a_form_that_was_open_too_long_says_how_to_send_it_again():
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post("/help/", {})
    assert answer.status_code == 403
    assert "Your page was open too long" in answer.text


def test_planned_maintenance_says_until_when(client, settings, travel, db):
    settings.MAINTENANCE_UNTIL = "2027-02-12T18:00+00:00"
    travel(to=dt.datetime(2027, 2, 12, 17, 0, tzinfo=dt.UTC))
    answer = client.get("/help/")
    assert answer.status_code == 503
    assert "from 6pm on 12 February 2027" in answer.text
    assert answer["Retry-After"] == "3600"
    assert client.get("/health/").status_code == 200


def test_maintenance_is_over_when_its_time_has_passed(client, settings, travel):
    settings.MAINTENANCE_UNTIL = "2027-02-12T18:00+00:00"
    travel(to=dt.datetime(2027, 2, 12, 18, 0, tzinfo=dt.UTC))
    assert client.get("/help/").status_code == 200


def test_the_page_for_a_broken_service_asks_no_database(refuser, django_db_blocker):
    with django_db_blocker.block():
        assert refuser.get("/broken/").status_code == 500
        assert refuser.get("/away/").status_code == 503


REFUSALS = ["gone", "often", "large", "away", "closed", "broken", "nowhere", "old-form"]


def is_meant(fault: str) -> bool:
    """Such a page stands without scripts, and the console names its status."""
    return "status of 5" in fault or "did not say that scripts run" in fault


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("name", REFUSALS)
def test_a_refusal_is_accessible_and_narrow(name, look_as, settings):
    settings.ROOT_URLCONF = __name__
    looker = look_as("")
    answer = looker.open(f"/{name}/")
    assert answer.status >= 400
    assert [fault for fault in looker.faults() if not is_meant(fault)] == []


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("page", EDGE_PAGES, ids=lambda page: page.stem)
def test_a_page_of_the_edge_is_accessible_and_narrow(page, look_as, axe_source):
    window = look_as("").window
    window.goto(page.as_uri())
    window.evaluate(axe_source)
    assert window.evaluate(RUN_AXE, RULES) == []
    window.set_viewport_size({"width": 320, "height": 640})
    assert window.evaluate("document.documentElement.scrollWidth") <= 320


def test_there_are_pages_of_the_edge():
    assert len(EDGE_PAGES) >= 4
