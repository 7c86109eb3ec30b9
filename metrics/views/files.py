"""Measures and figures as files: out as CSV, XLSX or JSON, and in with a dry run."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView, View

from audit.lifecycle import Refused
from councils import govuk
from councils.pages import CouncilPage, WorkspacePage
from metrics import imports
from metrics.forms.lists import TableForm
from metrics.models import Framework, Metric, Observation, UnitValue
from records import exports
from records.tables import Row, Table

KINDS = (exports.CSV, exports.XLSX, exports.JSON)


class Export(View):
    """A table as a file in the format that the address asks for."""

    http_method_names = ["get", "head", "options"]

    def get(self, request, *args, **kwargs):
        kind = kwargs["kind"]
        if kind not in KINDS:
            raise Http404
        name, header, rows = self.table()
        return exports.download(name, header, rows, is_public=True, kind=kind)


class FrameworkFile(Export):
    """A list of measures, ready to be edited and brought in as its next version."""

    def table(self):
        lists = Framework.objects.visible_to(self.request.user)
        framework = get_object_or_404(lists, slug=self.kwargs["slug"])
        metrics = Metric.objects.in_list(framework).order_by("code")
        rows = imports.measure_rows(metrics, imports.METRIC_COLUMNS)
        return framework.slug, imports.METRIC_COLUMNS, rows


class UnitValuesFile(Export):
    """Every open money value with its source and what it may be used for."""

    def table(self):
        values = UnitValue.objects.select_related("source")
        return (
            "unit-values",
            imports.UNIT_VALUE_COLUMNS,
            imports.unit_value_rows(values),
        )


class LocalMetricsFile(CouncilPage, Export):
    """The council's own measures; anyone may have them, since all are public."""

    def table(self):
        metrics = Metric.objects.local_to(self.council).public()
        rows = imports.measure_rows(metrics)
        return f"{self.council.slug}-measures", imports.LOCAL_COLUMNS, rows


class FiguresFile(CouncilPage, Export):
    """What the council has counted, with dates and sources."""

    def table(self):
        seen = Observation.objects.for_council(self.council).current()
        seen = seen.select_related("metric", "area").order_by(
            "metric__code", "observed_on", "pk"
        )
        rows = imports.figure_rows(seen)
        return f"{self.council.slug}-figures", imports.FIGURE_COLUMNS, rows


class ImportPage(WorkspacePage, FormView):
    """Choose a file; what it would do is shown before anything is kept."""

    template_name = "metrics/import.html"
    form_class = TableForm
    subject = ""

    def form_valid(self, form):
        table = form.cleaned_data["file"]
        self.request.session[f"import-{self.subject}"] = {
            "header": table.header,
            "rows": [[row.number, row.cells] for row in table.rows],
        }
        return HttpResponseRedirect(self.url("check"))

    def url(self, step: str = "") -> str:
        name = f"metrics:import_{self.subject}{'_' if step else ''}{step}"
        return reverse(name, args=[self.council.slug])

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            title=self.title,
            columns=self.columns,
            needed=imports.NEEDED[self.subject],
            back=reverse(self.back, args=[self.council.slug]),
            **kwargs,
        )


class CheckImport(WorkspacePage, FormView):
    """The dry run: each row with what would happen; the button then does it."""

    template_name = "metrics/import_check.html"
    form_class = govuk.EmptyForm
    lines_shown = 200

    def ask_permission(self):
        if refusal := super().ask_permission():
            return refusal
        kept = self.request.session.get(f"import-{self.subject}")
        if kept is None:
            return HttpResponseRedirect(self.url())
        rows = [Row(number, cells) for number, cells in kept["rows"]]
        self.plan = self.make_plan(Table(kept["header"], rows))
        return None

    url = ImportPage.url

    def form_valid(self, form):
        try:
            self.plan.bring_in()
        except Refused as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        del self.request.session[f"import-{self.subject}"]
        messages.success(self.request, __("The file is brought in."))
        return HttpResponseRedirect(reverse(self.back, args=[self.council.slug]))

    def get_context_data(self, **kwargs):
        plan = self.plan
        return super().get_context_data(
            title=self.title,
            plan=plan,
            counts={what: plan.count(what) for what in ("add", "change", "same")},
            lines=(plan.errors or plan.changes)[: self.lines_shown],
            again=self.url(),
            back=reverse(self.back, args=[self.council.slug]),
            **kwargs,
        )


class Figures:
    """What the two pages about figures from a file share."""

    subject = "figures"
    permission_required = "metrics.add_observation"
    title = _("Bring in figures from a file")
    columns = imports.FIGURE_COLUMNS
    back = "metrics:figures"

    def make_plan(self, table):
        return imports.plan_figures(self.council, table, by=self.request.user)


class Measures:
    """What the two pages about measures from a file share."""

    subject = "measures"
    permission_required = "metrics.add_metric"
    title = _("Bring in measures of your own from a file")
    columns = imports.LOCAL_COLUMNS
    back = "metrics:local_metrics"

    def make_plan(self, table):
        return imports.plan_measures(self.council, table, by=self.request.user)


class ImportFigures(Figures, ImportPage):
    pass


class CheckFigures(Figures, CheckImport):
    pass


class ImportMeasures(Measures, ImportPage):
    pass


class CheckMeasures(Measures, CheckImport):
    pass


class AllFigures(WorkspacePage, TemplateView):
    """Every measure that the council has figures for, with the latest of each."""

    template_name = "metrics/figures.html"

    def get_context_data(self, **kwargs):
        seen = Observation.objects.for_council(self.council).current()
        latest = seen.order_by("metric__code", "-observed_on", "-pk").distinct(
            "metric__code"
        )
        return super().get_context_data(
            latest=latest.select_related("metric", "area"), **kwargs
        )
