"""For whom a response speaks."""

import copy

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultation.models import Mandate
from councils import govuk


class BehalfForm(govuk.Form):
    """Oneself, an organisation, a client, or those who signed a petition."""

    MYSELF, ORGANISATION, CLIENT, PETITION = (
        "myself",
        "organisation",
        "client",
        "signed",
    )

    speaks_for = forms.ChoiceField(
        label=gettext_lazy("Who is this response for?"),
        choices=[
            (MYSELF, gettext_lazy("For me")),
            (ORGANISATION, gettext_lazy("For an organisation or a group")),
            (CLIENT, gettext_lazy("For a client, as their agent")),
            (PETITION, gettext_lazy("For people who signed a petition")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Select who this response is for")},
    )


class OrganisationForm(govuk.Form):
    """Which organisation, whom it speaks for and how they were asked."""

    organisation = forms.CharField(
        label=gettext_lazy("Name of the organisation"), max_length=150, required=False
    )
    show_organisation = forms.BooleanField(
        label=gettext_lazy("Show this name with our comments"), required=False
    )
    size = forms.ChoiceField(
        label=gettext_lazy("How many people work there?"),
        choices=Mandate.Size.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    members = govuk.WholeNumberField(
        label=gettext_lazy("How many members or people do you speak for?"),
        help_text=gettext_lazy(
            "Your response counts as one. We publish this number beside it."
        ),
        min_value=0,
        max_value=10_000_000,
        required=False,
    )
    how_asked = forms.CharField(
        label=gettext_lazy("How did you ask them?"),
        help_text=gettext_lazy("For example, at two meetings in May"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_user_led = forms.BooleanField(
        label=gettext_lazy("The people it speaks for lead this organisation"),
        required=False,
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("show_organisation") and not cleaned.get("organisation"):
            self.add_error(
                "organisation",
                _("Enter its name, or untick ‘Show this name with our comments’"),
            )
        return cleaned

    def behalf(self) -> dict:
        return dict(self.cleaned_data)


class ClientForm(govuk.Form):
    """For whom an agent acts, and by what authority."""

    client = forms.CharField(
        label=gettext_lazy("Who is your client?"),
        max_length=150,
        error_messages={"required": gettext_lazy("Enter who your client is")},
    )
    authority = forms.CharField(
        label=gettext_lazy("What allows you to act for them?"),
        help_text=gettext_lazy("For example, a letter of 3 May or a power of attorney"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Enter what allows you to act")},
    )

    def behalf(self) -> dict:
        return dict(self.cleaned_data)


class PetitionForm(govuk.Form):
    """How many signed, without those counted twice."""

    handed_in = govuk.WholeNumberField(
        label=gettext_lazy("How many people signed it?"),
        min_value=1,
        max_value=10_000_000,
        error_messages={"required": gettext_lazy("Enter how many people signed it")},
    )
    duplicates = govuk.WholeNumberField(
        label=gettext_lazy("How many of these signed twice?"),
        help_text=gettext_lazy("We take them off the number"),
        min_value=0,
        required=False,
    )
    in_area = govuk.WholeNumberField(
        label=gettext_lazy("How many live, work or study here?"),
        min_value=0,
        required=False,
    )

    def clean(self):
        cleaned = super().clean()
        refuse_wrong_counts(self, cleaned, "handed_in")
        return cleaned

    def behalf(self) -> dict:
        told = self.cleaned_data
        return {"signed": {**told, "duplicates": told["duplicates"] or 0}}


def fields_about_mandate() -> dict[str, forms.Field]:
    """For whom a response speaks, as fields of one form that officers fill in from
    paper. None of them must be filled in."""
    found = {}
    for name, field in (OrganisationForm.base_fields | ClientForm.base_fields).items():
        found[name] = copy.deepcopy(field)
        found[name].required = False
    found["size"].choices = [("", _("They do not say")), *Mandate.Size.choices]
    found["size"].widget = forms.Select(choices=found["size"].choices)
    for name, label in OFFICERS_LABELS.items():
        found[name].label = label
    for name in ("members", "how_asked"):
        found[name].help_text = ""
    return found


OFFICERS_LABELS = {
    "organisation": gettext_lazy("Organisation that it speaks for"),
    "show_organisation": gettext_lazy("Show this name with their comments"),
    "members": gettext_lazy("How many members does it speak for?"),
    "how_asked": gettext_lazy("How were they asked?"),
    "client": gettext_lazy("Client, if an agent writes for one"),
    "authority": gettext_lazy("What allows the agent to act for them?"),
}


def confidential_field() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("What do they ask to keep confidential, and why?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def refuse_half_a_mandate(form, cleaned) -> None:
    """A name that is shown must be given, and an agent acts by some authority."""
    if cleaned.get("show_organisation") and not cleaned.get("organisation"):
        form.add_error(
            "organisation",
            _("Enter its name, or untick ‘Show this name with their comments’"),
        )
    if cleaned.get("client") and not cleaned.get("authority"):
        form.add_error("authority", _("Enter what allows the agent to act"))


def refuse_wrong_counts(form, cleaned, total: str) -> None:
    """Neither those who signed twice nor those from here can be more than all."""
    handed_in = cleaned.get(total) or 0
    duplicates = cleaned.get("duplicates") or 0
    if duplicates > handed_in:
        form.add_error("duplicates", _("Must be fewer than the people who signed"))
    elif (cleaned.get("in_area") or 0) > handed_in - duplicates:
        form.add_error(
            "in_area", _("Must not be more than those who signed, without duplicates")
        )
