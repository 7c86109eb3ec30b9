from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import clock
from charters.models import Check, EqualityAnalysis, Justification
from charters.models.check import LONGEST_NOTE
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
    address = forms.URLField(
        required=False,
        max_length=400,
        label=gettext_lazy("Where can people read it?"),
        help_text=gettext_lazy("The address of the law, the study or the minute"),
        assume_scheme="https",
    )
    things = {
        "kind": gettext_lazy("the reason for this change"),
        "wording": gettext_lazy("the reason for this change"),
    }


class SubmitForm(govuk.Form):
    """To whom the text goes, and by when it is decided."""

    approver = forms.ModelChoiceField(
        None,
        label=gettext_lazy("Who will approve this charter?"),
        empty_label=gettext_lazy("Choose a person"),
        help_text=gettext_lazy("Only people who did not help to write it are listed"),
    )
    also = forms.ModelMultipleChoiceField(
        None,
        required=False,
        label=gettext_lazy("Who else may decide it?"),
        help_text=gettext_lazy("One decision is enough. All of them get a letter"),
        widget=forms.CheckboxSelectMultiple,
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
        self.fields["also"].queryset = approvers
        if len(approvers) < 2:
            del self.fields["also"]

    def clean(self):
        found = super().clean()
        if "also" in found:
            found["also"] = found["also"].exclude(
                pk=getattr(found.get("approver"), "pk", None)
            )
        return found


class DecisionForm(govuk.Form):
    """The approver's decision about certain words."""

    APPROVE, CONDITIONS, RETURN, REFER = "approve", "conditions", "return", "refer"
    decided_text = forms.CharField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(
        label=gettext_lazy("What is your decision?"),
        choices=[
            (APPROVE, gettext_lazy("Approve: the charter comes into force")),
            (CONDITIONS, gettext_lazy("Approve, subject to changes")),
            (RETURN, gettext_lazy("Return for changes")),
            (REFER, gettext_lazy("Refer to another body, such as a committee")),
        ],
        widget=forms.RadioSelect,
    )
    in_force_from = govuk.DateField(
        required=False,
        label=gettext_lazy("If you approve: from which day is it in force?"),
        help_text=gettext_lazy(
            "Today, or a later day. Until then the one before holds"
        ),
    )
    minute_body = forms.CharField(
        required=False,
        max_length=120,
        label=gettext_lazy("If you approve: which body decided?"),
    )
    minute_on = govuk.DateField(
        required=False, label=gettext_lazy("If you approve: on which day?")
    )
    minute = forms.CharField(
        required=False,
        max_length=120,
        label=gettext_lazy("If you approve: the minute reference"),
        help_text=gettext_lazy("Like “Minute 47” or “item 7”"),
    )
    minute_url = forms.URLField(
        required=False,
        max_length=300,
        label=gettext_lazy("If you approve: where is the minute published? (optional)"),
        assume_scheme="https",
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
    things = {
        "decision": gettext_lazy("your decision"),
        "in_force_from": gettext_lazy("the day it comes into force"),
        "minute_on": gettext_lazy("the date of the decision"),
    }
    reveals = {"decision": {REFER: "refer_to"}}
    mark_optional = False

    def __init__(self, *args, has_remarks=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.has_remarks = has_remarks

    def clean(self):
        found = super().clean()
        decision = found.get("decision")
        is_empty = {name: not str(found[name] or "").strip() for name in found}
        if decision in (self.APPROVE, self.CONDITIONS):
            self._check_minute(found, is_empty)
        if decision == self.APPROVE and "in_force_from" in found:
            day = found["in_force_from"] = found["in_force_from"] or clock.today()
            if day < clock.today():
                self.add_error(
                    "in_force_from",
                    _("The day it comes into force must be today or later"),
                )
        if is_empty.get("reason") and not self.has_remarks:
            if decision == self.RETURN:
                self.add_error("reason", _("Enter what needs to change"))
            elif decision == self.CONDITIONS:
                self.add_error("reason", _("List the changes"))
        if decision == self.REFER and is_empty.get("refer_to"):
            self.add_error("refer_to", _("Enter who will decide"))
        return found

    def _check_minute(self, found, is_empty) -> None:
        """A formal decision says who decided, when, and where that is written down."""
        if is_empty.get("minute_body"):
            self.add_error("minute_body", _("Enter which body decided"))
        if is_empty.get("minute_on"):
            self.add_error("minute_on", _("Enter the date of the decision"))
        elif found.get("minute_on") and found["minute_on"] > clock.today():
            self.add_error(
                "minute_on", _("The date of the decision must be today or in the past")
            )
        if is_empty.get("minute"):
            self.add_error("minute", _("Enter the minute reference"))

    def formal(self) -> dict:
        """The minute as the verbs take it."""
        names = ("minute", "minute_body", "minute_on", "minute_url")
        return {name: self.cleaned_data[name] for name in names}


class RemarkForm(govuk.Form):
    """What should change in one paragraph or priority."""

    wording = forms.CharField(
        max_length=LONGEST_REMARK,
        label=gettext_lazy("What needs to change here?"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    things = {"wording": gettext_lazy("what needs to change")}


class EqualityForm(govuk.Form):
    """An equality analysis at one stage."""

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


class CheckForm(govuk.Form):
    """Which check was made, and what it found."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What did you check?"), widget=forms.RadioSelect
    )
    note = forms.CharField(
        required=False,
        max_length=LONGEST_NOTE,
        label=gettext_lazy("What should the approver know?"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    things = {"kind": gettext_lazy("what you checked")}

    def __init__(self, *args, kinds, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [
            (kind.value, kind.label) for kind in Check.Kind if kind in kinds
        ]


class WithdrawForm(govuk.Form):
    reason = forms.CharField(
        max_length=1000,
        label=gettext_lazy("Why is the charter withdrawn?"),
        help_text=gettext_lazy("Everyone can read this"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    things = {"reason": gettext_lazy("the reason for withdrawing this charter")}
