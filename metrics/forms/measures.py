"""What people type about measures and figures."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from councils import govuk
from metrics.models import Metric, UnitValue
from metrics.models.money_value import SHARES


def percent_field(label) -> govuk.NumberField:
    """A share of a hundred; nothing typed means none."""
    return govuk.NumberField(label=label, min_value=0, max_value=100, required=False)


class LocalMetricForm(govuk.ModelForm):
    """A measure of the council's own."""

    things = {
        "code": _("a code"),
        "title": _("what is counted"),
        "unit": _("the unit"),
        "value_type": _("what kind of figure it is"),
        "direction": _("which direction is better"),
        "definition": _("what exactly counts"),
        "local_reason": _("why no measure on an approved list would do"),
    }
    code = forms.CharField(
        label=_("Code"),
        help_text=_(
            "Capital letters, numbers and hyphens, like PARK-01. "
            "The council's name is put in front."
        ),
        max_length=20,
    )
    definition = forms.CharField(
        label=_("What exactly counts?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=600,
    )
    local_reason = forms.CharField(
        label=_("Why would no measure on an approved list do?"),
        help_text=_("Shown in public beside the measure."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=600,
    )

    class Meta:
        model = Metric
        fields = [
            "code",
            "title",
            "unit",
            "value_type",
            "direction",
            "definition",
            "not_counted",
            "proof",
            "local_reason",
        ]
        labels = {
            "title": _("What is counted?"),
            "unit": _("Unit"),
            "value_type": _("What kind of figure is it?"),
            "direction": _("Which direction is better?"),
            "not_counted": _("What does not count?"),
            "proof": _("What usually proves it?"),
        }
        help_texts = {
            "title": _("For example: Benches put up in parks"),
            "unit": _("For example: people, tonne, benches"),
            "proof": "",
        }
        widgets = {
            "value_type": forms.RadioSelect,
            "direction": forms.RadioSelect,
            "not_counted": forms.Textarea(attrs={"rows": 2}),
            "proof": forms.Textarea(attrs={"rows": 2}),
        }

    def clean_code(self):
        return self.cleaned_data["code"].strip().upper()

    def _post_clean(self):
        """The verb checks the whole measure; a form has only its own part."""


class CorrectionForm(govuk.Form):
    """The right figure, and why the one before was wrong."""

    things = {
        "value": _("the right figure"),
        "reason": _("why the figure is corrected"),
    }
    value = govuk.NumberField(label=_("Right figure"), max_digits=18, decimal_places=4)
    reason = forms.CharField(
        label=_("Why is it corrected?"),
        help_text=_("Shown in public beside the figure."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=300,
    )


class ObservationForm(govuk.Form):
    """One figure: how much, when it was seen and where it comes from."""

    things = {
        "value": _("the figure"),
        "observed_on": _("the date of the figure"),
        "source": _("where the figure comes from"),
    }
    value = govuk.NumberField(label=_("Figure"), max_digits=18, decimal_places=4)
    observed_on = govuk.DateField(label=_("Date of the figure"))
    area = forms.ModelChoiceField(
        None,
        label=_("Place"),
        help_text=_("Leave empty for the whole council area"),
        empty_label=_("The whole area"),
        required=False,
    )
    source = forms.CharField(
        label=_("Where does the figure come from?"),
        help_text=_("For example: Census 2021, table TS066"),
        max_length=250,
    )

    def __init__(self, *args, council, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = council.areas.all()


class MoneyValueForm(govuk.Form):
    """Which open value stands for one unit of a measure, and what is taken off."""

    things = {
        "metric": _("a measure"),
        "unit_value": _("a value for one unit"),
        "lasts": _("how many years the benefit lasts"),
        "reason": _("why these figures are right here"),
    }
    metric = forms.ModelChoiceField(
        None, label=_("Measure"), empty_label=_("Choose a measure")
    )
    unit_value = forms.ModelChoiceField(
        UnitValue.objects.all(),
        label=_("Value of one unit"),
        help_text=_("Only values from open sources are offered, each with its source."),
        empty_label=_("Choose a value"),
    )
    deadweight = percent_field(_("How much would have happened anyway, in percent?"))
    attribution = percent_field(_("How much did others bring about, in percent?"))
    displacement = percent_field(
        _("How much was only moved from elsewhere, in percent?")
    )
    drop_off = percent_field(_("How much wears off with each year, in percent?"))
    lasts = govuk.WholeNumberField(
        label=_("How many years does the benefit last?"), min_value=1, max_value=60
    )
    reason = forms.CharField(
        label=_("Why are these figures right here?"),
        help_text=_("Shown with the value. Name the evidence."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )

    def __init__(self, *args, council, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["metric"].queryset = Metric.objects.usable_by(council)
        self.fields["metric"].label_from_instance = lambda m: f"{m.title} ({m.unit})"
        self.fields["unit_value"].label_from_instance = lambda v: (
            f"{v.title}: £{v.value:,} ({v.price_year or _('year of prices unknown')})"
        )

    @staticmethod
    def initial_of(value) -> dict:
        """What a form starts with that changes a value already set."""
        names = ("metric", "unit_value", "lasts", "reason")
        found = {name: getattr(value, name) for name in names}
        for name in SHARES:
            found[name] = (getattr(value, name) * 100).normalize()
        return found

    def choices_made(self) -> dict:
        """Shares between 0 and 1, everything else as it was chosen."""
        found = dict(self.cleaned_data)
        for name in SHARES:
            found[name] = (found[name] or Decimal(0)) / 100
        return found


class CopyMeasureForm(govuk.Form):
    """Why the council counts what another council counts."""

    things = {"local_reason": _("why no measure on an approved list would do")}
    local_reason = forms.CharField(
        label=_("Why would no measure on an approved list do here?"),
        help_text=_("Shown in public beside the measure."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=600,
    )
