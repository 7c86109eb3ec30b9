"""What anyone may read: contracts, results, and the resident check."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.decorators.cache import never_cache
from django.views.generic import DetailView, FormView, ListView, TemplateView

from audit.lifecycle import Refused
from contracts import limits, results
from contracts.forms import ResidentCheckForm
from contracts.models import Contract, Milestone, ResidentCheck
from contracts.rules import rating_words
from councils.pages import CouncilPage
from councils.refusals import TooManyTries


class ContractList(CouncilPage, ListView):
    """Every contract that was awarded, newest first."""

    template_name = "contracts/contract_list.html"
    paginate_by = 20

    def get_queryset(self):
        contracts = Contract.objects.for_council(self.council)
        return contracts.with_parties().with_delivery()


class ContractDetail(CouncilPage, DetailView):
    """One contract: each promise, its steps, what was accepted, what was found."""

    model = Contract
    template_name = "contracts/contract_detail.html"
    slug_field = "reference"
    slug_url_kwarg = "reference"

    def get_queryset(self):
        found = super().get_queryset().with_parties().with_delivery()
        return found.prefetch_related(
            "re_evaluations__findings__commitment__metric",
            "remedies__commitment__metric",
            "break_notices",
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            standings=self.object.standings(),
            groups=self.object.stakeholders.all(),
            ratings={word["code"]: word["label"] for word in rating_words()},
            **kwargs,
        )


class Results(CouncilPage, TemplateView):
    """What residents got, priority by priority: accepted numbers only."""

    template_name = "contracts/results.html"

    def get_context_data(self, **kwargs):
        found = results.by_priority(self.council)
        return super().get_context_data(
            priorities=found, figures=results.figures(found), **kwargs
        )


class ResultDetail(CouncilPage, TemplateView):
    """The promises behind one priority's results."""

    template_name = "contracts/result_detail.html"

    def get_context_data(self, **kwargs):
        found = results.of_priority(self.council, self.kwargs["code"].upper())
        if found is None:
            raise Http404
        return super().get_context_data(result=found, **kwargs)


@method_decorator(never_cache, name="dispatch")
class ResidentCheckPage(CouncilPage, FormView):
    """Three questions about one milestone. Nobody is asked who they are."""

    template_name = "contracts/resident_check.html"
    form_class = ResidentCheckForm

    @cached_property
    def milestone(self):
        steps = Milestone.objects.for_council(self.council).select_related(
            "commitment__contract__council",
            "commitment__contract__organisation",
            "commitment__metric",
        )
        return get_object_or_404(steps, check_token=self.kwargs["token"].lower())

    def get_initial(self):
        return ResidentCheckForm.fresh()

    def form_valid(self, form):
        if limits.is_over(self.request):
            raise TooManyTries(wait=limits.SECONDS)
        try:
            ResidentCheck.answer(self.milestone, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        return HttpResponseRedirect(
            reverse("contracts:resident_check_sent", kwargs=self.kwargs)
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            milestone=self.milestone,
            is_open=ResidentCheck.is_open(self.milestone),
            **kwargs,
        )


class ResidentCheckSent(CouncilPage, TemplateView):
    """Thank you, and where the answers are shown."""

    template_name = "contracts/resident_check_sent.html"

    def get_context_data(self, **kwargs):
        steps = Milestone.objects.for_council(self.council).select_related(
            "commitment__contract__council"
        )
        step = get_object_or_404(steps, check_token=self.kwargs["token"].lower())
        return super().get_context_data(milestone=step, **kwargs)
