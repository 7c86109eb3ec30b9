"""allauth's forms in our shape and words. What they check is allauth's."""

from allauth.account import forms as account
from allauth.mfa.base import forms as second
from allauth.mfa.recovery_codes.forms import GenerateRecoveryCodesForm
from allauth.mfa.totp.forms import ActivateTOTPForm, DeactivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from allauth.socialaccount import forms as work
from django import forms
from django.utils.translation import gettext_lazy as _

from councils import govuk

SECRETS_HINT = _(
    "At least 12 characters. Three words that have nothing to do with each other "
    "are easy to remember and hard to guess."
)
LABELS = {
    "code": _("Code"),
    "email": _("Email address"),
    "login": _("Email address"),
    "oldpassword": _("Current password"),
    "password": _("Password"),
    "password1": _("New password"),
    "password2": _("New password again"),
}
THINGS = {
    "code": _("the code"),
    "email": _("your email address"),
    "login": _("your email address"),
    "name": _("your name"),
    "oldpassword": _("your current password"),
    "password": _("your password"),
    "password1": _("a new password"),
    "password2": _("the new password again"),
}


class Plain(govuk.Forms):
    """No placeholders, our labels, hints only where we wrote them."""

    things = THINGS
    hints: dict = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = LABELS.get(name, field.label)
            field.help_text = self.hints.get(name, "")
            if name == "code":
                field.widget.attrs |= {
                    "inputmode": "text",
                    "spellcheck": "false",
                    "class": "govuk-input--width-10",
                }


class SignInForm(Plain, account.LoginForm):
    """An address; a code goes there."""


class PasswordForm(SignInForm):
    """An address and a password, for those who have set one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].required = True

    def _setup_password_field(self):
        """Keep the field that allauth drops when accounts begin without one."""


class CreateAccountForm(Plain, account.SignupForm):
    name = forms.CharField(
        label=_("Full name"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "email"]


class WorkAccountForm(Plain, work.SignupForm):
    """Asked only when the sign-in service did not say the address."""


class CodeForm(Plain, account.ConfirmLoginCodeForm):
    pass


class EmailCodeForm(Plain, account.ConfirmEmailVerificationCodeForm):
    pass


class PasswordCodeForm(Plain, account.ConfirmPasswordResetCodeForm):
    pass


class AddEmailForm(Plain, account.AddEmailForm):
    pass


class ChangeEmailForm(Plain, account.ChangeEmailForm):
    pass


class ForgottenPasswordForm(Plain, account.ResetPasswordForm):
    pass


class NewPasswordForm(Plain, account.ResetPasswordKeyForm):
    hints = {"password1": SECRETS_HINT}


class ChangePasswordForm(Plain, account.ChangePasswordForm):
    hints = {"password1": SECRETS_HINT}


class SetPasswordForm(Plain, account.SetPasswordForm):
    hints = {"password1": SECRETS_HINT}


class ConfirmPasswordForm(Plain, account.ReauthenticateForm):
    pass


class SecondFactorForm(Plain, second.AuthenticateForm):
    hints = {"code": _("6 numbers from your app, or one of your recovery codes")}


class ConfirmSecondFactorForm(Plain, second.ReauthenticateForm):
    hints = SecondFactorForm.hints


class SetUpAppForm(Plain, ActivateTOTPForm):
    hints = {"code": _("The 6 numbers that your app shows now")}


class RemoveAppForm(Plain, DeactivateTOTPForm):
    pass


class RecoveryCodesForm(Plain, GenerateRecoveryCodesForm):
    pass


class NamedKey(Plain):
    things = {"name": _("a name for this key")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of this key")
        self.fields["name"].help_text = _("So that you can tell your keys apart")
        self.fields["name"].max_length = 60


class AddKeyForm(NamedKey, AddWebAuthnForm):
    pass


class RenameKeyForm(NamedKey, EditWebAuthnForm):
    pass


class UnlinkForm(Plain, work.DisconnectForm):
    things = {"account": _("the account that should no longer be linked")}


class DetailsForm(govuk.Form):
    """What a person tells us about themselves: their name."""

    things = {"name": _("your name")}
    name = forms.CharField(
        label=_("Full name"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
