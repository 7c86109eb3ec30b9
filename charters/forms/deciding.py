from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters.models import Justification
from councils import govuk


class JustifyForm(govuk.Form):
    """Why words changed."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is the reason for this change?"),
        choices=Justification.Kind.choices,
        widget=forms.RadioSelect,
    )
    wording = forms.CharField(
        max_length=600,
        label=gettext_lazy("Say why, in words that a resident would understand"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    things = {
        "kind": gettext_lazy("the reason for this change"),
        "wording": gettext_lazy("the reason for this change"),
    }


class SubmitForm(govuk.Form):
    """To whom the text goes, and by when it is decided (O16)."""

    approver = forms.ModelChoiceField(
        None,
        label=gettext_lazy("Who will approve this charter?"),
        empty_label=gettext_lazy("Choose a person"),
        help_text=gettext_lazy("Only people who did not help to write it are listed"),
    )
    decide_by = govuk.DateField(
        required=False, label=gettext_lazy("When is the meeting or decision?")
    )
    note = forms.CharField(
        required=False,
        max_length=1000,
        label=gettext_lazy("Note to the approver"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    things = {
        "approver": gettext_lazy("who will approve this charter"),
        "decide_by": gettext_lazy("decision date"),
    }

    def __init__(self, *args, approvers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["approver"].queryset = approvers


class DecisionForm(govuk.Form):
    """The approver's decision about certain words (A2)."""

    APPROVE, RETURN = "approve", "return"
    decided_text = forms.CharField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(
        label=gettext_lazy("What is your decision?"),
        choices=[
            (APPROVE, gettext_lazy("Approve: the charter comes into force today")),
            (RETURN, gettext_lazy("Return for changes")),
        ],
        widget=forms.RadioSelect,
    )
    minute = forms.CharField(
        required=False,
        max_length=120,
        label=gettext_lazy("If you approve: the minute reference"),
        help_text=gettext_lazy("Like “Cabinet, 12 February 2027, item 7”"),
    )
    reason = forms.CharField(
        required=False,
        max_length=2000,
        label=gettext_lazy("If you return it: what needs to change?"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    things = {"decision": gettext_lazy("your decision")}
    mark_optional = False

    def clean(self):
        found = super().clean()
        decision = found.get("decision")
        if decision == self.APPROVE and not found.get("minute", "").strip():
            self.add_error("minute", _("Enter the minute reference"))
        if decision == self.RETURN and not found.get("reason", "").strip():
            self.add_error("reason", _("Enter what needs to change"))
        return found


class WithdrawForm(govuk.Form):
    reason = forms.CharField(
        max_length=1000,
        label=gettext_lazy("Why is the charter withdrawn?"),
        help_text=gettext_lazy("Everyone can read this"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    things = {"reason": gettext_lazy("the reason for withdrawing this charter")}
