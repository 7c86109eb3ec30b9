"""What the supplier sees and does: promises, proof, and the right of reply."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, ListView, TemplateView

from audit import clock
from contracts.forms import ReplyForm, ReportForm
from contracts.models import BreakNotice, Contract, Evidence, Milestone, RemedyStep
from contracts.rules import rating_words
from contracts.views.work import send_report


@method_decorator(never_cache, name="dispatch")
class SupplierContracts(LoginRequiredMixin, ListView):
    """The contracts of the organisations for which a person acts."""

    template_name = "contracts/supplier_contracts.html"
    paginate_by = 20

    def get_queryset(self):
        mine = Contract.objects.represented_by(self.request.user)
        return mine.with_parties().with_delivery()


@method_decorator(never_cache, name="dispatch")
class SupplierPage(LoginRequiredMixin):
    """A page of one contract, for people who act for its supplier. Others learn
    nothing of it."""

    @cached_property
    def contract(self):
        mine = Contract.objects.represented_by(self.request.user)
        return get_object_or_404(
            mine.with_parties(), reference=self.kwargs["reference"]
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            contract=self.contract, council=self.contract.council, **kwargs
        )


class SupplierContract(SupplierPage, TemplateView):
    """Promise, target, reported, accepted, due, status; and what waits for you."""

    template_name = "contracts/supplier_contract.html"

    def get_context_data(self, **kwargs):
        promises = self.contract.commitments.with_delivery()
        proof = Evidence.objects.of_contract(self.contract).with_thread()
        return super().get_context_data(
            promises=[(one, one.standing()) for one in promises],
            returned=proof.unanswered(),
            proof=proof,
            remedies=self.contract.remedies.taken().select_related(
                "commitment__metric"
            ),
            notices=self.contract.break_notices.exclude(
                status=BreakNotice.Status.PROPOSED
            ),
            re_evaluations=self.contract.re_evaluations.prefetch_related(
                "findings__commitment__metric"
            ),
            ratings={word["code"]: word["label"] for word in rating_words()},
            **kwargs,
        )


class SupplierAct(SupplierPage, FormView):
    """One act of the supplier; a refusal comes back in the error summary."""

    done = ""

    def form_valid(self, form):
        try:
            self.act(form)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        messages.success(self.request, str(self.done))
        return HttpResponseRedirect(self.contract.get_supplier_url())


class Report(SupplierAct):
    """Say what was done for a milestone, with proof."""

    template_name = "contracts/supplier_report.html"
    form_class = ReportForm
    done = _("Your report is sent. It counts once the council has accepted it.")

    @cached_property
    def milestone(self):
        steps = Milestone.objects.of_contract(self.contract).select_related(
            "commitment__metric", "commitment__contract__council"
        )
        return get_object_or_404(steps, reference=self.kwargs["milestone"])

    @cached_property
    def returned(self):
        """The report that the council sent back and that this one answers."""
        reference = self.request.GET.get("reply-to", "")
        asked = Evidence.objects.unanswered().filter(milestone=self.milestone)
        return asked.filter(reference=reference).first() if reference else None

    def get_initial(self):
        if self.returned:
            before = self.returned
            return {
                "amount": before.amount,
                "story": before.story,
                "happened_on": before.happened_on,
                "who_benefited": before.who_benefited,
            }
        return {"happened_on": clock.today()}

    def act(self, form):
        send_report(
            self.milestone, form, by=self.request.user, replies_to=self.returned
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            milestone=self.milestone,
            promise=self.milestone.commitment,
            returned=self.returned,
            **kwargs,
        )


class ReplyToRemedy(SupplierAct):
    """The right of reply to a step of the ladder."""

    template_name = "contracts/supplier_reply.html"
    form_class = ReplyForm
    done = _("Your reply is sent.")

    @cached_property
    def subject(self):
        steps = RemedyStep.objects.taken().select_related("commitment__metric")
        return get_object_or_404(
            steps, contract=self.contract, number=self.kwargs["number"]
        )

    def act(self, form):
        self.subject.answer(form.cleaned_data["text"], by=self.request.user)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            step=self.subject, title=self.subject.label, **kwargs
        )


class ReplyToNotice(SupplierAct):
    """The right of reply to a break notice."""

    template_name = "contracts/supplier_reply.html"
    form_class = ReplyForm
    done = _("Your reply is sent.")

    @cached_property
    def subject(self):
        given = BreakNotice.objects.exclude(status=BreakNotice.Status.PROPOSED)
        return get_object_or_404(
            given, contract=self.contract, number=self.kwargs["number"]
        )

    def act(self, form):
        self.subject.answer(form.cleaned_data["text"], by=self.request.user)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            notice=self.subject, title=_("Break notice"), **kwargs
        )
