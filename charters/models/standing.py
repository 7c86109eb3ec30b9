"""When a charter is in force: what was decided, and what the calendar makes of it."""

import datetime as dt

from django.db.models import Q

from audit import clock

ADOPTED = "adopted"


def in_force(prefix: str = "", on: dt.date | None = None) -> Q:
    """Charters that hold on a day; `prefix` leads from the rows that are asked."""
    day = on or clock.today()
    begun = Q(**{f"{prefix}status": ADOPTED, f"{prefix}in_force_from__lte": day})
    no_end = Q(**{f"{prefix}in_force_until": None})
    return begun & (no_end | Q(**{f"{prefix}in_force_until__gt": day}))
