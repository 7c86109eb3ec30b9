"""What a resident fills in. The words of the errors are those that people see."""

import datetime as dt

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from audit import clock
from consultation.models import Comment, CommentReport, Response
from councils import govuk
from councils.models import Area

LEAST_SECONDS = 3
BEGAN_SALT = "consultation.began"


class WordsForm(govuk.Form):
    """What somebody thinks of a paragraph, and what they would change."""

    stance = forms.ChoiceField(
        label=_("What do you think of this?"),
        choices=Comment.Stance.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    text = forms.CharField(
        label=_("Your comment"),
        max_length=Comment.LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("Enter your comment"),
            "max_length": _("Comment must be 2,000 characters or less"),
        },
    )
    wanted_change = forms.CharField(
        label=_("What would you change?"),
        help_text=_("Only the council reads this answer."),
        max_length=Comment.LONGEST_CHANGE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "max_length": _("Suggested change must be 1,000 characters or less")
        },
    )


class SenderFields(forms.Form):
    """Who is writing, as far as they want to say."""

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
        error_messages={
            "invalid": _(
                "Enter an email address in the correct format, like name@example.com"
            )
        },
    )
    wants_results = forms.BooleanField(
        label=_("Email me once with what came of my response"), required=False
    )

    def __init__(self, *args, council, **kwargs):
        super().__init__(*args, **kwargs)
        areas = Area.objects.for_council(council)
        self.fields["area"].queryset = areas
        if not areas.exists():
            del self.fields["area"]

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
        return cleaned

    def about(self) -> dict:
        """What they told of themselves, as a draft keeps it."""
        names = ("kind", "name", "show_name", "email", "wants_results")
        area = self.cleaned_data.get("area")
        return {
            **{name: self.cleaned_data[name] for name in names},
            "area": area.code if area else "",
        }


class HumanFields(forms.Form):
    """A field that people do not see and a time that people need.

    Neither ever shows an error: what looks automatic is kept and held.
    """

    website = forms.CharField(
        required=False,
        label=_("Leave this empty"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    began = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["began"].initial = began_now

    def suspicion(self) -> str:
        """Why this looks automatic, or an empty string."""
        if self.cleaned_data.get("website"):
            return "A field that people do not see was filled in."
        return self._haste()

    def _haste(self) -> str:
        try:
            began = dt.datetime.fromisoformat(
                signing.loads(self.cleaned_data.get("began", ""), salt=BEGAN_SALT)
            )
        except (signing.BadSignature, ValueError):
            return "The form was sent without being opened."
        if (clock.now() - began).total_seconds() < LEAST_SECONDS:
            return f"The form was filled in within {LEAST_SECONDS} seconds."
        return ""


def began_now() -> str:
    return signing.dumps(clock.now().isoformat(), salt=BEGAN_SALT)


class FirstCommentForm(WordsForm, SenderFields, HumanFields):
    """The first comment of a response: the words, and who writes them."""

    field_order = (*WordsForm.base_fields, *SenderFields.base_fields)


class FurtherCommentForm(WordsForm, HumanFields):
    """Another comment of the same response: nothing is asked twice."""

    def __init__(self, *args, council, **kwargs):
        super().__init__(*args, **kwargs)


class SenderForm(SenderFields, govuk.Form):
    """Change what was said about oneself before sending."""


class ReportForm(govuk.Form):
    """Why somebody thinks that a published comment breaks the rules."""

    reason = forms.ChoiceField(
        label=_("Why are you reporting this comment?"),
        choices=CommentReport.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Select why you are reporting this comment"),
            "invalid_choice": _("Select why you are reporting this comment"),
        },
    )
    detail = forms.CharField(
        label=_("Tell us more"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": _("Details must be 1,000 characters or less")},
    )


class ReceiptForm(govuk.Form):
    """A receipt code that somebody types in."""

    code = forms.CharField(
        label=_("Your receipt code"),
        help_text=_("It is on your receipt and looks like CVC-7H3K-9QX2-M48"),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "spellcheck": "false",
                "autocapitalize": "characters",
                "class": "govuk-input--width-20",
            }
        ),
        error_messages={"required": _("Enter your receipt code")},
    )
