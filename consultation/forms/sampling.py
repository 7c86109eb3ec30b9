"""Which of the drawn signatures are not good."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from councils import govuk


class SampleForm(govuk.Form):
    """A tick for each signature that does not count. None ticked: all are good."""

    wrong = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Which of these signatures are not good?"),
        help_text=gettext_lazy(
            "Tick a number when there is no such person, they do not live, work or "
            "study here, or they signed twice. Leave the others empty."
        ),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    is_done = forms.BooleanField(
        label=gettext_lazy("I have looked at every signature in this list"),
        error_messages={"required": gettext_lazy("Confirm that you looked at each")},
    )

    def __init__(self, *args, sample, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["wrong"].choices = [
            (number, _("Signature %s") % number) for number in sample.numbers
        ]
