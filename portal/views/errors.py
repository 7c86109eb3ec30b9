"""Handlers for refusals that Django finds before any view runs."""

from django.core.exceptions import RequestDataTooBig
from django.shortcuts import render


def bad_request(request, exception):
    """A request that cannot be read; too large a one has its own page."""
    if isinstance(exception, RequestDataTooBig):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)


def csrf_failure(request, reason=""):
    """The form's token has expired: say how to keep what was typed."""
    return render(request, "403_csrf.html", status=403)
