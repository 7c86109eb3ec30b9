"""What officers fill in when they read, group and answer comments."""

from django import forms
from django.utils.translation import gettext_lazy as _

from consultation.models import Comment, Disposition, Issue
from councils import govuk


class SetAsideForm(govuk.Form):
    """Is this from a person?"""

    RELEASE, SET_ASIDE = "release", "set_aside"

    decision = forms.ChoiceField(
        label=_("Is this response from a person?"),
        choices=[
            (RELEASE, _("Yes, count it")),
            (SET_ASIDE, _("No, keep it and do not count it")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whether this is from a person")},
    )
    reason = forms.CharField(
        label=_("Why do you set it aside?"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("decision") == self.SET_ASIDE and not cleaned.get("reason"):
            self.add_error("reason", _("Enter why you set this response aside"))
        return cleaned


class IssueForm(govuk.Form):
    """A point that comments make."""

    title = forms.CharField(
        label=_("The point, in a few words"),
        help_text=_("For example, “Promises need dates”"),
        max_length=120,
        error_messages={"required": _("Enter the point in a few words")},
    )
    heard = forms.CharField(
        label=_("What we heard"),
        help_text=_("In your own words, fair to everybody who said it."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Enter what you heard")},
    )


class GatherForm(govuk.Form):
    """Put ticked comments into an issue."""

    comments = forms.ModelMultipleChoiceField(
        queryset=Comment.objects.none(),
        to_field_name="reference",
        error_messages={"required": _("Select at least one comment")},
    )
    issue = forms.ModelChoiceField(
        label=_("Which issue do they belong to?"),
        queryset=Issue.objects.none(),
        to_field_name="number",
        error_messages={"required": _("Select an issue")},
    )

    def __init__(self, *args, round, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["comments"].queryset = round.comments.counted()
        self.fields["issue"].queryset = round.issues.order_by("number")
        self.fields["issue"].empty_label = _("Choose an issue")
        self.fields["issue"].label_from_instance = lambda i: f"{i.number}. {i.title}"


class GatherAllForm(govuk.Form):
    """Put all comments that match into one issue."""

    count = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    issue = forms.ModelChoiceField(
        label=_("Which issue do they all belong to?"),
        queryset=Issue.objects.none(),
        to_field_name="number",
        error_messages={"required": _("Select an issue")},
    )

    def __init__(self, *args, round, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["issue"].queryset = round.issues.order_by("number")
        self.fields["issue"].empty_label = _("Choose an issue")
        self.fields["issue"].label_from_instance = lambda i: f"{i.number}. {i.title}"


class UseForm(govuk.Form):
    """Other words for a paragraph, as a comment asks for them."""

    text = forms.CharField(
        label=_("New words of the paragraph"),
        help_text=_("Change only what the comment asks for."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Enter the new words")},
    )
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Drafters and reviewers read it."),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Enter why you suggest this")},
    )


class DispositionForm(govuk.Form):
    """What the council does about an issue, and why."""

    decision = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=Disposition.Decision.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what you decide")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=Disposition.LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": _("Enter the reason for your decision"),
            "max_length": _("Reason must be 600 characters or less"),
        },
    )
    choice_hints = {
        "decision": {
            "accepted": _("The charter changes as people asked."),
            "partly": _("The charter changes, but not in all that people asked."),
            "not_accepted": _("The charter stays as it was."),
            "out_of_scope": _("This charter cannot settle it."),
            "answered": _("It was a question or praise. There is nothing to change."),
        }
    }


class CiteForm(govuk.Form):
    """Which changes of the charter follow from this issue."""

    changes = forms.ModelMultipleChoiceField(
        label=_("Which changes follow from it?"),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Select at least one change")},
    )

    def __init__(self, *args, changes, may_be_empty=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["changes"].required = not may_be_empty
        self.fields["changes"].queryset = changes
