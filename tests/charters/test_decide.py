"""Submitting, adopting, returning: two pairs of eyes, and exactly these words."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from audit import clock
from audit.models import Event
from charters.models import Approval, Charter
from councils.models import Area, Membership, Role
from tests import factories
from tests.stage import staged

Status = Charter.Status


@staged
def charter(eastfield, dara, amal):
    return factories.submitted_charter(eastfield, by=dara, approver=amal)


def address(charter):
    return charter.waiting_approval.get_absolute_url()


def test_adopting_brings_a_charter_into_force_with_an_edition_of_its_own(charter, amal):
    edition = charter.adopt(by=amal, minute="Cabinet, item 7")
    charter.refresh_from_db()
    assert (charter.status, charter.adopted_on) == (Status.ADOPTED, clock.today())
    assert (edition.number, edition.kind) == (2, "adopted")
    assert edition.is_public()
    event = Event.objects.get(verb="charter.adopted")
    assert (event.data["edition"], event.data["minute"]) == (2, "Cabinet, item 7")
    approval = charter.approvals.get()
    assert (approval.decision, approval.decided_by) == ("approved", amal)


@pytest.mark.slow
def test_the_one_before_is_superseded_in_the_same_moment(charter, eastfield, amal):
    charter.adopt(by=amal)
    later = factories.adopted_charter(eastfield, approver=amal)
    charter.refresh_from_db()
    assert (charter.status, charter.superseded_by) == (Status.SUPERSEDED, later)
    assert Charter.objects.in_force().get() == later


@pytest.mark.slow
def test_a_charter_for_another_place_stays_in_force(charter, eastfield, amal):
    charter.adopt(by=amal)
    ward = Area.objects.create(council=eastfield, code="E1", name="Harbour")
    factories.adopted_charter(eastfield, approver=amal, area=ward)
    assert Charter.objects.in_force().count() == 2


@pytest.mark.slow
def test_the_database_allows_one_charter_in_force_for_a_place(charter, amal, eastfield):
    charter.adopt(by=amal)
    other = factories.submitted_charter(eastfield)
    refused = pytest.raises(IntegrityError, match="one_charter_in_force")
    with refused, transaction.atomic():
        Charter.objects.filter(pk=other.pk).update(
            status="adopted", adopted_on=clock.today(), adopted_by=amal
        )


def test_returning_says_why_and_opens_the_text_again(charter, amal):
    charter.send_back("Say more about Harbour.", by=amal)
    assert charter.status == Status.CONSULTED
    assert charter.approvals.get().reason == "Say more about Harbour."
    factories.reword(charter)
    assert Event.objects.filter(verb="charter.returned").count() == 1


def test_returning_without_a_reason_is_refused(charter, amal):
    with pytest.raises(ValidationError, match="Enter what needs to change"):
        charter.send_back(" ", by=amal)


def make_approver(council, user):
    Membership.grant(council, user, Role.APPROVER)
    return user


@pytest.mark.slow
def test_nobody_decides_what_they_wrote_or_submitted(eastfield, dara, amal, eve):
    charter = factories.consulted_charter(eastfield, by=dara)
    clause = factories.reword(charter, by=eve)
    clause.reword(factories.PLACE_TEXT, by=eve)
    charter.submit(by=dara, approver=amal)
    for writer in (dara, eve):
        make_approver(eastfield, writer)
        assert not writer.has_perm("charters.adopt_charter", charter)
        for decide in (charter.adopt, lambda by: charter.send_back("Why", by=by)):
            with pytest.raises(ValidationError, match="somebody else must decide"):
                decide(by=writer)
    assert amal.has_perm("charters.adopt_charter", charter)


def test_a_writer_cannot_be_asked_to_approve(eastfield, dara, eve):
    charter = factories.consulted_charter(eastfield, by=dara)
    factories.reword(charter, factories.PLACE_TEXT + " Still.", by=eve)
    for change in charter.changes.since_last_consultation():
        change.justify("decision", "Plainer.", by=dara)
    for person in (dara, eve):
        with pytest.raises(ValidationError, match="somebody else must approve"):
            charter.submit(by=dara, approver=person)


@pytest.mark.parametrize("role", ["author", "submitted_by"])
def test_the_database_refuses_a_decision_by_its_own_author(charter, amal, role):
    approval = charter.waiting_approval
    Approval.objects.filter(pk=approval.pk).update(approver=None)
    with pytest.raises(IntegrityError, match="nobody_decides"), transaction.atomic():
        Approval.objects.filter(pk=approval.pk).update(
            **{role: amal},
            decision="approved",
            decided_by=amal,
            decided_at=clock.now(),
        )


def test_the_database_refuses_a_charter_adopted_by_who_began_it(charter, dara):
    with pytest.raises(IntegrityError, match="nobody_adopts"), transaction.atomic():
        Charter.objects.filter(pk=charter.pk).update(adopted_by=dara)


def test_a_decision_about_other_words_is_not_saved(charter, amal):
    clause = charter.sections.first().clauses.first()
    type(clause).objects.filter(pk=clause.pk).update(text="Slipped in.")
    with pytest.raises(ValidationError, match="has changed since it was sent"):
        charter.adopt(by=amal)
    charter.refresh_from_db()
    assert charter.status == Status.DECIDING
    assert charter.waiting_approval is not None


def test_an_old_page_cannot_approve_what_was_submitted_later(charter, amal, dara):
    old = charter.waiting_approval.content_hash
    charter.send_back("More.", by=amal)
    factories.reword(charter)
    change = charter.changes.since_last_consultation().get()
    change.justify("decision", "Asked for by the approver.", by=dara)
    charter.submit(by=dara, approver=amal)
    with pytest.raises(ValidationError, match="has changed since it was sent"):
        charter.adopt(by=amal, decided_text=old)
    charter.adopt(by=amal, decided_text=charter.waiting_approval.content_hash)


REACHED = {
    "drafting": factories.ready_charter,
    "consulting": factories.consulting_charter,
    "adopted": factories.adopted_charter,
}


@pytest.mark.parametrize("status", REACHED)
@pytest.mark.parametrize("verb", ["submit", "adopt", "send_back"])
def test_deciding_is_refused_in_every_other_status(eastfield, dara, amal, status, verb):
    charter = REACHED[status](eastfield, by=dara)
    acts = {
        "submit": lambda: charter.submit(by=dara),
        "adopt": lambda: charter.adopt(by=amal),
        "send_back": lambda: charter.send_back("Why", by=amal),
    }
    before = Event.objects.exclude(verb__endswith="_refused").count()
    with pytest.raises(ValidationError):
        acts[verb]()
    assert Charter.objects.get(pk=charter.pk).status == status
    assert Event.objects.exclude(verb__endswith="_refused").count() == before


@pytest.mark.slow
def test_a_drafter_submits_in_the_browser_to_somebody_who_did_not_write(
    eastfield, dara, amal, sign_in
):
    charter = factories.consulted_charter(eastfield, by=dara)
    browser, page = sign_in(dara), f"{charter.get_workspace_url()}submit/"
    make_approver(eastfield, dara)
    choice = browser.get(page).context["form"].fields["approver"].queryset
    assert list(choice) == [amal]
    words = browser.post(page, {}).content.decode()
    assert "Select who will approve this charter" in words
    browser.post(page, {"approver": amal.pk, "decide_by": "2027-02-12"})
    approval = charter.waiting_approval
    assert (approval.approver, approval.submitted_by) == (amal, dara)


def approval_sent(read, **more):
    return {
        "decided_text": read,
        "decision": "approve",
        "minute": "Item 7",
        "minute_body": "Cabinet",
        "minute_on": "1 Nov 2026",
        "in_force_from": "",
    } | more


@pytest.mark.slow
def test_an_approver_reads_and_adopts_in_the_browser(charter, amal, sign_in):
    browser, page = sign_in(amal), address(charter)
    shown = browser.get(page)
    assert factories.PLACE_TEXT in shown.content.decode()
    read = shown.context["form"].initial["decided_text"]
    nothing = browser.post(page, {"decided_text": read}).content.decode()
    assert "Select your decision" in nothing
    empty = approval_sent(read, minute="", minute_body="", minute_on="")
    words = browser.post(page, empty).content.decode()
    for sentence in (
        "Enter the minute reference",
        "Enter which body decided",
        "Enter the date of the decision",
    ):
        assert sentence in words
    late = approval_sent(read, minute_on="1 Nov 2030", in_force_from="1 Nov 2020")
    words = browser.post(page, late).content.decode()
    assert "must be today or in the past" in words
    assert "must be today or later" in words
    asked = browser.post(page, approval_sent(read), follow=True).content.decode()
    assert "You cannot change version 2 after this" in asked
    charter.refresh_from_db()
    assert charter.status == Status.DECIDING
    done = browser.post(f"{page}confirm/", follow=True).content.decode()
    assert "The charter is in force from today." in done
    assert "In force" in done
    assert "people were told by email" in done
    charter.refresh_from_db()
    assert charter.is_in_force
    approval = charter.approvals.get()
    assert approval.cited == "Cabinet, 1 November 2026, Item 7"
    assert browser.get(f"{page}confirm/").status_code == 404


def test_the_last_step_needs_the_step_before_it(charter, amal, sign_in):
    browser, page = sign_in(amal), address(charter)
    for answer in (browser.get(f"{page}confirm/"), browser.post(f"{page}confirm/")):
        assert answer.url == page
    charter.refresh_from_db()
    assert charter.status == Status.DECIDING


@pytest.mark.slow
def test_an_approver_shows_again_who_they_are(charter, amal, sign_in):
    amal.set_password("a long one for Amal")
    amal.save()
    browser, page = sign_in(amal), address(charter)
    read = browser.get(page).context["form"].initial["decided_text"]
    browser.post(page, approval_sent(read))
    for answer in (browser.get(f"{page}confirm/"), browser.post(f"{page}confirm/")):
        assert answer.url.startswith("/account/confirm/")
    charter.refresh_from_db()
    assert charter.status == Status.DECIDING
    asked = browser.get(f"{page}confirm/").url
    back = browser.post(asked, {"password": "a long one for Amal"})
    assert back.url == f"{page}confirm/"
    browser.post(back.url)
    charter.refresh_from_db()
    assert charter.is_in_force


def test_several_approvers_are_asked_and_each_may_decide(eastfield, dara, amal, eve):
    make_approver(eastfield, eve)
    charter = factories.consulted_charter(eastfield, by=dara)
    with pytest.raises(ValidationError, match="somebody else must approve"):
        charter.submit(by=dara, approver=amal, also=[dara])
    charter.submit(by=dara, approver=amal, also=[eve])
    assert charter.waiting_approval.asked() == [amal, eve]
    charter.adopt(by=eve)


@pytest.mark.slow
def test_a_page_opened_before_the_words_changed_saves_no_decision(
    charter, amal, sign_in
):
    browser, page = sign_in(amal), address(charter)
    read = browser.get(page).context["form"].initial["decided_text"]
    browser.post(page, approval_sent(read))
    clause = charter.sections.first().clauses.first()
    type(clause).objects.filter(pk=clause.pk).update(text="Slipped in.")
    for shown in (
        browser.post(f"{page}confirm/").content.decode(),
        browser.post(page, approval_sent(read)).content.decode(),
    ):
        assert "has changed since it was sent to you" in shown
    charter.refresh_from_db()
    assert charter.status == Status.DECIDING


@pytest.mark.slow
def test_an_approver_returns_in_the_browser_with_a_reason(charter, amal, sign_in):
    browser, page = sign_in(amal), address(charter)
    read = browser.get(page).context["form"].initial["decided_text"]
    sent = {"decided_text": read, "decision": "return"}
    assert "Enter what needs to change" in browser.post(page, sent).content.decode()
    browser.post(page, sent | {"reason": "Shorter."})
    charter.refresh_from_db()
    assert charter.status == Status.CONSULTED
    assert "Shorter." in browser.get(charter.get_workspace_url()).content.decode()


@pytest.mark.slow
def test_a_drafter_sees_the_request_but_no_decision_to_make(charter, dara, sign_in):
    page = sign_in(dara).get(address(charter)).content.decode()
    assert "What is your decision?" not in page
    sent = {"decided_text": "x", "decision": "approve", "minute": "Mine"}
    sign_in(dara).post(address(charter), sent)
    charter.refresh_from_db()
    assert charter.status == Status.DECIDING


def test_the_list_tells_what_waits_from_what_was_decided(charter, amal, sign_in):
    browser = sign_in(amal)
    page = "/eastfield/workspace/approvals/"
    waiting = browser.get(page).content.decode()
    assert "Nothing has been decided yet." in waiting
    charter.adopt(by=amal)
    decided = browser.get(page).content.decode()
    assert "Nothing is waiting for you." in decided
