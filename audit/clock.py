"""The one clock. All code asks it for the time; tests and the demo move it.

Instants are aware and in UTC. People read and write times in London; the edge
converts. Months are counted from an anchor, so that they do not drift.
"""

import calendar
import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.utils.translation import gettext as _

LONDON = ZoneInfo("Europe/London")

_moved: ContextVar[dt.datetime | None] = ContextVar("moved_clock", default=None)


def now() -> dt.datetime:
    """This instant, aware, in UTC."""
    return _moved.get() or dt.datetime.now(dt.UTC) + _ahead()  # noqa: TID251


def _ahead() -> dt.timedelta:
    """How far the processes of a journey have gone ahead of time, all together.

    `CLOCK_FILE` names a file with a number of seconds. It is never set in production.
    """
    if not settings.CLOCK_FILE:
        return dt.timedelta()
    try:
        return dt.timedelta(seconds=float(Path(settings.CLOCK_FILE).read_text()))
    except (FileNotFoundError, ValueError):  # not moved yet, or being written
        return dt.timedelta()


def today() -> dt.date:
    """The date on a London calendar."""
    return now().astimezone(LONDON).date()


@contextmanager
def at(moment: dt.datetime) -> Iterator[None]:
    """Let it be `moment` inside the block. Refused in production."""
    if not settings.CLOCK_MAY_BE_MOVED:
        raise ImproperlyConfigured("The clock cannot be moved on a live installation.")
    if moment.tzinfo is None:
        raise ValueError("The clock can only be moved to an aware moment.")
    token = _moved.set(moment.astimezone(dt.UTC))
    try:
        yield
    finally:
        _moved.reset(token)


def london(instant: dt.datetime) -> dt.datetime:
    """The same instant as people in London read it."""
    return instant.astimezone(LONDON)


def instant(date: dt.date, time: dt.time, name: str = "") -> dt.datetime:
    """The instant at which London clocks show `date` and `time`.

    Refuses an hour that does not happen (spring) and one that happens twice
    (autumn), since nobody can tell which was meant.
    """
    local = dt.datetime.combine(date, time)
    earlier = local.replace(tzinfo=LONDON, fold=0)
    later = local.replace(tzinfo=LONDON, fold=1)
    subject = name or _("The time")
    if earlier.utcoffset() != later.utcoffset():
        if _exists(earlier):
            raise ValidationError(
                _(
                    "%(subject)s happens twice that night, because the clocks go back. "
                    "Choose a time before 1am or from 2am."
                )
                % {"subject": subject},
                code="doubled_hour",
            )
        raise ValidationError(
            _(
                "%(subject)s does not exist that night, because the clocks go forward. "
                "Choose a time before 1am or from 2am."
            )
            % {"subject": subject},
            code="missing_hour",
        )
    return earlier.astimezone(dt.UTC)


def _exists(local: dt.datetime) -> bool:
    back = local.astimezone(dt.UTC).astimezone(LONDON)
    return back.replace(tzinfo=None) == local.replace(tzinfo=None)


def add_months(anchor: dt.date, months: int) -> dt.date:
    """`months` after `anchor`, on the anchor's day or the month's last one.

    Always count from the same anchor: 31 January gives 28 February and then
    31 March, where chained steps would stay on the 28th for ever.
    """
    month = anchor.month - 1 + months
    year, month = anchor.year + month // 12, month % 12 + 1
    last_day = calendar.monthrange(year, month)[1]
    return anchor.replace(year=year, month=month, day=min(anchor.day, last_day))


def day_starts(date: dt.date) -> dt.datetime:
    """The first instant of a London day."""
    return dt.datetime.combine(date, dt.time(), tzinfo=LONDON).astimezone(dt.UTC)
