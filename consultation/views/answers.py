"""Officers see what the answers to the questions come to, and read those in words."""

from django.core.paginator import Paginator
from django.http import Http404
from django.utils.functional import cached_property
from django.views.generic import DetailView

from consultation import answers
from consultation.models import Question
from consultation.views.rounds import OfRound
from councils.pages import WorkspacePage

PAGE_SIZE = 20


class Answers(OfRound, WorkspacePage, DetailView):
    """Each question with its figures, as they stand now."""

    permission_required = "consultation.read_responses"
    template_name = "consultation/answers.html"

    def get_context_data(self, **kwargs):
        round = self.object
        return super().get_context_data(
            questions=answers.plain_results(round),
            responses=round.responses.counted().count(),
            fewest=answers.percentage_base(),
            **kwargs,
        )


class TextAnswers(OfRound, WorkspacePage, DetailView):
    """The answers to one question in people's own words, twenty at a time."""

    permission_required = "consultation.read_responses"
    template_name = "consultation/text_answers.html"

    @cached_property
    def question(self) -> Question:
        found = self.object.questions.filter(number=self.kwargs["number"]).first()
        if found is None or not found.is_text:
            raise Http404
        return found

    def get_context_data(self, **kwargs):
        round = self.object
        comments = round.comments.counted().filter(question=self.question)
        comments = comments.for_reading().order_by("pk")
        page = Paginator(comments, PAGE_SIZE).get_page(self.request.GET.get("page"))
        return super().get_context_data(question=self.question, page=page, **kwargs)
