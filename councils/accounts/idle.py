"""A session ends after two hours without a page."""

from audit import clock

KEY = "seen_at"
WRITE_EVERY = 60  # seconds; not every page needs to write the session


class IdleMiddleware:
    """Count `SESSION_COOKIE_AGE` from the last page instead of from the sign-in."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if getattr(request, "has_session", False) and request.user.is_authenticated:
            seen_at = int(clock.now().timestamp())
            if seen_at - request.session.get(KEY, 0) >= WRITE_EVERY:
                request.session[KEY] = seen_at
        return response
