"""What officers fill in when they analyse what was said."""

from django import forms
from django.utils.translation import gettext_lazy as _

from consultation.models import Assignment
from councils import govuk
from councils.models import User


class CampaignForm(govuk.Form):
    """The name of a campaign."""

    title = forms.CharField(
        label=_("What does the campaign ask for?"),
        help_text=_("In a few words. It is shown in the results."),
        max_length=120,
        error_messages={"required": _("Enter what the campaign asks for")},
    )


class OneIssueForm(govuk.Form):
    """The issue that all comments of a campaign join."""

    issue = forms.ModelChoiceField(
        label=_("Which issue do they all belong to?"),
        queryset=None,
        to_field_name="number",
        error_messages={"required": _("Select an issue")},
    )

    def __init__(self, *args, round, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["issue"].queryset = round.issues.order_by("number")
        self.fields["issue"].empty_label = _("Choose an issue")
        self.fields["issue"].label_from_instance = lambda i: f"{i.number}. {i.title}"


class SecondCodingForm(govuk.Form):
    """The issues that a second officer sees in a comment."""

    numbers = forms.TypedMultipleChoiceField(
        label=_("Which issues does this comment belong to?"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Select at least one issue")},
    )

    def __init__(self, *args, frame, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["numbers"].choices = [
            (issue["number"], f"{issue['number']}. {issue['title']}")
            for issue in frame.issues
        ]


class AssignmentForm(govuk.Form):
    """Who reads and groups the comments about one part."""

    part = forms.ChoiceField(
        label=_("Which comments?"),
        error_messages={"required": _("Select which comments")},
    )
    officer = forms.ModelChoiceField(
        label=_("Who reads and groups them?"),
        queryset=User.objects.none(),
        error_messages={"required": _("Select an officer")},
    )

    def __init__(self, *args, round, **kwargs):
        super().__init__(*args, **kwargs)
        self.parts = parts_of(round)
        choices = [(value, label) for value, label in self.parts.items()]
        self.fields["part"].choices = [("", _("Choose a part")), *choices]
        readers = ("consultation_lead", "moderator", "drafter")
        officers = User.objects.filter(
            memberships__council=round.council,
            memberships__ended_at=None,
            memberships__role__in=readers,
        )
        self.fields["officer"].queryset = officers.distinct().order_by("name")
        self.fields["officer"].label_from_instance = lambda user: user.name

    def clean(self):
        cleaned = super().clean()
        if value := cleaned.get("part"):
            part, _colon, key = value.partition(":")
            cleaned |= {"part": part, "key": key, "label": str(self.parts[value])}
        return cleaned


def parts_of(round) -> dict[str, str]:
    """The parts of a round that can be given to an officer."""
    part = Assignment.Part
    found = {f"{part.WHOLE}:": _("Comments about the whole charter")}
    for clause in round.edition.clauses.order_by("pk"):
        name = _("Paragraph %s") % clause.number
        found[f"{part.CLAUSE}:{clause.number}"] = f"{name}: {clause.text[:50]}"
    for priority in round.edition.priorities.order_by("pk"):
        name = _("Priority %s") % priority.code
        found[f"{part.CLAUSE}:{priority.code}"] = f"{name}: {priority.title}"
    for area in round.council.areas.order_by("name"):
        found[f"{part.AREA}:{area.code}"] = _("People from %s") % area.name
    for issue in round.issues.order_by("number"):
        name = _("Issue %s") % issue.number
        found[f"{part.ISSUE}:{issue.number}"] = f"{name}: {issue.title}"
    return found


class PackForm(govuk.Form):
    """A tick for each issue that was read."""

    issues = forms.TypedMultipleChoiceField(
        label=_("I have read these points and what officers propose about them"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    minute_url = forms.URLField(
        label=_("Link to the minute of the meeting"),
        required=False,
        max_length=300,
        assume_scheme="https",
    )

    def __init__(self, *args, statement, **kwargs):
        super().__init__(*args, **kwargs)
        issues = statement.content["issues"] if statement else []
        self.fields["issues"].choices = [
            (issue["number"], f"{issue['number']}. {issue['title']}")
            for issue in issues
        ]
        if not issues:
            del self.fields["issues"]
