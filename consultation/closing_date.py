"""The closing date of a round as an iCalendar file."""

import datetime as dt

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from audit import clock
from consultation.models import Round

REMINDER_BEFORE = dt.timedelta(days=2)


def calendar_of(round: Round) -> bytes:
    """One event at the closing instant, with a reminder two days before."""
    calendar = Calendar()
    calendar.add("prodid", "-//Community Value Charters//Consultations//EN")
    calendar.add("version", "2.0")
    event = Event()
    event.add("uid", f"{round.uid}@community-value-charters")
    event.add("dtstamp", clock.now())
    event.add("summary", _("Closing: %s") % round)
    event.add("dtstart", round.closes_at)
    event.add("dtend", round.closes_at)
    event.add("url", settings.SITE_ORIGIN + round.get_absolute_url())
    reminder = Alarm()
    reminder.add("action", "DISPLAY")
    reminder.add("description", _("Closing soon: %s") % round)
    reminder.add("trigger", -REMINDER_BEFORE)
    event.add_component(reminder)
    calendar.add_component(event)
    return calendar.to_ical()
