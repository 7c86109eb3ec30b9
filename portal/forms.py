"""What people fill in about their own data, and how officers answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from councils import govuk
from records.models import DataRequest


class DataRequestForm(govuk.Form):
    """What somebody asks about their data, and where the answer goes."""

    kind = forms.ChoiceField(
        label=_("What do you want?"),
        choices=DataRequest.Kind.choices,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        required=False,
        max_length=2000,
        label=_("What is it about?"),
        help_text=_(
            "For example a consultation, a receipt code, or what went wrong. You need "
            "not give a reason."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    name = forms.CharField(required=False, max_length=100, label=_("Your name"))
    email = forms.EmailField(
        label=_("Your email address"),
        help_text=_(
            "The one that you gave us before, if you did. We answer there, and send a "
            "link first to see that it is yours."
        ),
    )
    things = {
        "kind": _("what you want"),
        "email": _("your email address"),
    }


class FindPersonForm(govuk.Form):
    """Whose records to look for beside the address of the request."""

    mark_optional = False
    code = forms.CharField(
        required=False, max_length=20, label=_("Receipt code, if they gave one")
    )


class AnswerDataRequestForm(govuk.Form):
    """What was done, in words for the person who asked."""

    outcome = forms.ChoiceField(
        label=_("What was done?"),
        choices=[
            choice for choice in DataRequest.Status.choices if choice[0] != "waiting"
        ],
        widget=forms.RadioSelect,
    )
    reply = forms.CharField(
        max_length=2000,
        label=_("Your answer"),
        help_text=_("We send it to them by email. If you refuse, say why."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    things = {"outcome": _("what was done"), "reply": _("your answer")}
