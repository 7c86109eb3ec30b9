from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy

from audit import clock
from charters.models import ReviewCall, Verdict
from councils import govuk


class VerdictForm(govuk.Form):
    """What becomes of one priority."""

    decision = forms.ChoiceField(
        label=gettext_lazy("What should become of this priority?"),
        choices=Verdict.Choice.choices,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        max_length=1000,
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("Everyone can read this once the review is published"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    choice_hints = {
        "decision": {
            "keep": gettext_lazy("The next charter takes it over as it is"),
            "change": gettext_lazy("The next charter takes it over to be rewritten"),
            "drop": gettext_lazy("It ends with this charter"),
        }
    }
    things = {
        "decision": gettext_lazy("what should become of this priority"),
        "reason": gettext_lazy("the reason"),
    }


class ConclusionForm(govuk.Form):
    """What a review concludes, before it is published."""

    conclusion = forms.CharField(
        max_length=2000,
        label=gettext_lazy("What does the review conclude?"),
        help_text=gettext_lazy(
            "Say what happens next. If the charter is not updated now, say why not"
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    things = {"conclusion": gettext_lazy("what the review concludes")}


class KeepForm(ConclusionForm):
    """The same when everything is kept: the clock starts again."""

    next_review_on = govuk.DateField(
        label=gettext_lazy("When do you look at it again?"),
    )
    things = ConclusionForm.things | {
        "next_review_on": gettext_lazy("the date of the next review")
    }

    def __init__(self, *args, latest, **kwargs):
        super().__init__(*args, **kwargs)
        self.latest = latest
        self.fields["next_review_on"].help_text = gettext(
            "At the latest on %s, because you keep everything"
        ) % date_format(latest, "j F Y")

    def clean_next_review_on(self):
        day = self.cleaned_data["next_review_on"]
        if day <= clock.today():
            raise forms.ValidationError(gettext("The next review must be after today"))
        if day > self.latest:
            raise forms.ValidationError(
                gettext("The next review must be on or before %s")
                % date_format(self.latest, "j F Y")
            )
        return day


class CallForm(govuk.Form):
    """Why a charter must be reviewed before its date."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Why must it be reviewed early?"),
        choices=ReviewCall.Kind.choices,
        widget=forms.RadioSelect,
    )
    wording = forms.CharField(
        max_length=1000,
        label=gettext_lazy("What happened?"),
        help_text=gettext_lazy("Everyone can read this"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    things = {
        "kind": gettext_lazy("why it must be reviewed early"),
        "wording": gettext_lazy("what happened"),
    }
