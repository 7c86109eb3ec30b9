"""Who is writing: what describes them, and then, if they are 13 or over, how to
reach them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from consultation.models import Response
from councils import govuk
from councils.models import Area


class AboutFields(forms.Form):
    """What describes somebody. It says nothing about who they are."""

    choice_hints = {
        "kind": {
            "lives_here": _("Your home is in the area of this council"),
            "works_here": _("You work, study or volunteer here and live elsewhere"),
            "business": _("A firm of any size, also if you work for yourself"),
            "community": _("A charity, club, faith group or social enterprise"),
            "public": _("For example a school, a health trust or another council"),
            "councillor": _("You are elected to this or another council"),
            "other": _("For example a visitor, or somebody who used to live here"),
        }
    }
    kind = forms.ChoiceField(
        label=_("Which best describes you?"),
        choices=Response.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Select which best describes you"),
            "invalid_choice": _("Select which best describes you"),
        },
    )
    area = forms.ModelChoiceField(
        label=_("Ward"),
        queryset=Area.objects.none(),
        to_field_name="code",
        required=False,
        empty_label=_("Choose a ward"),
        error_messages={"invalid_choice": _("Select a ward from the list")},
    )
    is_child = forms.BooleanField(
        label=_("I am under 13"),
        help_text=_("We then do not ask for your name or email address."),
        required=False,
    )

    def __init__(self, *args, council, **kwargs):
        super().__init__(*args, **kwargs)
        areas = Area.objects.for_council(council)
        self.fields["area"].queryset = areas
        if not areas.exists():
            del self.fields["area"]

    def about(self) -> dict:
        """What describes them, as a draft keeps it; as much as could be read."""
        told = self.cleaned_data
        area = told.get("area")
        return {
            "kind": told.get("kind", ""),
            "area": area.code if area else "",
            "is_child": bool(told.get("is_child")),
        }


class ContactFields(forms.Form):
    """A name and an address, for those who want to give them."""

    name = forms.CharField(
        label=_("Name"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
    )
    show_name = forms.BooleanField(
        label=_("Show my name with my comment"), required=False
    )
    email = forms.EmailField(
        label=_("Email"),
        help_text=_(
            "We send your receipt here, with a link to change your response until "
            "the consultation closes."
        ),
        required=False,
        max_length=254,
        error_messages={
            "max_length": _("Email address must be 254 characters or less"),
            "invalid": _(
                "Enter an email address in the correct format, like name@example.com"
            ),
        },
    )
    wants_results = forms.BooleanField(
        label=_("Email me once with what came of my response"), required=False
    )
    wants_later = forms.BooleanField(
        label=_("Tell me later too, at each step of what came of it"),
        help_text=_(
            "When the council asks suppliers, signs a contract or accepts proof. That "
            "can be years from now. We keep your address until you stop it by a click."
        ),
        required=False,
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("show_name") and not cleaned.get("name"):
            self.add_error(
                "name",
                _("Enter your name, or untick ‘Show my name with my comment’"),
            )
        has_email = cleaned.get("email") or "email" in self.errors
        if cleaned.get("wants_results") and not has_email:
            self.add_error(
                "email",
                _("Enter your email address, or untick ‘Email me once’"),
            )
        elif cleaned.get("wants_later") and not has_email:
            self.add_error(
                "email",
                _("Enter your email address, or untick ‘Tell me later too’"),
            )
        return cleaned

    def contact(self) -> dict:
        """Who they are, as a draft keeps it."""
        return {name: self.cleaned_data[name] for name in ContactFields.base_fields}


class SenderFields(ContactFields, AboutFields):
    """Both at once, for officers who key in what stands on paper."""


class SenderForm(AboutFields, govuk.Form):
    """Change what describes oneself before sending."""

    confidential_because = forms.CharField(
        label=_("Is there something that should stay confidential? Tell us why"),
        help_text=_(
            "We cannot promise it: the law may make us give out what we hold. We look "
            "at your reason first."
        ),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def about(self) -> dict:
        because = self.cleaned_data["confidential_because"]
        return {**super().about(), "confidential_because": because}


class ContactForm(ContactFields, govuk.Form):
    """How to reach somebody. Children never see it."""
