"""Officers decide about responses that look automatic."""

from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView

from consultation.forms.answering import SetAsideForm
from consultation.models import Response
from consultation.views.rounds import OfRound
from councils.pages import ActPage, WorkspacePage

PAGE_SIZE = 20


class HeldResponses(OfRound, WorkspacePage, DetailView):
    """Responses that look automatic. Each waits for a person."""

    permission_required = "consultation.moderate_comment"
    template_name = "consultation/held_list.html"

    def get_context_data(self, **kwargs):
        held = self.object.responses.held().prefetch_related("comments")
        page = Paginator(held.order_by("pk"), PAGE_SIZE)
        return super().get_context_data(
            page=page.get_page(self.request.GET.get("page")), **kwargs
        )


class DecideHeld(ActPage):
    """Is this from a person?"""

    model = Response
    slug_field = "uid"
    slug_url_kwarg = "uid"
    permission_required = "consultation.moderate_comment"
    template_name = "consultation/held_decide.html"
    form_class = SetAsideForm
    success_message = gettext_lazy("Decision saved")

    def get_queryset(self):
        responses = Response.objects.for_council(self.council).held()
        return responses.filter(
            round__consultation__slug=self.kwargs["slug"]
        ).select_related("round__consultation__council", "area")

    def act(self, response, form):
        if form.cleaned_data["decision"] == form.RELEASE:
            response.release(by=self.request.user)
        else:
            response.set_aside(form.cleaned_data["reason"], by=self.request.user)

    def get_success_url(self):
        return f"{self.object.round.get_workspace_url()}held/"

    def get_context_data(self, **kwargs):
        response = self.object
        return super().get_context_data(
            response=response,
            round=response.round,
            comments=response.comments.for_reading(),
            **kwargs,
        )
