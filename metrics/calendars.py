"""Working days with the bank holidays and periods that are in force."""

import datetime as dt

from django.utils.translation import gettext as _

from audit.lifecycle import Refused
from councils.models import Council
from metrics.models import DatedRule
from metrics.nations import profile_for
from metrics.working_days import nth_working_day

BANK_HOLIDAYS = "bank_holidays_england"


def bank_holidays(
    first: dt.date, last: dt.date, kind: str = BANK_HOLIDAYS
) -> set[dt.date]:
    """The bank holidays from one day to another, in England unless the kind of rule
    of another nation is given. Refuses a year that is not loaded,
    since a missing year would look like a year without holidays."""
    rules = DatedRule.objects.filter(
        kind=kind, from_on__year__gte=first.year, from_on__year__lte=last.year
    )
    known = {rule.from_on.year: rule.value["days"] for rule in rules}
    for year in range(first.year, last.year + 1):
        if year not in known:
            raise Refused(
                _("The bank holidays of %(year)s are not known here yet.")
                % {"year": year}
            )
    days = (dt.date.fromisoformat(day["on"]) for year in known.values() for day in year)
    return {day for day in days if first <= day <= last}


def working_days_after(first: dt.date, days: int, kind: str = BANK_HOLIDAYS) -> dt.date:
    """The last day of a period of working days that begins on `first`."""
    holidays = bank_holidays(first, _ample(first, days), kind)
    return nth_working_day(first, days, holidays)


def standstill_ends_on(
    published_on: dt.date, nation: Council.Nation = Council.Nation.ENGLAND
) -> dt.date:
    """The last day of the standstill, for an award notice published on a day. The
    contract may be signed from the day after."""
    law = profile_for(nation, published_on)
    period = DatedRule.objects.value(law.standstill, published_on)
    if "calendar_days" in period:
        return published_on + dt.timedelta(days=period["calendar_days"])
    return working_days_after(published_on, period["days"], law.bank_holidays)


def _ample(first: dt.date, days: int) -> dt.date:
    """A day surely after so many working days: twice as many and a fortnight."""
    return first + dt.timedelta(days=2 * days + 14)
