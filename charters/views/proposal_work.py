"""Officers answer what residents propose."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, ListView

from charters.forms.proposals import AnswerForm, TriggerForm
from charters.models import Proposal, SupportTrigger
from charters.models.proposal import usual_rule
from charters.views.assets import names_of
from councils.pages import ActPage, WorkspacePage

PAGE_SIZE = 20


class ProposalWorkList(WorkspacePage, ListView):
    """All proposals; those that wait for an answer and have most support first."""

    permission_required = "charters.view_proposals"
    template_name = "charters/proposal_work_list.html"
    paginate_by = PAGE_SIZE
    model = Proposal

    def get_queryset(self):
        found = Proposal.objects.for_council(self.council).for_reading()
        found = found.exclude(moderation=Proposal.Moderation.WITHHELD)
        state = self.request.GET.get("state", Proposal.Status.OPEN)
        if state != "all":
            found = found.filter(status=state)
        return found.order_by("-supporters", "received_at", "pk")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        days = usual_rule()["answer_days"]
        rows = [(one, one.answer_by(days)) for one in context["page_obj"]]
        return context | {
            "rows": rows,
            "state": self.request.GET.get("state", Proposal.Status.OPEN),
            "states": [*Proposal.Status.choices, ("all", _("All"))],
            "trigger": SupportTrigger.of(self.council),
        }


class AnswerProposal(ActPage):
    """Say in public what becomes of a proposal, and why."""

    model = Proposal
    slug_field = "reference"
    slug_url_kwarg = "reference"
    permission_required = "charters.answer_proposal"
    template_name = "charters/proposal_answer.html"
    form_class = AnswerForm
    success_message = gettext_lazy("Your answer is saved.")

    def get_queryset(self):
        return Proposal.objects.for_council(self.council).for_reading()

    def get_form_kwargs(self):
        more = {"proposal": self.get_object(), "names": names_of(self.council)}
        return super().get_form_kwargs() | more

    def get_initial(self):
        return {"area": self.get_object().area_id}

    def act(self, proposal, form):
        found, by = form.cleaned_data, self.request.user
        if found["decision"] == form.CLOSE:
            proposal.close(by=by)
            return
        proposal.answer(
            found["decision"],
            found["reply"],
            by=by,
            became=found.get("became"),
            asset=form.asset(),
        )

    def get_success_url(self):
        return reverse("charters:proposal_work_list", args=[self.council.slug])

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            trigger=SupportTrigger.of(self.council), **kwargs
        )


class SetTrigger(WorkspacePage, FormView):
    """From how much support on a proposal cannot be closed without a reply."""

    permission_required = "charters.set_support_trigger"
    template_name = "charters/support_trigger.html"
    form_class = TriggerForm

    def get_initial(self):
        return {"supporters": SupportTrigger.of(self.council)}

    def form_valid(self, form):
        number = form.cleaned_data["supporters"]
        SupportTrigger.decide(self.council, number, by=self.request.user)
        messages.success(self.request, _("It holds from today."))
        return HttpResponseRedirect(
            reverse("charters:proposal_work_list", args=[self.council.slug])
        )

    def get_context_data(self, **kwargs):
        past = SupportTrigger.objects.for_council(self.council).order_by("-from_on")
        return super().get_context_data(past=past, **kwargs)
