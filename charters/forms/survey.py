"""Planning a wave of the survey, and answering it."""

import uuid

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters.models import ViewSurvey
from councils import govuk


class PlanSurvey(govuk.Form):
    wave = forms.ChoiceField(
        label=gettext_lazy("When do you ask?"),
        choices=ViewSurvey.Wave.choices,
        widget=forms.RadioSelect,
    )
    opens_on = govuk.DateField(label=gettext_lazy("First day"))
    closes_on = govuk.DateField(label=gettext_lazy("Last day"))
    things = {
        "wave": gettext_lazy("when you ask"),
        "opens_on": gettext_lazy("first day"),
        "closes_on": gettext_lazy("last day"),
    }


class AnswerSurvey(govuk.Form):
    """The standard questions. None has to be answered, but one at least."""

    mark_optional = False
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, survey, ages, **kwargs):
        super().__init__(*args, **kwargs)
        self.codes = []
        for asked in survey.questions:
            self.codes.append(asked["code"])
            self.fields[asked["code"]] = forms.ChoiceField(
                label=asked["wording"],
                choices=[(one["code"], one["label"]) for one in asked["options"]],
                widget=forms.RadioSelect,
                required=False,
            )
        areas = survey.council.areas.defer("boundary")
        self.fields["area"] = forms.ModelChoiceField(
            areas,
            label=gettext_lazy("Where do you live?"),
            required=False,
            empty_label=gettext_lazy("Prefer not to say"),
        )
        self.fields["age"] = forms.ChoiceField(
            label=gettext_lazy("How old are you?"),
            choices=[("", gettext_lazy("Prefer not to say")), *ages.items()],
            required=False,
        )
        for field in self.fields.values():
            govuk.dress(field, "")

    @property
    def said(self) -> dict[str, str]:
        return {code: self.cleaned_data.get(code, "") for code in self.codes}

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not any(cleaned.get(code) for code in self.codes):
            self.add_error(
                self.codes[0], _("Select an answer to at least one question")
            )
        return cleaned

    @staticmethod
    def fresh() -> dict:
        """What an empty form begins with: a key, so that it counts once."""
        return {"key": uuid.uuid4()}
