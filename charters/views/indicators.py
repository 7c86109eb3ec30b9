"""Outcomes in numbers: what is aimed for, what was seen, and the scorecard."""

import uuid

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, TemplateView

from charters import scorecard
from charters.forms.indicators import IndicatorForm, ValueForm
from charters.models import Charter, Edition, Indicator, IndicatorValue
from charters.views.priority_work import OutcomePage
from charters.views.writing import CharterWorkPage, ConfirmPage
from councils.pages import ActPage, CouncilPage


class EditIndicator(OutcomePage):
    """Say an outcome in numbers."""

    form_class = IndicatorForm
    template_name = "charters/indicator_form.html"
    success_message = gettext_lazy("The outcome is said in numbers.")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"charter": self.charter}

    def get_initial(self):
        found = Indicator.objects.filter(outcome=self.get_object()).first()
        return IndicatorForm.initial_of(found)

    def act(self, outcome, form):
        Indicator.set_for(outcome, by=self.request.user, **form.values())


class RemoveIndicator(OutcomePage, ConfirmPage):
    title = gettext_lazy("Take the numbers of this outcome away?")
    button = gettext_lazy("Take the numbers away")
    success_message = gettext_lazy("The numbers are gone. The outcome stays.")

    def find(self):
        outcome = super().find()
        return get_object_or_404(
            Indicator.objects.select_related("outcome__priority__charter__council"),
            outcome=outcome,
        )

    def shown_text(self):
        return str(self.object)

    def act(self, indicator, form):
        indicator.remove(by=self.request.user)


def edition_to_score(charter: Charter) -> Edition:
    """The edition whose outcomes are counted; 404 while none was adopted."""
    edition = charter.adopted_edition
    if edition is None:
        raise Http404
    return edition


class ScoreWork(CharterWorkPage, TemplateView):
    """The scorecard as officers fill it."""

    template_name = "charters/scorecard_work.html"

    def get_context_data(self, **kwargs):
        edition = self.charter.adopted_edition
        lines = scorecard.of_edition(edition) if edition else []
        return super().get_context_data(edition=edition, lines=lines, **kwargs)


class RecordValue(CharterWorkPage, ActPage):
    """Write down a value that somebody published."""

    permission_required = "charters.record_indicator_value"
    form_class = ValueForm
    template_name = "charters/indicator_value.html"
    success_message = gettext_lazy("The figure is written down, and public.")

    def line(self) -> scorecard.Line:
        wanted = str(self.kwargs["outcome"])
        lines = scorecard.of_edition(edition_to_score(self.charter))
        for line in lines:
            if line.target is None and line.outcome["uid"] == wanted:
                return line
        raise Http404

    def act(self, charter, form):
        line, found = self.line(), form.cleaned_data
        IndicatorValue.write_down(
            self.council,
            uuid.UUID(line.outcome["uid"]),
            found["value"],
            seen_on=found["seen_on"],
            source=found["source"],
            by=self.request.user,
        )

    def get_success_url(self):
        return self.url("scorecard_work")

    def get_context_data(self, **kwargs):
        line = self.line()
        values = IndicatorValue.objects.for_council(self.council)
        return super().get_context_data(
            line=line, values=values.of([line.outcome["uid"]]), **kwargs
        )


class Scorecard(CouncilPage, DetailView):
    """Each outcome in numbers, and what became of it. Nothing can be left out."""

    model = Charter
    template_name = "charters/scorecard.html"
    context_object_name = "charter"

    def get_queryset(self):
        return Charter.objects.adopted().for_council(self.council).public()

    def get_context_data(self, **kwargs):
        edition = edition_to_score(self.object)
        lines = scorecard.of_edition(edition)
        return super().get_context_data(edition=edition, lines=lines, **kwargs)
