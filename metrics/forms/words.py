"""What people type about words and how easy they must be."""

from django import forms
from django.utils.translation import gettext_lazy as _

from councils import govuk


class StandardForm(govuk.Form):
    """How easy words must be, and which figures the public sees."""

    things = {
        "reading_age": _("a reading age"),
        "shows_money_values": _("whether people see money values"),
        "hide_under": _("a number"),
        "petition_debate_from": _("how many signatures"),
    }
    reading_age = govuk.WholeNumberField(
        label=_("What reading age should public words have?"),
        required=False,
    )
    shows_money_values = forms.ChoiceField(
        label=_("Show money values of promises in public?"),
        help_text=_(
            "A money value is an estimate of what a good thing is worth. Amounts such "
            "as jobs, hours and trees are always shown and always come first."
        ),
        choices=[("no", _("No, only amounts")), ("yes", _("Yes, below the amounts"))],
        widget=forms.RadioSelect,
    )

    hide_under = govuk.WholeNumberField(
        label=_("Hide counts of people under which number?"),
        help_text=_(
            "In figures about age, sex, health and the like, small counts could tell "
            "who somebody is. Leave it empty to use the usual number. It can be lower, "
            "but never under 5."
        ),
        required=False,
    )
    petition_debate_from = govuk.WholeNumberField(
        label=_("How many signatures bring a petition to a debate of the council?"),
        help_text=_("As your petition scheme says. Leave it empty to use the default."),
        required=False,
    )

    def clean_shows_money_values(self):
        return self.cleaned_data["shows_money_values"] == "yes"


class TermForm(govuk.Form):
    """A word and what the council means by it."""

    things = {"term": _("the word"), "definition": _("what the word means")}
    term = forms.CharField(label=_("Word"), max_length=80)
    definition = forms.CharField(
        label=_("What does it mean?"),
        help_text=_("One or two short sentences in everyday words."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=600,
    )
    counts = forms.CharField(
        label=_("What counts?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=400,
        required=False,
    )
    does_not_count = forms.CharField(
        label=_("What does not count?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=400,
        required=False,
    )
    unit = forms.CharField(
        label=_("Counted in"),
        help_text=_("For example: people, hours"),
        max_length=60,
        required=False,
    )
    example = forms.CharField(
        label=_("Example"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=400,
        required=False,
    )
