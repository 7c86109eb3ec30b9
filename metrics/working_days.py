"""Working days: Monday to Friday without bank holidays.

Pure: dates in, dates out. The caller brings the bank holidays, since they are dated
data that somebody has to look up.
"""

from collections.abc import Collection, Iterator
from datetime import date, timedelta

_DAY = timedelta(days=1)


def is_working_day(day: date, holidays: Collection[date]) -> bool:
    return day.weekday() < 5 and day not in holidays


def working_days_from(first: date, holidays: Collection[date]) -> Iterator[date]:
    """Every working day from `first` on, `first` itself if it is one."""
    day = first
    while True:
        if is_working_day(day, holidays):
            yield day
        day += _DAY


def nth_working_day(first: date, n: int, holidays: Collection[date]) -> date:
    """The n-th working day of a period that begins on `first`.

    Day 1 is `first` when that is a working day, and the next working day otherwise:
    so "eight working days beginning with the day of publication" ends on
    `nth_working_day(published_on, 8, holidays)`.
    """
    if n < 1:
        raise ValueError("A period has at least one working day.")
    for count, day in enumerate(working_days_from(first, holidays), start=1):
        if count == n:
            return day
    raise AssertionError  # the iterator never ends


def working_days_between(first: date, last: date, holidays: Collection[date]) -> int:
    """How many working days lie in [first, last], both ends included."""
    count, day = 0, first
    while day <= last:
        count += is_working_day(day, holidays)
        day += _DAY
    return count
