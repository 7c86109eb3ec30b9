"""The account pages that allauth does not have, and small turns of those it has."""

from allauth.account.internal.flows.logout import logout
from allauth.account.internal.stagekit import clear_login
from allauth.account.views import LoginView
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.views.generic import FormView, View

from councils.accounts import second_factor
from councils.accounts.forms import DetailsForm, PasswordForm
from councils.models import Council, Organisation


class StartAgain(LoginView):
    """Coming back here gives up a sign-in that was begun, so that an address that was
    mistyped can be put right."""

    def _redirect_to_pending_stage(self, request, stage):
        clear_login(request)


class SignIn(StartAgain):
    """Ask for an address and send a code to it."""

    def get_context_data(self, **kwargs):
        name = settings.OIDC_SERVER and settings.OIDC_NAME
        return super().get_context_data(oidc_name=name, **kwargs)


class SignInWithPassword(StartAgain):
    template_name = "account/login_password.html"

    def get_form_class(self):
        return PasswordForm


class SignOut(View):
    """Signing out is an act: the address answers nothing but POST with it."""

    def get(self, request):
        return redirect("account_home" if request.user.is_authenticated else "/")

    def post(self, request):
        logout(request)
        return redirect(settings.LOGOUT_REDIRECT_URL)


class AccountHome(LoginRequiredMixin, FormView):
    """The signed-in person's own page: details, ways to sign in, where they belong."""

    template_name = "account/home.html"
    form_class = DetailsForm
    success_url = reverse_lazy("account_home")

    def get_initial(self):
        return {"name": self.request.user.name}

    def form_valid(self, form):
        self.request.user.rename(form.cleaned_data["name"])
        messages.success(self.request, _("Your details are saved."))
        return super().form_valid(form)

    def get_context_data(self, **kwargs):
        user = self.request.user
        factors = Authenticator.objects.filter(
            user=user, type__in=second_factor.KINDS
        ).count()
        return super().get_context_data(
            councils=Council.objects.with_member(user),
            organisations=Organisation.objects.represented_by(user),
            second_factors=factors,
            second_factor_required=second_factor.is_required_of(user),
            oidc_name=settings.OIDC_SERVER and settings.OIDC_NAME,
            **kwargs,
        )


class RemoveKey(RemoveWebAuthnView):
    """An officer keeps at least one second factor."""

    def post(self, request, *args, **kwargs):
        if not get_adapter().can_delete_authenticator(self.get_object()):
            words = get_adapter().error_messages["cannot_delete_authenticator"]
            messages.error(request, str(words))
            return HttpResponseRedirect(reverse("mfa_list_webauthn"))
        return super().post(request, *args, **kwargs)


class SetUp:
    """Whoever has just set a second factor up has shown it."""

    def form_valid(self, form):
        response = super().form_valid(form)
        second_factor.count_as_shown(self.request)
        return response


class SetUpApp(SetUp, ActivateTOTPView):
    pass


class AddKey(SetUp, AddWebAuthnView):
    pass
