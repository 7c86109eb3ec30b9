"""What an officer fills in about the changes that followed a round."""

from django import forms
from django.utils.translation import gettext_lazy as _

from consultation import asking_again
from consultation.forms.running import words_field
from consultation.models import ChangeWeight
from councils import govuk


class WeighForm(govuk.Form):
    """One choice for each change, and the question that follows from them."""

    is_fundamental = forms.TypedChoiceField(
        label=_("Has so much changed that going on without asking again is unfair?"),
        choices=[("no", _("No")), ("yes", _("Yes: ask people again in a new round"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Select yes or no")},
    )
    words = words_field(_("Why?"), _("It stands on the trail."), _("Enter the reason"))

    def __init__(self, *args, changes, **kwargs):
        super().__init__(*args, **kwargs)
        self.changes = changes
        for change in changes:
            self.fields[f"change_{change.pk}"] = forms.ChoiceField(
                label=f"{change.label}: {change.get_kind_display()}",
                help_text=(change.after or change.before)[:300],
                choices=ChangeWeight.Weight.choices,
                initial=asking_again.weight_of(change)
                or asking_again.SUGGESTED.get(change.kind, ""),
                widget=forms.RadioSelect,
                error_messages={"required": _("Select how much it weighs")},
            )
            govuk.dress(self.fields[f"change_{change.pk}"], "")
        self.order_fields([f"change_{change.pk}" for change in changes])

    def weights(self) -> dict:
        return {one: self.cleaned_data[f"change_{one.pk}"] for one in self.changes}
