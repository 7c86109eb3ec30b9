"""What proves a deadline: how many came in its last hour, and how the rest fared."""

import datetime as dt

from audit import clock
from consultation.models import Round

LAST_HOUR = dt.timedelta(hours=1)


def counts(round: Round) -> dict[str, int]:
    """How many responses came in the last hour, in the grace, and after it."""
    every = round.responses.filter(withdrawn_at=None)
    late = every.late()
    return {
        "in_time": every.in_time().count(),
        "last_hour": every.filter(
            received_at__gte=round.closes_at - LAST_HOUR,
            received_at__lt=round.closes_at,
        ).count(),
        "in_progress": every.in_progress_at_close().count(),
        "late": late.count(),
        "late_considered": late.exclude(late_decided_at=None)
        .filter(standing="counted")
        .count(),
        "too_late": every.too_late().count(),
    }


def clocks_change_near(instant: dt.datetime) -> bool:
    """Whether London clocks change on the day of an instant."""
    day = clock.london(instant).date()
    begins = clock.day_starts(day)
    ends = clock.day_starts(day + dt.timedelta(days=1))
    return ends - begins != dt.timedelta(days=1)
