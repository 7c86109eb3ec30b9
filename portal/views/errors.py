"""Handlers for refusals that Django finds before any view runs."""

import sys

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.shortcuts import render
from django.views import defaults

from councils.refusals import unavailable


def bad_request(request, exception):
    """A request that cannot be read; too large a one has its own page."""
    if isinstance(exception, RequestDataTooBig):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)


def csrf_failure(request, reason=""):
    """The form's token has expired: say how to keep what was typed."""
    return render(request, "403_csrf.html", status=403)


def server_error(request):
    """A fault of ours; or a database that went away before any view was reached."""
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return unavailable()
    return defaults.server_error(request)
