"""What a priority says beside its words: offers, felt measure, owner."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters import easy_read
from charters.models import Asset
from councils import govuk
from metrics.models import DatedRule

OFFER_LENGTH = 400


def offer(label: str) -> forms.CharField:
    return forms.CharField(
        required=False,
        max_length=OFFER_LENGTH,
        label=label,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class OffersForm(govuk.Form):
    """On what suppliers can build, and what each size of firm could offer."""

    builds_on = forms.CharField(
        required=False,
        max_length=600,
        label=gettext_lazy("Which strengths of the place does it build on?"),
        help_text=gettext_lazy(
            "Groups, skills, buildings, green places: what is good here already"
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    assets = forms.ModelMultipleChoiceField(
        None,
        required=False,
        label=gettext_lazy("Which of the register does it build on?"),
        widget=forms.CheckboxSelectMultiple,
    )
    offer_micro = offer(gettext_lazy("What could a firm of up to 9 people offer?"))
    offer_sme = offer(gettext_lazy("What could a firm of 10 to 249 people offer?"))
    offer_large = offer(gettext_lazy("What could a firm of 250 people or more offer?"))
    mark_optional = False

    def __init__(self, *args, council, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["assets"].queryset = Asset.objects.for_council(council).standing()
        if not self.fields["assets"].queryset.exists():
            del self.fields["assets"]


class FeltForm(govuk.Form):
    """How we will know that people felt it."""

    OWN, NONE = "own", "none"
    felt = forms.ChoiceField(
        label=gettext_lazy("What will people be asked?"),
        help_text=gettext_lazy(
            "A number alone does not say whether life got better. Ask people too."
        ),
        widget=forms.RadioSelect,
    )
    own_question = forms.CharField(
        required=False, max_length=200, label=gettext_lazy("Your own question")
    )
    unfelt_reason = forms.CharField(
        required=False,
        max_length=400,
        label=gettext_lazy("Why can nobody be asked?"),
        help_text=gettext_lazy("This reason is published"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    things = {"felt": gettext_lazy("what people will be asked")}
    reveals = {"felt": {OWN: "own_question", NONE: "unfelt_reason"}}
    mark_optional = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.bank = {
            question["key"]: question["text"]
            for question in DatedRule.objects.value("felt_questions")["questions"]
        }
        self.fields["felt"].choices = [
            *self.bank.items(),
            (self.OWN, _("A question of our own")),
            (self.NONE, _("Nobody can be asked about this")),
        ]

    def clean(self):
        found = super().clean()
        if found.get("felt") == self.OWN and not found.get("own_question"):
            self.add_error("own_question", _("Enter your own question"))
        if found.get("felt") == self.NONE and not found.get("unfelt_reason"):
            self.add_error("unfelt_reason", _("Enter why nobody can be asked"))
        return found

    def words(self) -> dict[str, str]:
        """The fields of a priority that follow from what was chosen."""
        chosen, found = self.cleaned_data["felt"], self.cleaned_data
        own, none = chosen == self.OWN, chosen == self.NONE
        return {
            "felt_key": "" if own or none else chosen,
            "felt_question": found["own_question"]
            if own
            else self.bank.get(chosen, ""),
            "unfelt_reason": found["unfelt_reason"] if none else "",
        }

    @classmethod
    def initial_of(cls, priority) -> dict[str, str]:
        if priority.felt_key:
            return {"felt": priority.felt_key}
        if priority.felt_question:
            return {"felt": cls.OWN, "own_question": priority.felt_question}
        if priority.unfelt_reason:
            return {"felt": cls.NONE, "unfelt_reason": priority.unfelt_reason}
        return {}


class EasyReadForm(govuk.Form):
    """The same in easy words, for people who read with effort."""

    easy_read = forms.CharField(
        required=False,
        max_length=1200,
        label=gettext_lazy("What does this priority say in easy words?"),
        help_text=gettext_lazy(
            "Write one short sentence on each line. Say who does what. Use words that "
            "people use at home. The public can switch to this text."
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    mark_optional = False

    def clean_easy_read(self):
        text = easy_read.tidy(self.cleaned_data["easy_read"])
        most = DatedRule.objects.value("plain_english")["longest_easy_sentence"]
        if long := easy_read.too_long(text, most):
            number, sentence = long[0]
            raise forms.ValidationError(
                _(
                    "Sentence %(number)d must have %(most)d words or less. It begins "
                    "“%(start)s”."
                )
                % {
                    "number": number,
                    "most": most,
                    "start": " ".join(sentence.split()[:5]),
                }
            )
        return text


class OwnerForm(govuk.Form):
    """Who answers for a priority, and when it is looked at again."""

    owner = forms.CharField(
        max_length=100,
        label=gettext_lazy("Which post answers for it?"),
        help_text=gettext_lazy(
            "A post and not a name, like “Head of Skills”. It is published."
        ),
    )
    review_on = govuk.DateField(label=gettext_lazy("When is it looked at again?"))
    things = {
        "owner": gettext_lazy("the post that answers for it"),
        "review_on": gettext_lazy("review date"),
    }

    def __init__(self, *args, charter, **kwargs):
        self.charter = charter
        super().__init__(*args, **kwargs)
        self.fields["review_on"].error_messages["required"] = _(
            "Enter the date on which it is looked at again"
        )

    def clean_review_on(self):
        day = self.cleaned_data["review_on"]
        if not self.charter.starts_on < day <= self.charter.ends_on:
            raise forms.ValidationError(
                _("Review date must be while the charter is in force")
            )
        return day
