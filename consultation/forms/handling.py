"""What officers say when they answer a request about somebody's data."""

from django import forms
from django.utils.translation import gettext_lazy as _

from councils import govuk


class EraseForm(govuk.Form):
    """Whether the words stay without their writer, and why."""

    KEEP, ERASE = "keep", "erase"

    words = forms.ChoiceField(
        label=_("What happens to the words?"),
        choices=[
            (KEEP, _("Keep them without the person")),
            (ERASE, _("Erase the words as well")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what happens to the words")},
    )
    choice_hints = {
        "words": {
            KEEP: _("The council needs them to show what it decided and why."),
            ERASE: _("The comment stays in the count and says that it was erased."),
        }
    }
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Without any name. The person may ask for it."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Enter the reason")},
    )
