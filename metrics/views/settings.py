"""What a council chooses: its lists, its own measures and figures, its own words."""

from django.db.models import Case, Prefetch, When
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView

from councils.pages import ActPage, WorkspacePage
from metrics import commons, nations
from metrics.forms.lists import AdoptionForm, OwnMappingForm
from metrics.forms.measures import CorrectionForm, LocalMetricForm, ObservationForm
from metrics.forms.words import StandardForm, TermForm
from metrics.models import (
    CouncilStandard,
    DatedRule,
    Framework,
    FrameworkAdoption,
    Metric,
    MetricMapping,
    Observation,
    Term,
)


class OnCouncil:
    """An act whose object is the council itself."""

    def get_object(self, queryset=None):
        return self.council


class CouncilFrameworks(WorkspacePage, ListView):
    """The approved lists, and which of them the council uses. Those made for another
    nation come last and say so."""

    template_name = "metrics/council_frameworks.html"
    paginate_by = 20

    @cached_property
    def elsewhere(self) -> dict[str, str]:
        return nations.made_elsewhere(self.council)

    def get_queryset(self):
        adoptions = FrameworkAdoption.objects.current().for_council(self.council)
        found = Framework.objects.public().prefetch_related(
            Prefetch("adoptions", adoptions, to_attr="here")
        )
        if not self.elsewhere:
            return found
        comes_last = Case(When(slug__in=self.elsewhere, then=1), default=0)
        return found.order_by(comes_last, "-published_on", "slug")

    def get_context_data(self, **kwargs):
        return super().get_context_data(elsewhere=self.elsewhere, **kwargs)


class AdoptFramework(ActPage):
    template_name = "metrics/framework_adopt.html"
    permission_required = "metrics.adopt_framework"
    form_class = AdoptionForm
    success_message = _("The council uses this list now.")

    def get_queryset(self):
        return Framework.objects.public()

    def permission_object(self):
        return self.council

    def get_context_data(self, **kwargs):
        elsewhere = nations.made_elsewhere(self.council)
        return super().get_context_data(
            made_for=elsewhere.get(self.object.slug, ""), **kwargs
        )

    def act(self, framework, form):
        FrameworkAdoption.adopt(
            self.council,
            framework,
            by=self.request.user,
            reason=form.cleaned_data["reason"],
        )

    def get_success_url(self):
        return reverse("metrics:frameworks", args=[self.council.slug])


class EndAdoption(ActPage):
    template_name = "metrics/adoption_end.html"
    permission_required = "metrics.adopt_framework"
    slug_field = "framework__slug"
    success_message = _("The council no longer uses this list for new charters.")

    def get_queryset(self):
        adoptions = FrameworkAdoption.objects.current().for_council(self.council)
        return adoptions.select_related("framework", "council")

    def act(self, adoption, form):
        adoption.end(by=self.request.user)

    def get_success_url(self):
        return reverse("metrics:frameworks", args=[self.council.slug])


class LocalMetrics(WorkspacePage, ListView):
    """Measures of the council's own."""

    template_name = "metrics/local_metrics.html"
    paginate_by = 20

    def get_queryset(self):
        return Metric.objects.local_to(self.council).select_related(
            "copied_from__council"
        )


class AddLocalMetric(OnCouncil, ActPage):
    template_name = "metrics/local_metric_add.html"
    permission_required = "metrics.add_metric"
    form_class = LocalMetricForm
    success_message = _("The measure is added. Charters and tenders can use it.")

    def act(self, council, form):
        Metric.add_local(council, by=self.request.user, **form.cleaned_data)

    def get_success_url(self):
        return reverse("metrics:local_metrics", args=[self.council.slug])


class MapOwnMeasure(OnCouncil, ActPage):
    """Say how a measure of the council's own compares with one that stands on a
    list, so that readers can compare councils."""

    template_name = "metrics/map_own_measure.html"
    permission_required = "metrics.add_metric"
    form_class = OwnMappingForm
    success_message = _("Saved. Both measures show it in public.")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"council": self.council}

    def act(self, council, form):
        MetricMapping.map(**form.cleaned_data, by=self.request.user)

    def get_success_url(self):
        return reverse("metrics:map_own_measure", args=[self.council.slug])

    def get_context_data(self, **kwargs):
        mappings = MetricMapping.objects.filter(metric__council=self.council)
        return super().get_context_data(
            mappings=mappings.select_related("metric", "other"), **kwargs
        )


class RetireLocalMetric(ActPage):
    """Stop using a measure of the council's own. What was built on it keeps it."""

    template_name = "metrics/local_metric_retire.html"
    permission_required = "metrics.retire_metric"
    slug_field = "code"
    slug_url_kwarg = "code"
    success_message = _("The measure is withdrawn. What was built on it keeps it.")

    def get_queryset(self):
        return Metric.objects.local_to(self.council).select_related("council")

    def act(self, metric, form):
        metric.retire(by=self.request.user)

    def get_success_url(self):
        return reverse("metrics:local_metrics", args=[self.council.slug])

    def get_context_data(self, **kwargs):
        use = commons.uses_of([self.object])[self.object.pk]
        return super().get_context_data(use=use, **kwargs)


class Observations(WorkspacePage, ListView):
    """What the council has counted on one measure."""

    template_name = "metrics/observations.html"
    paginate_by = 20

    @cached_property
    def metric(self):
        return find_usable(self.council, self.kwargs["code"])

    def get_queryset(self):
        seen = Observation.objects.for_council(self.council).of(self.metric)
        return seen.current().select_related("area", "corrects").latest_first()

    def get_context_data(self, **kwargs):
        return super().get_context_data(metric=self.metric, **kwargs)


class AddObservation(OnCouncil, ActPage):
    template_name = "metrics/observation_add.html"
    permission_required = "metrics.add_observation"
    form_class = ObservationForm
    success_message = _("The figure is saved.")

    @cached_property
    def metric(self):
        return find_usable(self.council, self.kwargs["code"])

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"council": self.council}

    def act(self, council, form):
        Observation.observe(
            self.metric, council, by=self.request.user, **form.cleaned_data
        )

    def get_success_url(self):
        return reverse(
            "metrics:observations", args=[self.council.slug, self.metric.code]
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(metric=self.metric, **kwargs)


class CorrectObservation(ActPage):
    """Put the right figure in the place of a wrong one; both stay readable."""

    template_name = "metrics/observation_correct.html"
    permission_required = "metrics.add_observation"
    form_class = CorrectionForm
    success_message = _("The figure is corrected. The one before stays readable.")

    def get_queryset(self):
        seen = Observation.objects.for_council(self.council).current()
        return seen.select_related("metric", "area", "council")

    def get_object(self, queryset=None):
        if not hasattr(self, "_fetched"):
            self._fetched = get_object_or_404(
                self.get_queryset(),
                pk=self.kwargs["number"],
                metric__code=self.kwargs["code"].upper(),
            )
        return self._fetched

    def act(self, observation, form):
        observation.correct(**form.cleaned_data, by=self.request.user)

    def get_success_url(self):
        code = self.object.metric.code
        return reverse("metrics:observations", args=[self.council.slug, code])


class ChooseStandard(OnCouncil, ActPage):
    """How easy the council's words must be, and which figures it shows."""

    template_name = "metrics/standard.html"
    permission_required = "metrics.choose_standard"
    form_class = StandardForm
    success_message = _("Saved. It holds from now on.")

    def get_initial(self):
        chosen = CouncilStandard.of(self.council)
        shown = "yes" if chosen.shows_money_values else "no"
        return {
            "reading_age": chosen.reading_age,
            "shows_money_values": shown,
            "hide_under": chosen.hide_under,
            "petition_debate_from": chosen.petition_debate_from,
        }

    def act(self, council, form):
        CouncilStandard.choose(council, by=self.request.user, **form.cleaned_data)

    def get_success_url(self):
        return reverse("metrics:frameworks", args=[self.council.slug])

    def get_context_data(self, **kwargs):
        rule = DatedRule.objects.in_force("plain_english")
        return super().get_context_data(rule=rule, **kwargs)


class Words(WorkspacePage, ListView):
    """Words that the council uses in its own meaning."""

    template_name = "metrics/words.html"
    paginate_by = 50

    def get_queryset(self):
        terms = Term.objects.current().filter(council=self.council)
        return terms.select_related("copied_from__council").alphabetical()


class DefineTerm(OnCouncil, ActPage):
    template_name = "metrics/term_define.html"
    permission_required = "metrics.define_term"
    form_class = TermForm
    success_message = _("The word is saved and public.")

    def get_initial(self):
        slug = self.request.GET.get("word", "")
        if new := self.request.GET.get("new", "")[:80]:
            return {"term": new[:1].upper() + new[1:]}
        terms = Term.objects.current().for_council(self.council)
        term = terms.filter(slug=slug).first()
        return term.content if term else {}

    def act(self, council, form):
        Term.define(**form.cleaned_data, by=self.request.user, council=council)

    def get_success_url(self):
        return reverse("metrics:words", args=[self.council.slug])


def find_usable(council, code: str) -> Metric:
    """The measure of that code, if this council may use it; 404 otherwise."""
    return get_object_or_404(Metric.objects.usable_by(council), code=code.upper())
