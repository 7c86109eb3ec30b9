"""Where a council lies."""

from django import forms
from django.utils.translation import gettext_lazy as _

from councils import govuk
from councils.models import Council


class NationForm(govuk.Form):
    """The nation whose law the council follows."""

    things = {"nation": _("a nation")}
    nation = forms.ChoiceField(
        label=_("Where is the council?"),
        choices=Council.Nation.choices,
        widget=forms.RadioSelect,
    )
