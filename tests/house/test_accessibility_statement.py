"""The accessibility statement says what was tested, and is looked at every year."""

import datetime as dt
import re

import pytest
from django.conf import settings

from audit import clock
from portal import tested

CRITERION = re.compile(r"^[1-4]\.[1-5]\.\d{1,2}$")


def complaints(today: dt.date, tests=tested.TESTS, failures=tested.KNOWN_FAILURES):
    """What is wrong with the statement on a day."""
    found = []
    if today > clock.add_months(tested.REVIEWED_ON, 12):
        found.append("It was last reviewed more than a year ago.")
    if not tested.PREPARED_ON <= tested.REVIEWED_ON:
        found.append("It was reviewed before it was prepared.")
    if tested.REVIEWED_ON < tested.TESTED_ON:
        found.append("It was tested again, but not reviewed.")
    for test in tests:
        if not (settings.ROOT / test.test).is_file():
            found.append(f"{test.test} does not exist.")
    for failure in failures:
        if not CRITERION.match(failure.criterion):
            found.append(f"“{failure.what}” names no success criterion.")
    return found


def test_the_statement_holds_today():
    assert complaints(clock.today()) == []


def test_a_statement_that_nobody_reviewed_for_a_year_is_found():
    late = clock.add_months(tested.REVIEWED_ON, 12) + dt.timedelta(days=1)
    assert complaints(late) == ["It was last reviewed more than a year ago."]


def test_a_test_that_does_not_exist_and_a_failure_without_criterion_are_found():
    test = tested.Test("Read aloud", "tests/house/test_reading_aloud.py")
    failure = tested.Failure("The map cannot be heard.", "somewhere")
    found = complaints(tested.REVIEWED_ON, tests=[test], failures=[failure])
    assert len(found) == 2


@pytest.mark.django_db
def test_the_page_says_when_and_lists_each_test(client):
    page = client.get("/accessibility/").text
    assert "partially compliant" in page
    assert "last reviewed on" in page
    for test in tested.TESTS:
        assert str(test.what).split(".")[0] in page.replace("&#x27;", "'")


@pytest.mark.django_db
def test_a_known_failure_stands_on_the_page_with_its_criterion(client, monkeypatch):
    failure = tested.Failure("A table is hard to hear.", "1.3.1")
    monkeypatch.setattr(tested, "KNOWN_FAILURES", (failure,))
    page = client.get("/accessibility/").text
    assert "A table is hard to hear." in page
    assert "success criterion 1.3.1" in page
