"""Forgetting what has been kept for long enough, each council by its own periods."""

from django.db import transaction

from audit import clock
from audit.trail import record
from councils.models import Council, RetentionPeriod
from metrics.models import DatedRule
from records import retention

# What the council decides a period for, and the kind of record that it is about.
DECIDED = {RetentionPeriod.Kind.LETTER: "letters"}


def forget() -> dict[str, int]:
    """Forget for every council, and what belongs to none. Says how many of what."""
    total: dict[str, int] = {}
    for council in [*Council.objects.all(), None]:
        for kind, count in _forget_for(council).items():
            total[kind] = total.get(kind, 0) + count
    return total


@transaction.atomic
def _forget_for(council: Council | None) -> dict[str, int]:
    forgotten = retention.apply(periods_of(council), council)
    if council and any(forgotten.values()):
        record("records.forgotten", council, by="system", data=forgotten)
    return forgotten


def periods_of(council: Council | None) -> dict[str, int]:
    """Days for each kind of record, counted back from today."""
    today = clock.today()
    months = RetentionPeriod.all_for(council) if council else RetentionPeriod.USUAL
    periods = {
        kind: (today - clock.add_months(today, -months[decided])).days
        for decided, kind in DECIDED.items()
    }
    asked = DatedRule.objects.value("unconfirmed_requests", today)
    return periods | {"unconfirmed_follows": asked["days"]}
