"""The survey of residents' views: its results, answering it, planning its waves."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import DetailView, FormView

from audit.lifecycle import Refused
from charters import survey
from charters.forms.survey import AnswerSurvey, PlanSurvey
from charters.models import Charter, ViewSurvey
from charters.views.writing import WritePage
from councils import limits
from councils.pages import CouncilPage
from metrics.models import DatedRule
from records import exports

ANSWERS = limits.Limit("view-survey", most=60, seconds=3600)


class Survey(CouncilPage, DetailView):
    """What residents said in each wave, and the way to answer an open one."""

    model = Charter
    template_name = "charters/survey.html"

    def get_queryset(self):
        return super().get_queryset().public().select_related("council")

    def get_context_data(self, **kwargs):
        waves = list(self.object.view_surveys.all())
        rule = DatedRule.objects.value("small_numbers")
        return super().get_context_data(
            waves=waves,
            open_wave=next((one for one in waves if one.is_open), None),
            results=survey.results_of(self.object),
            least=rule["hide_under"],
            base=rule["percentage_base"],
            **kwargs,
        )


class SurveyFile(Survey):
    """The same tables as a file, with the same numbers hidden."""

    def render_to_response(self, context, **kwargs):
        if not context["results"]:
            raise Http404
        name = f"{self.council.slug}-{self.object.slug}-survey"
        rows = survey.file_rows(context["results"])
        return exports.download(name, survey.HEADER, rows, is_public=True)


class OpenSurvey(CouncilPage):
    """A page of the wave that is open now; 404 without one."""

    @cached_property
    def charter(self) -> Charter:
        found = Charter.objects.for_council(self.council).public()
        return get_object_or_404(
            found.select_related("council"), slug=self.kwargs["slug"]
        )

    @cached_property
    def wave(self) -> ViewSurvey:
        found = self.charter.view_surveys.open().first()
        if found is None:
            raise Http404
        found.charter = self.charter
        return found

    def url(self, name: str) -> str:
        return reverse(f"charters:{name}", args=[self.council.slug, self.charter.slug])


@method_decorator(never_cache, name="dispatch")
class AnswerWave(OpenSurvey, FormView):
    """Answer without an account. Nothing says who answered."""

    form_class = AnswerSurvey
    template_name = "charters/survey_answer.html"

    def get_form_kwargs(self):
        more = {"survey": self.wave, "ages": survey.ages()}
        return super().get_form_kwargs() | more

    def get_initial(self):
        return AnswerSurvey.fresh()

    def form_valid(self, form):
        limits.refuse_over(ANSWERS, self.request)
        given = form.cleaned_data
        try:
            self.wave.take(
                given["key"], form.said, area=given["area"], age=given["age"]
            )
        except Refused as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        return HttpResponseRedirect(f"{self.url('survey')}?thanks=yes")

    def get_context_data(self, **kwargs):
        return super().get_context_data(charter=self.charter, wave=self.wave, **kwargs)


class PlanWaves(WritePage):
    """The waves of a charter, and one more."""

    permission_required = "charters.plan_survey"
    form_class = PlanSurvey
    template_name = "charters/survey_plan.html"
    success_message = gettext_lazy("The wave is planned, and public.")

    def act(self, charter, form):
        ViewSurvey.plan(charter, by=self.request.user, **form.cleaned_data)

    def get_context_data(self, **kwargs):
        return super().get_context_data(waves=self.charter.view_surveys.all(), **kwargs)

    def get_success_url(self):
        return self.url("survey_plan")
