from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters.models import Clause, Theme
from charters.models.priority import refuse_long
from councils import govuk
from metrics import choosing
from metrics.models import Metric


class PriorityForm(govuk.Form):
    """A priority in words."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(
        max_length=60,
        label=gettext_lazy("Short name"),
        help_text=gettext_lazy("A few words, like “Good local jobs”"),
    )
    statement = forms.CharField(
        max_length=200,
        label=gettext_lazy("What do you want to change?"),
        help_text=gettext_lazy("One sentence of 25 words or fewer"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    why = forms.CharField(
        required=False,
        max_length=1500,
        label=gettext_lazy("Why does it matter?"),
        help_text=gettext_lazy(
            "In your own words. The evidence below gives the figures"
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    facts = forms.ModelMultipleChoiceField(
        None,
        required=False,
        label=gettext_lazy("Which evidence shows it?"),
        widget=forms.CheckboxSelectMultiple,
    )
    who_benefits = forms.CharField(
        required=False,
        max_length=600,
        label=gettext_lazy("Who benefits?"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    theme = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Theme"),
        choices=[("", gettext_lazy("Choose a theme")), *Theme.choices],
    )
    areas = forms.ModelMultipleChoiceField(
        None,
        required=False,
        label=gettext_lazy("Which places?"),
        help_text=gettext_lazy("Leave empty for the whole area"),
        widget=forms.CheckboxSelectMultiple,
    )
    rests_on = forms.ModelMultipleChoiceField(
        None,
        required=False,
        label=gettext_lazy("Which paragraphs does this priority rest on?"),
        help_text=gettext_lazy(
            "The link lets people follow their comment from a paragraph to the "
            "priority, and on to a contract"
        ),
        widget=forms.CheckboxSelectMultiple,
    )
    things = {
        "title": gettext_lazy("a short name for the priority"),
        "statement": gettext_lazy("what you want to change, in one sentence"),
    }
    mark_optional = False

    def __init__(self, *args, charter, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["areas"].queryset = charter.council.areas.all()
        clauses = Clause.objects.filter(section__charter=charter)
        clauses = clauses.select_related("section").order_by(
            "section__position", "position"
        )
        self.fields["rests_on"].queryset = clauses
        self.fields["rests_on"].label_from_instance = clause_label
        self.fields["facts"].queryset = charter.facts.select_related("charter")
        for name in ("areas", "rests_on", "facts"):
            if not self.fields[name].queryset.exists():
                del self.fields[name]

    def clean_statement(self):
        statement = self.cleaned_data["statement"]
        refuse_long(statement)
        return statement


def clause_label(clause: Clause) -> str:
    words = clause.text if len(clause.text) <= 90 else f"{clause.text[:87].rstrip()}…"
    return f"{clause.section.heading}: {words}"


class OutcomeForm(govuk.Form):
    statement = forms.CharField(
        max_length=200,
        label=gettext_lazy("What will people see when it is done?"),
        help_text=gettext_lazy(
            "In words that people here would use, like “Fewer homes are cold in winter”"
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    things = {"statement": gettext_lazy("the outcome that people should see")}


class TargetForm(govuk.Form):
    """A level on a measure, by a date."""

    metric = forms.ModelChoiceField(
        None,
        label=gettext_lazy("Measure"),
        empty_label=gettext_lazy("Choose a measure"),
    )
    level = govuk.NumberField(label=gettext_lazy("Target"))
    due_on = govuk.DateField(label=gettext_lazy("By when?"))
    baseline = govuk.NumberField(
        required=False,
        label=gettext_lazy("Where does it stand now?"),
        help_text=gettext_lazy("The same measure, before anything was done"),
    )
    baseline_on = govuk.DateField(
        required=False, label=gettext_lazy("When was that counted?")
    )
    things = {
        "metric": gettext_lazy("a measure"),
        "level": gettext_lazy("target"),
        "due_on": gettext_lazy("target date"),
        "baseline": gettext_lazy("where it stands now"),
        "baseline_on": gettext_lazy("the date it was counted"),
    }

    def __init__(self, *args, charter, **kwargs):
        self.charter = charter
        super().__init__(*args, **kwargs)
        usable = Metric.objects.usable_by(charter.council)
        choosing.offer(self.fields["metric"], usable, charter.council)
        self.fields["level"].error_messages["required"] = _("Enter a target")
        self.fields["due_on"].error_messages["required"] = _(
            "Enter the date by when the target should be met"
        )

    def clean_due_on(self):
        due_on = self.cleaned_data["due_on"]
        if due_on > self.charter.ends_on:
            raise forms.ValidationError(
                _("Target date must be before the charter ends")
            )
        return due_on

    def clean(self):
        found = super().clean()
        undated = found.get("baseline") is not None and not found.get("baseline_on")
        if undated and "baseline_on" not in self.errors:
            self.add_error("baseline_on", _("Enter the date it was counted"))
        metric = found.get("metric")
        for name in ("level", "baseline"):
            if metric and found.get(name) is not None:
                self._check(metric, name, found[name])
        return found

    def _check(self, metric, name, value) -> None:
        try:
            metric.check_value(value)
        except forms.ValidationError as refusal:
            self.add_error(name, refusal)
