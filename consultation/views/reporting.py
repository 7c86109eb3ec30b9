"""Say that a published comment breaks the rules."""

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, TemplateView

from consultation import limits
from consultation.forms.responding import ReportForm
from consultation.models import CommentReport
from consultation.views.rounds import OfAnnouncedRound
from councils.pages import CouncilPage


@method_decorator(never_cache, name="dispatch")
class ReportPage(OfAnnouncedRound, CouncilPage):
    object = None

    def comment(self):
        round = self.get_object()
        comments = round.comments.none()
        if round.shows_comments():
            comments = round.comments.counted().public().for_reading()
        return get_object_or_404(comments, reference=self.kwargs["reference"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(comment=self.comment(), **kwargs)


class ReportComment(ReportPage, FormView):
    template_name = "consultation/comment_report.html"
    form_class = ReportForm

    def form_valid(self, form):
        limits.refuse_over(limits.REPORTS, self.request)
        CommentReport.file(self.comment(), **form.cleaned_data)
        return HttpResponseRedirect(f"{self.request.path}thanks/")


class Reported(ReportPage, TemplateView):
    template_name = "consultation/comment_reported.html"
