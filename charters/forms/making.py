"""With whom a charter was made, its champions, and its largest contracts."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import clock
from charters.models import Champion, Stakeholder
from charters.models.making import Category
from councils import govuk


def long(label: str, most: int, **more) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(max_length=most, label=label, widget=area, **more)


class StakeholderForm(govuk.Form):
    """A group that the charter touches."""

    name = forms.CharField(max_length=100, label=gettext_lazy("Which group is it?"))
    effect = forms.ChoiceField(
        label=gettext_lazy("What does the charter mean for them?"),
        choices=Stakeholder.Effect.choices,
        widget=forms.RadioSelect,
    )
    how_reached = forms.CharField(
        required=False, max_length=300, label=gettext_lazy("How did you reach them?")
    )
    how_many = govuk.WholeNumberField(
        required=False, min_value=0, label=gettext_lazy("How many people took part?")
    )
    what_they_said = long(gettext_lazy("What did they say?"), 600, required=False)
    things = {
        "name": gettext_lazy("the name of the group"),
        "effect": gettext_lazy("what the charter means for them"),
        "how_many": gettext_lazy("the number of people"),
    }


class CoDesignForm(govuk.Form):
    """A meeting at which people helped to make the charter."""

    title = forms.CharField(max_length=100, label=gettext_lazy("What was it?"))
    held_on = govuk.DateField(label=gettext_lazy("When was it?"))
    who = forms.CharField(
        max_length=300,
        label=gettext_lazy("Who took part?"),
        help_text=gettext_lazy("Groups, like “parents and two schools”. No names."),
    )
    how_many = govuk.WholeNumberField(
        required=False, min_value=0, label=gettext_lazy("How many people took part?")
    )
    changed = long(gettext_lazy("What changed in the charter because of it?"), 600)
    things = {
        "title": gettext_lazy("what it was"),
        "held_on": gettext_lazy("the date"),
        "who": gettext_lazy("who took part"),
        "changed": gettext_lazy("what changed because of it"),
        "how_many": gettext_lazy("the number of people"),
    }

    def clean_held_on(self):
        day = self.cleaned_data["held_on"]
        if day > clock.today():
            raise forms.ValidationError(_("The date must be today or in the past"))
        return day


class CapsForm(govuk.Form):
    """The largest contract of each kind."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for category in Category:
            label = _("Largest contract for %s") % str(category.label).lower()
            field = govuk.MoneyField(required=False, min_value=1, label=label)
            self.fields[category.value] = field
            govuk.dress(field, label)


class ChampionForm(govuk.Form):
    """Who speaks up for the charter at the top of the council."""

    seat = forms.ChoiceField(
        label=gettext_lazy("Where do they sit?"),
        choices=Champion.Seat.choices,
        widget=forms.RadioSelect,
    )
    name = forms.CharField(max_length=100, label=gettext_lazy("Name"))
    post = forms.CharField(max_length=100, label=gettext_lazy("Post"))
    contact = forms.EmailField(
        label=gettext_lazy("Public email address"),
        help_text=gettext_lazy("Anyone can read it"),
    )
    things = {"seat": gettext_lazy("where they sit")}


class StatementForm(govuk.Form):
    """A champion's yearly statement."""

    text = long(gettext_lazy("What was promised this year, and what came of it?"), 1500)
    things = {"text": gettext_lazy("the statement")}
