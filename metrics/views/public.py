"""What anyone may read: lists of measures, measures and words."""

from django.db.models import Count, Prefetch
from django.http import Http404
from django.utils.functional import cached_property
from django.views.generic import DetailView, ListView, TemplateView

from councils.models import Council
from councils.pages import CouncilPage
from metrics import commons, side_by_side
from metrics.models import (
    CouncilStandard,
    Framework,
    FrameworkAdoption,
    FrameworkCriterion,
    Metric,
    MetricMapping,
    Observation,
    Term,
    UnitValue,
)


class FrameworkList(ListView):
    """All lists of measures that were ever approved, newest first."""

    template_name = "metrics/framework_list.html"
    paginate_by = 20

    def get_queryset(self):
        return (
            Framework.objects.visible_to(self.request.user)
            .select_related("source")
            .annotate(outcome_count=Count("outcomes", distinct=True))
            .order_by("-published_on", "slug")  # grouping drops the usual order
        )


class FrameworkDetail(DetailView):
    template_name = "metrics/framework_detail.html"

    def get_queryset(self):
        return (
            Framework.objects.visible_to(self.request.user)
            .with_contents()
            .prefetch_related("metrics", "replaced_by")
        )

    def get_context_data(self, **kwargs):
        placed = {
            metric.pk
            for outcome in self.object.outcomes.all()
            for criterion in outcome.criteria.all()
            for metric in criterion.metrics.all()
        }
        loose = [m for m in self.object.metrics.all() if m.pk not in placed]
        return super().get_context_data(loose_metrics=loose, **kwargs)


class MetricDetail(DetailView):
    """One measure: what it counts, which lists name it, what councils have counted."""

    template_name = "metrics/metric_detail.html"
    slug_field = "code__iexact"
    slug_url_kwarg = "code"
    observations_shown = 20

    def get_queryset(self):
        criteria = FrameworkCriterion.objects.select_related("outcome__framework")
        criteria = criteria.exclude(
            outcome__framework__status=Framework.Status.PROPOSED
        )
        return (
            Metric.objects.visible_to(self.request.user)
            .select_related("framework", "council", "source", "copied_from__council")
            .prefetch_related(Prefetch("criteria", criteria))
        )

    def get_context_data(self, **kwargs):
        mappings = MetricMapping.objects.about(self.object)
        kwargs["mappings"] = mappings.select_related("metric", "other")
        seen = Observation.objects.of(self.object).current()
        seen = seen.select_related("council", "area", "corrects")
        shown = seen.latest_first()[: self.observations_shown]
        return super().get_context_data(
            observations=shown,
            use=commons.uses_of([self.object])[self.object.pk],
            copies=councils_of(self.object.copied_to.approved())
            if self.object.is_local
            else 0,
            copy_into=commons.copiers(
                self.request.user, "metrics.add_metric", self.object.council
            ),
            **kwargs,
        )


class UnitValues(ListView):
    """What one unit of something good is worth in money, and when one may say so."""

    template_name = "metrics/unit_values.html"
    paginate_by = 20

    @cached_property
    def words(self) -> str:
        return self.request.GET.get("q", "").strip()[:80]

    def get_queryset(self):
        return UnitValue.objects.named(self.words).select_related("source")

    def get_context_data(self, **kwargs):
        return super().get_context_data(words=self.words, **kwargs)


class Glossary(ListView):
    """Every standard word, from A to Z."""

    template_name = "metrics/glossary.html"
    paginate_by = 100

    def get_queryset(self):
        return Term.objects.current().standard().alphabetical()


class TermDetail(DetailView):
    """One standard word, with its older meanings and what councils say instead."""

    template_name = "metrics/term_detail.html"

    def get_queryset(self):
        return Term.objects.current().standard().select_related("source")

    def get_context_data(self, **kwargs):
        same = Term.objects.filter(slug=self.object.slug)
        return super().get_context_data(
            older=same.standard().exclude(pk=self.object.pk),
            elsewhere=same.current().exclude(council=None).select_related("council"),
            **kwargs,
        )


class TermDifferences(ListView):
    """Words that some councils use in their own way, beside the standard meaning."""

    template_name = "metrics/term_differences.html"
    paginate_by = 20

    def get_queryset(self):
        own = Term.objects.current().exclude(council=None).values("slug")
        return own.distinct().order_by("slug").values_list("slug", flat=True)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        slugs = [*context["page_obj"].object_list]
        rows = {slug: {"standard": None, "own": []} for slug in slugs}
        terms = Term.objects.current().filter(slug__in=slugs).select_related("council")
        for term in terms.order_by("slug", "council__name"):
            if term.is_local:
                rows[term.slug]["own"].append(term)
            else:
                rows[term.slug]["standard"] = term
        return {**context, "rows": rows.values()}


class CouncilLists(CouncilPage, ListView):
    """Which lists a council uses and why, and the measures of its own."""

    template_name = "metrics/lists.html"
    paginate_by = 20

    def get_queryset(self):
        own = Metric.objects.local_to(self.council).public()
        return own.select_related("council", "copied_from__council")

    def get_context_data(self, **kwargs):
        adoptions = FrameworkAdoption.objects.for_council(self.council)
        adoptions = adoptions.select_related("framework").order_by("-adopted_on", "-pk")
        return super().get_context_data(
            adoptions=adoptions.current(),
            ended=adoptions.exclude(ended_on=None),
            standard=CouncilStandard.of(self.council),
            **kwargs,
        )


class SideBySide(TemplateView):
    """Several lists of measures beside each other, with what counts the same."""

    template_name = "metrics/side_by_side.html"
    most_lists = 4

    def get_context_data(self, **kwargs):
        lists = list(
            Framework.objects.visible_to(self.request.user).order_by(
                "-published_on", "slug"
            )
        )
        asked = self.request.GET.getlist("list")
        chosen = [one for one in lists if one.slug in asked][: self.most_lists]
        chosen = (
            chosen
            or [one for one in lists if one.status == Framework.Status.APPROVED][:2]
        )
        with_own = Council.objects.filter(local_metrics__status="approved").distinct()
        councils = list(with_own.order_by("name"))
        wanted = self.request.GET.get("council", "")
        council = next((one for one in councils if one.slug == wanted), None)
        columns = side_by_side.columns(chosen, council)
        return super().get_context_data(
            lists=lists,
            chosen=chosen,
            councils=councils,
            council_beside=council,
            columns=columns,
            rows=side_by_side.rows(columns),
            **kwargs,
        )


class CouncilGlossary(CouncilPage, ListView):
    """The words as this council uses them."""

    template_name = "metrics/glossary.html"
    paginate_by = 100

    def get_queryset(self):
        terms = Term.objects.current().for_council(self.council)
        return terms.select_related("council").alphabetical()


class CouncilTermDetail(CouncilPage, DetailView):
    """A word as this council uses it, with the standard meaning beside it."""

    template_name = "metrics/term_detail.html"

    def get_queryset(self):
        terms = Term.objects.current().for_council(self.council)
        return terms.select_related("source", "council", "copied_from__council")

    def get_object(self, queryset=None):
        term = self.get_queryset().filter(slug=self.kwargs["slug"]).first()
        if term is None:
            raise Http404
        return term

    def get_context_data(self, **kwargs):
        same = Term.objects.filter(slug=self.object.slug)
        own = same.filter(council=self.object.council).exclude(pk=self.object.pk)
        standard = same.current().standard().first() if self.object.council_id else None
        return super().get_context_data(
            older=own,
            standard=standard,
            copies=councils_of(self.object.copied_to.current()),
            copy_into=commons.copiers(
                self.request.user, "metrics.define_term", self.object.council
            ),
            **kwargs,
        )


def councils_of(rows) -> int:
    """In how many councils rows stand."""
    return rows.values("council").distinct().count()
