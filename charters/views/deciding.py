"""Submitting, deciding, revising and withdrawing (journeys O16, A1 to A3)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import ListView

from charters import compare
from charters.forms import DecisionForm, ReviseForm, SubmitForm, WithdrawForm
from charters.models import Approval, Charter
from charters.reading import preview_of
from charters.views.writing import CharterWorkPage
from councils.models import Role, User
from councils.pages import ActPage, WorkspacePage


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


class ApprovalList(WorkspacePage, ListView):
    """What waits for a decision, and what was decided."""

    permission_required = "charters.view_approval"
    model = Approval
    template_name = "charters/approval_list.html"

    def permission_object(self):
        return self.council

    def get_queryset(self):
        found = super().get_queryset()
        return found.select_related(
            "charter__council", "approver", "submitted_by", "decided_by"
        )

    def get_context_data(self, **kwargs):
        waiting = [one for one in self.object_list if not one.decision]
        decided = [one for one in self.object_list if one.decision]
        waiting.sort(key=lambda one: (one.decide_by is None, one.decide_by))
        return super().get_context_data(waiting=waiting, decided=decided, **kwargs)


class ApprovalDetail(ActPage):
    """One request: what is decided about, and the decision."""

    permission_required = "charters.view_approval"
    model = Approval
    slug_field = slug_url_kwarg = "uid"
    form_class = DecisionForm
    template_name = "charters/approval_detail.html"

    def get_queryset(self):
        found = super().get_queryset()
        return found.select_related(
            "charter__council",
            "charter__area",
            "approver",
            "submitted_by",
            "decided_by",
        )

    def post(self, request, *args, **kwargs):
        if not self.may_decide():
            return self.get(request, *args, **kwargs)
        return super().post(request, *args, **kwargs)

    def may_decide(self) -> bool:
        user = self.request.user
        return user.has_perm("charters.adopt_charter", self.get_object())

    def get_initial(self):
        return {"decided_text": self.get_object().charter.content_hash()}

    def act(self, approval, form):
        charter, found = approval.charter, form.cleaned_data
        self.was_adopted = found["decision"] == DecisionForm.APPROVE
        if self.was_adopted:
            charter.adopt(
                by=self.request.user,
                minute=found["minute"],
                decided_text=found["decided_text"],
            )
        else:
            charter.send_back(found["reason"], by=self.request.user)

    def get_success_message(self):
        if self.was_adopted:
            return _("The charter is in force from today.")
        return _("The charter is returned to its writers.")

    def get_success_url(self):
        return self.object.get_absolute_url()

    def get_context_data(self, **kwargs):
        approval = self.object
        charter = approval.charter
        is_waiting = not approval.decision
        before = charter.revises.adopted_edition if charter.revises_id else None
        current = charter.body() if is_waiting else None
        return super().get_context_data(
            charter=charter,
            approval=approval,
            is_waiting=is_waiting,
            may_decide=is_waiting and self.may_decide(),
            has_changed=is_waiting and charter.content_hash() != approval.content_hash,
            reading=preview_of(charter) if is_waiting else None,
            changes=charter.changes.since_last_consultation(),
            base=charter.consultation_edition,
            before=before,
            comparison=compare.documents(before.document, current)
            if before and current
            else None,
            **kwargs,
        )

    def obstacles_for(self, approval):
        if approval.decision:
            return []
        return approval.charter.obstacles(Charter.Status.ADOPTED)
