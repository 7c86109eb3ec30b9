"""Officers' pages: moderation, other channels, issues and answers."""

import pytest

from audit import clock
from consultation.models import Disposition, Response
from consultation.work import waiting
from tests.consultation.addresses import url
from tests.factories import ready_to_conclude, send_response

pytestmark = pytest.mark.django_db


def test_a_held_response_is_decided_about(sign_in, mona, round):
    held = send_response(round, suspicion="Too fast.").response
    assert "Too fast." in sign_in(mona).get(url(round, "held_list")).text
    address = url(round, "held_decide", uid=held.uid)
    answer = sign_in(mona).post(address, {"decision": "set_aside"})
    assert "Enter why you set this response aside" in answer.text
    sign_in(mona).post(address, {"decision": "set_aside", "reason": "A script."})
    held.refresh_from_db()
    assert held.standing == Response.Standing.SET_ASIDE


PAPER = {
    "key": "a-form-that-was-opened-once",
    "channel": "paper",
    "text": "Dear council, add dates.",
    "kind": "lives_here",
    "subject": "",
}


def add(client, round, **more):
    posted = PAPER | {"received_on": clock.today().isoformat()} | more
    return client.post(url(round, "add_response"), posted)


def test_a_paper_response_counts_like_any_other(sign_in, dara, round):
    assert add(sign_in(dara), round, signatures="1,200").status_code == 302
    response = Response.objects.get()
    assert (response.channel, response.entered_by) == ("paper", dara)
    assert response.signatures == 1200
    assert round.figures()["responses"] == 1


def test_sending_the_paper_form_twice_keeps_it_once(sign_in, dara, round):
    add(sign_in(dara), round)
    add(sign_in(dara), round)
    assert Response.objects.count() == 1


def test_post_that_came_on_the_closing_day_is_in_time(sign_in, dara, round, travel):
    closing = clock.london(round.closes_at).date()
    travel(to=round.closes_at + (round.closes_at - round.opens_at) / 10)
    add(sign_in(dara), round, received_on=closing.isoformat())
    assert not Response.objects.get().is_late


def test_post_that_came_later_is_late(sign_in, dara, round, travel):
    travel(to=round.closes_at + (round.closes_at - round.opens_at) / 10)
    add(sign_in(dara), round, received_on=clock.today().isoformat())
    assert Response.objects.get().is_late


@pytest.mark.parametrize(
    ("posted", "words"),
    [
        ({"channel": ""}, "Select how it reached us"),
        ({"received_on": ""}, "Enter the date it was received"),
        ({"received_on": "2040-01-01"}, "Date received must be today or in the past"),
        ({"text": ""}, "Enter the comment, or answer a question"),
    ],
)
def test_what_is_wrong_with_a_paper_response_is_said(
    sign_in, dara, round, posted, words
):
    assert words in add(sign_in(dara), round, **posted).text
    assert not Response.objects.exists()


def test_comments_are_grouped_and_answered_page_by_page(
    sign_in, dara, mona, closed, comment
):
    comment.publish(mona)
    browser = sign_in(dara)
    browser.post(
        url(closed, "raise_issue"), {"title": "Dates", "heard": "People want dates."}
    )
    assert "Add dates." in browser.get(url(closed, "themes")).text
    browser.post(url(closed, "gather"), {"comments": [comment.reference], "issue": "1"})
    assert comment.issues.get().title == "Dates"
    browser.post(url(closed, "analyse_round"))
    answer = browser.post(
        url(closed, "dispose_issue", number=1), {"decision": "accepted", "reason": ""}
    )
    assert "Enter the reason for your decision" in answer.text
    answer = browser.post(
        url(closed, "dispose_issue", number=1),
        {"decision": "accepted", "reason": "We agree."},
    )
    assert answer.headers["Location"].endswith("/changes/1/cite/")
    clause = closed.charter.sections.first().clauses.first()
    clause.reword("Other words.", by=dara)
    change = closed.charter.changes.since_last_consultation().get()
    browser.post(url(closed, "cite_change", number=1), {"changes": [change.pk]})
    browser.post(url(closed, "report_round"))
    ready_to_conclude(closed, by=dara)
    browser.post(url(closed, "conclude_round"))
    closed.refresh_from_db()
    assert closed.status == "concluded"
    assert Disposition.objects.get().reason == "We agree."


def test_gathering_nothing_is_refused_in_words(sign_in, dara, closed, issue):
    answer = sign_in(dara).post(url(closed, "gather"), {"issue": "1"})
    assert "Select at least one comment" in answer.text


def test_the_step_pages_list_what_stands_in_the_way(sign_in, dara, closed, comment):
    answer = sign_in(dara).get(url(closed, "analyse_round"))
    assert "Put each comment into an issue. 1 left." in answer.text


def test_people_find_their_work(eastfield, dara, mona, audie, closed, comment):
    send_response(closed, suspicion="Too fast.")
    assert [item.title for item in waiting(mona, eastfield)] == [
        "Decide about held responses to “What should contracts do here?”"
    ]
    assert [item.title for item in waiting(dara, eastfield)] == [
        "Read and group the comments on “What should contracts do here?”"
    ]
    assert waiting(audie, eastfield) == []


def test_the_charters_task_list_names_its_round(sign_in, dara, round):
    shown = sign_in(dara).get(round.charter.get_workspace_url())
    assert "What should contracts do here?" in shown.text
