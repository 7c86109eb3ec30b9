"""Whoever may change something for the public shows a second factor first."""

from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpResponseRedirect
from django.urls import reverse

from audit import clock

KINDS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
SHOWN_KEY = "second_factor_at"  # in the session, which ends with the sign-in
DEMO_KEY = "demo_sign_in"

# What stays open to an officer on the way to a second factor: signing in and out,
# the account pages, an invitation, and the pages that help.
OPEN_ROUTES = (
    "about/",
    "accessibility/",
    "account/",
    "contact/",
    "cookies/",
    "demo/",
    "health/",
    "help/",
    "invite/",
    "privacy/",
    "sign-in/",
    "sign-out/",
    "static/",
    "terms/",
)


def is_required_of(user) -> bool:
    """Officers, stewards and support staff; not suppliers."""
    return user.is_staff or user.is_steward or user.is_officer


def is_shown_in(request) -> bool:
    """This session has seen a second factor (or the demonstration stands in for it)."""
    if SHOWN_KEY in request.session:
        return True
    if settings.DEMO and request.session.get(DEMO_KEY):
        return True
    methods = {
        record["method"] for record in get_authentication_records(request, request.user)
    }
    return "mfa" in methods


def next_step(request) -> str:
    """Where to go: set one up, or show the one there is."""
    kinds = set(
        Authenticator.objects.filter(user=request.user).values_list("type", flat=True)
    )
    if not kinds.intersection(KINDS):
        page = "mfa_index"
    elif Authenticator.Type.TOTP in kinds:
        page = "mfa_reauthenticate"
    else:
        page = "mfa_reauthenticate_webauthn"
    back = request.get_full_path() if request.method == "GET" else "/"
    return f"{reverse(page)}?{urlencode({'next': back})}"


class SecondFactorMiddleware:
    """Lead officers to their second factor before any page but the open ones."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not request.has_session or not request.user.is_authenticated:
            return None
        if request.resolver_match.route.startswith(OPEN_ROUTES):
            return None
        if is_shown_in(request) or not is_required_of(request.user):
            return None
        return HttpResponseRedirect(next_step(request))


def count_as_shown(request) -> None:
    """Do not ask again in this session, which ends when somebody else signs in."""
    request.session[SHOWN_KEY] = clock.now().isoformat()


def is_fresh_in(request) -> bool:
    """This person has shown a moment ago who they are; the demonstration stands in."""
    if settings.DEMO and request.session.get(DEMO_KEY):
        return True
    return did_recently_reauthenticate(request)


def ask_again(request) -> HttpResponseRedirect:
    """Lead a person to show who they are once more, and back to this page."""
    kinds = Authenticator.objects.filter(user=request.user, type__in=KINDS)
    if kinds.exists():
        return HttpResponseRedirect(next_step(request))
    back = urlencode({"next": request.get_full_path()})
    return HttpResponseRedirect(f"{reverse('account_reauthenticate')}?{back}")
