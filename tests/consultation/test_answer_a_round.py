"""Officers check, group and answer comments, and only then conclude."""

import pytest
from django.core import mail

from audit.lifecycle import Refused
from audit.models import Event
from audit.tasks import sweep
from charters.models import Charter
from consultation.models import IssueMember, Round
from consultation.notifications import tell_results
from consultation.parcels import Sender
from records.tasks import send_letters
from tests.consultation.addresses import url
from tests.factories import open_round, read_the_pack, ready_to_conclude, send_response

pytestmark = pytest.mark.django_db


def test_a_round_is_not_analysed_while_it_is_open(round, dara):
    with pytest.raises(Refused, match="still open"):
        round.analyse(by=dara)


def test_a_round_is_not_analysed_while_a_comment_is_unread(closed, dara):
    with pytest.raises(Refused) as refusal:
        closed.analyse(by=dara)
    assert refusal.value.messages == [
        "Read each response. 1 left.",
        "Check each comment before it is published. 1 left.",
        "Put each comment into an issue. 1 left.",
    ]


def test_a_round_is_not_analysed_while_a_response_is_held(closed, issue, dara, mona):
    held = send_response(closed, suspicion="Too fast.").response
    with pytest.raises(Refused, match="held"):
        closed.analyse(by=dara)
    held.set_aside("The same words came from forty names.", by=mona)
    closed.analyse(by=dara)
    assert closed.status == Round.Status.ANALYSED


def test_a_held_response_that_a_person_sent_counts_again(round, mona):
    held = send_response(round, suspicion="Too fast.").response
    held.release(by=mona)
    assert round.figures()["responses"] == 1
    assert Event.objects.filter(verb="response.released").count() == 1
    with pytest.raises(Refused, match="already decided"):
        held.set_aside("No.", by=mona)


def test_setting_aside_wants_a_reason(round, mona):
    held = send_response(round, suspicion="Too fast.").response
    with pytest.raises(Refused, match="Enter why"):
        held.set_aside(" ", by=mona)


def test_a_comment_joins_an_issue_by_a_persons_act_and_once(issue, comment, dara):
    assert issue.gather([comment], by=dara) == 0
    assert issue.members.get().gathered_by == dara
    assert Event.objects.filter(verb="issue.gathered").first().data["comments"] == [
        comment.reference
    ]


def test_a_comment_joins_only_an_issue_of_its_own_round(issue, westbrook, dara, travel):
    elsewhere = send_response(open_round(westbrook)).response.comments.get()
    with pytest.raises(Refused, match="own round"):
        issue.gather([elsewhere], by=dara)


def test_a_comment_can_be_taken_out_again(issue, comment, dara):
    issue.let_go(comment, by=dara)
    assert not issue.members.exists()
    assert Event.objects.filter(verb="issue.let_go").count() == 1


@pytest.mark.parametrize(
    ("reason", "words"),
    [("", "Enter the reason"), ("  ", "Enter the reason"), ("x" * 601, "600")],
)
def test_an_answer_gives_a_reason_of_up_to_600_characters(issue, dara, reason, words):
    with pytest.raises(Refused, match=words):
        issue.dispose("answered", reason, by=dara)
    issue.dispose("answered", "x" * 600, by=dara)
    assert issue.answer.decision == "answered"


def test_an_answer_can_change_until_the_results_are_published(issue, closed, dara):
    issue.dispose("answered", "First.", by=dara)
    issue.dispose("not_accepted", "Second.", by=dara)
    closed.analyse(by=dara)
    closed.report(by=dara)
    with pytest.raises(Refused, match="the answer stands"):
        issue.dispose("answered", "Third.", by=dara)
    issue.disposition.refresh_from_db()
    assert issue.disposition.reason == "Second."


def test_results_wait_for_every_issue(issue, closed, dara):
    closed.analyse(by=dara)
    with pytest.raises(Refused, match="Answer issue 1, “Promises need dates”"):
        closed.report(by=dara)


def test_a_round_that_says_changed_names_the_words_before_it_concludes(reported, dara):
    with pytest.raises(Refused, match="Name the paragraph"):
        reported.conclude(by=dara)


def changed(round, dara):
    clause = round.charter.sections.first().clauses.first()
    clause.reword("One in nine young people here, by May 2027.", by=dara)
    return round.charter.changes.since_last_consultation().get()


def test_citing_a_change_gives_it_the_answer_as_its_reason(reported, dara):
    change = changed(reported, dara)
    issue = reported.issues.get()
    issue.cite(change, by=dara)
    issue.cite(change, by=dara)
    assert issue.citations.count() == 1
    change.refresh_from_db()
    (reason,) = change.reasons
    assert (reason.kind, reason.wording) == ("issue", issue.answer.reason)


def test_citing_again_covers_words_that_changed_since(reported, dara):
    issue = reported.issues.get()
    issue.cite(changed(reported, dara), by=dara)
    clause = reported.charter.sections.first().clauses.first()
    clause.reword("Yet other words.", by=dara)
    change = reported.charter.changes.since_last_consultation().get()
    assert not change.is_explained
    issue.cite(change, by=dara)
    change = reported.charter.changes.since_last_consultation().get()
    assert change.is_explained


def test_an_issue_that_changed_nothing_cites_nothing(issue, closed, dara):
    issue.dispose("not_accepted", "No.", by=dara)
    with pytest.raises(Refused, match="before citing"):
        issue.cite(changed(closed, dara), by=dara)


def test_concluding_lifts_the_hold_and_gives_the_charter_back(reported, dara):
    reported.issues.get().cite(changed(reported, dara), by=dara)
    ready_to_conclude(reported, by=dara)
    reported.conclude(by=dara)
    reported.charter.refresh_from_db()
    assert reported.charter.status == Charter.Status.CONSULTED
    assert [hold.key for hold in reported.charter.holds.all()] == [reported.pack_key]
    assert Event.objects.get(verb="round.concluded").data["comments"] == 1


def test_a_late_response_after_the_analysis_needs_its_answer_too(reported, dara, mona):
    reported.issues.get().cite(changed(reported, dara), by=dara)
    send_response(reported, "Found behind the counter.")
    with pytest.raises(Refused, match="Put each comment into an issue"):
        reported.conclude(by=dara)


def test_nothing_is_taken_once_the_round_is_concluded(reported, dara):
    reported.issues.get().cite(changed(reported, dara), by=dara)
    first = send_response_before_the_end(reported, dara)
    ready_to_conclude(reported, by=dara)
    reported.conclude(by=dara)
    with pytest.raises(Refused, match="is over"):
        send_response(reported, key="new")
    assert send_response(reported, "Kept.", key="kept").code == first.code


def send_response_before_the_end(round, dara):
    """As if it had been found and grouped just before the results were published."""
    receipt = send_response(round, "Kept.", key="kept")
    receipt.response.decide_late(True, "It was found in the post room.", by=dara)
    comment = receipt.response.comments.get()
    comment.publish(dara)
    IssueMember.objects.create(
        issue=round.issues.get(), comment=comment, gathered_by=dara
    )
    return receipt


@pytest.mark.parametrize("status", Round.Status.values)
@pytest.mark.parametrize("to", Round.Status.values)
def test_only_these_moves_are_possible(status, to):
    possible = {
        ("drafted", "scheduled"),
        ("scheduled", "drafted"),
        ("scheduled", "analysed"),
        ("analysed", "reported"),
        ("reported", "concluded"),
        ("scheduled", "cancelled"),
    }
    assert Round(status=status).can_move(to) == ((status, to) in possible)


def test_everybody_who_asked_is_told_the_results_exactly_once(
    round, dara, mona, travel, django_capture_on_commit_callbacks
):
    asks = Sender("lives_here", email="asks@example.org", wants_results=True)
    silent = Sender("lives_here", email="silent@example.org")
    comments = []
    for sender in (asks, silent):
        response = send_response(round, "Add dates.", sender=sender).response
        comments += response.comments.all()
    send_letters()
    mail.outbox.clear()
    travel(to=round.closes_at)
    for comment in comments:
        comment.publish(mona)
    issue = round.raise_issue("Promises need dates", "People want dates.", by=dara)
    issue.gather(comments, by=dara)
    round.analyse(by=dara)
    issue.dispose("answered", "They have.", by=dara)
    round.report(by=dara)
    sweep()
    tell_results(Event.objects.get(verb="round.reported"))  # a second delivery
    send_letters()
    send_letters()
    (letter,) = [one for one in mail.outbox if "What came of" in one.subject]
    assert letter.to == ["asks@example.org"]
    assert "Promises need dates: Answered" in letter.body
    assert "/results/" in letter.body


def test_the_results_page_says_what_was_said_and_done(client, reported):
    shown = client.get(url(reported, "results")).text
    for words in (
        "Promises need dates",
        "People want dates.",
        "We agree: a promise needs a date.",
        "1 response came in",
    ):
        assert words in shown


def test_new_words_are_not_shown_before_the_charter_is_adopted(client, reported, dara):
    reported.issues.get().cite(changed(reported, dara), by=dara)
    shown = client.get(url(reported, "results")).text
    assert "published when the charter is adopted" in shown
    assert "by May 2027" not in shown


def test_the_changed_words_are_shown_once_adopted(client, reported, dara, amal):
    reported.issues.get().cite(changed(reported, dara), by=dara)
    ready_to_conclude(reported, by=dara)
    reported.conclude(by=dara)
    charter = reported.charter
    read_the_pack(reported, by=amal)
    charter.refresh_from_db()
    charter.submit(by=dara, approver=amal)
    charter.adopt(by=amal, minute="Item 7")
    shown = client.get(url(reported, "results")).text
    assert "by May 2027" in shown


def test_before_the_report_no_answer_is_public(client, closed, issue, dara):
    issue.dispose("answered", "Not public yet.", by=dara)
    assert "Not public yet." not in client.get(url(closed, "results")).text
