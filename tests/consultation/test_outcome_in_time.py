"""Results are due twelve weeks after the close, or the council says why not."""

import datetime as dt

import pytest
from django.core import mail

from audit.lifecycle import Refused
from consultation import preparing, tasks
from consultation.work import waiting
from records import followers
from records.tasks import send_letters
from tests.consultation.addresses import url

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
WEEK = dt.timedelta(weeks=1)


def told():
    tasks.watch_outcomes()
    tasks.watch_outcomes()
    send_letters()
    letters = [letter.subject for letter in mail.outbox]
    mail.outbox.clear()
    return letters


def test_leads_are_reminded_after_six_ten_and_twelve_weeks_once_each(
    closed, dara, travel
):
    start = closed.closes_at
    roles = closed.council.memberships.current()
    leads = roles.filter(role="consultation_lead").count()
    heard = {}
    for week in range(14):
        travel(to=start + week * WEEK)
        if letters := told():
            heard[week] = len(letters)
    assert heard == dict.fromkeys((6, 10, 12), leads)


def test_after_twelve_weeks_a_notice_posts_itself_and_the_page_says_so(
    client, closed, travel
):
    """R38, and complaint B3: people reply and then hear nothing."""
    travel(to=closed.closes_at + 12 * WEEK - DAY)
    told()
    assert "were due by" not in client.get(url(closed, "consultation_detail")).text
    travel(to=closed.closes_at + 12 * WEEK + DAY)
    told()
    told()
    notice = closed.notices.get()
    assert notice.published_by is None
    shown = client.get(url(closed, "consultation_detail")).text
    assert "were due by" in shown
    assert "has not said why yet" in shown


def test_an_explanation_in_time_keeps_the_automatic_notice_away(
    sign_in, closed, dara, travel
):
    travel(to=closed.closes_at + 11 * WEEK)
    typed = {"words": "Half of the team is ill.", "results_by_on": "1 9 2027"}
    page = sign_in(dara).post(url(closed, "explain_delay"), typed)
    assert page.status_code == 302
    travel(to=closed.closes_at + 13 * WEEK)
    told()
    assert closed.notices.get().words == "Half of the team is ill."
    closed.refresh_from_db()
    assert closed.results_by_on == dt.date(2027, 9, 1)


def test_the_lead_sees_that_an_explanation_is_owed(closed, dara, eastfield, travel):
    travel(to=closed.closes_at + 13 * WEEK)
    titles = [item.title for item in waiting(dara, eastfield)]
    assert any(title.startswith("Late: say in public why") for title in titles)


def test_results_that_are_out_are_never_late(reported, dara, travel):
    with pytest.raises(Refused, match="still to come"):
        reported.explain_delay("Late.", by=dara)
    travel(to=reported.closes_at + 20 * WEEK)
    assert not reported.is_overdue()


def test_half_way_the_lead_is_asked_to_look_at_who_is_missing(round, dara, travel):
    """R31."""
    assert told() == []
    travel(to=round.halfway_at())
    assert set(told()) == {"Half-way: look at who has not replied"}
    preparing.add_equality_analysis(
        round.consultation, "midpoint", "Few replies from Harbour.", by=dara
    )
    assert not round.owes_halfway_check()


def test_near_a_poll_the_round_stays_open_and_calls_to_reply_wait(
    round, eastfield, dara, travel
):
    """R6."""
    followers.confirm(
        eastfield, followers.ask(eastfield, "fay@example.org", ["consultations"])
    )
    last = round.closes_at - DAY
    poll = (round.closes_at + 2 * DAY).date()
    preparing.enter_date(
        eastfield, "poll", "By-election", poll, poll, source="Notice", by=dara
    )
    travel(to=last)
    mail.outbox.clear()
    tasks.tell_of_dates()
    send_letters()
    assert not [one for one in mail.outbox if one.subject.startswith("Closes soon")]
    assert round.is_open()
