"""What a resident fills in. The words of the errors are those that people see."""

import datetime as dt

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from audit import clock
from consultation.forms.introducing import AboutFields
from consultation.models import Comment, CommentReport
from councils import govuk

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


class FirstCommentForm(WordsForm, AboutFields, HumanFields):
    """The first comment of a response: the words, and what describes their writer."""

    field_order = (*WordsForm.base_fields, *AboutFields.base_fields)


class FurtherCommentForm(WordsForm, HumanFields):
    """Another comment of the same response: nothing is asked twice."""

    def __init__(self, *args, council, **kwargs):
        super().__init__(*args, **kwargs)


class AttachForm(govuk.Form):
    """One file at a time."""

    file = forms.FileField(
        label=_("Choose a file"),
        help_text=_("A PDF, DOCX, ODT, JPG or PNG. Up to 5 files, 20MB together."),
        error_messages={"required": _("Select a file")},
    )


class ComeBackForm(govuk.Form):
    """Where to send the link to what is being written."""

    email = forms.EmailField(
        label=_("Email"),
        help_text=_("We use it once, to send you the link, and do not keep it."),
        max_length=254,
        error_messages={
            "required": _("Enter your email address"),
            "max_length": _("Email address must be 254 characters or less"),
            "invalid": _(
                "Enter an email address in the correct format, like name@example.com"
            ),
        },
    )


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


class CopyForm(govuk.Form):
    """Where a copy of the response goes."""

    email = forms.EmailField(
        label=_("Email address"),
        help_text=_("We use it for this one email and then forget it."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": _("Enter your email address"),
            "max_length": _("Email address must be 254 characters or less"),
            "invalid": _(
                "Enter an email address in the correct format, like name@example.com"
            ),
        },
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
