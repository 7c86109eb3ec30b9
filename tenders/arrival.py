"""When a bid was received in full: stamped at the edge, or else by this server.

Behind nginx the whole request is buffered before its arrival is stamped, and a
stamp that a client sent itself is replaced. Without an edge (`EDGE_STAMP_SECRET` is
empty) the instant is taken when the request is handed to the application, which is
later: the security page calls it weaker.
"""

import datetime as dt

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils.crypto import constant_time_compare

from audit import clock
from tenders.models import BidVersion
from tenders.models.tender import SETTLING

AHEAD = dt.timedelta(seconds=2)


def arrival_of(request) -> tuple[dt.datetime, str]:
    """The instant that counts, and who stamped it. Refuses an unstamped request."""
    secret = settings.EDGE_STAMP_SECRET
    if not secret:
        return clock.now(), BidVersion.Arrival.SERVER
    given = request.headers.get("X-Edge-Secret", "")
    if not constant_time_compare(given, secret):
        raise PermissionDenied("The request carries no arrival stamp.")
    stamp = _read(request.headers.get("X-Received-At", ""))
    if not clock.now() - SETTLING <= stamp <= clock.now() + AHEAD:
        raise PermissionDenied("The arrival stamp is too old or in the future.")
    return stamp, BidVersion.Arrival.EDGE


def _read(text: str) -> dt.datetime:
    try:
        return dt.datetime.fromtimestamp(float(text), dt.UTC)
    except (ValueError, OverflowError, OSError):
        raise PermissionDenied("The arrival stamp cannot be read.") from None
