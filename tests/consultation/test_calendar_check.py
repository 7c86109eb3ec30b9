"""Holidays in a round, with plain dates."""

import datetime as dt

from consultation.calendar_check import Period, advise

FIRST, LAST = dt.date(2026, 12, 1), dt.date(2027, 1, 10)
CHRISTMAS = Period("Christmas", dt.date(2026, 12, 20), dt.date(2027, 1, 3))


def test_the_close_moves_by_the_days_that_holidays_take():
    advice = advise(FIRST, LAST, [CHRISTMAS], least_days=5)
    assert advice.days_lost == 15
    assert advice.suggested_close_on == dt.date(2027, 1, 25)


def test_days_in_two_periods_are_lost_once():
    new_year = Period("New Year", dt.date(2027, 1, 1), dt.date(2027, 1, 1))
    assert advise(FIRST, LAST, [CHRISTMAS, new_year], least_days=5).days_lost == 15


def test_a_single_bank_holiday_asks_for_nothing():
    may_day = Period("May Day", dt.date(2027, 5, 3), dt.date(2027, 5, 3))
    advice = advise(dt.date(2027, 4, 20), dt.date(2027, 6, 20), [may_day], least_days=5)
    assert advice.days_lost == 1
    assert not advice.is_needed


def test_what_lies_outside_the_round_does_not_count():
    summer = Period("Summer", dt.date(2027, 7, 20), dt.date(2027, 8, 31))
    assert advise(FIRST, LAST, [summer], least_days=1).overlaps == ()
