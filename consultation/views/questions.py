"""Officers write the questions of a round while it is being planned."""

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView

from consultation.forms.questions import QuestionForm
from consultation.models import Question
from consultation.views.planning import PlanAct
from consultation.views.rounds import OfRound
from councils.pages import WorkspacePage


class Questions(OfRound, WorkspacePage, DetailView):
    """What the round asks beside the text, in order."""

    permission_required = "consultation.view_plan"
    template_name = "consultation/question_list.html"

    def get_context_data(self, **kwargs):
        questions = list(self.object.questions.in_order())
        for question in questions:
            question.round = self.object
        return super().get_context_data(questions=questions, **kwargs)


class QuestionAct(PlanAct):
    """An act on the questions of a round that is being planned."""

    permission_required = "consultation.plan_consultation"

    def get_success_url(self):
        return f"{self.object.get_workspace_url()}questions/"

    @cached_property
    def question(self) -> Question:
        question = get_object_or_404(
            self.object.questions.in_order(), number=self.kwargs["number"]
        )
        question.round = self.object
        return question

    def get_context_data(self, **kwargs):
        named = {"question": self.question} if "number" in self.kwargs else {}
        return super().get_context_data(**named, **kwargs)


class AddQuestion(QuestionAct):
    template_name = "consultation/question_form.html"
    form_class = QuestionForm
    success_message = gettext_lazy("Question added")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "round": self.object}

    def act(self, round, form):
        Question.ask(round, by=self.request.user, **form.given())


class ChangeQuestion(AddQuestion):
    success_message = gettext_lazy("Question saved")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "question": self.question}

    def get_initial(self):
        return QuestionForm.initial_for(self.question)

    def act(self, round, form):
        self.question.change(by=self.request.user, **form.given())


class RemoveQuestion(QuestionAct):
    template_name = "consultation/question_remove.html"
    success_message = gettext_lazy("Question removed")

    def act(self, round, form):
        self.question.drop(by=self.request.user)


class MoveQuestion(QuestionAct):
    """Ask a question one place earlier."""

    template_name = "consultation/question_move.html"
    success_message = gettext_lazy("Question moved")

    def get(self, request, *args, **kwargs):
        return HttpResponseRedirect(
            f"{self.get_object().get_workspace_url()}questions/"
        )

    def act(self, round, form):
        self.question.move_up(by=self.request.user)
