"""What officers, suppliers and residents type about a contract."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts import rules
from contracts.models import Contract, ResidentCheck
from contracts.signing import USUAL_CLAUSE
from councils import govuk
from councils.models import Role, User


def words(label, rows=4, most=2000, **more):
    """A text of several lines."""
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=area, max_length=most, **more)


class NarrowForm(govuk.Form):
    """Which contracts a list shows."""

    mark_optional = False
    status = forms.ChoiceField(
        label=_("Status"),
        choices=[("", _("All")), *Contract.Status.choices],
        required=False,
    )


class OwnersForm(govuk.Form):
    """Who answers for the contract on either side."""

    things = {
        "owner": _("the officer who follows it"),
        "supplier_contact": _("the supplier’s person"),
    }
    owner = forms.ModelChoiceField(
        label=_("Which officer follows it?"),
        queryset=User.objects.none(),
        widget=forms.RadioSelect,
    )
    supplier_contact = forms.ModelChoiceField(
        label=_("Who answers for it at the supplier?"),
        queryset=User.objects.none(),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, contract, **kwargs):
        super().__init__(*args, **kwargs)
        held = contract.council.memberships.current()
        managers = held.filter(role=Role.CONTRACT_MANAGER).values("user")
        people = contract.organisation.representatives.filter(ended_at=None)
        self.fields["owner"].queryset = User.objects.filter(pk__in=managers)
        self.fields["supplier_contact"].queryset = User.objects.filter(
            pk__in=people.values("user")
        )


class SigningForm(OwnersForm):
    """What both sides agreed beside the promises."""

    things = {
        **OwnersForm.things,
        "starts_on": _("the first day"),
        "ends_on": _("the last day"),
        "re_evaluate_on": _("the date of the first re-evaluation"),
        "notice_days": _("how many days’ notice"),
    }
    field_order = [
        "starts_on",
        "ends_on",
        "owner",
        "supplier_contact",
        "re_evaluate_on",
        "has_break",
        "break_wording",
        "notice_days",
    ]
    starts_on = govuk.DateField(label=_("First day"))
    ends_on = govuk.DateField(label=_("Last day"))
    re_evaluate_on = govuk.DateField(
        label=_("When is the first re-evaluation?"),
        help_text=_("The day on which both sides look again at every promise."),
    )
    has_break = forms.ChoiceField(
        label=_("Does the contract have a break clause?"),
        help_text=_("A contract without one is shown as a promise without teeth."),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whether there is a break clause")},
    )
    break_wording = words(
        _("The words of the break clause"), rows=6, most=4000, required=False
    )
    notice_days = govuk.WholeNumberField(
        label=_("How many days’ notice does a break need?"),
        min_value=1,
        max_value=365,
        initial=30,
        required=False,
    )

    def clean(self):
        cleaned = super().clean()
        has_break = cleaned.get("has_break")
        if has_break == "yes" and not cleaned.get("break_wording", "").strip():
            self.add_error("break_wording", _("Enter the words of the break clause"))
        if has_break == "no":
            cleaned["break_wording"] = ""
        return cleaned

    @staticmethod
    def usual_clause() -> str:
        return str(USUAL_CLAUSE)


class MilestoneForm(govuk.Form):
    """A dated step on the way to a promise."""

    things = {
        "title": _("what should have happened by then"),
        "level": _("how much"),
        "due_on": _("the date"),
    }
    title = forms.CharField(
        label=_("What should have happened by then?"), max_length=200
    )
    level = govuk.NumberField(
        label=_("How much, in all, by that day?"), max_digits=18, decimal_places=4
    )
    due_on = govuk.DateField(label=_("By when?"))


class ReportForm(govuk.Form):
    """What a supplier did for a milestone."""

    things = {
        "amount": _("how many, or 0 if none"),
        "happened_on": _("the date on which it happened"),
        "story": _("what happened"),
    }
    amount = govuk.NumberField(
        label=_("How much did you do?"), min_value=0, max_digits=18, decimal_places=4
    )
    happened_on = govuk.DateField(label=_("When did it happen?"))
    story = words(
        _("What happened?"),
        rows=5,
        help_text=_("200 words or less. Do not name the people who were helped."),
    )
    who_benefited = forms.CharField(
        label=_("Who benefited?"),
        help_text=_("Groups, never names. For example: care leavers in Millgate"),
        max_length=200,
        required=False,
    )
    problem = words(
        _("Is there a problem? If so, when will you be back on track?"),
        rows=2,
        most=600,
        required=False,
    )
    file = forms.FileField(
        label=_("Proof"),
        help_text=_(
            "A PDF, DOCX, ODT, XLSX, ODS, CSV, JPG or PNG, smaller than 20MB. "
            "Take out names and private details first. You can send more in "
            "another report."
        ),
        required=False,
    )


class EvidenceDecisionForm(govuk.Form):
    """What an officer decides about proof."""

    FULL, PART, MORE = "full", "part", "more"
    decision = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=[
            (FULL, _("Accept in full")),
            (PART, _("Accept in part")),
            (MORE, _("Ask for more")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what you decide")},
    )
    amount = govuk.NumberField(
        label=_("How much do you accept?"),
        help_text=_("Needed if you accept a part."),
        min_value=0,
        max_digits=18,
        decimal_places=4,
        required=False,
    )
    reason = words(
        _("Reason"),
        rows=3,
        most=1000,
        help_text=_("The supplier reads it. Needed unless you accept in full."),
        required=False,
    )

    def __init__(self, *args, most=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.most = most

    def clean(self):
        cleaned = super().clean()
        decision, reason = cleaned.get("decision"), cleaned.get("reason", "").strip()
        if decision == self.PART:
            amount = cleaned.get("amount")
            if amount is None and "amount" not in self.errors:
                self.add_error("amount", _("Enter the amount you accept"))
            elif amount is not None and self.most is not None and amount > self.most:
                self.add_error(
                    "amount",
                    _("The amount you accept must be {most} or less").format(
                        most=f"{self.most.normalize():f}"
                    ),
                )
            if not reason:
                self.add_error("reason", _("Enter why you do not accept all of it"))
        if decision == self.MORE and not reason:
            self.add_error("reason", _("Enter what you need to see"))
        return cleaned


class ScheduleForm(govuk.Form):
    """The day of a re-evaluation."""

    things = {"on": _("the date of the re-evaluation")}
    on = govuk.DateField(label=_("When is the next re-evaluation?"))


class FindingForm(govuk.Form):
    """A rating in the words of the law."""

    rating = forms.ChoiceField(
        label=_("How is this promise doing?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select a rating")},
    )
    reason = words(
        _("Reason"),
        rows=3,
        most=1000,
        help_text=_("Needed when your rating differs from what the figures say."),
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        found = rules.rating_words()
        self.fields["rating"].choices = [(w["code"], w["label"]) for w in found]
        self.choice_hints = {"rating": {w["code"]: w["means"] for w in found}}


class ConclusionForm(govuk.Form):
    """What was decided, and when to look again."""

    things = {
        "decision": _("what was decided"),
        "next_on": _("the date of the next re-evaluation"),
    }
    decision = words(
        _("What was decided?"), rows=4, help_text=_("Shown in public with the ratings.")
    )
    next_on = govuk.DateField(
        label=_("When is the next re-evaluation?"), required=False
    )


class RemedyForm(govuk.Form):
    """A step of the ladder."""

    things = {"grounds": _("what the step rests on")}
    rung = forms.ChoiceField(
        label=_("Which step do you take?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select a step")},
    )
    grounds = words(
        _("What does it rest on?"),
        help_text=_("Say which report, date or finding. The supplier reads it."),
    )
    skip_reason = words(
        _("If you skip steps, why?"),
        rows=2,
        most=1000,
        help_text=_("A second person must then approve the step."),
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rungs = [rung for rung in rules.ladder() if rung.code != "break"]
        self.fields["rung"].choices = [(rung.code, rung.label) for rung in rungs]
        self.choice_hints = {"rung": {rung.code: rung.means for rung in rungs}}


class SecondPersonForm(govuk.Form):
    """Yes or no of a second person."""

    YES, NO = "yes", "no"
    decision = forms.ChoiceField(
        label=_("Do you approve the step?"),
        choices=[(YES, _("Yes, take it")), (NO, _("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whether you approve the step")},
    )
    reason = words(
        _("If not, why?"),
        rows=2,
        most=1000,
        help_text=_("Whoever proposed the step reads it."),
        required=False,
    )


class OutcomeForm(govuk.Form):
    """What came of a step."""

    things = {"outcome": _("what came of it")}
    outcome = words(_("What came of it?"), most=1000)


class ReasonForm(govuk.Form):
    """Why an act is done."""

    things = {"reason": _("the reason")}
    reason = words(_("Reason"), most=2000)


class ReplyForm(govuk.Form):
    """The supplier's reply."""

    things = {"text": _("your reply")}
    text = words(_("Your reply"), rows=6, most=4000)


class CompletionForm(govuk.Form):
    """What became of promises that were not kept."""

    unspent = words(
        _("What becomes of the promises that were not kept?"),
        help_text=_("Replaced, paid back, or waived and by whom. Shown in public."),
        required=False,
    )


class ResidentCheckForm(govuk.Form):
    """Three questions for anyone who lives, works or learns here."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    happened = forms.ChoiceField(
        label=_("Did it happen?"),
        choices=ResidentCheck.Reply,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whether it happened")},
    )
    noticed = forms.ChoiceField(
        label=_("Did you notice it?"),
        choices=ResidentCheck.Reply,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whether you noticed it")},
    )
    helped = forms.ChoiceField(
        label=_("Did it help you or people you know?"),
        choices=ResidentCheck.Reply,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whether it helped")},
    )

    @classmethod
    def fresh(cls) -> dict:
        """What an empty form begins with: a key, so that it counts once."""
        return {"key": uuid.uuid4()}
