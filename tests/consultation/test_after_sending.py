"""What a sender can do after sending: change it before the close, ask after it."""

import datetime as dt

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from audit.lifecycle import Refused
from audit.models import Event
from consultation import requests, work
from consultation.models import Contact, Response, SenderRequest
from consultation.notifications import rebuild_statement
from consultation.parcels import Sender
from records.tasks import send_letters
from tests.consultation.addresses import url
from tests.consultation.test_files_and_forgetting import letter
from tests.factories import send_response

pytestmark = pytest.mark.django_db
REMI = Sender(
    "lives_here",
    name="Remi",
    show_name=True,
    email="remi@example.org",
    wants_results=True,
)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def mine(round):
    """The response of somebody with a name and an address."""
    return send_response(round, "Frist.", sender=REMI).response


def page(response, name=""):
    return f"/eastfield/my-response/{response.link_token}/{name}"


def test_before_the_close_a_comment_is_added_and_checked_like_the_first(
    client, round, mine
):
    client.post(page(mine, "add/"), {"text": "And shade.", "stance": "agree"})
    added = mine.comments.get(text="And shade.")
    assert added.moderation == "received"
    assert mine.versions.count() == 1
    code = round.edition.priorities.first().code
    posted = {"text": "Yes.", "subject": f"priority:{code}"}
    client.post(page(mine, "add/"), posted)
    assert mine.comments.get(text="Yes.").edition_priority.code == code


def test_before_the_close_a_name_is_hidden_again_and_letters_stay_as_wanted(
    client, mine
):
    told = {"name": "Remi R", "email": "remi@example.org", "wants_results": "on"}
    client.post(page(mine, "name/"), told)
    contact = Contact.objects.get()
    assert (contact.name, contact.show_name) == ("Remi R", False)
    assert contact.wants_results


def test_without_name_and_address_no_contact_is_kept(client, mine):
    client.post(page(mine, "name/"), {})
    assert not Contact.objects.exists()


def test_amending_the_words_leaves_the_wish_for_results_alone(client, mine):
    comment = mine.comments.get()
    client.post(page(mine, f"comments/{comment.reference}/"), {"text": "First."})
    contact = Contact.objects.get()
    assert (contact.wants_results, contact.email) == (True, "remi@example.org")


def test_before_the_close_a_file_is_added_and_taken_off(client, mine):
    client.post(page(mine, "files/"), {"file": letter()})
    assert "letter.png" in client.get(page(mine, "files/")).text
    client.post(page(mine, "files/"), {"remove": mine.attachments.get().pk})
    assert not mine.attachments.exists()


def test_after_the_close_none_of_this_changes_anything(client, round, mine, travel):
    travel(to=round.closes_at)
    client.post(page(mine, "add/"), {"text": "Late."})
    client.post(page(mine, "name/"), {"name": "Other"})
    client.post(page(mine, "files/"), {"file": letter()})
    mine.refresh_from_db()
    assert mine.comments.get().text == "Frist."
    assert Contact.objects.get().name == "Remi"
    assert not mine.attachments.exists()


def test_before_the_close_nobody_has_to_ask(client, round, mine):
    assert "take it back yourself" in client.get(page(mine, "ask/")).text
    with pytest.raises(Refused, match="until the close"):
        SenderRequest.ask(mine, "withdrawal")


@pytest.fixture
def late(mine, round, travel):
    travel(to=round.closes_at + dt.timedelta(days=1))
    return mine


def test_after_the_close_a_sender_asks_and_an_officer_is_told(
    client, late, eastfield, dara
):
    assert "Ask us to take back" in client.get(page(late)).text
    client.post(page(late, "ask/"), {"kind": "withdrawal", "words": "I moved."})
    asked = SenderRequest.objects.get()
    titles = [item.title for item in work.waiting(dara, eastfield)]
    assert f"Answer the sender of {late.printed_code}" in titles
    assert "Nobody has decided yet" in client.get(page(late)).text
    refused = client.post(page(late, "ask/"), {"kind": "withdrawal"})
    assert "asked for this already" in refused.text
    with pytest.raises(IntegrityError), transaction.atomic():
        SenderRequest.objects.create(response=late, kind=asked.kind)


@pytest.mark.parametrize(
    ("posted", "words"),
    [
        ({}, "Select what you want us to do"),
        ({"kind": "correction", "words": "First."}, "Select which comment is wrong"),
        ({"kind": "correction"}, "Enter what it should say"),
    ],
)
def test_what_is_missing_in_a_request_is_said(client, late, posted, words):
    assert words in client.post(page(late, "ask/"), posted).text
    assert not SenderRequest.objects.exists()


def decide(browser, asked, **posted):
    address = url(asked.response.round, "decide_request", uid=asked.uid)
    told = {"decision": "yes", "reason": "You asked in time.", **posted}
    return browser.post(address, told)


def test_a_granted_withdrawal_leaves_every_figure_and_the_letter_is_the_proof(
    sign_in, dara, round, late, client, django_capture_on_commit_callbacks
):
    send_response(round, "Another.")
    before = round.figures()["responses"]
    asked = SenderRequest.ask(late, "withdrawal")
    with django_capture_on_commit_callbacks(execute=True):
        decide(sign_in(dara), asked)
    late.refresh_from_db()
    assert late.is_withdrawn
    assert round.figures()["responses"] == before - 1
    send_letters()
    told = next(one for one in mail.outbox if "Done:" in one.subject)
    event = Event.objects.get(verb="response.request_decided")
    assert event.hash[:16] in told.body
    assert event.hash[:16] in client.get(page(late)).text


def test_the_statement_says_that_a_response_was_taken_back(dara, round, late):
    from consultation.statement import document_of

    assert "taken_back_after_close" not in document_of(round)
    requests.decide(SenderRequest.ask(late, "withdrawal"), True, "Yes.", by=dara)
    assert document_of(round)["taken_back_after_close"] == 1
    rebuild_statement(Event.objects.get(verb="response.withdrawn"))
    assert not round.statements.exists()  # no results yet, so nothing to correct


def test_a_granted_correction_is_checked_again(sign_in, dara, mona, round, late):
    comment = late.comments.get()
    comment.publish(mona)
    asked = SenderRequest.ask(late, "correction", "First.", comment=comment)
    decide(sign_in(dara), asked)
    comment.refresh_from_db()
    assert (comment.text, comment.moderation) == ("First.", "received")
    assert late.versions.get().content["comments"][0]["text"] == "Frist."


def test_a_granted_erasure_forgets_the_person_and_still_tells_them(
    sign_in, dara, late, django_capture_on_commit_callbacks
):
    asked = SenderRequest.ask(late, "erasure", "Remi Resident, Harbour Road.")
    with django_capture_on_commit_callbacks(execute=True):
        decide(sign_in(dara), asked, words="keep")
    assert not Contact.objects.exists()
    assert late.comments.get().text == "Frist."
    asked.refresh_from_db()
    assert asked.words == ""
    send_letters()
    assert any("Done:" in one.subject for one in mail.outbox)


def test_a_refusal_has_a_reason_and_changes_nothing(sign_in, dara, late, client):
    asked = SenderRequest.ask(late, "withdrawal")
    refused = decide(sign_in(dara), asked, decision="no", reason="")
    assert "Enter the reason" in refused.text
    decide(sign_in(dara), asked, decision="no", reason="It is already answered.")
    assert not Response.objects.get().is_withdrawn
    assert "It is already answered." in client.get(page(late)).text
    with pytest.raises(Refused, match="already decided"):
        requests.decide(asked, True, "Yes.", by=dara)


def test_only_who_leads_may_decide(sign_in, mona, bea, late):
    asked = SenderRequest.ask(late, "withdrawal")
    for other in (mona, bea):
        assert decide(sign_in(other), asked).status_code == 403
    assert SenderRequest.objects.open().exists()


def test_many_requests_are_listed_with_the_same_questions(
    sign_in, dara, round, travel, django_assert_max_num_queries
):
    sent = [send_response(round, f"Text {n}").response for n in range(8)]
    travel(to=round.closes_at)
    browser, address = sign_in(dara), url(round, "request_list")
    SenderRequest.ask(sent[0], "withdrawal")
    browser.get(address)
    with django_assert_max_num_queries(60) as few:
        browser.get(address)
    for response in sent[1:]:
        SenderRequest.ask(response, "withdrawal")
    with django_assert_max_num_queries(len(few)):
        browser.get(address)


def test_a_comment_quotes_the_frozen_words_after_the_paragraph_is_reworded(
    round, mine, dara, mona, travel
):
    comment = mine.comments.get()
    frozen = comment.edition_clause.text
    comment.publish(mona)
    travel(to=round.closes_at)
    issue = round.raise_issue("Say when", "People want dates.", by=dara)
    issue.gather([comment], by=dara)
    round.analyse(by=dara)
    issue.dispose("accepted", "We agree.", by=dara)
    round.report(by=dara)
    clause = round.charter.sections.order_by("position").first().clauses.first()
    clause.reword("Quite other words stand here now.", by=dara)
    comment.refresh_from_db()
    assert comment.edition_clause.text == frozen
    assert "Quite other words" not in comment.original_html
    assert frozen.split()[0] in comment.original_html
