"""Holding to promises: re-evaluations, the remedy ladder, the break clause."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView

from contracts import break_clauses, rules
from contracts.forms import (
    ConclusionForm,
    FindingForm,
    OutcomeForm,
    ReasonForm,
    RemedyForm,
    ScheduleForm,
    SecondPersonForm,
)
from contracts.models import (
    BreakNotice,
    Commitment,
    Finding,
    ReEvaluation,
    RemedyStep,
)
from contracts.views.work import ContractAct, OneContract, rating_labels
from councils.pages import ActPage, WorkspacePage


class ReEvaluations(OneContract, WorkspacePage, DetailView):
    """Every re-evaluation of a contract, past and to come."""

    permission_required = "contracts.view_contract_work"
    template_name = "contracts/re_evaluations.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            re_evaluations=self.object.re_evaluations.all(), **kwargs
        )


class ScheduleReEvaluation(ContractAct):
    template_name = "contracts/re_evaluation_schedule.html"
    permission_required = "contracts.re_evaluate"
    form_class = ScheduleForm
    success_message = _("The date is fixed. Both sides will be reminded.")

    def act(self, contract, form):
        ReEvaluation.schedule(contract, form.cleaned_data["on"], by=self.request.user)


class ReEvaluationAct(ActPage):
    """One act on a re-evaluation, found by its contract and number."""

    permission_required = "contracts.re_evaluate"
    slug_field = "number"
    slug_url_kwarg = "number"

    def get_queryset(self):
        found = ReEvaluation.objects.for_council(self.council)
        return found.filter(
            contract__reference=self.kwargs["reference"]
        ).select_related("contract__council", "contract__organisation")

    def get_success_url(self):
        return self.object.get_workspace_url()


class ReEvaluationPage(ReEvaluationAct):
    """One re-evaluation: its findings, and the button that opens it."""

    permission_required = "contracts.view_contract_work"
    template_name = "contracts/re_evaluation.html"
    http_method_names = ("get", "head", "options")

    def get_context_data(self, **kwargs):
        findings = self.object.findings.select_related("commitment__metric")
        return super().get_context_data(
            findings=findings,
            ratings=rating_labels(),
            share=self.object.weighted_share(),
            **kwargs,
        )


class OpenReEvaluation(ReEvaluationAct):
    template_name = "contracts/re_evaluation_open.html"
    success_message = _("The re-evaluation is under way. Rate each promise.")

    def act(self, re_evaluation, form):
        re_evaluation.open(by=self.request.user)


class RateFinding(ActPage):
    template_name = "contracts/finding_rate.html"
    permission_required = "contracts.re_evaluate"
    form_class = FindingForm
    slug_field = "commitment__reference"
    slug_url_kwarg = "promise"
    success_message = _("The rating is saved.")

    def get_queryset(self):
        return Finding.objects.filter(
            re_evaluation__contract__council=self.council,
            re_evaluation__contract__reference=self.kwargs["reference"],
            re_evaluation__number=self.kwargs["number"],
        ).select_related("commitment__metric", "re_evaluation__contract__council")

    def get_initial(self):
        finding = self.object
        return {
            "rating": finding.rating or finding.suggested,
            "reason": finding.reason,
        }

    def act(self, finding, form):
        finding.rate(by=self.request.user, **form.cleaned_data)

    def get_success_url(self):
        return self.object.re_evaluation.get_workspace_url()

    def get_context_data(self, **kwargs):
        return super().get_context_data(ratings=rating_labels(), **kwargs)


class ConcludeReEvaluation(ReEvaluationAct):
    template_name = "contracts/re_evaluation_conclude.html"
    form_class = ConclusionForm
    success_message = _("The re-evaluation is concluded and public.")

    def obstacles_for(self, re_evaluation):
        return re_evaluation.obstacles(ReEvaluation.Status.CONCLUDED)

    def act(self, re_evaluation, form):
        re_evaluation.conclude(by=self.request.user, **form.cleaned_data)


class Remedies(OneContract, WorkspacePage, DetailView):
    """The ladder, what was taken, and what may be taken next."""

    permission_required = "contracts.view_contract_work"
    template_name = "contracts/remedies.html"

    def get_context_data(self, **kwargs):
        promises = self.object.commitments.with_delivery()
        return super().get_context_data(
            ladder=rules.ladder(),
            steps=self.object.remedies.select_related("commitment__metric"),
            promises=[(one, one.standing()) for one in promises],
            **kwargs,
        )


class TakeRemedy(ActPage):
    template_name = "contracts/remedy_take.html"
    permission_required = "contracts.take_remedy"
    form_class = RemedyForm
    slug_field = "reference"
    slug_url_kwarg = "promise"

    def get_queryset(self):
        return (
            Commitment.objects.for_council(self.council)
            .filter(contract__reference=self.kwargs["reference"])
            .select_related("contract__council", "metric")
        )

    def get_initial(self):
        following = RemedyStep.next_rung(self.object)
        return {"rung": following.code if following else None}

    def act(self, promise, form):
        self.step = RemedyStep.take(promise, by=self.request.user, **form.cleaned_data)

    def get_success_message(self):
        if self.step.status == RemedyStep.Status.TAKEN:
            return str(_("The step is taken. The supplier is told and may reply."))
        return str(_("The step waits for a second person, since it skips others."))

    def get_success_url(self):
        contract = self.object.contract
        return reverse(
            "contracts:remedies", args=[self.council.slug, contract.reference]
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            following=RemedyStep.next_rung(self.object), **kwargs
        )


class RemedyAct(ActPage):
    """One act on a step of the ladder."""

    slug_field = "number"
    slug_url_kwarg = "number"

    def get_queryset(self):
        found = RemedyStep.objects.for_council(self.council)
        return found.filter(
            contract__reference=self.kwargs["reference"]
        ).select_related("contract__council", "commitment__metric", "proposed_by")

    def get_success_url(self):
        return reverse(
            "contracts:remedies", args=[self.council.slug, self.kwargs["reference"]]
        )


class DecideRemedy(RemedyAct):
    template_name = "contracts/remedy_decide.html"
    permission_required = "contracts.approve_remedy"
    form_class = SecondPersonForm
    success_message = _("Your decision is saved.")

    def act(self, step, form):
        if form.cleaned_data["decision"] == form.YES:
            step.approve(by=self.request.user)
        else:
            step.decline(form.cleaned_data["reason"], by=self.request.user)


class CloseRemedy(RemedyAct):
    template_name = "contracts/remedy_close.html"
    permission_required = "contracts.take_remedy"
    form_class = OutcomeForm
    success_message = _("The step is closed.")

    def act(self, step, form):
        step.close(form.cleaned_data["outcome"], by=self.request.user)


class BreakPage(OneContract, WorkspacePage, DetailView):
    """The break clause: its words, the grounds found so far, the notices."""

    permission_required = "contracts.view_contract_work"
    template_name = "contracts/break.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            right=break_clauses.right_to_break(self.object),
            rule=rules.break_rule(),
            share=break_clauses.weighted_percent(self.object),
            may_begin=not break_clauses.to_propose(self.object),
            notices=self.object.break_notices.select_related("proposed_by"),
            **kwargs,
        )


class ProposeBreak(ContractAct):
    template_name = "contracts/break_propose.html"
    permission_required = "contracts.propose_break"
    form_class = ReasonForm
    success_message = _("The notice is proposed. A second person must give it.")

    def obstacles_for(self, contract):
        return break_clauses.to_propose(contract)

    def act(self, contract, form):
        break_clauses.propose(
            contract, form.cleaned_data["reason"], by=self.request.user
        )

    def get_success_url(self):
        return reverse(
            "contracts:break", args=[self.council.slug, self.object.reference]
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            right=break_clauses.right_to_break(self.object), **kwargs
        )


class BreakAct(ActPage):
    """One act on a break notice."""

    slug_field = "number"
    slug_url_kwarg = "number"

    def get_queryset(self):
        found = BreakNotice.objects.for_council(self.council)
        return found.filter(
            contract__reference=self.kwargs["reference"]
        ).select_related("contract__council", "contract__organisation", "proposed_by")

    def get_success_url(self):
        return reverse(
            "contracts:break", args=[self.council.slug, self.kwargs["reference"]]
        )


class GiveNotice(BreakAct):
    template_name = "contracts/break_give.html"
    permission_required = "contracts.give_break_notice"
    success_message = _("Notice is given. The supplier is told and may reply.")

    def act(self, notice, form):
        notice.give(by=self.request.user)


class WithdrawNotice(BreakAct):
    template_name = "contracts/break_withdraw.html"
    permission_required = "contracts.exercise_break"
    form_class = ReasonForm
    success_message = _("The notice is withdrawn.")

    def act(self, notice, form):
        notice.withdraw(form.cleaned_data["reason"], by=self.request.user)


class ExerciseBreak(BreakAct):
    template_name = "contracts/break_exercise.html"
    permission_required = "contracts.exercise_break"
    success_message = _("The contract has ended.")

    def obstacles_for(self, notice):
        if notice.status != BreakNotice.Status.GIVEN:
            return []
        return notice.obstacles(BreakNotice.Status.EXERCISED)

    def act(self, notice, form):
        notice.exercise(by=self.request.user)
