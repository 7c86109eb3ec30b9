"""The dates of rounds as iCalendar files."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from audit import clock
from consultation.models import Round

REMINDER_BEFORE = dt.timedelta(days=2)


def calendar_of(round: Round) -> bytes:
    """Opening, close with a reminder two days before, and the day of the results."""
    return _calendar(str(round), [round])


def calendar_of_council(council, rounds: Iterable[Round]) -> bytes:
    """The same for many rounds, to subscribe to."""
    return _calendar(_("Consultations of %s") % council.name, rounds)


def _calendar(name: str, rounds: Iterable[Round]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Community Value Charters//Consultations//EN")
    calendar.add("version", "2.0")
    calendar.add("name", name)
    for round in rounds:
        for event in _events(round):
            calendar.add_component(event)
    return calendar.to_ical()


def _events(round: Round) -> Iterable[Event]:
    yield _event(round, "opens", _("Opens: %s") % round, round.opens_at)
    closing = _event(round, "closes", _("Closing: %s") % round, round.closes_at)
    if not round.is_cancelled:
        reminder = Alarm()
        reminder.add("action", "DISPLAY")
        reminder.add("description", _("Closing soon: %s") % round)
        reminder.add("trigger", -REMINDER_BEFORE)
        closing.add_component(reminder)
    yield closing
    if round.results_by_on:
        yield _event(round, "results", _("Results: %s") % round, round.results_by_on)


def sequence_of(round: Round) -> int:
    counted = getattr(round, "notice_count", None)
    return round.notices.count() if counted is None else counted


def _event(round: Round, what: str, summary: str, when) -> Event:
    """One date. The sequence rises with each notice, so that calendars move it."""
    event = Event()
    uid = round.uid if what == "closes" else f"{round.uid}-{what}"
    event.add("uid", f"{uid}@community-value-charters")
    event.add("dtstamp", clock.now())
    event.add("sequence", sequence_of(round))
    event.add("summary", summary)
    event.add("dtstart", when)
    if isinstance(when, dt.datetime):
        event.add("dtend", when)
    event.add("url", settings.SITE_ORIGIN + round.get_absolute_url())
    if round.is_cancelled:
        event.add("status", "CANCELLED")
    elif round.is_paused():
        event.add("status", "TENTATIVE")
    return event
