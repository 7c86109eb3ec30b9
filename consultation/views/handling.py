"""Officers look at whole responses, verify who speaks, and forget who asked them to."""

from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView

from audit.lifecycle import Refused
from consultation import forgetting, keeping, receipts, references, senders
from consultation.forms.handling import EraseForm
from consultation.models import Response
from consultation.views.rounds import OfRound
from councils.filtering import Field, Filters
from councils.pages import ActPage, WorkspacePage
from metrics.models import debated_from

PAGE_SIZE = 20


class ResponseList(OfRound, WorkspacePage, DetailView):
    """Every response of the round, by whichever way it came. Search by its code."""

    permission_required = "consultation.read_responses"
    template_name = "consultation/response_list.html"

    def get_context_data(self, **kwargs):
        round = self.object
        wanted = Filters(
            self.request.GET,
            Field("code", _("Receipt code: %s")),
            Field("channel", _("Way: %s"), dict(Response.Channel.choices)),
            Field("sender", _("From: %s"), senders.LABELS),
        )
        every = round.responses.for_reading().order_by("-received_at", "-pk")
        if typed := wanted["code"]:
            every = every.filter(receipt_code=receipts.read(typed) or "-")
        if wanted["channel"]:
            every = every.filter(channel=wanted["channel"])
        every = senders.only(every, wanted["sender"])
        page = Paginator(every, PAGE_SIZE).get_page(self.request.GET.get("page"))
        for response in page:
            response.round = round
        return super().get_context_data(
            page=page,
            wanted=wanted,
            schedule=keeping.schedule(round),
            **kwargs,
        )


class OfResponse:
    """The page is about one response of the council."""

    model = Response
    slug_field = "uid"
    slug_url_kwarg = "uid"
    context_object_name = "response"

    def get_queryset(self):
        found = Response.objects.for_council(self.council).for_reading()
        return found.filter(round__consultation__slug=self.kwargs["slug"])

    def get_context_data(self, **kwargs):
        response = self.object
        return super().get_context_data(
            response=response, round=response.round, **kwargs
        )


class ShowResponse(OfResponse, WorkspacePage, DetailView):
    """One response with all its parts."""

    permission_required = "consultation.read_responses"
    template_name = "consultation/response_detail.html"

    def get_context_data(self, **kwargs):
        response = self.object
        answers = list(response.answers.select_related("question"))
        for answer in answers:
            answer.question.round = response.round
        petition = getattr(response, "petition", None)
        debate_from = debated_from(response.council)
        return super().get_context_data(
            comments=references.with_hints(
                response.comments.for_reading().order_by("pk"), response.round
            ),
            answers=answers,
            mandate=getattr(response, "mandate", None),
            petition=petition,
            is_debated=petition and petition.signatures >= debate_from,
            debate_from=debate_from,
            files=response.attachments.select_related("file"),
            versions=response.versions.all(),
            item=getattr(response, "ingest_item", None),
            **kwargs,
        )


class ResponseAct(OfResponse, ActPage):
    """An act on one response."""

    def get_success_url(self):
        base = self.object.round.get_workspace_url()
        return f"{base}responses/{self.object.uid}/"


class EraseSender(ResponseAct):
    """Answer a request to be forgotten."""

    permission_required = "consultation.erase_sender"
    template_name = "consultation/response_erase.html"
    form_class = EraseForm
    success_message = gettext_lazy("Who sent it is forgotten")

    def obstacles_for(self, response):
        if response.erased_at:
            return [_("Who sent this response has already been forgotten.")]
        return []

    def act(self, response, form):
        keeps = form.cleaned_data["words"] == form.KEEP
        reason = form.cleaned_data["reason"]
        user = self.request.user
        forgetting.erase(response, reason, keeps_words=keeps, by=user)


class VerifyOrganisation(ResponseAct):
    """Say that an officer checked that an organisation is led by its users."""

    permission_required = "consultation.add_response"
    template_name = "consultation/response_verify.html"
    success_message = gettext_lazy("The organisation is verified")

    def act(self, response, form):
        if not hasattr(response, "mandate"):
            raise Refused(_("This response speaks for no organisation."))
        response.mandate.verify(by=self.request.user)
