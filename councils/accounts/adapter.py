"""What allauth asks of a project: words, letters, where to go next, and secrets."""

import base64
import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.ratelimit import respond_429
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from councils.accounts import second_factor, work_account
from councils.accounts.landing import first_page_of
from councils.mail import send_letter

TOO_MANY_TRIES = {"too_many_login_attempts", "rate_limited"}

NOTICES = {
    "account/messages/email_confirmed.txt": _("You have confirmed your email address."),
    "account/messages/login_code_sent.txt": _("We have sent a code to your email."),
    "account/messages/password_changed.txt": _("You have changed your password."),
    "account/messages/password_set.txt": _("You have set a password."),
    "mfa/messages/recovery_codes_generated.txt": _("You have new recovery codes."),
    "mfa/messages/totp_activated.txt": _("Your authenticator app is set up."),
    "mfa/messages/totp_deactivated.txt": _("Your authenticator app is removed."),
    "mfa/messages/webauthn_added.txt": _("Your security key is added."),
    "mfa/messages/webauthn_removed.txt": _("Your security key is removed."),
    "socialaccount/messages/account_connected.txt": _("Your work account is linked."),
    "socialaccount/messages/account_disconnected.txt": _(
        "Your work account is no longer linked."
    ),
}


class AccountAdapter(DefaultAccountAdapter):
    """Our words and letters, our first page, and one plain page for too many tries."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account has been closed."),
        "email_password_mismatch": _("The email address or password is not right."),
        "email_taken": _("This email address is already used by another account."),
        "enter_current_password": _("Enter your current password."),
        "incorrect_code": _("This code is not right. Check it and try again."),
        "incorrect_password": _("The password is not right."),
        "invalid_login": _(
            "Enter an email address in the correct format, like name@example.com"
        ),
        "same_as_current": _("Enter an email address that is not the current one."),
    }

    def validation_error(self, code, *args):
        if code in TOO_MANY_TRIES:
            raise ImmediateHttpResponse(respond_429(self.request))
        return super().validation_error(code, *args)

    def send_mail(self, template_prefix, email, context):
        """`account/email/login_code` is written in `email/account/login_code.txt`."""
        kind = template_prefix.replace("/email/", "/")
        own = {"email": email}
        if "signup_url" in context:
            own["signup_url"] = settings.SITE_ORIGIN + reverse("account_signup")
        send_letter(kind, to=email, context=context | own)

    def save_user(self, request, user, form, commit=True):
        user.name = form.cleaned_data.get("name", user.name)
        return super().save_user(request, user, form, commit)

    def add_message(
        self,
        request,
        level,
        message_template=None,
        message_context=None,
        extra_tags="",
        message=None,
    ):
        if words := message or NOTICES.get(message_template):
            messages.add_message(request, level, str(words), extra_tags=extra_tags)

    def get_login_redirect_url(self, request):
        return first_page_of(request.user)

    def get_signup_redirect_url(self, request):
        return first_page_of(request.user)

    def get_login_stages(self):
        ours = "councils.accounts.work_account.SecondFactorStage"
        return [
            ours if stage == "allauth.mfa.stages.AuthenticateStage" else stage
            for stage in super().get_login_stages()
        ]

    def post_login(self, request, user, *, signal_kwargs, **kwargs):
        if work_account.has_shown_second_factor(
            (signal_kwargs or {}).get("sociallogin")
        ):
            second_factor.count_as_shown(request)
        return super().post_login(request, user, signal_kwargs=signal_kwargs, **kwargs)

    def get_reauthentication_methods(self, user):
        words = {
            "reauthenticate": _("Use your password"),
            "mfa_reauthenticate": _("Use a code from your authenticator app"),
            "mfa_reauthenticate:webauthn": _("Use your security key"),
        }
        return [
            method | {"description": words[method["id"]]}
            for method in super().get_reauthentication_methods(user)
        ]


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors are stored encrypted; an officer always keeps one."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _(
            "Your role needs a second step. Add another one before you remove this one."
        ),
        "cannot_generate_recovery_codes": _(
            "Set up an authenticator app or a security key first."
        ),
        "incorrect_code": _("This code is not right. Check it and try again."),
        "unverified_email": _("Confirm your email address first."),
    }

    @cached_property
    def _box(self) -> MultiFernet:
        secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
        return MultiFernet(
            [
                Fernet(
                    base64.urlsafe_b64encode(
                        hashlib.sha256(b"second factor:" + secret.encode()).digest()
                    )
                )
                for secret in secrets
            ]
        )

    def encrypt(self, text):
        return self._box.encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return self._box.decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self):
        return str(settings.SITE_NAME)

    def _get_site_name(self):
        return str(settings.SITE_NAME)

    def can_delete_authenticator(self, authenticator):
        if not second_factor.is_required_of(authenticator.user):
            return True
        others = Authenticator.objects.filter(
            user=authenticator.user, type__in=second_factor.KINDS
        )
        return others.exclude(pk=authenticator.pk).exists()

    def generate_authenticator_name(self, user, type):
        count = Authenticator.objects.filter(user=user, type=type).count()
        return gettext("Security key %(number)d") % {"number": count + 1}
