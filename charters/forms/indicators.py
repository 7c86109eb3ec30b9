"""An outcome in numbers, and a value that was seen."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import clock
from charters.models import Indicator
from councils import govuk


class IndicatorForm(govuk.Form):
    """How many fewer or more of what, from where, by when."""

    AMOUNT, PERCENT = "amount", "percent"
    words = forms.CharField(
        max_length=120,
        label=gettext_lazy("What is counted, as people see it?"),
        help_text=gettext_lazy("Like “households in fuel poverty”"),
    )
    direction = forms.ChoiceField(
        label=gettext_lazy("Should there be fewer or more?"),
        choices=Indicator.Direction.choices,
        widget=forms.RadioSelect,
    )
    baseline = govuk.NumberField(
        max_digits=18,
        decimal_places=4,
        min_value=0,
        label=gettext_lazy("How many are there now?"),
    )
    baseline_on = govuk.DateField(label=gettext_lazy("When was that counted?"))
    source = forms.CharField(
        max_length=200, label=gettext_lazy("Where does the figure come from?")
    )
    aim = forms.ChoiceField(
        label=gettext_lazy("How do you say what you aim for?"),
        choices=[
            (AMOUNT, gettext_lazy("As a number")),
            (PERCENT, gettext_lazy("As a percentage of today's figure")),
        ],
        widget=forms.RadioSelect,
    )
    amount = govuk.NumberField(
        required=False,
        max_digits=18,
        decimal_places=4,
        label=gettext_lazy("How many fewer or more?"),
    )
    percent = govuk.NumberField(
        required=False,
        max_digits=6,
        decimal_places=2,
        label=gettext_lazy("By how many percent?"),
        help_text=gettext_lazy("The portal works out the number"),
    )
    due_on = govuk.DateField(label=gettext_lazy("By when?"))
    reveals = {"aim": {AMOUNT: "amount", PERCENT: "percent"}}
    things = {
        "words": gettext_lazy("what is counted"),
        "direction": gettext_lazy("whether there should be fewer or more"),
        "baseline": gettext_lazy("today's figure"),
        "baseline_on": gettext_lazy("the date it was counted"),
        "source": gettext_lazy("where the figure comes from"),
        "aim": gettext_lazy("how you say what you aim for"),
        "amount": gettext_lazy("number"),
        "percent": gettext_lazy("percentage"),
        "due_on": gettext_lazy("target date"),
    }
    mark_optional = False

    def __init__(self, *args, charter, **kwargs):
        self.charter = charter
        super().__init__(*args, **kwargs)

    def clean_baseline_on(self):
        day = self.cleaned_data["baseline_on"]
        if day > clock.today():
            raise forms.ValidationError(_("Date must be today or in the past"))
        return day

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if not clock.today() < day <= self.charter.ends_on:
            raise forms.ValidationError(
                _("Target date must be in the future and before the charter ends")
            )
        return day

    def clean(self):
        found = super().clean()
        aim = found.get("aim")
        for name in (self.AMOUNT, self.PERCENT):
            value = found.get(name)
            if name != aim:
                found[name] = None
            elif value is None and name not in self.errors:
                self.add_error(name, _("Enter how much should change"))
            elif value is not None and value <= Decimal(0):
                self.add_error(name, _("This must be more than 0"))
        return found

    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in NAMES}

    @classmethod
    def initial_of(cls, indicator) -> dict:
        if indicator is None:
            return {}
        aim = cls.AMOUNT if indicator.amount is not None else cls.PERCENT
        return {"aim": aim} | {name: getattr(indicator, name) for name in NAMES}


NAMES = (
    *("words", "direction", "baseline", "baseline_on", "source"),
    *("amount", "percent", "due_on"),
)


class ValueForm(govuk.Form):
    """A value that somebody published."""

    value = govuk.NumberField(
        max_digits=18, decimal_places=4, min_value=0, label=gettext_lazy("The figure")
    )
    seen_on = govuk.DateField(
        label=gettext_lazy("Which day does it describe?"),
    )
    source = forms.CharField(
        max_length=200, label=gettext_lazy("Where does it come from?")
    )
    things = {
        "value": gettext_lazy("the figure"),
        "seen_on": gettext_lazy("the date"),
        "source": gettext_lazy("where it comes from"),
    }
