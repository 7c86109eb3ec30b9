from django import forms
from django.utils.translation import gettext_lazy

from charters.models import GatewayAdvice
from councils import govuk


class StepForm(govuk.Form):
    """A step of the timetable and its day."""

    title = forms.CharField(
        max_length=100,
        label=gettext_lazy("What is the step?"),
        help_text=gettext_lazy("Like “Consultation on the draft opens”"),
    )
    on = govuk.DateField(label=gettext_lazy("On what day is it planned?"))
    things = {"title": gettext_lazy("the step"), "on": gettext_lazy("planned date")}


class MoveForm(govuk.Form):
    """Another day for a step, and why."""

    on = govuk.DateField(label=gettext_lazy("What is the new date?"))
    reason = forms.CharField(
        max_length=500,
        label=gettext_lazy("Why does the date change?"),
        help_text=gettext_lazy("Everyone can read this, with the old date"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    things = {
        "on": gettext_lazy("new date"),
        "reason": gettext_lazy("the reason for the new date"),
    }


class AdviceForm(govuk.Form):
    """Advice at a gateway, to be published beside the draft."""

    gateway = forms.ChoiceField(
        label=gettext_lazy("Which gateway is it?"),
        choices=GatewayAdvice.Gateway.choices,
        widget=forms.RadioSelect,
    )
    adviser = forms.CharField(
        max_length=120, label=gettext_lazy("Who gave the advice?")
    )
    given_on = govuk.DateField(label=gettext_lazy("When was it given?"))
    wording = forms.CharField(
        max_length=4000,
        label=gettext_lazy("What is the advice?"),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    things = {
        "gateway": gettext_lazy("the gateway"),
        "adviser": gettext_lazy("who gave the advice"),
        "given_on": gettext_lazy("date of the advice"),
        "wording": gettext_lazy("the advice"),
    }
