"""What is begun in time may be finished; what comes later is kept and decided about."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from audit.lifecycle import Refused
from audit.models import Event
from consultation import drafts, planning
from consultation.models import Draft, Response, Round
from consultation.receipts import token_hash
from tests.factories import open_round, send_response

pytestmark = pytest.mark.django_db

MINUTE = dt.timedelta(minutes=1)
SECOND = dt.timedelta(seconds=1)


@pytest.mark.parametrize(
    ("after", "in_progress", "late"),
    [
        (29 * MINUTE, True, False),
        (30 * MINUTE, False, True),
        (31 * MINUTE, False, True),
    ],
)
def test_what_was_begun_before_the_close_may_be_sent_in_the_grace(
    round, travel, after, in_progress, late
):
    travel(to=round.closes_at - MINUTE)
    draft, token = Draft.begin(round)
    draft.write("whole", {"text": "I type slowly."}, {"kind": "lives_here"})
    travel(to=round.closes_at + after)
    response = drafts.send(round, token_hash(token)).response
    assert (response.was_in_progress, response.is_late) == (in_progress, late)
    assert round.responses.late().exists() is late
    assert round.responses.in_progress_at_close().exists() is in_progress
    assert round.responses.in_time().exists() is not late


def test_what_was_begun_after_the_close_has_no_grace(round, travel):
    travel(to=round.closes_at + MINUTE)
    response = send_response(round, begun_at=round.closes_at).response
    assert response.is_late


@pytest.mark.parametrize(
    "closing_on",
    [dt.date(2027, 3, 28), dt.date(2027, 10, 31), dt.date(2027, 5, 12)],
    ids=["clocks go forward", "clocks go back", "ordinary day"],
)
def test_a_round_accepts_up_to_the_second_on_the_days_the_clocks_change(
    eastfield, closing_on
):
    """R16, and complaint B12: at which midnight does it close?"""
    midnight = planning.closes_at(closing_on + dt.timedelta(days=1), dt.time(0))
    round = Round(status="scheduled", opens_at=midnight - dt.timedelta(days=56))
    round.closes_at = midnight
    assert round.is_open(midnight - SECOND)
    assert round.has_closed(midnight)


def test_analysis_waits_until_each_late_response_is_decided(closed, dara, mona):
    late = send_response(closed, "I was in hospital.").response
    assert "Decide about the late responses. 1 left." in closed.obstacles("analysed")
    late.decide_late(True, "She was ill, and we have not analysed yet.", by=dara)
    assert not any("late" in one for one in closed.obstacles("analysed"))
    assert closed.figures() | {"comments": 0} == {
        "responses": 2,
        "in_progress": 0,
        "late": 1,
        "too_late": 0,
        "comments": 0,
        "signatures": 0,
    }


def test_a_late_response_that_is_not_considered_is_kept_and_counted_apart(closed, dara):
    late = send_response(closed, "Too late?").response
    with pytest.raises(Refused, match="reason"):
        late.decide_late(False, " ", by=dara)
    late.decide_late(False, "It came after the report was written.", by=dara)
    figures = closed.figures()
    assert (figures["responses"], figures["late"], figures["too_late"]) == (1, 0, 1)
    assert late.comments.get().text == "Too late?"
    assert Event.objects.get(verb="response.late_decided").data == {"considered": False}
    with pytest.raises(Refused):
        late.decide_late(True, "After all.", by=dara)


def test_a_response_in_time_cannot_be_called_late(closed, dara):
    with pytest.raises(Refused, match="did not come late"):
        closed.responses.get().decide_late(False, "We do not like it.", by=dara)


def test_the_database_wants_the_reason_too(closed):
    refused = pytest.raises(IntegrityError, match="decided_for_a_reason")
    with refused, transaction.atomic():
        Response.objects.update(standing="too_late")


def test_the_rules_for_late_words_are_fixed_once_the_round_is_announced(
    eastfield, dara
):
    round = open_round(eastfield)
    with pytest.raises(Refused, match="announced"):
        round.set_dates(
            round.opens_at, round.closes_at, late_rule="None count.", by=dara
        )
