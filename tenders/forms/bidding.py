"""What suppliers type. Steps of a promise ask one thing each."""

from django import forms
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from councils import govuk
from tenders.plain_dates import plain_date
from tenders.promises import MOST_WORDS, words

LONG = {"rows": 6}


def refuse_many_words(text: str, thing: str) -> str:
    if words(text) > MOST_WORDS:
        raise forms.ValidationError(__("%s must be 400 words or less") % thing)
    return text


class Step(govuk.Form):
    """One step of a promise. Knows the terms of the tender and what was answered."""

    mark_optional = False

    def __init__(self, *args, terms, pending, **kwargs):
        self.terms = terms
        self.pending = pending
        super().__init__(*args, **kwargs)

    @property
    def measure(self):
        priority, _slash, code = self.pending.get("measure", "").partition("/")
        return self.terms.measure(priority, code)

    def answers(self) -> dict[str, str]:
        return {name: str(value) for name, value in self.cleaned_data.items()}


class MeasureStep(Step):
    measure = forms.ChoiceField(
        label=_("What do you promise?"), choices=[], widget=forms.RadioSelect
    )
    things = {"measure": _("what you promise")}

    def __init__(self, *args, taken=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["measure"].choices = [
            (f"{one.priority}/{one.code}", one.title)
            for one in self.terms.measures
            if (one.priority, one.code) not in taken
        ]
        self.choice_hints = {
            "measure": {
                f"{one.priority}/{one.code}": (
                    f"{one.priority} {self.terms.priorities[one.priority]}, "
                    f"counted in {one.unit}"
                )
                for one in self.terms.measures
            }
        }

    @property
    def has_choices(self) -> bool:
        return bool(self.fields["measure"].choices)


class AmountStep(Step):
    level = govuk.NumberField(label=_("How many?"), min_value=0, decimal_places=4)
    due_on = govuk.DateField(label=_("By when?"))
    things = {"level": _("how many"), "due_on": _("the date by which you will do it")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.measure:
            self.fields["level"].label = __("How many %s?") % self.measure.unit
        self.fields["due_on"].help_text = __("Within the contract, %s to %s.") % (
            plain_date(self.terms.starts_on),
            plain_date(self.terms.ends_on),
        )

    def clean_level(self):
        level = self.cleaned_data["level"]
        measure = self.measure
        if measure and measure.is_whole and level != level.to_integral_value():
            raise forms.ValidationError(
                __("Number of %s must be a whole number, like 12") % measure.unit
            )
        if measure and measure.highest is not None and level > measure.highest:
            raise forms.ValidationError(
                __("Number of %(unit)s must be %(most)s or less")
                % {"unit": measure.unit, "most": f"{measure.highest.normalize():f}"}
            )
        return level

    def clean_due_on(self):
        due_on = self.cleaned_data["due_on"]
        if not self.terms.starts_on <= due_on <= self.terms.ends_on:
            raise forms.ValidationError(
                __("Date must be within the contract, %(first)s to %(last)s")
                % {
                    "first": plain_date(self.terms.starts_on),
                    "last": plain_date(self.terms.ends_on),
                }
            )
        return due_on


class PlaceStep(Step):
    where = forms.CharField(
        label=_("Where will it happen?"),
        max_length=200,
        help_text=_("Name the places, such as Northfield and Millgate."),
    )
    who_benefits = forms.CharField(
        label=_("Who will benefit?"),
        max_length=200,
        help_text=_("Such as people aged 16 to 24 who left school without a place."),
    )
    things = {
        "where": _("where it will happen"),
        "who_benefits": _("who will benefit"),
    }


class DeliveryStep(Step):
    method = forms.CharField(
        label=_("How will you deliver it?"),
        max_length=4000,
        widget=forms.Textarea(attrs=LONG),
        help_text=_("400 words or less."),
    )
    proof = forms.CharField(
        label=_("How will you prove it?"),
        max_length=400,
        help_text=_("Such as signed agreements or payroll records, without names."),
    )
    is_new = forms.ChoiceField(
        label=_("Is it new for this contract?"),
        choices=[
            ("True", _("Yes, it would not happen without the contract")),
            ("False", _("No, we would do it anyway")),
        ],
        widget=forms.RadioSelect,
    )
    things = {
        "method": _("how you will deliver it"),
        "proof": _("how you will prove it"),
        "is_new": _("whether it is new for this contract"),
    }

    def clean_method(self):
        return refuse_many_words(self.cleaned_data["method"], __("Delivery plan"))


class ChangePromise(AmountStep, PlaceStep, DeliveryStep):
    """All of a promise at once, to change it."""

    things = AmountStep.things | PlaceStep.things | DeliveryStep.things


class Method(govuk.Form):
    """One answer for each priority of the tender."""

    mark_optional = False

    def __init__(self, *args, priorities, **kwargs):
        self.priorities = priorities
        super().__init__(*args, **kwargs)
        for one in priorities:
            field = forms.CharField(
                label=f"{one.code} {one.title}",
                help_text=one.question,
                required=False,
                max_length=4000,
                widget=forms.Textarea(attrs=LONG),
            )
            self.fields[one.code] = field
            govuk.dress(field, __("your answer on %s") % one.title)

    def clean(self):
        cleaned = super().clean()
        for one in self.priorities:
            if words(cleaned.get(one.code, "")) > MOST_WORDS:
                self.add_error(one.code, __("Answer must be 400 words or less"))
        return cleaned


class Declarations(govuk.Form):
    declared = forms.BooleanField(
        label=_(
            "The information is correct, we can keep these promises, and we have not "
            "agreed any part of this bid with another bidder"
        ),
        error_messages={
            "required": _("Select to confirm that the information is correct")
        },
    )


class CopyFile(govuk.Form):
    file = forms.FileField(
        label=_("Your copy of the response you sent"),
        help_text=_("The JSON file that you downloaded before you sent it."),
    )
    things = {"file": _("a file")}
