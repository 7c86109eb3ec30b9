"""Once announced, a round can get more time, a correction, a pause or an early end.

Each is public, and none makes the time shorter.
"""

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from audit.lifecycle import Refused
from audit.models import Event
from charters.models import Charter
from consultation.models import Notice, Round
from tests.factories import open_round, planned_round, scheduled_round, send_response

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def test_more_time_moves_the_close_and_says_so_in_public(round, dara, travel):
    before = round.closes_at
    notice = round.extend(before + 7 * DAY, "The post was late.", by=dara)
    round.refresh_from_db()
    assert (notice.closed_before_at, notice.closes_at) == (before, round.closes_at)
    event = Event.objects.get(verb="round.extended")
    assert event.data["words"] == "The post was late."
    travel(to=before)
    assert round.is_open()
    assert round.charter.holds.get().locks_text_until == round.closes_at


def test_a_round_is_never_made_shorter(round, dara):
    with pytest.raises(Refused, match="never made shorter"):
        round.extend(round.closes_at - DAY, "We want it sooner.", by=dara)
    notice = Notice(
        round=round,
        kind="extended",
        words="Shorter.",
        closed_before_at=round.closes_at,
        closes_at=round.closes_at - DAY,
    )
    with pytest.raises(IntegrityError, match="never_makes"), transaction.atomic():
        notice.save()


def test_a_later_close_asks_for_later_results_and_a_later_decision(round, dara):
    far = round.closes_at + 120 * DAY
    with pytest.raises(Refused, match="results"):
        round.extend(far, "More time.", by=dara)
    later = (far + 90 * DAY).date()
    with pytest.raises(Refused, match="decision"):
        round.extend(far, "More time.", results_by_on=later, by=dara)
    round.extend(
        far, "More time.", results_by_on=later, decision_on=later + DAY, by=dara
    )
    round.consultation.refresh_from_db()
    assert round.consultation.decision_on == later + DAY


@pytest.mark.parametrize("act", ["extend", "pause", "resume"])
def test_a_closed_round_cannot_be_opened_again(closed, dara, act):
    arguments = {"extend": (closed.closes_at + DAY, "Late.")}.get(act, ("Late.",))
    with pytest.raises(Refused, match="closed"):
        getattr(closed, act)(*arguments, by=dara)


def test_a_plan_cannot_be_extended_or_cancelled(eastfield, dara):
    round = planned_round(eastfield)
    with pytest.raises(Refused, match="only while a round is announced"):
        round.extend(round.closes_at + DAY, "More.", by=dara)
    with pytest.raises(Refused, match="only while a round is announced"):
        round.cancel("No.", by=dara)


def test_a_correction_stands_beside_the_frozen_words(round, dara):
    clause = round.edition.clauses.first()
    round.correct("It is 40 homes, not 400.", clause=clause, by=dara)
    assert clause.errata.get().words == "It is 40 homes, not 400."
    clause.refresh_from_db()
    assert "40 homes" not in clause.text


def test_a_notice_cannot_be_altered_or_deleted(round, dara):
    notice = round.correct("A misprint.", by=dara)
    notice.words = "No misprint."
    for act in (notice.save, notice.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_a_pause_stops_the_clock_and_gives_the_time_back(round, dara, travel):
    before = round.closes_at
    round.pause("A page was missing.", by=dara)
    assert round.phase() == "paused"
    with pytest.raises(Refused, match="paused"):
        send_response(round)
    travel(to=before + DAY)
    assert not round.has_closed()
    assert not Round.objects.closed().exists()
    assert not Round.objects.open().exists()
    with pytest.raises(Refused, match="get back the time"):
        round.resume("Mended.", closes_at=round.resumes_with() - DAY, by=dara)
    round.resume("The page is there now.", by=dara)
    assert round.is_open()
    lost = (before + DAY) - round.notices.get(kind="paused").published_at
    assert abs(round.closes_at - (before + lost)) < dt.timedelta(seconds=1)


def test_a_cancelled_round_keeps_its_responses_and_frees_the_charter(round, dara):
    send_response(round)
    round.cancel("The law changed.", by=dara)
    assert round.phase() == "cancelled"
    assert round.responses.count() == 1
    assert not round.charter.holds.exists()
    charter = Charter.objects.get(pk=round.charter_id)
    assert charter.status == Charter.Status.DRAFTING
    with pytest.raises(Refused, match="cancelled"):
        send_response(round)


@pytest.mark.slow
def test_after_a_cancelled_round_another_can_run_at_the_same_time(eastfield, dara):
    first = scheduled_round(eastfield)
    first.cancel("A misprint on the cover.", by=dara)
    assert not first.edition.is_public()
    charter = Charter.objects.get(pk=first.charter_id)
    again = open_round(eastfield, charter=charter, slug="again", title="Again")
    assert again.is_open()
