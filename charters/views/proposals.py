"""What residents propose and support, without an account."""

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import DetailView, FormView, TemplateView

from charters.forms.proposals import ProposalForm, SupportForm
from charters.models import Proposal, SupportTrigger
from councils import limits
from councils.mail import send_letter
from councils.pages import CouncilPage

PAGE_SIZE = 20
PROPOSALS = limits.Limit("proposals", most=30, seconds=3600)
SUPPORTS = limits.Limit("supports", most=60, seconds=3600)
SALT = "charters.support"
LINK_DAYS = 7


class ProposalList(CouncilPage, TemplateView):
    """All published proposals, those that wait for an answer first."""

    template_name = "charters/proposal_list.html"

    def get_context_data(self, **kwargs):
        found = Proposal.objects.for_council(self.council).public().for_reading()
        answered = self.request.GET.get("show") == "answered"
        is_open = Proposal.Status.OPEN
        found = (
            found.exclude(status__in=[is_open, Proposal.Status.CLOSED])
            if answered
            else found.filter(status=is_open).order_by("-supporters", "-pk")
        )
        page = Paginator(found, PAGE_SIZE).get_page(self.request.GET.get("page"))
        trigger = SupportTrigger.of(self.council)
        return super().get_context_data(
            page=page, answered=answered, trigger=trigger, **kwargs
        )


class Propose(CouncilPage, FormView):
    """A form on a path of its own, so that reading pages need no cookie."""

    template_name = "charters/proposal_new.html"
    form_class = ProposalForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"council": self.council}

    def get_initial(self):
        """A link may say of which kind it is."""
        kind = self.request.GET.get("kind", "")
        return {"kind": kind} if kind in Proposal.Kind.values else {}

    def form_valid(self, form):
        limits.refuse_over(PROPOSALS, self.request)
        proposal = Proposal.receive(self.council, **form.cleaned_data)
        return HttpResponseRedirect(proposal.get_absolute_url())


class OfProposal(CouncilPage):
    """A page about one proposal that was not withheld."""

    model = Proposal
    slug_field = "reference"
    slug_url_kwarg = "reference"
    context_object_name = "proposal"

    def get_queryset(self):
        found = Proposal.objects.for_council(self.council).for_reading()
        return found.exclude(moderation=Proposal.Moderation.WITHHELD)


class ProposalDetail(OfProposal, DetailView):
    """The words once they are checked, the support and the answer."""

    template_name = "charters/proposal_detail.html"

    def get_context_data(self, **kwargs):
        trigger = SupportTrigger.of(self.council)
        return super().get_context_data(trigger=trigger, **kwargs)


class OpenProposal(OfProposal):
    """A page for a proposal that people can support now."""

    def get_queryset(self):
        return super().get_queryset().public().open()


class GiveSupport(OpenProposal, DetailView, FormView):
    """Ask for the link that counts one person once."""

    template_name = "charters/proposal_support.html"
    form_class = SupportForm

    def post(self, request, *args, **kwargs):
        self.object = self.get_object()
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        limits.refuse_over(SUPPORTS, self.request)
        proposal, email = self.object, form.cleaned_data["email"]
        token = signing.dumps([proposal.reference, proposal.voter(email)], salt=SALT)
        link = reverse(
            "charters:proposal_support_confirm",
            args=[self.council.slug, proposal.reference, token],
        )
        send_letter(
            "proposal_support",
            to=email,
            context={
                "council": self.council,
                "proposal": proposal,
                "link": link,
                "days": LINK_DAYS,
            },
            from_name=self.council.name,
            council=self.council,
        )
        return self.render_to_response(self.get_context_data(is_sent=True))


@method_decorator(never_cache, name="dispatch")
class ConfirmSupport(OpenProposal, DetailView):
    """The page behind the link: a button, since mail programs open links too."""

    template_name = "charters/proposal_support_confirm.html"

    def voter(self) -> str:
        try:
            reference, voter = signing.loads(
                self.kwargs["token"], salt=SALT, max_age=LINK_DAYS * 86400
            )
        except signing.BadSignature as problem:
            raise Http404 from problem
        if reference != self.kwargs["reference"]:
            raise Http404
        return voter

    def get(self, request, *args, **kwargs):
        self.voter()
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        proposal = self.get_object()
        try:
            proposal.support(self.voter())
        except ValidationError as refusal:
            self.object = proposal
            context = self.get_context_data(errors=refusal.messages)
            return self.render_to_response(context)
        return HttpResponseRedirect(f"{proposal.get_absolute_url()}?thanks=yes")
