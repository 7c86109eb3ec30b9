"""Officers answer what senders ask after the close."""

from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView

from consultation import requests
from consultation.forms.after_sending import DecideRequestForm
from consultation.models import SenderRequest
from consultation.views.rounds import OfRound
from councils.pages import ActPage, WorkspacePage

PAGE_SIZE = 20


class RequestList(OfRound, WorkspacePage, DetailView):
    """What senders of this round ask, those that wait first."""

    permission_required = "consultation.erase_sender"
    template_name = "consultation/request_list.html"

    def get_context_data(self, **kwargs):
        every = SenderRequest.objects.for_round(self.object).for_reading()
        every = every.order_by("-decided_at", "asked_at", "pk")  # nulls come first
        page = Paginator(every, PAGE_SIZE).get_page(self.request.GET.get("page"))
        return super().get_context_data(page=page, **kwargs)


class DecideRequest(ActPage):
    """Agree or not, with a reason. What is agreed is done at once."""

    model = SenderRequest
    slug_field = "uid"
    slug_url_kwarg = "uid"
    permission_required = "consultation.erase_sender"
    template_name = "consultation/request_decide.html"
    form_class = DecideRequestForm
    context_object_name = "asked"
    success_message = gettext_lazy("Decision saved and sent")

    def get_queryset(self):
        found = SenderRequest.objects.for_council(self.council).for_reading()
        return found.filter(
            response__round__consultation__slug=self.kwargs["slug"]
        ).select_related("response__contact", "response__area")

    def obstacles_for(self, asked):
        if asked.is_open:
            return []
        return [_("Somebody has already decided about this request.")]

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "kind": self.object.kind}

    def act(self, asked, form):
        told = form.cleaned_data
        requests.decide(
            asked,
            told["decision"] == "yes",
            told["reason"],
            keeps_words=told.get("words") != form.ERASE,
            by=self.request.user,
        )

    def get_success_url(self):
        return f"{self.object.response.round.get_workspace_url()}requests/"

    def get_context_data(self, **kwargs):
        response = self.object.response
        return super().get_context_data(
            response=response,
            round=response.round,
            comments=response.comments.for_reading().order_by("pk"),
            **kwargs,
        )
