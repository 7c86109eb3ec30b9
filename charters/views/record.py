"""How a charter is made, in the open: its timetable, advice, decisions and log."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView

from charters import asked
from charters.forms import AdviceForm, MoveForm, StepForm
from charters.models import Charter, GatewayAdvice, TimetableStep
from charters.public_log import log_of
from charters.views.writing import CharterWorkPage, ConfirmPage, WritePage
from councils.pages import ActPage, CouncilPage


class CharterRecord(CouncilPage, DetailView):
    """Everything that led to the charter, for anyone to read."""

    model = Charter
    template_name = "charters/record.html"

    def get_queryset(self):
        return super().get_queryset().public().select_related("council")

    def get_context_data(self, **kwargs):
        charter = self.object
        return super().get_context_data(
            steps=charter.timetable.prefetch_related("moves"),
            advice=charter.gateway_advice.all(),
            analyses=charter.equality_analyses.all(),
            decisions=charter.approvals.decided().order_by("decided_at"),
            endorsements=charter.endorsements.prefetch_related(
                "steps__remarks", "steps__edition"
            ),
            exercises=asked.exercises(charter),
            log=log_of(charter),
            **kwargs,
        )


class TimetableWork(CharterWorkPage, ActPage):
    """The planned steps, and one more."""

    permission_required = "charters.change_charter"
    form_class = StepForm
    template_name = "charters/timetable.html"
    success_message = gettext_lazy("The step is in the timetable.")

    def act(self, charter, form):
        TimetableStep.plan(charter, by=self.request.user, **form.cleaned_data)

    def get_context_data(self, **kwargs):
        steps = self.charter.timetable.prefetch_related("moves")
        return super().get_context_data(steps=steps, **kwargs)

    def get_success_url(self):
        return self.url("timetable")


class StepPage:
    """A page about one step of the timetable."""

    def find(self):
        return get_object_or_404(self.charter.timetable, pk=self.kwargs["number"])

    def get_success_url(self):
        return self.url("timetable")


class MoveStep(StepPage, WritePage):
    """Change the day of a step, with a reason that stays visible."""

    form_class = MoveForm
    template_name = "charters/step_move.html"
    success_message = gettext_lazy("The new date is public, beside the old one.")

    def act(self, step, form):
        step.move_to(by=self.request.user, **form.cleaned_data)

    def get_context_data(self, **kwargs):
        return super().get_context_data(step=self.object, **kwargs)


class StepDone(StepPage, ConfirmPage):
    """Say that a step was taken."""

    title = gettext_lazy("Is this step done?")
    button = gettext_lazy("Mark as done today")
    success_message = gettext_lazy("The step is marked as done.")

    def shown_text(self):
        return str(self.get_object())

    def act(self, step, form):
        step.mark_done(by=self.request.user)


class PublishAdvice(WritePage):
    """Put the advice of a gateway on the public record."""

    form_class = AdviceForm
    template_name = "charters/advice.html"
    success_message = gettext_lazy("The advice is public, beside the draft.")

    def act(self, charter, form):
        GatewayAdvice.publish(charter, by=self.request.user, **form.cleaned_data)

    def get_context_data(self, **kwargs):
        advice = self.charter.gateway_advice.all()
        return super().get_context_data(given=advice, **kwargs)

    def get_success_url(self):
        return self.url("advice")
