"""Taking up an invitation. The link only shows it; a button accepts."""

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import FormView

from councils import invitations
from councils.forms.people import NameForm
from councils.govuk import EmptyForm
from councils.models import User


@method_decorator(never_cache, name="dispatch")
class AcceptInvitation(FormView):
    """Shows who invites to what. Accepting works once, for the invited address only.

    Whoever holds the link has shown that the mailbox is theirs, so a new account needs
    no further proof. An account that exists signs in first, second factor included.
    """

    template_name = "councils/accept_invitation.html"

    def dispatch(self, request, token):
        self.invitation = invitations.find(token)
        if self.invitation is None:
            return self.response_class(
                request, "councils/invitation_over.html", status=410
            )
        self.holder = User.objects.filter(email__iexact=self.invitation.email).first()
        return super().dispatch(request, token)

    @property
    def is_mine(self) -> bool:
        user = self.request.user
        return user.is_authenticated and user == self.holder

    @property
    def is_open_to_all(self) -> bool:
        return self.holder is None and not self.request.user.is_authenticated

    def get_form_class(self):
        return NameForm if self.is_open_to_all else EmptyForm

    def form_valid(self, form):
        if not (self.is_mine or self.is_open_to_all):
            return self.render_to_response(self.get_context_data(form=form))
        try:
            user = self.accept(form)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        words = _("You now work for %(council)s here.")
        messages.success(self.request, words % {"council": self.invitation.council})
        start = f"/{self.invitation.council.slug}/workspace/"
        if self.is_mine:
            return HttpResponseRedirect(start)
        login = Login(user=user, email=user.email, redirect_url=start)
        return perform_login(self.request, login)

    @transaction.atomic
    def accept(self, form):
        user = self.request.user
        if self.is_open_to_all:
            user = User.objects.create_user(
                self.invitation.email, form.cleaned_data["name"]
            )
            user.emailaddress_set.update(verified=True)
        self.invitation.accept(user)
        return user

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            invitation=self.invitation,
            council=self.invitation.council,
            is_mine=self.is_mine,
            is_open_to_all=self.is_open_to_all,
            **kwargs,
        )
