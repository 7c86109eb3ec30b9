import datetime as dt

import pytest
from django.core.exceptions import ImproperlyConfigured, ValidationError
from hypothesis import given
from hypothesis import strategies as st

from audit import clock

BEFORE = dt.datetime(2027, 3, 1, 12, tzinfo=dt.UTC)


def test_the_clock_can_be_moved_and_comes_back():
    with clock.at(BEFORE):
        assert clock.now() == BEFORE
        with clock.at(BEFORE + dt.timedelta(days=1)):
            assert clock.today() == dt.date(2027, 3, 2)
        assert clock.now() == BEFORE
    assert clock.now() != BEFORE


def test_a_live_installation_does_not_move_its_clock(settings):
    settings.CLOCK_MAY_BE_MOVED = False
    with pytest.raises(ImproperlyConfigured), clock.at(BEFORE):
        pass


def test_the_clock_is_not_moved_to_a_moment_without_a_zone():
    with pytest.raises(ValueError, match="aware"), clock.at(dt.datetime(2027, 3, 1)):
        pass


def test_processes_go_ahead_together_by_a_file(settings, tmp_path):
    before = clock.now()
    settings.CLOCK_FILE = str(tmp_path / "ahead")
    assert clock.now() - before < dt.timedelta(minutes=1)
    (tmp_path / "ahead").write_text("86400")
    assert clock.now() - before > dt.timedelta(days=1)


def test_today_is_the_london_date():
    with clock.at(dt.datetime(2027, 6, 30, 23, 30, tzinfo=dt.UTC)):
        assert clock.today() == dt.date(2027, 7, 1)


@pytest.mark.parametrize(
    ("date", "hour", "utc_hour"),
    [
        (dt.date(2027, 1, 15), 17, 17),
        (dt.date(2027, 7, 15), 17, 16),
        (dt.date(2027, 3, 28), 2, 1),
        (dt.date(2027, 10, 31), 2, 2),
    ],
)
def test_a_london_time_becomes_an_instant(date, hour, utc_hour):
    instant = clock.instant(date, dt.time(hour))
    assert instant == dt.datetime.combine(date, dt.time(utc_hour), tzinfo=dt.UTC)


def test_an_hour_that_does_not_happen_is_refused():
    with pytest.raises(ValidationError, match="does not exist that night"):
        clock.instant(dt.date(2027, 3, 28), dt.time(1, 30), "Closing time")


def test_an_hour_that_happens_twice_is_refused():
    with pytest.raises(ValidationError, match="Closing time happens twice"):
        clock.instant(dt.date(2027, 10, 31), dt.time(1, 30), "Closing time")


@given(
    st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2060, 1, 1)).map(
        lambda moment: moment.replace(second=0, microsecond=0)
    )
)
def test_every_london_time_is_refused_or_comes_back_as_it_was(local):
    try:
        instant = clock.instant(local.date(), local.time())
    except ValidationError:
        assert local.hour == 1
        assert local.month in (3, 10)
    else:
        assert clock.london(instant).replace(tzinfo=None) == local


def test_months_are_counted_from_the_anchor():
    anchor = dt.date(2027, 1, 31)
    months = [clock.add_months(anchor, n) for n in (1, 2, 3, 13)]
    assert [month.day for month in months] == [28, 31, 30, 29]


def test_chained_months_would_drift():
    """The control: this is the fault that counting from an anchor prevents."""
    chained = clock.add_months(clock.add_months(dt.date(2027, 1, 31), 1), 1)
    assert chained != clock.add_months(dt.date(2027, 1, 31), 2)


@given(
    st.dates(dt.date(2020, 1, 1), dt.date(2400, 1, 1)),
    st.integers(min_value=0, max_value=1200),
)
def test_a_month_later_keeps_the_day_or_takes_the_last_one(anchor, months):
    later = clock.add_months(anchor, months)
    assert (later.year - anchor.year) * 12 + later.month - anchor.month == months
    is_last_day = (later + dt.timedelta(days=1)).day == 1
    assert later.day == anchor.day or (later.day < anchor.day and is_last_day)
