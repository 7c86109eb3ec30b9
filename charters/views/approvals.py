"""The approver's pack, comments on its parts, and the decision (journeys A1 to A3)."""

from django.db.models import Case, F, When
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import ListView

from audit import clock
from audit.lifecycle import Refused
from charters import checklist, compare, pack, ready_to_adopt
from charters.forms import DecisionForm, RemarkForm
from charters.models import Approval, Charter, Remark, weighing
from charters.reading import preview_of
from charters.telling import letters_about
from councils.accounts import second_factor
from councils.pages import ActPage, WorkspacePage


class ApprovalList(WorkspacePage, ListView):
    """What waits for a decision, and what was decided."""

    permission_required = "charters.view_approval"
    model = Approval
    template_name = "charters/approval_list.html"
    paginate_by = 20

    def permission_object(self):
        return self.council

    def get_queryset(self):
        """Those that wait, the most urgent first, then the decided ones."""
        found = super().get_queryset()
        found = found.annotate(due_on=Case(When(decision="", then="decide_by")))
        return found.select_related(
            "charter__council", "approver", "submitted_by", "decided_by"
        ).order_by(
            Case(When(decision="", then=0), default=1),
            F("due_on").asc(nulls_last=True),
            "-submitted_at",
            "pk",
        )

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        waiting = [one for one in context["object_list"] if not one.decision]
        decided = [one for one in context["object_list"] if one.decision]
        return context | {"waiting": waiting, "decided": decided}


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
        today = clock.today()
        return {
            "decided_text": self.get_object().charter.content_hash(),
            "minute_body": self.council.decided_by,
            "minute_on": today,
            "in_force_from": today,
        }

    def get_form_kwargs(self):
        has_remarks = self.get_object().remarks.exists()
        return super().get_form_kwargs() | {"has_remarks": has_remarks}

    def act(self, approval, form):
        charter, found, by = approval.charter, form.cleaned_data, self.request.user
        self.decision = found["decision"]
        if self.decision == DecisionForm.APPROVE:
            if obstacles := charter.obstacles(Charter.Status.ADOPTED):
                raise Refused(obstacles, code="obstacles")
            charter.check_decided_text(approval, found["decided_text"])
            charter.refuse_unread(by)
            ready_to_adopt.keep(
                self.request.session,
                approval,
                decided_text=found["decided_text"],
                in_force_from=found["in_force_from"],
                **form.formal(),
            )
        elif self.decision == DecisionForm.CONDITIONS:
            charter.approve_subject_to(found["reason"], by=by, **form.formal())
        elif self.decision == DecisionForm.RETURN:
            charter.send_back(found["reason"], by=by)
        else:
            charter.refer(found["refer_to"], by=by)

    def get_success_message(self):
        return {
            DecisionForm.APPROVE: "",
            DecisionForm.CONDITIONS: _(
                "It is approved, subject to your changes. The writers have it again."
            ),
            DecisionForm.RETURN: _("The charter is returned to its writers."),
            DecisionForm.REFER: _("The decision is referred. The text stays locked."),
        }[self.decision]

    def get_success_url(self):
        if self.decision == DecisionForm.APPROVE:
            return reverse("charters:adopt", args=[self.council.slug, self.object.uid])
        return self.object.get_absolute_url()

    def get_context_data(self, **kwargs):
        approval = self.object
        charter = approval.charter
        charter.read_once()
        is_waiting = not approval.decision
        before = charter.revises.adopted_edition if charter.revises_id else None
        current = charter.body() if is_waiting else None
        return super().get_context_data(
            charter=charter,
            approval=approval,
            chapters=pack.chapters_of_others(charter),
            analyses=charter.equality_analyses.all(),
            stale=weighing.stale(charter),
            checklist=checklist.of_charter(charter) if is_waiting else [],
            earlier=charter.approvals.decided().filter(
                submitted_at__lt=approval.submitted_at
            ),
            remarks=approval.remarks.all(),
            is_waiting=is_waiting,
            may_decide=is_waiting and self.may_decide(),
            told=letters_about(approval) if approval.decision == "approved" else 0,
            edition=charter.adopted_edition,
            pdf=self.pdf_of(approval),
            has_changed=is_waiting and charter.content_hash() != approval.content_hash,
            reading=preview_of(charter) if is_waiting else None,
            changes=charter.changes.since_last_consultation(),
            base=charter.consultation_edition,
            before=before,
            advice=charter.advice_to(Charter.Status.DECIDING) if is_waiting else [],
            comparison=compare.documents(before.document, current)
            if before and current
            else None,
            **kwargs,
        )

    def pdf_of(self, approval):
        """The PDF of what was adopted: ready, or on its way."""
        if approval.decision != Approval.Decision.APPROVED:
            return None
        edition = approval.charter.adopted_edition
        return edition and edition.ask_for_pdf()

    def obstacles_for(self, approval):
        if approval.decision:
            return []
        found = approval.charter.obstacles(Charter.Status.ADOPTED)
        if self.may_decide():
            found = [*found, *pack.unread_by(approval.charter, self.request.user)]
        return found


class Adopt(ActPage):
    """The last step: what cannot be taken back is said once more."""

    permission_required = "charters.adopt_charter"
    model = Approval
    slug_field = slug_url_kwarg = "uid"
    template_name = "charters/adopt.html"

    def get_queryset(self):
        return super().get_queryset().waiting().select_related("charter__council")

    def get(self, request, *args, **kwargs):
        return self.first(request) or super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        return self.first(request) or super().post(request, *args, **kwargs)

    def first(self, request):
        """What comes before this step: a decision, and showing who one is again."""
        if not self.chosen:
            return HttpResponseRedirect(self.get_object().get_absolute_url())
        if not second_factor.is_fresh_in(request):
            return second_factor.ask_again(request)
        return None

    @cached_property
    def chosen(self) -> dict:
        """What the approver entered on the page before, or nothing."""
        return ready_to_adopt.find(self.request.session, self.get_object())

    def act(self, approval, form):
        approval.charter.adopt(by=self.request.user, **self.chosen)
        ready_to_adopt.forget(self.request.session, approval)

    def get_success_message(self):
        if self.chosen["in_force_from"] > clock.today():
            return _("The charter is agreed. It comes into force on its day.")
        return _("The charter is in force from today.")

    def get_context_data(self, **kwargs):
        approval = self.object
        charter = approval.charter
        last = charter.editions.last()
        same = Charter.objects.in_force().filter(
            council=self.council, area=charter.area
        )
        return super().get_context_data(
            approval=approval,
            charter=charter,
            chosen=self.chosen,
            is_later=self.chosen["in_force_from"] > clock.today(),
            number=last.number + 1 if last else 1,
            replaced=same.exclude(pk=charter.pk).first(),
            back=approval.get_absolute_url(),
            **kwargs,
        )


class RemarkPage(ActPage):
    """A page about one part of the text that is to be decided."""

    permission_required = "charters.adopt_charter"
    model = Approval
    slug_field = slug_url_kwarg = "uid"

    def get_queryset(self):
        return super().get_queryset().waiting().select_related("charter__council")

    def get_success_url(self):
        return f"{self.get_object().get_absolute_url()}#comments"


class AddRemark(RemarkPage):
    """Say what should change in one paragraph or priority."""

    form_class = RemarkForm
    template_name = "charters/remark_add.html"
    success_message = gettext_lazy(
        "Your comment is saved. It is sent with your decision."
    )

    def act(self, approval, form):
        wording = form.cleaned_data["wording"]
        Remark.make(approval, self.kwargs["key"], wording, by=self.request.user)

    def get_context_data(self, **kwargs):
        charter = self.object.charter
        parts = {one.key: one for one in compare.parts_of(charter.body()) if one.key}
        part = parts.get(str(self.kwargs["key"]))
        if part is None:
            raise Http404
        return super().get_context_data(
            charter=charter, part=part, back=self.get_success_url(), **kwargs
        )


class RemoveRemark(RemarkPage):
    """Take a comment back before the decision."""

    template_name = "charters/confirm.html"
    success_message = gettext_lazy("The comment is removed.")

    @cached_property
    def remark(self) -> Remark:
        remarks = self.get_object().remarks.filter(by=self.request.user)
        return get_object_or_404(remarks, pk=self.kwargs["number"])

    def act(self, approval, form):
        self.remark.take_back()

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            title=_("Do you want to remove this comment?"),
            effect="",
            shown_text=str(self.remark),
            button=_("Remove the comment"),
            charter=self.object.charter,
            back=self.get_success_url(),
            **kwargs,
        )
