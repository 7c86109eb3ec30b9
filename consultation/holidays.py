"""The calendar of a council: national dated data and the council's own dates."""

import datetime as dt

from audit.lifecycle import Refused
from consultation.calendar_check import DAY, Advice, Period, advise
from consultation.models.reaching import CouncilDate
from metrics.calendars import BANK_HOLIDAYS, bank_holidays
from metrics.models import DatedRule
from metrics.nations import profile_of
from metrics.working_days import is_working_day


def periods(council, first: dt.date, last: dt.date) -> list[Period]:
    """School holidays, the council's own if it entered any of that year, and bank
    holidays that fall outside them."""
    found = [
        Period(one.name, one.first_on, one.last_on)
        for one in _own(council, first, last).exclude(kind=CouncilDate.Kind.POLL)
    ]
    law = profile_of(council, first)
    own_kinds = set(_own(council, first, last).values_list("kind", flat=True))
    if law.school_holidays and CouncilDate.Kind.SCHOOL_HOLIDAY not in own_kinds:
        found += [
            Period(row["name"], _date(row["first_on"]), _date(row["last_on"]))
            for rule in _rules(law.school_holidays, first, last)
            for row in rule.value["periods"]
        ]
    try:
        days = bank_holidays(first, last, law.bank_holidays)
    except Refused:  # a year that nobody has loaded
        days = set()
    found += [
        Period("Bank holiday", day, day)
        for day in sorted(days)
        if not any(period.first_on <= day <= period.last_on for period in found)
    ]
    return [one for one in found if one.days_within(first, last)]


def faith_days(first: dt.date, last: dt.date) -> list[Period]:
    """Major faith days in a period: told to the officer, never in the way."""
    found = [
        Period(row["name"], _date(row["on"]), _date(row["on"]))
        for rule in _rules("faith_days", first, last)
        for row in rule.value["days"]
    ]
    return [one for one in found if first <= one.first_on <= last]


def advice_for(council, opens_on: dt.date, closes_on: dt.date) -> Advice:
    """Whether a round should be longer, and until when."""
    least = DatedRule.objects.value("consultation_calendar", opens_on)["least_days"]
    known = periods(council, opens_on, closes_on)
    return advise(opens_on, closes_on, known, least)


def election_on(council, day: dt.date) -> Period | None:
    """The pre-election period that a day falls into, or None."""
    horizon, law = day + DAY * 60, profile_of(council, day)
    polls = [
        (one.name, one.first_on)
        for one in _own(council, day, horizon).filter(kind=CouncilDate.Kind.POLL)
    ]
    polls += [
        (row["name"], _date(row["on"]))
        for rule in _rules(law.polls, day, horizon)
        for row in rule.value["days"]
    ]
    for name, poll in sorted(polls, key=lambda one: one[1]):
        begins = notice_of_election_by(poll, law.bank_holidays)
        if begins <= day <= poll:
            return Period(name, begins, poll)
    return None


def notice_of_election_by(poll: dt.date, kind: str = BANK_HOLIDAYS) -> dt.date:
    """The last day for the notice of election: so many working days before the poll."""
    left = DatedRule.objects.value("pre_election", poll)["working_days_before"]
    try:
        holidays = bank_holidays(poll - DAY * 60, poll, kind)
    except Refused:
        holidays = set()
    day = poll
    while left:
        day -= DAY
        left -= is_working_day(day, holidays)
    return day


def _own(council, first: dt.date, last: dt.date):
    dates = CouncilDate.objects.filter(council=council)
    return dates.filter(first_on__lte=last, last_on__gte=first)


def _rules(kind: str, first: dt.date, last: dt.date):
    return DatedRule.objects.filter(
        kind=kind, from_on__lte=last, until_on__gte=first
    ).order_by("from_on")


def _date(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
