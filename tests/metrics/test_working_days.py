"""Working days and the standstill, in plain dates."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metrics.working_days import (
    is_working_day,
    nth_working_day,
    working_days_between,
)

CHRISTMAS = {dt.date(2026, 12, 25), dt.date(2026, 12, 28), dt.date(2027, 1, 1)}
dates = st.dates(dt.date(2020, 1, 1), dt.date(2130, 12, 31))


def test_weekends_and_bank_holidays_do_not_count():
    assert is_working_day(dt.date(2026, 12, 24), CHRISTMAS)
    assert not is_working_day(dt.date(2026, 12, 25), CHRISTMAS)
    assert not is_working_day(dt.date(2026, 12, 26), CHRISTMAS)


@pytest.mark.parametrize(
    ("published", "ends"),
    [
        (dt.date(2026, 11, 23), dt.date(2026, 12, 2)),  # a Monday: day 1 is that day
        (dt.date(2026, 11, 21), dt.date(2026, 12, 2)),  # a Saturday: day 1 is Monday
        (dt.date(2026, 12, 18), dt.date(2026, 12, 31)),  # over Christmas
        (dt.date(2026, 12, 21), dt.date(2027, 1, 4)),  # and over New Year's Day
    ],
)
def test_eight_working_days_begin_with_the_day_of_publication(published, ends):
    assert nth_working_day(published, 8, CHRISTMAS) == ends


def test_without_the_bank_holidays_the_standstill_would_end_too_early():
    """The negative control: the holidays are what moves the date."""
    day = dt.date(2026, 12, 18)
    assert nth_working_day(day, 8, set()) < nth_working_day(day, 8, CHRISTMAS)


def test_a_period_of_no_days_is_refused():
    with pytest.raises(ValueError, match="at least one"):
        nth_working_day(dt.date(2026, 1, 1), 0, set())


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(first=dates, n=st.integers(1, 60))
def test_the_nth_working_day_has_n_working_days_up_to_it(first, n):
    last = nth_working_day(first, n, CHRISTMAS)
    assert is_working_day(last, CHRISTMAS)
    assert working_days_between(first, last, CHRISTMAS) == n
