"""Whoever approves a charter has confirmed, in person, what people said about it."""

import pytest
from django.db import IntegrityError, transaction

from audit.lifecycle import Refused
from consultation import statement
from consultation.models import Acknowledgement
from councils.models import Role
from tests.consultation.addresses import url
from tests.factories import read_the_pack, ready_to_conclude
from tests.factories.councils import somebody

pytestmark = pytest.mark.django_db
UNREAD = "You have not confirmed yet that you read"


@pytest.fixture
def concluded(reported, dara):
    clause = reported.charter.sections.first().clauses.first()
    clause.reword("One in nine young people here, as of May 2026.", by=dara)
    change = reported.charter.changes.since_last_consultation().get()
    reported.issues.get().cite(change, by=dara)
    ready_to_conclude(reported, by=dara)
    reported.conclude(by=dara)
    return reported


@pytest.fixture
def other(eastfield, amal):
    """A second approver of the same council."""
    return somebody(eastfield, Role.APPROVER, but=amal)


@pytest.fixture
def submitted(concluded, dara, amal, other):
    """Amal has read the pack; the charter is with both approvers."""
    read_the_pack(concluded, by=amal)
    charter = concluded.charter
    charter.refresh_from_db()
    charter.submit(by=dara, approver=amal, also=[other])
    return charter


def test_who_has_read_it_may_approve(submitted, amal):
    submitted.adopt(by=amal, minute="Item 7")
    assert submitted.is_in_force


def test_that_another_has_read_it_is_not_enough(submitted, concluded, other):
    with pytest.raises(Refused, match=UNREAD):
        submitted.adopt(by=other, minute="Item 7")
    with pytest.raises(Refused, match=UNREAD):
        submitted.approve_subject_to("Name the streets.", by=other)
    read_the_pack(concluded, by=other)
    submitted.adopt(by=other, minute="Item 7")


def test_who_has_not_read_it_may_still_return_it(submitted, other):
    submitted.send_back("Say by when.", by=other)


def test_the_page_says_so_to_the_one_and_not_to_the_other(
    sign_in, submitted, concluded, amal, other
):
    page = submitted.waiting_approval.get_absolute_url()
    assert UNREAD in sign_in(other).get(page).text
    assert UNREAD not in sign_in(amal).get(page).text


def test_a_newer_version_of_the_pack_is_read_again(submitted, concluded, amal):
    concluded.late_rule = "Other words."
    concluded.save(update_fields=["late_rule"])
    statement.build(concluded)
    with pytest.raises(Refused, match="version 2"):
        submitted.adopt(by=amal, minute="Item 7")


def test_one_person_confirms_one_version_once(concluded, amal):
    first = read_the_pack(concluded, by=amal)
    assert read_the_pack(concluded, by=amal) == first
    with pytest.raises(IntegrityError), transaction.atomic():
        Acknowledgement.objects.create(
            statement=first.statement, person=amal, issues_read=[1]
        )


def test_the_pack_page_asks_for_a_tick_for_each_issue(sign_in, concluded, other):
    statement.build(concluded)
    answer = sign_in(other).post(url(concluded, "decision_pack"), {})
    assert "Tick each issue" in answer.text
