"""What a second person reads on the paper: all that was keyed in, to be put right."""

from django import forms
from django.utils.translation import gettext as _

from consultation.forms.behalf import (
    confidential_field,
    fields_about_mandate,
    refuse_half_a_mandate,
    refuse_wrong_counts,
)
from consultation.forms.questions import AnswerForm
from consultation.models import Comment, Question, Response
from consultation.models.keying import told_of
from councils import govuk
from councils.models import Area


class CompareForm(govuk.Form):
    """Every field of a response that was keyed in, as it stands now."""

    def __init__(self, *args, response: Response, comments, **kwargs):
        super().__init__(*args, **kwargs)
        self.response, self.comments = response, comments
        for comment in comments:
            self._add_comment(comment)
        self._add_sender(told_of(response))
        self.answers = self._answer_forms()
        for field in self.fields.values():
            govuk.dress(field, "")

    def _add_comment(self, comment: Comment) -> None:
        reference = comment.reference
        self.fields[f"{reference}-stance"] = forms.ChoiceField(
            label=_("%s: what do they think?") % comment.about,
            choices=[("", _("They do not say")), *Comment.Stance.choices],
            initial=comment.stance,
            required=False,
        )
        self.fields[f"{reference}-text"] = forms.CharField(
            label=_("%s: comment") % comment.about,
            max_length=Comment.LONGEST,
            initial=comment.text,
            widget=forms.Textarea(attrs={"rows": 5}),
            error_messages={"required": _("Enter the comment")},
        )
        self.fields[f"{reference}-wanted_change"] = forms.CharField(
            label=_("%s: what would they change?") % comment.about,
            max_length=Comment.LONGEST_CHANGE,
            initial=comment.wanted_change,
            widget=forms.Textarea(attrs={"rows": 2}),
            required=False,
        )

    def _add_sender(self, told: dict) -> None:
        fields = {
            "kind": forms.ChoiceField(
                label=_("Who sent it?"),
                choices=Response.Kind.choices,
                error_messages={"required": _("Select who sent it")},
            )
        }
        areas = Area.objects.for_council(self.response.council).order_by("name")
        if areas:
            fields["area"] = forms.ModelChoiceField(
                label=_("Ward"),
                queryset=areas,
                to_field_name="code",
                required=False,
                empty_label=_("They do not say"),
            )
        fields |= fields_about_mandate()
        for name, label in (
            ("handed_in", _("How many people signed it?")),
            ("duplicates", _("How many of these signed twice?")),
            ("in_area", _("How many live, work or study here?")),
        ):
            fields[name] = govuk.WholeNumberField(
                label=label, min_value=0, max_value=10_000_000, required=False
            )
        fields["confidential_because"] = confidential_field()
        for name, field in fields.items():
            field.initial = told[name]
        if "area" in fields and told["area"]:
            fields["area"].initial = told["area"].code
        self.fields |= fields

    def _answer_forms(self) -> list[AnswerForm]:
        """A small form for each question but those answered in own words: such an
        answer stands among the comments."""
        values = dict(self.response.answers.values_list("question__number", "value"))
        made = []
        questions = self.response.round.questions.in_order()
        for question in questions.exclude(kind=Question.Kind.TEXT):
            question.round = self.response.round
            made.append(
                AnswerForm(
                    self.data if self.is_bound else None,
                    question=question,
                    value=values.get(question.number),
                    prefix=f"q{question.number}",
                )
            )
        return made

    def clean(self):
        cleaned = super().clean()
        for form in self.answers:
            for messages in form.errors.values():
                words = [f"{form.question.number}. {message}" for message in messages]
                self.add_error(None, words)
        refuse_half_a_mandate(self, cleaned)
        refuse_wrong_counts(self, cleaned, "handed_in")
        return cleaned

    def read(self) -> dict[str, dict]:
        """The comments, by their references."""
        found: dict[str, dict] = {}
        for name, value in self.cleaned_data.items():
            reference, dash, field = name.partition("-")
            if dash:
                found.setdefault(reference, {})[field] = value
        return found

    def told(self) -> dict:
        """What stands on the paper about who sent it and for whom."""
        told = {n: v for n, v in self.cleaned_data.items() if "-" not in n}
        return told | {"duplicates": told["duplicates"] or 0}

    def answered(self) -> dict[Question, object]:
        return {form.question: form.cleaned_data["value"] for form in self.answers}
