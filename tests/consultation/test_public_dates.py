"""Notices, the deadline, feeds, calendars and letters say the same dates."""

import datetime as dt

import pytest
from django.core import mail
from icalendar import Calendar

from audit.tasks import sweep
from consultation.notifications import NEWS, topic_of
from consultation.parcels import Sender
from councils.templatetags.portal_tags import moment
from records import followers
from records.tasks import send_letters
from tests.consultation.addresses import url
from tests.factories import open_round, planned_round, send_response

pytestmark = pytest.mark.django_db

WEEK = dt.timedelta(weeks=1)


def follow(council, topic):
    followers.confirm(
        council, followers.ask(council, f"{topic[:4]}@x.example", [topic])
    )
    send_letters()
    mail.outbox.clear()


def sent():
    sweep()
    send_letters()
    letters = list(mail.outbox)
    mail.outbox.clear()
    return letters


def test_page_calendar_feed_and_letter_never_disagree_about_the_close(
    client, eastfield, round, dara
):
    """Complaint B28: two dates that disagree."""
    follow(eastfield, NEWS)
    sent()
    round.extend(round.closes_at + WEEK, "The leaflets were late.", by=dara)
    closes = moment(round.closes_at)
    assert closes in client.get(url(round, "consultation_detail")).text
    assert closes in client.get(url(round, "deadline")).text
    assert closes in client.get("/eastfield/feeds/consultations.atom").text
    assert closes in sent()[0].body
    calendar = Calendar.from_ical(client.get(url(round, "dates")).content)
    (closing,) = (
        event
        for event in calendar.walk("VEVENT")
        if event["uid"].startswith(str(round.uid) + "@")
    )
    assert closing["dtstart"].dt == round.closes_at
    assert closing["sequence"] == 1


def test_a_follower_of_one_consultation_hears_of_its_notices_once(
    eastfield, round, dara
):
    follow(eastfield, topic_of(round))
    sent()
    round.correct("It is 40, not 400.", by=dara)
    (letter,) = sent()
    assert letter.subject.startswith("Correction:")
    assert "List-Unsubscribe" in letter.extra_headers
    assert sent() == []


def test_those_who_wait_for_results_hear_of_a_cancellation(round, dara):
    sender = Sender("lives_here", email="remi@example.org", wants_results=True)
    send_response(round, sender=sender)
    sent()
    round.cancel("The law changed.", by=dara)
    (letter,) = sent()
    assert letter.to == ["remi@example.org"]
    assert "The law changed." in letter.body


def test_notices_stand_where_people_read_and_errata_above_their_paragraph(
    client, round, dara
):
    clause = round.edition.clauses.first()
    round.correct("It is 40, not <b>400</b>.", clause=clause, by=dara)
    section = url(round, "read_section", section=clause.section_key)
    for page in (section, url(round, "consultation_detail"), url(round, "notice_list")):
        shown = client.get(page).text
        assert "It is 40, not" in shown
        assert "<b>400</b>" not in shown


def test_the_deadline_page_proves_the_last_hour(client, round, travel):
    for minutes in (90, 30, 1):
        travel(to=round.closes_at - dt.timedelta(minutes=minutes))
        send_response(round)
    assert "last hour" not in client.get(url(round, "deadline")).text
    travel(to=round.closes_at)
    page = client.get(url(round, "deadline"))
    assert page.context["counts"]["last_hour"] == 2
    assert f"{round.closes_at:%Y-%m-%dT%H}:00:00+00:00" in page.text
    assert page.context["announced"].hash in page.text


def test_a_plan_is_in_no_feed_and_no_calendar(client, eastfield):
    round = planned_round(eastfield, title="A secret plan")
    for page in ("feeds/consultations.atom", "consultations.ics", "consultations/"):
        assert "secret" not in client.get(f"/eastfield/{page}").text
    assert client.get(url(round, "round_feed")).status_code == 404
    assert client.get(url(round, "deadline")).status_code == 404


def test_a_paused_round_says_so_and_never_that_it_is_closed(client, round, dara):
    """Complaint B30: "comments are closed" was shown when they were not."""
    round.pause("A page was missing.", by=dara)
    shown = client.get(url(round, "consultation_detail")).text
    assert "is paused" in shown
    assert "consultation closed" not in shown
    section = round.edition.clauses.first().section_key
    read = client.get(url(round, "read_section", section=section))
    assert "/comment/" not in read.text


def test_officers_extend_pause_and_decide_about_late_words_on_pages(
    sign_in, dara, round, travel
):
    browser = sign_in(dara)
    typed = {"closes_at-day": "31 1 2027", "words": "The leaflets were late."}
    shorter = typed | {"closes_at-day": "1 12 2026"}
    refused = browser.post(url(round, "extend_round"), shorter)
    assert "never made shorter" in refused.text
    assert "The leaflets were late." in refused.text
    assert browser.post(url(round, "extend_round"), typed).status_code == 302
    browser.post(url(round, "pause_round"), {"words": "A page was missing."})
    round.refresh_from_db()
    assert round.is_paused()
    typed = {"closes_at-day": "1 2 2027", "words": "It is there now."}
    assert browser.post(url(round, "resume_round"), typed).status_code == 302
    round.refresh_from_db()
    travel(to=round.closes_at + dt.timedelta(days=1))
    late = send_response(round, "I was away.").response
    page = browser.get(url(round, "late_list"))
    assert "I was away." in page.text
    typed = {"responses": [late.uid], "is_considered": "no", "words": "Too late."}
    assert browser.post(url(round, "late_list"), typed).status_code == 302
    late.refresh_from_db()
    assert late.standing == "too_late"


@pytest.mark.slow
def test_the_list_pages_closed_rounds_in_four_queries(
    client, eastfield, django_assert_max_num_queries, dara
):
    first = open_round(eastfield)
    first.cancel("A trial.", by=dara)
    with django_assert_max_num_queries(5):
        shown = client.get("/eastfield/consultations/")
    assert "Cancelled on" in shown.text
