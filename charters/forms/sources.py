from django import forms
from django.utils.translation import gettext_lazy

from charters.models import Source
from charters.models.source import LONGEST_WORDING
from councils import govuk


class SourceForm(govuk.Form):
    """Why one paragraph is in the charter."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What does this paragraph rest on?"),
        choices=Source.Kind.choices,
        widget=forms.RadioSelect,
    )
    wording = forms.CharField(
        max_length=LONGEST_WORDING,
        label=gettext_lazy("Say it in words that a resident would understand"),
        help_text=gettext_lazy("Like “Census 2021: one in nine people aged 16 to 24”"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    address = forms.URLField(
        required=False,
        max_length=400,
        label=gettext_lazy("Where can people read it?"),
        help_text=gettext_lazy("The address of the law, the study or the minute"),
        assume_scheme="https",
    )
    things = {
        "kind": gettext_lazy("what this paragraph rests on"),
        "wording": gettext_lazy("why this paragraph is here"),
    }
