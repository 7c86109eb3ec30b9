"""An officer plans a consultation."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from audit.lifecycle import Refused
from audit.models import Event
from consultation import planning
from consultation.models import Consultation
from tests.consultation.addresses import url
from tests.factories import FAIR_TEXTS, planned_round, ready_charter, scheduled_round

pytestmark = pytest.mark.django_db


def test_a_plan_has_a_first_round_and_leaves_a_trail(eastfield, dara):
    charter = ready_charter(eastfield)
    plan = planning.plan_consultation(charter, "Have your say", slug="say", by=dara)
    assert plan.rounds.get().number == 1
    assert list(
        Event.objects.filter(verb__in=["consultation.planned", "round.planned"])
        .order_by("pk")
        .values_list("verb", "actor")
    ) == [
        ("consultation.planned", str(dara.actor_id)),
        ("round.planned", str(dara.actor_id)),
    ]


def test_an_empty_plan_lists_everything_that_is_missing(eastfield, dara):
    charter = ready_charter(eastfield)
    plan = planning.plan_consultation(charter, "Have your say", slug="say", by=dara)
    codes = [gap.code for gap in plan.rounds.get().gaps()]
    assert set(FAIR_TEXTS) <= set(codes)
    assert "dates" in codes


def test_a_text_that_no_consultation_has_is_an_error_of_the_caller(eastfield, dara):
    with pytest.raises(TypeError, match="colour"):
        planning.plan_consultation(
            ready_charter(eastfield), "Say", slug="say", by=dara, colour="red"
        )


def test_the_texts_are_fixed_once_the_round_is_announced(eastfield, dara):
    round = scheduled_round(eastfield)
    with pytest.raises(Refused, match="announced"):
        planning.write_texts(round.consultation, by=dara, proposal="Another.")


def test_a_round_closes_at_five_unless_told_otherwise():
    assert planning.closes_at(dt.date(2027, 1, 26)) == dt.datetime(
        2027, 1, 26, 17, tzinfo=dt.UTC
    )
    assert planning.closes_at(dt.date(2027, 7, 1)) == dt.datetime(
        2027, 7, 1, 16, tzinfo=dt.UTC
    )


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (dt.date(2027, 3, 28), "does not exist"),
        (dt.date(2027, 10, 31), "happens twice"),
    ],
)
def test_an_hour_that_is_missing_or_doubled_is_refused(day, words):
    with pytest.raises(ValidationError, match=words):
        planning.closes_at(day, dt.time(1, 30))


def test_one_round_is_planned_at_a_time(eastfield, dara):
    round = planned_round(eastfield)
    with pytest.raises(Refused, match="still being planned"):
        planning.add_round(round.consultation, by=dara)


def test_the_page_for_dates_wants_a_reason_for_a_short_round(sign_in, eastfield, dara):
    round = planned_round(eastfield, by=dara)
    posted = {
        "opens_at": "2027-01-04T09:00",
        "closes_at": "2027-01-25T17:00",
        "results_by_on": "2027-03-01",
        "comments_shown": "after_close",
    }
    answer = sign_in(dara).post(url(round, "round_dates"), posted)
    assert answer.status_code == 200
    assert "Explain why a shorter period is fair" in answer.text
    posted["short_reason"] = "The grant ends in March."
    answer = sign_in(dara).post(url(round, "round_dates"), posted)
    assert answer.status_code == 302
    round.refresh_from_db()
    assert round.short_reason == "The grant ends in March."


def test_the_page_for_dates_refuses_an_end_before_the_start(sign_in, eastfield, dara):
    round = planned_round(eastfield, by=dara)
    answer = sign_in(dara).post(
        url(round, "round_dates"),
        {
            "opens_at": "2027-01-25T09:00",
            "closes_at": "2027-01-04T17:00",
            "results_by_on": "2027-03-01",
            "comments_shown": "after_close",
        },
    )
    assert "Closing date must be after the opening date" in answer.text


def test_the_page_begins_a_plan(sign_in, eastfield, dara):
    charter = ready_charter(eastfield)
    answer = sign_in(dara).post(
        "/eastfield/workspace/consultations/new/",
        {"charter": charter.slug, "title": "What matters?", "kind": "content"},
    )
    assert answer.status_code == 302
    assert Consultation.objects.get().slug == "what-matters"


def test_two_plans_cannot_share_a_name(sign_in, eastfield, dara):
    round = planned_round(eastfield, by=dara)
    answer = sign_in(dara).post(
        "/eastfield/workspace/consultations/new/",
        {
            "charter": round.charter.slug,
            "title": round.consultation.title,
            "kind": "content",
        },
    )
    assert "Another consultation has this name" in answer.text


def test_information_is_saved_in_parts(sign_in, eastfield, dara):
    plan = planning.plan_consultation(
        ready_charter(eastfield), "Have your say", slug="say", by=dara
    )
    round = plan.rounds.get()
    answer = sign_in(dara).post(
        url(round, "information"), {"title": "Have your say", "proposal": "A charter."}
    )
    assert answer.status_code == 302
    plan.refresh_from_db()
    assert plan.proposal == "A charter."
    assert "reasons" in [gap.code for gap in round.gaps()]
