"""Money values: what officers set, and how each is worked out."""

from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from councils.pages import ActPage, CouncilPage, WorkspacePage
from metrics.forms.measures import MoneyValueForm
from metrics.models import (
    CouncilStandard,
    DatedRule,
    Metric,
    MoneyValue,
    Observation,
)
from metrics.valuation import CannotTell, Valuation
from metrics.views.settings import OnCouncil


@dataclass(frozen=True)
class Worked:
    """A money value with the latest figure and the working, or why there is none."""

    how: MoneyValue
    seen: Observation | None
    result: Valuation | None
    why_not: str


def worked_values(council) -> list[Worked]:
    """Every money value of a council, worked out for its latest figure."""
    values = MoneyValue.objects.for_council(council).select_related(
        "metric", "unit_value__source", "council"
    )
    latest = (
        Observation.objects.for_council(council)
        .current()
        .filter(metric__in=[one.metric_id for one in values], area=None)
        .order_by("metric_id", "-observed_on", "-pk")
        .distinct("metric_id")
    )
    seen = {one.metric_id: one for one in latest}
    return [work_out(one, seen.get(one.metric_id)) for one in values]


def work_out(how: MoneyValue, seen: Observation | None) -> Worked:
    if seen is None:
        return Worked(how, None, None, str(_("There is no figure to value yet.")))
    try:
        return Worked(how, seen, how.worked_out(seen.value), "")
    except CannotTell as why:
        return Worked(how, seen, None, str(why))


class Working:
    """Adds each value with its working, and the sources of rates and prices."""

    template_name = "metrics/money_values.html"

    def get_context_data(self, **kwargs):
        rules = DatedRule.objects.select_related("source")
        return super().get_context_data(
            worked=worked_values(self.council),
            rates=rules.in_force("discount_rates"),
            deflator=rules.in_force("gdp_deflator"),
            standard=CouncilStandard.of(self.council),
            **kwargs,
        )


class MoneyValues(Working, WorkspacePage, TemplateView):
    """How each money value was worked out, for officers."""


class PublicMoneyValues(Working, CouncilPage, TemplateView):
    """The same for everyone, where the council has chosen to show money values."""

    template_name = "metrics/money_values_public.html"

    def check_may_enter(self):
        if not CouncilStandard.of(self.council).shows_money_values:
            raise Http404


class SetMoneyValue(OnCouncil, ActPage):
    template_name = "metrics/money_value_set.html"
    permission_required = "metrics.set_money_value"
    form_class = MoneyValueForm
    success_message = _("The money value is set.")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"council": self.council}

    def get_initial(self):
        code = self.request.GET.get("measure", "")
        mine = MoneyValue.objects.for_council(self.council).filter(metric__code=code)
        if found := mine.select_related("metric").first():
            return MoneyValueForm.initial_of(found)
        usable = Metric.objects.usable_by(self.council).filter(code=code)
        return {"metric": usable.first(), "lasts": 1}

    def act(self, council, form):
        MoneyValue.set(council, by=self.request.user, **form.choices_made())

    def get_success_url(self):
        return reverse("metrics:money_values", args=[self.council.slug])


class DropMoneyValue(ActPage):
    template_name = "metrics/money_value_drop.html"
    permission_required = "metrics.set_money_value"
    slug_field = "metric__code"
    slug_url_kwarg = "code"
    success_message = _("The measure has no money value any more.")

    def get_queryset(self):
        return MoneyValue.objects.for_council(self.council).select_related("metric")

    def act(self, value, form):
        value.drop(by=self.request.user)

    def get_success_url(self):
        return reverse("metrics:money_values", args=[self.council.slug])
