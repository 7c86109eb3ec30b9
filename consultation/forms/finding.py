"""What an officer fills in when responses come to light after the results."""

from django import forms
from django.utils.translation import gettext_lazy as _

from consultation.forms.running import words_field
from councils import govuk


class FoundForm(govuk.Form):
    """How they came to light."""

    about = words_field(
        _("How did the responses come to light?"),
        _(
            "Say where they were, why nobody read them before and how many there are. "
            "Everybody can read this when you have settled it."
        ),
        _("Enter how the responses came to light"),
    )


class SettleForm(govuk.Form):
    """Whether the findings change, and why."""

    changes_findings = forms.TypedChoiceField(
        label=_("Do they change the findings?"),
        choices=[
            ("no", _("No: what we found and did stands")),
            ("yes", _("Yes: a point is new, or an answer is different now")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whether they change the findings")},
    )
    reason = words_field(
        _("Why?"),
        _("Everybody can read this, and it is part of the statement."),
        _("Enter why the findings change, or why they stand"),
    )
