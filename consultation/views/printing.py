"""The form to fill in by hand: as a page, as a file, and in large print."""

from django.http import HttpResponseRedirect
from django.views.generic import DetailView

from consultation import paper
from consultation.views.rounds import OfAnnouncedRound
from councils.pages import CouncilPage


class PrintForm(OfAnnouncedRound, CouncilPage, DetailView):
    """Every question with a box to write in. It is there from the opening on."""

    template_name = "consultation/print_form.html"
    is_large = False

    def get(self, request, *args, **kwargs):
        round = self.get_object()
        if not round.has_opened():
            return HttpResponseRedirect(round.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            document=paper.document_of(self.object), is_large=self.is_large, **kwargs
        )


class PrintFormFile(PrintForm):
    """The same as PDF, made by a worker once for what it says now."""

    def get(self, request, *args, **kwargs):
        round = self.get_object()
        if not round.has_opened():
            return HttpResponseRedirect(round.get_absolute_url())
        rendition = paper.as_pdf(round, large=self.is_large)
        return HttpResponseRedirect(rendition.file_url or rendition.get_absolute_url())
