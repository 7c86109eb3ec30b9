from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from councils import govuk
from councils.models import Closing
from records.forms.following import WordsField


class ClosingForm(govuk.Form):
    """The words at the end of each letter of a council."""

    text = WordsField(
        label=gettext_lazy("What each email ends with"),
        help_text=gettext_lazy(
            "Plain words, as you type them. For example, when your office is open."
        ),
        max_length=Closing.LONGEST,
        required=False,
    )
    contact = forms.CharField(
        label=gettext_lazy("How people reach you"),
        help_text=gettext_lazy("One email address or phone number of your office"),
        max_length=Closing.LONGEST_CONTACT,
        required=False,
    )

    def clean_contact(self):
        contact = " ".join(self.cleaned_data["contact"].split())
        if contact and "@" not in contact and not any(map(str.isdigit, contact)):
            raise ValidationError(_("Enter an email address or a phone number"))
        return contact
