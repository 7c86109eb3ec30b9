"""What a visitor is told when a page cannot be had, whatever the reason.

A view raises `Gone` for what was withdrawn and `TooManyTries` for a rate limit. Uploads
that are too large, a database that is away and planned maintenance end here too.
"""

import logging
import math
from datetime import datetime

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.deprecation import MiddlewareMixin

from audit import clock

logger = logging.getLogger(__name__)

KEEPS_ANSWERING = ("/health/", "/static/")


class Gone(Exception):
    """What stood here was withdrawn; `sentence` says why, `href` leads to the new."""

    def __init__(self, sentence: str = "", href: str = "", link: str = ""):
        super().__init__(sentence)
        self.context = {"sentence": sentence, "href": href, "link": link}


class TooManyTries(Exception):
    """Someone tried too often; they may try again after `wait` seconds."""

    def __init__(self, wait: int = 60):
        super().__init__(wait)
        self.wait = wait


def maintenance_until() -> datetime | None:
    """When planned maintenance ends, or None when there is none now."""
    until = settings.MAINTENANCE_UNTIL
    if not until:
        return None
    moment = datetime.fromisoformat(until)
    return moment if clock.now() < moment else None


def unavailable(until: datetime | None = None) -> HttpResponse:
    """The page for a service that is away: it asks neither database nor session."""
    body = get_template("503.html").render({"until": until})
    response = HttpResponse(body, status=503)
    wait = (until - clock.now()).total_seconds() if until else 60
    response["Retry-After"] = str(max(1, math.ceil(wait)))
    response["Cache-Control"] = "no-store"
    return response


class RefusalMiddleware(MiddlewareMixin):
    """Turns refusals that any view may raise into their pages."""

    def process_request(self, request):
        if request.path.startswith(KEEPS_ANSWERING):
            return None
        until = maintenance_until()
        return unavailable(until) if until else None

    def process_exception(self, request, exception):
        match exception:
            case Gone():
                return render(request, "410.html", exception.context, status=410)
            case TooManyTries():
                minutes = math.ceil(exception.wait / 60)
                context = {"minutes": minutes}
                response = render(request, "429.html", context, status=429)
                response["Retry-After"] = str(exception.wait)
                return response
            case RequestDataTooBig():
                return render(request, "413.html", status=413)
            case OperationalError() | InterfaceError():
                logger.error(
                    "%s: the database did not answer", request.path, exc_info=exception
                )
                return unavailable()
        return None
