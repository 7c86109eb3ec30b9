"""The dates of a tender as a calendar file."""

import datetime as dt

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from tenders.models import Tender


def dates_of(tender: Tender) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Community Value Charter//Opportunities//EN")
    calendar.add("version", "2.0")
    for key, title, when in (
        ("questions", _("Questions close: %s"), tender.questions_close_at),
        ("bids", _("Bids close: %s"), tender.bids_close_at),
        ("decision", _("Decision: %s"), tender.decision_on),
        ("starts", _("Contract starts: %s"), tender.contract_starts_on),
    ):
        if when is not None:
            calendar.add_component(_event(tender, key, title % tender.title, when))
    return calendar.to_ical()


def _event(tender: Tender, key: str, title: str, when) -> Event:
    event = Event()
    event.add("uid", f"{key}-{tender.uid}")
    event.add("summary", title)
    event.add("dtstamp", tender.published_at)
    event.add("dtstart", when)
    if isinstance(when, dt.datetime):
        event.add("dtend", when)
    event.add("url", settings.SITE_ORIGIN + tender.get_absolute_url())
    return event
