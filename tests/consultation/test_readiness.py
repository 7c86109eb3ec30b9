"""What a plan lacks, with plain facts."""

import datetime as dt
from dataclasses import replace

import pytest

from consultation import readiness
from consultation.readiness import LengthRule, Plan

UTC = dt.UTC
NOW = dt.datetime(2026, 11, 22, 10, tzinfo=UTC)
RULE = LengthRule(usual_weeks=8, warn_below_weeks=6, reason_below_weeks=4)
READY = Plan(
    texts=dict.fromkeys(readiness.TEXTS, "Something."),
    decision_on=dt.date(2027, 3, 1),
    opens_at=dt.datetime(2026, 12, 1, 9, tzinfo=UTC),
    closes_at=dt.datetime(2027, 1, 26, 17, tzinfo=UTC),
    closes_on=dt.date(2027, 1, 26),
    results_by_on=dt.date(2027, 2, 20),
    short_reason="",
    open_paragraphs=3,
    has_privacy_notice=True,
    dpia_is_settled=True,
    has_equality_analysis=True,
    calendar_is_answered=True,
    election_is_signed_off=True,
    short_is_signed_off=True,
)


def codes(plan, at=NOW):
    return [gap.code for gap in readiness.gaps(plan, RULE, at)]


def test_a_whole_plan_lacks_nothing():
    assert codes(READY) == []


@pytest.mark.parametrize("name", readiness.TEXTS)
def test_each_text_must_be_written(name):
    assert codes(replace(READY, texts=READY.texts | {name: "  "})) == [name]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"open_paragraphs": 0}, "no_open_paragraph"),
        ({"unanswered_rounds": 1}, "earlier_round_unanswered"),
        ({"overlapping_rounds": 1}, "overlap"),
        ({"decision_on": None}, "decision_on"),
        ({"decision_on": dt.date(2027, 1, 26)}, "decision_before_close"),
        ({"opens_at": None}, "dates"),
        ({"closes_at": READY.opens_at}, "closes_before_opening"),
        ({"results_by_on": None}, "results_by_on"),
        ({"results_by_on": dt.date(2027, 1, 26)}, "results_before_close"),
        ({"opens_at": NOW - dt.timedelta(seconds=1)}, "opens_in_the_past"),
        ({"has_privacy_notice": False}, "privacy_notice"),
        ({"dpia_is_settled": False}, "dpia"),
        ({"has_equality_analysis": False}, "equality_analysis"),
        ({"groups_left": ("People who use the services",)}, "groups"),
        ({"formats_missing": ("Easy Read",)}, "formats_missing"),
        ({"formats_stale": ("Easy Read",)}, "formats_stale"),
        ({"calendar_is_answered": False}, "calendar_reason"),
        ({"election_is_signed_off": False}, "election_sign_off"),
        ({"is_scoping": True, "scoping_weeks": 9}, "scoping_short"),
    ],
)
def test_each_gap_is_named(change, code):
    assert codes(replace(READY, **change)) == [code]


def test_all_gaps_are_listed_at_once_in_the_order_of_the_tasks():
    empty = Plan({}, None, None, None, None, None, "", 0)
    assert codes(empty) == [
        "no_open_paragraph",
        *readiness.TEXTS,
        "decision_on",
        "dates",
        "privacy_notice",
        "dpia",
        "equality_analysis",
    ]


@pytest.mark.parametrize(
    ("days", "reason", "found"),
    [
        (27, "", ["short_reason"]),
        (27, "The grant ends in March.", []),
        (28, "", []),
        (56, "", []),
    ],
)
def test_under_four_weeks_a_reason_is_owed(days, reason, found):
    closes = READY.opens_at + dt.timedelta(days=days)
    plan = replace(READY, closes_at=closes, short_reason=reason)
    assert codes(plan) == found


def test_a_round_over_a_clock_change_keeps_its_number_of_days():
    opens = dt.datetime(2027, 3, 1, 9, tzinfo=UTC)
    closes = dt.datetime(2027, 3, 29, 8, tzinfo=UTC)  # 9am in summer time
    assert readiness.days_open(opens, closes) == 28
