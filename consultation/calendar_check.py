"""Which periods make it hard to reply, and how much longer a round should be. Pure."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """A time from one day to another, both included."""

    name: str
    first_on: dt.date
    last_on: dt.date

    def days_within(self, first: dt.date, last: dt.date) -> set[dt.date]:
        begins, ends = max(self.first_on, first), min(self.last_on, last)
        return {begins + DAY * n for n in range((ends - begins).days + 1)}


@dataclass(frozen=True)
class Overlap:
    """A period that a round runs into, and for how many days."""

    period: Period
    days: int


@dataclass(frozen=True)
class Advice:
    """What the calendar says of a round."""

    overlaps: Sequence[Overlap]
    days_lost: int
    suggested_close_on: dt.date | None

    @property
    def is_needed(self) -> bool:
        return self.suggested_close_on is not None


def advise(
    opens_on: dt.date, closes_on: dt.date, periods: Iterable[Period], least_days: int
) -> Advice:
    """Suggest a later close when so many days of a round are holidays."""
    overlaps, lost = [], set()
    for period in periods:
        days = period.days_within(opens_on, closes_on)
        if days:
            overlaps.append(Overlap(period, len(days)))
            lost |= days
    enough = len(lost) >= least_days
    later = closes_on + DAY * len(lost) if enough else None
    return Advice(tuple(overlaps), len(lost), later)
