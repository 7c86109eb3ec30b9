"""What anyone may read before they bid, without signing in."""

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.generic import DetailView, ListView, TemplateView

from charters.models import Edition, EditionPriority
from councils.pages import CouncilPage
from tenders.calendar_file import dates_of
from tenders.descriptors import DESCRIPTORS
from tenders.models import Tender
from tenders.releases import release_package
from tenders.rules import threshold


class Suppliers(CouncilPage, TemplateView):
    """How to read the priorities, find opportunities, promise, win and report."""

    template_name = "tenders/suppliers.html"

    def get_context_data(self, **kwargs):
        cited = Edition.objects.in_force().filter(charter__council=self.council)
        priorities = EditionPriority.objects.filter(edition__in=cited).select_related(
            "edition__charter__council"
        )
        return super().get_context_data(
            priorities=priorities,
            open_tenders=Tender.objects.for_council(self.council).open().count(),
            **kwargs,
        )


class OpportunityList(CouncilPage, ListView):
    model = Tender
    template_name = "tenders/opportunity_list.html"
    paginate_by = 20

    def get_queryset(self):
        public = super().get_queryset().public().select_related("council")
        return public.order_by("-bids_close_at", "pk")

    def get_context_data(self, **kwargs):
        open_now = Tender.objects.for_council(self.council).open()
        open_now = open_now.select_related("council")
        return super().get_context_data(
            open_now=open_now.order_by("bids_close_at")[:20], **kwargs
        )


class OpportunityPage(CouncilPage, DetailView):
    """Base of the pages of one published tender."""

    model = Tender
    slug_field = "reference"
    slug_url_kwarg = "reference"
    context_object_name = "tender"

    def get_queryset(self):
        return super().get_queryset().public().with_terms()


class OpportunityDetail(OpportunityPage):
    template_name = "tenders/opportunity_detail.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            descriptors=DESCRIPTORS.items(),
            threshold=threshold(self.object),
            award=getattr(self.object, "award", None),
            co_design=self.object.co_design.all(),
            **kwargs,
        )


class Release(OpportunityPage):
    """The tender as open contracting data."""

    def render_to_response(self, context, **kwargs):
        return JsonResponse(
            release_package(self.object), json_dumps_params={"ensure_ascii": False}
        )


class Dates(OpportunityPage):
    """The tender's dates for a calendar."""

    def render_to_response(self, context, **kwargs):
        response = HttpResponse(dates_of(self.object), content_type="text/calendar")
        name = _("dates")
        response["Content-Disposition"] = (
            f'attachment; filename="{self.object.reference}-{name}.ics"'
        )
        return response
