"""People who come from a council's own sign-in service (OpenID Connect).

The service says who somebody is. Who belongs here is said here: it opens the door only
to those who hold a role, or who were invited under an address that it has verified.
"""

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.stages import AuthenticateStage
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.conf import settings
from django.shortcuts import render
from requests import RequestException

from councils.models import Invitation


class WorkAccountAdapter(DefaultSocialAccountAdapter):
    """Whom we let in by a work account, and what we take over from it."""

    def populate_user(self, request, sociallogin, data):
        user = super().populate_user(request, sociallogin, data)
        full_name = " ".join(
            filter(None, [data.get("first_name"), data.get("last_name")])
        )
        user.name = (data.get("name") or full_name)[:100]
        return user

    def pre_social_login(self, request, sociallogin):
        told = sociallogin.account.extra_data
        if not is_about_one_person(told):
            raise OAuth2Error("The two answers of the service name different people.")
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            return
        if sociallogin.is_existing and not belongs(sociallogin.user):
            raise ImmediateHttpResponse(
                render(request, "account/signup_closed.html", status=403)
            )

    def is_open_for_signup(self, request, sociallogin):
        """An unknown person needs an invitation to an address that is verified."""
        return any(
            is_invited(address.email)
            for address in sociallogin.email_addresses
            if address.verified
        )


class SecondFactorStage(AuthenticateStage):
    """Asks for our second factor, unless the service says that it has asked."""

    def _should_handle(self, request):
        if has_shown_second_factor((self.login.signal_kwargs or {}).get("sociallogin")):
            return False
        return super()._should_handle(request)


def belongs(user) -> bool:
    """Whether somebody works for a council here, or has been asked to.

    A council's service cannot vouch for those who stand above the councils.
    """
    if user.is_staff or user.is_steward:
        return False
    return user.is_officer or is_invited(user.email)


def is_invited(email: str) -> bool:
    return Invitation.objects.open().filter(email__iexact=email).exists()


def is_about_one_person(told: dict) -> bool:
    """The token and the page about the person must name the same subject."""
    subjects = {part["sub"] for part in told.values() if "sub" in part}
    return len(subjects) == 1


def has_shown_second_factor(sociallogin) -> bool:
    """The token of this sign-in claims one of the means that we were told to believe.

    Only the token counts: it says how somebody signed in just now (`amr`, `acr`).
    """
    if sociallogin is None:
        return False
    token = sociallogin.account.extra_data.get("id_token") or {}
    means = token.get("amr") or []
    claimed = {token.get("acr"), *([means] if isinstance(means, str) else means)}
    return not claimed.isdisjoint(settings.OIDC_SECOND_FACTOR)


def sign_in_elsewhere(request, provider_id):
    """Lead to the service; when it does not answer, say so instead of failing."""
    try:
        return openid_connect.login(request, provider_id)
    except RequestException as problem:
        provider = DefaultSocialAccountAdapter().get_provider(request, provider_id)
        return render_authentication_error(request, provider, exception=problem)
