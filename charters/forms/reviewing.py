"""Asking people to review a draft, suggesting words, and answering suggestions."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters.models import Reviewer, Suggestion
from charters.models.blocks import CLAUSE_LENGTH
from charters.models.suggestion import LONGEST_REASON
from councils import govuk


class InviteReviewerForm(govuk.Form):
    """Whom to ask, in which seat, and until when."""

    email = forms.EmailField(
        label=gettext_lazy("Email address"),
        help_text=gettext_lazy(
            "We send a link. Somebody who has no account yet can make one with it; "
            "they can then read drafts and suggest changes, nothing else."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    seat = forms.ChoiceField(
        label=gettext_lazy("In which role do they read it?"),
        choices=Reviewer.Seat.choices,
        widget=forms.RadioSelect,
    )
    due_on = govuk.DateField(
        required=False, label=gettext_lazy("By when should they have read it?")
    )
    things = {
        "email": gettext_lazy("an email address"),
        "seat": gettext_lazy("the role in which they read it"),
        "due_on": gettext_lazy("the date by which they should have read it"),
    }


class SuggestForm(govuk.Form):
    """Other words for a paragraph, or a new one, and why."""

    text = forms.CharField(
        required=False,
        max_length=CLAUSE_LENGTH,
        label=gettext_lazy("The words that you suggest"),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    drop = forms.BooleanField(
        required=False, label=gettext_lazy("Take this paragraph out altogether")
    )
    reason = forms.CharField(
        max_length=LONGEST_REASON,
        label=gettext_lazy("Why do you suggest this?"),
        help_text=gettext_lazy("The people who write the charter read this"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    shows_name = forms.BooleanField(
        required=False,
        label=gettext_lazy("If my words are used, my name may stand beside them"),
    )
    things = {"reason": gettext_lazy("why you suggest this")}
    mark_optional = False

    def __init__(self, *args, is_new: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if is_new:
            del self.fields["drop"]
            self.fields["text"].label = _("The paragraph that you suggest")

    def clean(self):
        found = super().clean()
        if not found.get("drop") and not found.get("text", "").strip():
            self.add_error("text", _("Enter the words that you suggest"))
        return found


class AnswerForm(govuk.Form):
    """Take a suggestion, take a part of it, or decline it."""

    ACCEPT, PARTLY, DECLINE = "accept", "partly", "decline"
    decision = forms.ChoiceField(
        label=gettext_lazy("What do you do with this suggestion?"),
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        required=False,
        max_length=CLAUSE_LENGTH,
        label=gettext_lazy("The words that go into the charter"),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    answer = forms.CharField(
        required=False,
        max_length=LONGEST_REASON,
        label=gettext_lazy("Your answer to the person who suggested it"),
        help_text=gettext_lazy("Needed unless you accept all of it"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    things = {"decision": gettext_lazy("what you do with this suggestion")}
    reveals = {"decision": {PARTLY: "text"}}
    mark_optional = False

    def __init__(self, *args, suggestion: Suggestion, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [
            (self.ACCEPT, _("Accept it as it is")),
            (self.PARTLY, _("Accept a part of it")),
            (self.DECLINE, _("Decline it")),
        ]
        if suggestion.kind == Suggestion.Kind.DROP:
            del choices[1]
        self.fields["decision"].choices = choices
        self.initial.setdefault("text", suggestion.text)

    def clean(self):
        found = super().clean()
        decision = found.get("decision")
        if decision in (self.PARTLY, self.DECLINE) and not found.get("answer"):
            self.add_error("answer", _("Enter the reason for your answer"))
        if decision == self.PARTLY and not found.get("text", "").strip():
            self.add_error("text", _("Enter the words that go into the charter"))
        return found
