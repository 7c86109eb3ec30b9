"""What an officer says about a piece of evidence, on a page or in a file's row."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import clock
from charters.forms.priorities import clause_label
from charters.models import Clause
from councils import govuk


class FactForm(govuk.Form):
    """The claim, its figure, its source and its date."""

    claim = forms.CharField(
        max_length=300,
        label=gettext_lazy("What does it tell us?"),
        help_text=gettext_lazy("One sentence, with the figure as people say it"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Enter what this evidence tells us")},
    )
    figure = govuk.NumberField(
        required=False,
        max_digits=18,
        decimal_places=4,
        label=gettext_lazy("Figure"),
        help_text=gettext_lazy("The number alone, like 1,130"),
    )
    unit = forms.CharField(
        required=False,
        max_length=60,
        label=gettext_lazy("What the figure counts"),
        help_text=gettext_lazy("For example, households or %"),
    )
    source = forms.CharField(
        max_length=200,
        label=gettext_lazy("Where does it come from?"),
        error_messages={
            "required": gettext_lazy("Enter where the evidence comes from")
        },
    )
    url = forms.URLField(
        required=False,
        max_length=400,
        assume_scheme="https",
        label=gettext_lazy("Link to the source"),
    )
    data_on = govuk.DateField(
        label=gettext_lazy("Date of the data"),
        help_text=gettext_lazy("The day that the figure describes, like 31 3 2026"),
        error_messages={"required": gettext_lazy("Enter the date of the data")},
    )
    things = {
        "claim": gettext_lazy("what this evidence tells us"),
        "figure": gettext_lazy("figure"),
        "source": gettext_lazy("where the evidence comes from"),
        "url": gettext_lazy("link"),
        "data_on": gettext_lazy("date"),
    }

    def clean_data_on(self):
        day = self.cleaned_data["data_on"]
        if day > clock.today():
            raise forms.ValidationError(_("Date must be today or in the past"))
        return day

    def clean(self):
        found = super().clean()
        if found.get("figure") is not None and not found.get("unit"):
            self.add_error("unit", _("Enter what the figure counts"))
        return found


class FactPageForm(FactForm):
    """The same on a page, with a file and what it is about."""

    file = forms.FileField(
        required=False,
        label=gettext_lazy("Or a file"),
        help_text=gettext_lazy("Anyone can open it once the charter is published"),
    )
    areas = forms.ModelMultipleChoiceField(
        None,
        required=False,
        label=gettext_lazy("Which places does it describe?"),
        help_text=gettext_lazy("Leave empty for the whole area"),
        widget=forms.CheckboxSelectMultiple,
    )
    clauses = forms.ModelMultipleChoiceField(
        None,
        required=False,
        label=gettext_lazy("Which paragraphs does it explain?"),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, charter, **kwargs):
        super().__init__(*args, **kwargs)
        clauses = Clause.objects.filter(section__charter=charter)
        clauses = clauses.select_related("section")
        self.fields["areas"].queryset = charter.council.areas.defer("boundary")
        self.fields["clauses"].queryset = clauses.order_by(
            "section__position", "position"
        )
        self.fields["clauses"].label_from_instance = clause_label
        for name in ("areas", "clauses"):
            if not self.fields[name].queryset.exists():
                del self.fields[name]


class FactRowForm(FactForm):
    """The same as a row of a file, where places stand by name."""

    places = forms.CharField(required=False, max_length=1000)

    def __init__(self, *args, areas, **kwargs):
        self.areas = areas
        super().__init__(*args, **kwargs)

    def clean_places(self):
        names = [name.strip() for name in self.cleaned_data["places"].split(";")]
        unknown = [n for n in names if n and n.casefold() not in self.areas]
        if unknown:
            raise forms.ValidationError(
                _("%s is not a place of this council") % f"“{unknown[0]}”"
            )
        return [self.areas[name.casefold()] for name in names if name]


class EvidenceFileForm(govuk.Form):
    """A CSV file of evidence."""

    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )
