"""Who is visiting, asked without a cookie where there is none."""

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser


class EdgeAddressMiddleware:
    """Behind nginx, take the visitor's address from nginx and from nobody else.

    Limits count by address: without this all visitors would share the edge's.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        address = request.headers.get("X-Real-IP", "")
        if settings.BEHIND_EDGE and address:
            request.META["REMOTE_ADDR"] = address
        return self.get_response(request)


class VisitorMiddleware(AuthenticationMiddleware):
    """Find the user, but leave the session alone when the visitor brought none.

    A public page then sets no cookie and does not vary by cookie, so that browsers
    and nginx may keep it.
    """

    def process_request(self, request):
        request.has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        if request.has_session:
            super().process_request(request)
        else:
            request.user = AnonymousUser()


def installation(request):
    """What every template may say of this installation."""
    return {
        "demo": settings.DEMO,
        "site_name": settings.SITE_NAME,
        "has_session": getattr(request, "has_session", False),
    }
