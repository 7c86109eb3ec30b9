"""What people type about measures and words."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from councils import govuk
from metrics.models import Metric, MetricMapping, UnitValue
from metrics.models.money_value import SHARES
from records import tables


def percent_field(label) -> govuk.NumberField:
    """A share of a hundred; nothing typed means none."""
    return govuk.NumberField(label=label, min_value=0, max_value=100, required=False)


class AdoptionForm(govuk.Form):
    """Why the council uses a list of measures."""

    reason = forms.CharField(
        label=_("Why does the council use this list?"),
        help_text=_("Shown in public. One or two sentences are enough."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )


class RetirementForm(govuk.Form):
    """Why a list is withdrawn."""

    things = {"reason": _("why it is withdrawn")}
    reason = forms.CharField(
        label=_("Why is it withdrawn?"),
        help_text=_("Shown in public."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )


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


class TableForm(govuk.Form):
    """A file with a table in it; clean, it is the table."""

    file = forms.FileField(
        label=_("File"), error_messages={"required": _("Select a file")}
    )

    def clean_file(self):
        sent = self.cleaned_data["file"]
        if sent.size > tables.MOST_BYTES:
            raise forms.ValidationError(_("The selected file must be smaller than 2MB"))
        try:
            return tables.read(sent.read(), sent.name)
        except tables.Unreadable as problem:
            raise forms.ValidationError(str(problem)) from problem


class VersionForm(TableForm):
    """The next version of a list: what it is called, and its measures in a file."""

    things = {
        "title": _("the name of the list"),
        "version": _("the version"),
        "slug": _("a short name for its address"),
        "summary": _("what the list is for"),
        "published_on": _("the date it is published"),
        "applies_from": _("the date from which it applies"),
        "source": _("where the new list comes from"),
    }
    title = forms.CharField(label=_("Name of the list"), max_length=160)
    version = forms.CharField(
        label=_("Version"), help_text=_("For example: 2, or 2027.1"), max_length=60
    )
    slug = forms.SlugField(
        label=_("Short name for its address"),
        help_text=_("Small letters, numbers and hyphens, like starter-measures-2"),
        max_length=60,
    )
    summary = forms.CharField(
        label=_("What is the list for?"), widget=forms.Textarea(attrs={"rows": 3})
    )
    published_on = govuk.DateField(label=_("Published on"))
    applies_from = govuk.DateField(label=_("Applies from"))
    source = forms.CharField(
        label=_("Where does the new list come from?"), max_length=250
    )
    field_order = [
        "file",
        "title",
        "version",
        "slug",
        "summary",
        "published_on",
        "applies_from",
        "source",
    ]


class MappingForm(govuk.Form):
    """Two measures, and how what they count compares."""

    things = {
        "metric": _("the code of a measure"),
        "other": _("the code of the other measure"),
        "fit": _("how they compare"),
        "note": _("what differs, or that nothing does"),
    }
    metric = forms.CharField(label=_("Code of a measure"), max_length=40)
    fit = forms.ChoiceField(
        label=_("How does it compare with the other?"),
        choices=MetricMapping.Fit.choices,
        widget=forms.RadioSelect,
    )
    other = forms.CharField(label=_("Code of the other measure"), max_length=40)
    note = forms.CharField(
        label=_("What differs?"),
        help_text=_("One sentence that a supplier can rely on"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=300,
    )

    def clean_metric(self):
        return self.find("metric")

    def clean_other(self):
        return self.find("other")

    def find(self, name):
        code = self.cleaned_data[name].strip()
        found = Metric.objects.public().filter(code__iexact=code).first()
        if found is None:
            raise forms.ValidationError(_("There is no measure with this code"))
        return found


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


class StandardForm(govuk.Form):
    """How easy words must be, and whether the public sees money values."""

    things = {
        "reading_age": _("a reading age"),
        "shows_money_values": _("whether people see money values"),
    }
    reading_age = govuk.WholeNumberField(
        label=_("What reading age should public words have?"),
        required=False,
    )
    shows_money_values = forms.ChoiceField(
        label=_("Show money values of promises in public?"),
        help_text=_(
            "A money value is an estimate of what a good thing is worth. Amounts such "
            "as jobs, hours and trees are always shown and always come first."
        ),
        choices=[("no", _("No, only amounts")), ("yes", _("Yes, below the amounts"))],
        widget=forms.RadioSelect,
    )

    def clean_shows_money_values(self):
        return self.cleaned_data["shows_money_values"] == "yes"


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


class TermForm(govuk.Form):
    """A word and what the council means by it."""

    things = {"term": _("the word"), "definition": _("what the word means")}
    term = forms.CharField(label=_("Word"), max_length=80)
    definition = forms.CharField(
        label=_("What does it mean?"),
        help_text=_("One or two short sentences in everyday words."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=600,
    )
    counts = forms.CharField(
        label=_("What counts?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=400,
        required=False,
    )
    does_not_count = forms.CharField(
        label=_("What does not count?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=400,
        required=False,
    )
    unit = forms.CharField(
        label=_("Counted in"),
        help_text=_("For example: people, hours"),
        max_length=60,
        required=False,
    )
    example = forms.CharField(
        label=_("Example"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=400,
        required=False,
    )
