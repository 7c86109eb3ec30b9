"""Promises in plain numbers and dates."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.delivery import (
    Felt,
    Report,
    Standing,
    Step,
    amount,
    rating,
    share,
    standing,
    weighted_share,
)

DUE = dt.date(2027, 3, 31)
BEFORE, AFTER = DUE - dt.timedelta(days=1), DUE + dt.timedelta(days=1)
CUT_OFFS = {"good": 100, "approaching_target": 90, "requires_improvement": 70}
LOVED = Felt(answers=4, happened=4, noticed=4, helped=3)
UNFELT = Felt(answers=4, happened=4, noticed=1, helped=1)
patient = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)


def told(claimed, accepted=None, day=BEFORE) -> Report:
    taken = None if accepted is None else Decimal(accepted)
    return Report(day, Decimal(claimed), taken)


def stands(reports=(), felt=None, on=BEFORE, level=4, **more) -> Standing:
    steps = [Step(Decimal(level), DUE)]
    return standing(Decimal(level), steps, list(reports), felt or Felt(), on=on, **more)


@pytest.mark.parametrize(
    ("reports", "felt", "on", "state"),
    [
        ([], None, BEFORE, "promised"),
        ([], None, DUE, "promised"),  # on the day it can still be kept
        ([], None, AFTER, "late"),
        ([told(1)], None, BEFORE, "started"),
        ([told(1)], None, AFTER, "late"),
        ([told(4)], None, BEFORE, "done"),
        ([told(4)], None, AFTER, "done"),  # the check is late, not the supplier
        ([told(4, 4)], None, BEFORE, "checked"),
        ([told(4, 3)], None, AFTER, "late"),
        ([told(4, 3), told(1, 1)], None, AFTER, "checked"),
        ([told(4, 4)], LOVED, AFTER, "kept"),
        ([told(4, 4)], UNFELT, AFTER, "checked"),
        ([told(4)], LOVED, BEFORE, "done"),  # residents alone do not make it kept
    ],
)
def test_the_state_follows_from_reports_dates_and_residents(reports, felt, on, state):
    assert stands(reports, felt, on).state == state


def test_delivered_but_not_felt_is_a_paper_success():
    assert stands([told(4, 4)], UNFELT).is_paper_success
    assert not stands([told(4, 4)], LOVED).is_paper_success
    assert not stands([told(4, 4)]).is_paper_success  # nobody has been asked yet
    assert not stands([told(1, 1)], UNFELT).is_paper_success


def test_two_answers_say_nothing():
    assert not Felt(2, 2, 2, 2).is_felt(3, Decimal(50))
    assert not Felt(2, 0, 0, 0).is_not_felt(3, Decimal(50))


def test_half_of_the_answers_are_enough():
    assert Felt(4, 4, 4, 2).is_felt(3, Decimal(50))
    assert not Felt(5, 5, 5, 2).is_felt(3, Decimal(50))


def test_what_is_not_kept_when_the_contract_breaks_is_broken():
    assert stands([told(1, 1)], contract_broken=True).state == "broken"
    assert stands([told(4, 4)], contract_broken=True).state == "checked"


def test_a_missed_step_on_the_way_is_late_too():
    steps = [Step(Decimal(2), DUE), Step(Decimal(4), DUE + dt.timedelta(days=365))]
    late = standing(Decimal(4), steps, [told(1)], Felt(), on=AFTER)
    fine = standing(Decimal(4), steps, [told(2)], Felt(), on=AFTER)
    assert (late.state, fine.state) == ("late", "started")
    assert late.due == 2


def test_percentages_do_not_add_up():
    reports = [told(60, 60, DUE - dt.timedelta(days=90)), told(80, 80)]
    found = stands(reports, level=80, adds_up=False)
    assert found.accepted == 80
    assert found.state == "checked"


def test_less_can_be_better():
    found = stands([told(6, 5)], level=5, adds_up=False, lower_is_better=True, on=AFTER)
    assert found.state == "checked"
    found = stands([told(6, 6)], level=5, adds_up=False, lower_is_better=True, on=AFTER)
    assert found.state == "late"


@pytest.mark.parametrize(
    ("due", "claimed", "verified", "percent", "word"),
    [  # the worked example of docs: metric, due to date, claimed, verified
        (4, 4, 4, "100.00", "good"),
        (100_000, 95_000, 90_000, "90.00", "approaching_target"),
        (300, 299, 269, "89.67", "requires_improvement"),
        (6, 6, 4, "66.67", "inadequate"),
        (50, 60, 60, "120.00", "good"),
        (10, 7, 7, "70.00", "requires_improvement"),
    ],
)
def test_the_worked_example_of_ratings(due, claimed, verified, percent, word):
    found = share(Decimal(due), Decimal(verified))
    assert f"{found:.2f}" == percent
    assert rating(found, CUT_OFFS) == word


def test_just_under_the_whole_is_not_good():
    assert rating(Decimal("99.999999"), CUT_OFFS) == "approaching_target"


def test_nothing_due_yet_is_other_and_divides_by_nothing():
    assert share(Decimal(0), Decimal(5)) is None
    assert rating(None, CUT_OFFS) == "other"
    assert weighted_share([(Decimal(40), None)]) is None


def test_the_worked_example_of_weights():
    weights = [40, 30, 20, 10]
    shares = [share(*map(Decimal, pair)) for pair in [(4, 4), (100_000, 90_000)]]
    shares += [share(Decimal(300), Decimal(269)), share(Decimal(6), Decimal(4))]
    lines = list(zip(map(Decimal, weights), shares, strict=True))
    assert f"{weighted_share(lines):.2f}" == "91.60"
    fallen = [share(Decimal(4), Decimal(1)), share(Decimal(100_000), Decimal(20_000))]
    lines = list(zip(map(Decimal, weights), fallen + shares[2:], strict=True))
    assert f"{weighted_share(lines):.2f}" == "40.60"


def test_a_line_counts_for_the_whole_at_most():
    lines = [(Decimal(50), Decimal(300)), (Decimal(50), Decimal(0))]
    assert weighted_share(lines) == 50


amounts = st.lists(st.integers(0, 50), max_size=6)


@patient
@given(claims=amounts, on=st.integers(-400, 400))
def test_nothing_is_kept_without_a_check(claims, on):
    reports = [told(claim) for claim in claims]
    found = stands(reports, LOVED, DUE + dt.timedelta(days=on))
    assert found.state not in {"checked", "felt", "kept"}
    assert found.accepted == 0


@patient
@given(claims=amounts, level=st.integers(1, 60))
def test_accepting_more_never_makes_it_worse(claims, level):
    order = ["broken", "late", "promised", "started", "done", "checked", "kept"]
    before = stands([told(c) for c in claims], level=level, on=AFTER)
    after = stands([told(c, c) for c in claims], level=level, on=AFTER)
    assert order.index(after.state) >= order.index(before.state)


@patient
@given(claims=amounts)
def test_amounts_add_up_in_any_order(claims):
    days = [(DUE + dt.timedelta(days=n), Decimal(c)) for n, c in enumerate(claims)]
    total = amount(days, adds_up=True)
    assert total == (sum(claims) if claims else None)
    assert amount(reversed(days), adds_up=True) == total
    last = amount(reversed(days), adds_up=False)
    assert last == (claims[-1] if claims else None)
