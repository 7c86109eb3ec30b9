"""The table of responses that an officer reads in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from consultation.forms.keying import NOT_WEB
from councils import govuk


class ImportForm(govuk.Form):
    """A file, where it comes from, and by which way its responses came."""

    source_name = forms.CharField(
        label=_("Where does the table come from?"),
        help_text=_(
            "For example, “Survey at the libraries”. Use the same name again for the "
            "same source, so that no row is taken twice."
        ),
        max_length=80,
        error_messages={"required": _("Enter where the table comes from")},
    )
    channel = forms.ChoiceField(
        label=_("How did these responses reach us?"),
        choices=NOT_WEB,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select how they reached us")},
    )
    file = forms.FileField(label=_("CSV or XLSX file"))
