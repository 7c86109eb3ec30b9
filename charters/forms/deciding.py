from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters.models import EqualityAnalysis, Justification
from charters.models.remark import LONGEST_REMARK
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
    risks = forms.CharField(
        required=False,
        max_length=2000,
        label=gettext_lazy("What are the risks, and what do you do about them?"),
        help_text=gettext_lazy("The approver reads this in the pack"),
        widget=forms.Textarea(attrs={"rows": 4}),
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

    APPROVE, CONDITIONS, RETURN, REFER = "approve", "conditions", "return", "refer"
    decided_text = forms.CharField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(
        label=gettext_lazy("What is your decision?"),
        choices=[
            (APPROVE, gettext_lazy("Approve: the charter comes into force today")),
            (CONDITIONS, gettext_lazy("Approve, subject to changes")),
            (RETURN, gettext_lazy("Return for changes")),
            (REFER, gettext_lazy("Refer to another body, such as a committee")),
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
        label=gettext_lazy("If something must change: what?"),
        help_text=gettext_lazy(
            "Your comments on paragraphs are sent too; this can stay empty then"
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    refer_to = forms.CharField(
        required=False, max_length=120, label=gettext_lazy("Who will decide?")
    )
    things = {"decision": gettext_lazy("your decision")}
    reveals = {"decision": {REFER: "refer_to"}}
    mark_optional = False

    def __init__(self, *args, has_remarks=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.has_remarks = has_remarks

    def clean(self):
        found = super().clean()
        decision = found.get("decision")
        is_empty = {name: not found.get(name, "").strip() for name in found}
        wants_minute = decision in (self.APPROVE, self.CONDITIONS)
        if wants_minute and is_empty.get("minute"):
            self.add_error("minute", _("Enter the minute reference"))
        if is_empty.get("reason") and not self.has_remarks:
            if decision == self.RETURN:
                self.add_error("reason", _("Enter what needs to change"))
            elif decision == self.CONDITIONS:
                self.add_error("reason", _("List the changes"))
        if decision == self.REFER and is_empty.get("refer_to"):
            self.add_error("refer_to", _("Enter who will decide"))
        return found


class RemarkForm(govuk.Form):
    """What should change in one paragraph or priority."""

    wording = forms.CharField(
        max_length=LONGEST_REMARK,
        label=gettext_lazy("What needs to change here?"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    things = {"wording": gettext_lazy("what needs to change")}


class EqualityForm(govuk.Form):
    """An equality analysis at one stage (LAW-7)."""

    stage = forms.ChoiceField(
        label=gettext_lazy("What is the analysis about?"),
        choices=EqualityAnalysis.Stage.choices,
        widget=forms.RadioSelect,
    )
    summary = forms.CharField(
        max_length=4000,
        label=gettext_lazy("What did it find?"),
        help_text=gettext_lazy(
            "Who could gain or lose, what you know about them, and what you changed"
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    address = forms.URLField(
        required=False,
        max_length=300,
        label=gettext_lazy("Where is the full analysis published?"),
        assume_scheme="https",
    )
    things = {
        "stage": gettext_lazy("what the analysis is about"),
        "summary": gettext_lazy("what the analysis found"),
    }


class WithdrawForm(govuk.Form):
    reason = forms.CharField(
        max_length=1000,
        label=gettext_lazy("Why is the charter withdrawn?"),
        help_text=gettext_lazy("Everyone can read this"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    things = {"reason": gettext_lazy("the reason for withdrawing this charter")}
