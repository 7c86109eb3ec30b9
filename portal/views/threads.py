from django.core.paginator import Paginator
from django.http import Http404
from django.views.generic import TemplateView

from councils.pages import CouncilPage
from portal.scoreboard import fractions_of
from portal.stations import stations_of
from portal.thread import trace

PER_PAGE = 20


class ThreadList(CouncilPage, TemplateView):
    """How whole the threads are, and the lists of where they break."""

    template_name = "portal/thread_list.html"

    def get_context_data(self, **kwargs):
        fractions = fractions_of(self.council)
        wanted = self.request.GET.get("breaks", "")
        chosen = next((one for one in fractions if one.key == wanted), None)
        page = None
        if chosen:
            pages = Paginator(chosen.breaks, PER_PAGE)
            page = pages.get_page(self.request.GET.get("page"))
        return super().get_context_data(
            fractions=fractions, chosen=chosen, page_obj=page, **kwargs
        )


class ThreadDetail(CouncilPage, TemplateView):
    """One whole thread, from a comment to what residents felt."""

    template_name = "portal/thread_detail.html"

    def get_context_data(self, **kwargs):
        kind, reference = self.kwargs["kind"], self.kwargs["reference"]
        thread = trace(self.council, kind, reference)
        if thread is None:
            raise Http404
        return super().get_context_data(
            thread=thread, stations=stations_of(thread), **kwargs
        )
