"""How officers write questions, and how people answer each kind of them."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultation.models import Comment, Question
from consultation.models.question import Option
from councils import govuk

Kind = Question.Kind
ORDINALS = (
    gettext_lazy("Your first choice"),
    gettext_lazy("Your second choice"),
    gettext_lazy("Your third choice"),
)


class QuestionForm(govuk.Form):
    """One question of a round, as officers write it."""

    wording = forms.CharField(
        label=gettext_lazy("What do you ask?"),
        max_length=250,
        error_messages={"required": gettext_lazy("Enter the question")},
    )
    hint = forms.CharField(
        label=gettext_lazy("What helps people to answer?"),
        max_length=250,
        required=False,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("How do people answer?"),
        choices=Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Select how people answer")},
    )
    own_options = forms.CharField(
        label=gettext_lazy("Answers to choose from"),
        help_text=gettext_lazy(
            "One on each line. For a scale, the words for 1 and for 5. Leave it empty "
            "for an answer in people's own words."
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    of_priorities = forms.BooleanField(
        label=gettext_lazy("Use the charter's priorities as the answers"),
        required=False,
    )
    route = forms.ChoiceField(
        label=gettext_lazy("Whom do you ask?"),
        required=False,
    )

    def __init__(self, *args, round, question=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.round, self.question = round, question
        self.causes = {
            f"{cause.number}:{option.key}": (cause, option)
            for cause in self._causes()
            for option in cause.options
        }
        words = _("Only those who answered question %(number)s with “%(answer)s”")
        self.fields["route"].choices = [
            ("", _("Everybody")),
            *(
                (key, words % {"number": cause.number, "answer": option.label})
                for key, (cause, option) in self.causes.items()
            ),
        ]

    def _causes(self) -> list[Question]:
        earlier = self.round.questions.filter(kind__in=Question.ROUTES)
        if self.question:
            earlier = earlier.filter(number__lt=self.question.number)
        return list(earlier.order_by("number"))

    def clean(self):
        cleaned = super().clean()
        lines = [line.strip() for line in cleaned.get("own_options", "").splitlines()]
        options = cleaned["own_options"] = [line for line in lines if line]
        needs = cleaned.get("kind") in Question.NEEDS_OPTIONS
        uses = cleaned.get("of_priorities")
        if needs and not uses and len(options) < 2:
            self.add_error(
                "own_options", _("Enter at least two answers to choose from")
            )
        if len(options) > 20:
            self.add_error("own_options", _("Enter 20 answers or fewer"))
        return cleaned

    def given(self) -> dict:
        """The values of the question's fields."""
        names = ("wording", "hint", "kind", "own_options", "of_priorities")
        cause, option = self.causes.get(self.cleaned_data.get("route"), (None, None))
        return {
            **{name: self.cleaned_data[name] for name in names},
            "only_after": cause,
            "only_if": option.key if option else "",
        }

    @classmethod
    def initial_for(cls, question: Question) -> dict:
        route = ""
        if question.only_after_id:
            route = f"{question.only_after.number}:{question.only_if}"
        return {
            "wording": question.wording,
            "hint": question.hint,
            "kind": question.kind,
            "own_options": "\n".join(question.own_options),
            "of_priorities": question.of_priorities,
            "route": route,
        }


class AnswerForm(govuk.Form):
    """The answer to one question. Leaving it empty skips the question."""

    mark_optional = False

    def __init__(self, *args, question: Question, value=None, **kwargs):
        kwargs.setdefault("initial", {})
        super().__init__(*args, **kwargs)
        self.question = question
        self._make[question.kind](self, question, value)
        for field in self.fields.values():
            govuk.dress(field, "")

    def _choice(self, question, value):
        self.fields["answer"] = forms.ChoiceField(
            label=question.wording,
            help_text=question.hint,
            choices=pairs(question.options),
            widget=forms.RadioSelect,
            required=False,
            initial=value,
        )

    def _several(self, question, value):
        self.fields["answer"] = forms.MultipleChoiceField(
            label=question.wording,
            help_text=question.hint or _("Select all that apply"),
            choices=pairs(question.options),
            widget=forms.CheckboxSelectMultiple,
            required=False,
            initial=value,
        )

    def _text(self, question, value):
        self.fields["answer"] = forms.CharField(
            label=question.wording,
            help_text=question.hint,
            max_length=Comment.LONGEST,
            widget=forms.Textarea(attrs={"rows": 6}),
            required=False,
            initial=value,
            error_messages={
                "max_length": _("Your answer must be 2,000 characters or less")
            },
        )

    def _ranking(self, question, value):
        value = [*(value or []), "", "", ""]
        for place, label in enumerate(ORDINALS[: len(question.options)]):
            self.fields[f"place_{place}"] = forms.ChoiceField(
                label=label,
                choices=[("", _("Choose one")), *pairs(question.options)],
                required=False,
                initial=value[place],
            )

    def _points(self, question, value):
        for number, option in enumerate(question.options):
            self.fields[f"points_{number}"] = govuk.WholeNumberField(
                label=option.label,
                min_value=0,
                max_value=Question.POINTS_IN_ALL,
                required=False,
                initial=(value or {}).get(option.key),
                widget=forms.TextInput(
                    attrs={
                        "inputmode": "numeric",
                        "spellcheck": "false",
                        "class": "govuk-input--width-3",
                    }
                ),
            )

    _make = {
        Kind.CHOICE: _choice,
        Kind.SCALE: _choice,
        Kind.SEVERAL: _several,
        Kind.TEXT: _text,
        Kind.RANKING: _ranking,
        Kind.POINTS: _points,
    }

    @property
    def is_one_field(self) -> bool:
        return "answer" in self.fields

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        if self.question.kind == Kind.RANKING:
            cleaned["value"] = self._ranked(cleaned)
        elif self.question.kind == Kind.POINTS:
            cleaned["value"] = self._shared(cleaned)
        else:
            given = cleaned.get("answer")
            cleaned["value"] = given.strip() if isinstance(given, str) else given
        cleaned["value"] = cleaned["value"] or None
        return cleaned

    def _ranked(self, cleaned) -> list[str]:
        names = [name for name in self.fields if name.startswith("place_")]
        chosen = [cleaned.get(name, "") for name in names]
        given = [one for one in chosen if one]
        if given and not chosen[0]:
            self.add_error("place_0", _("Select your first choice"))
        elif given != chosen[: len(given)]:
            self.add_error("place_1", _("Select your second choice"))
        elif len(set(given)) < len(given):
            self.add_error(
                f"place_{len(given) - 1}",
                _("Choose %s different answers") % len(given),
            )
        return given

    def _shared(self, cleaned) -> dict[str, int]:
        given = {
            option.key: cleaned.get(f"points_{number}") or 0
            for number, option in enumerate(self.question.options)
        }
        total = sum(given.values())
        if total and total != Question.POINTS_IN_ALL:
            self.add_error(
                "points_0",
                _("The points must add up to 100. They add up to %s now") % total,
            )
        return {key: points for key, points in given.items() if points}


def pairs(options: list[Option]) -> list[tuple[str, str]]:
    return [(option.key, option.label) for option in options]
