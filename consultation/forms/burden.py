"""What an officer fills in to lighten a burden."""

from django import forms
from django.utils.translation import gettext_lazy as _

from charters.models import Clause
from consultation import burden
from councils import govuk


class EasingForm(govuk.Form):
    """A measure, the paragraph that it joins, and its words."""

    way = forms.ChoiceField(
        label=_("Which measure do you suggest?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select a measure")},
    )
    clause = forms.ModelChoiceField(
        label=_("At the end of which paragraph?"),
        queryset=Clause.objects.none(),
        to_field_name="uid",
        error_messages={
            "required": _("Select a paragraph"),
            "invalid_choice": _("Select a paragraph of this charter."),
        },
    )
    words = forms.CharField(
        label=_("In other words"),
        help_text=_("Leave it empty to use the words of the measure as they are."),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, round, size, **kwargs):
        super().__init__(*args, **kwargs)
        self.measures = {one["code"]: one for one in burden.measures(round, size)}
        self.fields["way"].choices = [
            (code, one["label"]) for code, one in self.measures.items()
        ]
        self.choice_hints = {
            "way": {code: one["words"] for code, one in self.measures.items()}
        }
        clauses = Clause.objects.filter(section__charter=round.charter_id)
        clauses = clauses.select_related("section__charter__council")
        field = self.fields["clause"]
        field.queryset = clauses.order_by("section__position", "position")
        field.empty_label = _("Choose a paragraph")
        field.label_from_instance = lambda one: (
            f"{one.section.heading}: {one.text[:70]}"
        )

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("words") and cleaned.get("way"):
            cleaned["words"] = self.measures[cleaned["way"]]["words"]
        return cleaned
