"""What people type about lists of measures."""

from django import forms
from django.utils.translation import gettext_lazy as _

from councils import govuk
from metrics.models import Metric, MetricMapping
from records import tables


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


class NewListForm(VersionForm):
    """A list that there was not before."""

    things = VersionForm.things | {"issuer": _("who issues the list")}
    issuer = forms.CharField(label=_("Who issues it?"), max_length=120)
    binds = forms.CharField(
        label=_("Who must use it?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=600,
        required=False,
    )
    field_order = [*VersionForm.field_order, "issuer", "binds"]


class OwnMappingForm(MappingForm):
    """One of a council's own measures, and the measure of a list beside it."""

    metric = forms.ModelChoiceField(
        None,
        label=_("Measure of your own"),
        empty_label=_("Choose a measure"),
    )
    things = MappingForm.things | {"metric": _("a measure of your own")}

    def __init__(self, *args, council, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["metric"].queryset = Metric.objects.local_to(council).approved()
        self.fields["metric"].label_from_instance = lambda m: f"{m.title} ({m.unit})"

    def clean_metric(self):
        return self.cleaned_data["metric"]

    def clean_other(self):
        other = self.find("other")
        if other.is_local:
            raise forms.ValidationError(
                _("Enter the code of a measure that stands on a list")
            )
        return other
