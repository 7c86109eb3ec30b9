"""Submitting, revising and withdrawing a charter."""

from django.core.exceptions import PermissionDenied
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters import checklist
from charters.forms import (
    CheckForm,
    EqualityForm,
    ReviseForm,
    SubmitForm,
    WithdrawForm,
)
from charters.models import Change, Charter, Check, EqualityAnalysis, weighing
from charters.views.writing import CharterWorkPage
from councils.models import Role, User
from councils.pages import ActPage


class Submit(CharterWorkPage, ActPage):
    """Everything that must be in order, and who decides."""

    permission_required = "charters.submit_charter"
    form_class = SubmitForm
    template_name = "charters/charter_submit.html"

    def get_form_kwargs(self):
        memberships = self.council.memberships.current()
        approvers = memberships.filter(role=Role.APPROVER).values("user")
        wrote = self.charter.writers() | {self.request.user.pk}
        people = User.objects.filter(pk__in=approvers, is_active=True)
        return super().get_form_kwargs() | {"approvers": people.exclude(pk__in=wrote)}

    def obstacles_for(self, charter):
        if charter.status != Charter.Status.CONSULTED:
            status = charter.get_status_display()
            return [_("A charter is submitted after its consultation: “%s”") % status]
        return charter.obstacles(Charter.Status.DECIDING)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            advice=self.charter.advice(),
            checklist=checklist.of_charter(self.charter),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        """Meanings live outside of the charter, so look once more what changed."""
        Change.objects.refresh(self.charter)
        return super().post(request, *args, **kwargs)

    def act(self, charter, form):
        self.approval = charter.submit(by=self.request.user, **form.cleaned_data)

    def get_success_message(self):
        return _("The charter is with %s. The text is locked until it is decided.") % (
            self.approval.approver
        )

    def get_success_url(self):
        return self.url("charter_work")


class Revise(CharterWorkPage, ActPage):
    """Begin the next charter as a copy of the one in force."""

    permission_required = "charters.revise_charter"
    form_class = ReviseForm
    template_name = "charters/charter_revise.html"

    def get_initial(self):
        return {"title": self.charter.title}

    def obstacles_for(self, charter):
        if charter.is_in_force:
            return []
        return [_("Only a charter that is in force can be revised.")]

    def act(self, charter, form):
        self.revision = charter.revise(by=self.request.user, **form.cleaned_data)

    def get_success_url(self):
        return self.revision.get_workspace_url()


class Withdraw(CharterWorkPage, ActPage):
    """End a charter, with a reason that everyone can read."""

    permission_required = "charters.withdraw_charter"
    form_class = WithdrawForm
    template_name = "charters/charter_withdraw.html"
    success_message = gettext_lazy("The charter is withdrawn.")

    def obstacles_for(self, charter):
        if charter.can_move(Charter.Status.WITHDRAWN):
            return []
        return [
            _("This charter cannot be withdrawn, because its status is “%s”.")
            % charter.get_status_display()
        ]

    def act(self, charter, form):
        charter.withdraw(form.cleaned_data["reason"], by=self.request.user)

    def get_success_url(self):
        return self.url("charter_work")


class Checks(CharterWorkPage, ActPage):
    """Who checked the text and when, and the next check."""

    permission_required = "charters.view_charter"
    form_class = CheckForm
    template_name = "charters/checks.html"
    success_message = gettext_lazy("The check is confirmed.")

    @cached_property
    def kinds(self) -> list:
        """The checks that this person may confirm."""
        user = self.request.user
        return [
            kind
            for kind in Check.Kind
            if user.has_perm(f"charters.confirm_{kind.value}", self.charter)
        ]

    def post(self, request, *args, **kwargs):
        if not self.kinds:
            raise PermissionDenied
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"kinds": self.kinds}

    def act(self, charter, form):
        Check.confirm(charter, by=self.request.user, **form.cleaned_data)

    def get_context_data(self, **kwargs):
        rows = checklist.checks(self.charter)
        return super().get_context_data(rows=rows, **kwargs)

    def get_success_url(self):
        return self.url("checks")


class EqualityAnalyses(CharterWorkPage, ActPage):
    """The equality analyses of a charter, and a new one for a stage."""

    permission_required = "charters.view_charter"
    form_class = EqualityForm
    template_name = "charters/equality.html"
    success_message = gettext_lazy("The equality analysis is attached.")

    def post(self, request, *args, **kwargs):
        if not request.user.has_perm("charters.attach_equality_analysis", self.charter):
            raise PermissionDenied
        return super().post(request, *args, **kwargs)

    def act(self, charter, form):
        EqualityAnalysis.attach(charter, by=self.request.user, **form.cleaned_data)

    def get_context_data(self, **kwargs):
        analyses = self.charter.equality_analyses.select_related("by")
        return super().get_context_data(
            analyses=analyses, stale=weighing.stale(self.charter), **kwargs
        )

    def get_success_url(self):
        return self.url("equality")
