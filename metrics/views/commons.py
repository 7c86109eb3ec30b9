"""Words and measures of other councils, to copy with their origin."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView

from councils.pages import ActPage, WorkspacePage
from metrics import commons
from metrics.forms.measures import CopyMeasureForm
from metrics.models import Metric, Term
from metrics.views.settings import OnCouncil


class Elsewhere(WorkspacePage, ListView):
    """What other councils have, narrowed by a word."""

    paginate_by = 20

    @cached_property
    def words(self) -> str:
        return self.request.GET.get("q", "").strip()[:80]

    def get_context_data(self, **kwargs):
        return super().get_context_data(words=self.words, **kwargs)


class WordsElsewhere(Elsewhere):
    permission_required = "metrics.define_term"
    template_name = "metrics/words_elsewhere.html"

    def get_queryset(self):
        return commons.words_elsewhere(self.council, self.words)


class MeasuresElsewhere(Elsewhere):
    permission_required = "metrics.add_metric"
    template_name = "metrics/measures_elsewhere.html"

    def get_queryset(self):
        return commons.measures_elsewhere(self.council, self.words)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        uses = commons.uses_of(context["object_list"])
        context["offers"] = [(one, uses[one.pk]) for one in context["object_list"]]
        return context


class CopyTerm(OnCouncil, ActPage):
    """One word as another council means it; the button takes it over."""

    permission_required = "metrics.define_term"
    template_name = "metrics/term_copy.html"
    success_message = _("The word is copied and public. Its origin is shown.")

    @cached_property
    def origin(self) -> Term:
        offered = commons.words_elsewhere(self.council)
        return get_object_or_404(
            offered, council__slug=self.kwargs["origin"], slug=self.kwargs["slug"]
        )

    def act(self, council, form):
        self.origin.copy_to(council, by=self.request.user)

    def get_success_url(self):
        return reverse("metrics:words", args=[self.council.slug])

    def get_context_data(self, **kwargs):
        mine = Term.objects.current().filter(
            council=self.council, slug=self.origin.slug
        )
        return super().get_context_data(origin=self.origin, mine=mine.first(), **kwargs)


class CopyMeasure(OnCouncil, ActPage):
    """Another council's own measure; the button takes it over with its origin."""

    permission_required = "metrics.add_metric"
    template_name = "metrics/measure_copy.html"
    form_class = CopyMeasureForm
    success_message = _("The measure is copied. Its origin is shown.")

    @cached_property
    def origin(self) -> Metric:
        offered = commons.measures_elsewhere(self.council)
        return get_object_or_404(offered, code=self.kwargs["code"].upper())

    def get_initial(self):
        return {"local_reason": self.origin.local_reason}

    def act(self, council, form):
        self.origin.copy_to(council, by=self.request.user, **form.cleaned_data)

    def get_success_url(self):
        return reverse("metrics:local_metrics", args=[self.council.slug])

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            origin=self.origin,
            use=commons.uses_of([self.origin])[self.origin.pk],
            **kwargs,
        )
