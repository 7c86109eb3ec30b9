from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.lifecycle import Refused
from audit.trail import record
from consultation.models.round import Round
from councils.models import CouncilQuerySet


class QuestionQuerySet(CouncilQuerySet):
    def for_council(self, council):
        return self.filter(round__consultation__council=council)

    def in_order(self):
        """With what routing needs."""
        return self.select_related("only_after").order_by("number")


@dataclass(frozen=True)
class Option:
    """One thing that can be chosen, ranked or given points."""

    key: str
    label: str


class Question(models.Model):
    """Something that a round asks beside the text. It is fixed once announced."""

    class Kind(models.TextChoices):
        CHOICE = "choice", gettext_lazy("Choose one")
        SEVERAL = "several", gettext_lazy("Choose as many as you like")
        SCALE = "scale", gettext_lazy("A scale from 1 to 5")
        RANKING = "ranking", gettext_lazy("Put the first three in order")
        POINTS = "points", gettext_lazy("Share out 100 points")
        TEXT = "text", gettext_lazy("Answer in your own words")

    class Purpose(models.TextChoices):
        """What a question is for, in the ready-made set for organisations."""

        GATE = "gate", gettext_lazy("Who is asked the rest")
        BURDEN = "burden", gettext_lazy("How much work a priority makes")
        DELIVER = "deliver", gettext_lazy("What they could deliver")
        CONTRACT = "contract", gettext_lazy("From what size of contract on")
        PROOF = "proof", gettext_lazy("What proof they could show")

    ROUTES = (Kind.CHOICE, Kind.SEVERAL)
    NEEDS_OPTIONS = (Kind.CHOICE, Kind.SEVERAL, Kind.RANKING, Kind.POINTS)
    PLACES, POINTS_IN_ALL, SCALE_STEPS = 3, 100, 5
    MOST = 40

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind)
    wording = models.CharField(max_length=250)
    hint = models.CharField(max_length=250, blank=True)
    of_priorities = models.BooleanField(default=False)
    own_options = models.JSONField(default=list, blank=True)
    only_after = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="followers",
    )
    only_if = models.CharField(max_length=20, blank=True)
    purpose = models.CharField(
        max_length=8, choices=Purpose, blank=True, editable=False
    )
    priority = models.CharField(max_length=20, blank=True, editable=False)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["round", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "number"],
                name="questions_are_numbered_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(only_after=None, only_if="")
                | (Q(only_after__isnull=False) & ~Q(only_if="")),
                name="a_question_follows_from_a_certain_answer",
            ),
            models.UniqueConstraint(
                fields=["round", "purpose", "priority"],
                condition=~Q(purpose=""),
                name="organisations_are_asked_each_thing_once",
            ),
        ]

    def __str__(self):
        return self.wording

    @property
    def council(self):
        return self.round.council

    @property
    def after_number(self) -> int | None:
        """The number of the question on whose answer it depends."""
        return self.only_after.number if self.only_after_id else None

    @property
    def is_text(self) -> bool:
        return self.kind == self.Kind.TEXT

    @cached_property
    def options(self) -> list[Option]:
        """What can be chosen: the charter's priorities, or the words given here."""
        if self.kind == self.Kind.SCALE:
            return self._steps()
        if self.of_priorities:
            return [Option(code, f"{code}. {title}") for code, title in self._titles()]
        return [Option(str(n), text) for n, text in enumerate(self.own_options, 1)]

    def _steps(self) -> list[Option]:
        ends = [*self.own_options, "", ""][:2]
        words = {1: ends[0], self.SCALE_STEPS: ends[1]}
        return [
            Option(str(n), f"{n} – {words[n]}" if words.get(n) else str(n))
            for n in range(1, self.SCALE_STEPS + 1)
        ]

    def _titles(self):
        """The frozen priorities, or while the round is planned the drafted ones."""
        if self.round.edition_id:
            frozen = self.round.edition.priorities.order_by("pk")
            return list(frozen.values_list("code", "title"))
        drafted = self.round.charter.priorities.order_by("position")
        return [(one.code, one.title) for one in drafted]

    @property
    def labels(self) -> dict[str, str]:
        return {option.key: option.label for option in self.options}

    def said(self, value: Any) -> list[str]:
        """An answer in words, one line for each part."""
        labels = self.labels
        if self.kind == self.Kind.POINTS:
            given = {key: points for key, points in value.items() if points}
            return [f"{labels.get(key, key)}: {p}" for key, p in given.items()]
        if self.kind == self.Kind.RANKING:
            named = (labels.get(key, key) for key in value)
            return [f"{place}: {label}" for place, label in enumerate(named, 1)]
        if self.kind == self.Kind.TEXT:
            return [value]
        chosen = value if isinstance(value, list) else [value]
        return [labels.get(str(key), str(key)) for key in chosen]

    def refuse_wrong(self, value: Any) -> None:
        """Raise when a value cannot be an answer to this question."""
        if not self._fits(value):
            raise Refused(
                _("The answer to question %s does not fit it.") % self.number,
                code="wrong_answer",
            )

    def _fits(self, value: Any) -> bool:
        keys = set(self.labels)
        kind, kinds = self.kind, self.Kind
        if kind == kinds.TEXT:
            return isinstance(value, str) and bool(value.strip())
        if kind == kinds.POINTS:
            return (
                isinstance(value, dict)
                and set(value) <= keys
                and all(isinstance(p, int) and p >= 0 for p in value.values())
                and sum(value.values()) == self.POINTS_IN_ALL
            )
        if kind in (kinds.SEVERAL, kinds.RANKING):
            most = self.PLACES if kind == kinds.RANKING else len(keys)
            return (
                isinstance(value, list)
                and 0 < len(value) <= most
                and len(set(value)) == len(value)
                and set(value) <= keys
            )
        return isinstance(value, str) and value in keys

    @classmethod
    @transaction.atomic
    def ask(cls, round: Round, *, by, **given) -> "Question":
        """Add a question at the end, while the round is being planned."""
        _refuse_announced(round)
        number = (round.questions.aggregate(n=models.Max("number"))["n"] or 0) + 1
        if number > cls.MOST:
            raise Refused(_("A round can ask at most %s questions.") % cls.MOST)
        question = cls(round=round, number=number, **given)
        question._refuse_incomplete()
        question.save()
        record("round.question_added", round, by=by, data=question._named())
        return question

    @transaction.atomic
    def change(self, *, by, **given) -> None:
        """Ask it otherwise, while the round is being planned."""
        _refuse_announced(self.round)
        for name, value in given.items():
            setattr(self, name, value)
        self.__dict__.pop("options", None)
        self._refuse_incomplete()
        for follower in self.followers.all():
            if self.kind not in self.ROUTES or follower.only_if not in self.labels:
                raise Refused(
                    _(
                        "Question %s is asked only after one of these answers. Change "
                        "that question first."
                    )
                    % follower.number
                )
        self.save()
        record("round.question_changed", self.round, by=by, data=self._named())

    @transaction.atomic
    def drop(self, *, by) -> None:
        """Take the question out; the later ones move up."""
        _refuse_announced(self.round)
        if follower := self.followers.first():
            raise Refused(
                _("Question %s depends on this one. Change that question first.")
                % follower.number
            )
        data, round = self._named(), self.round
        self.delete()
        later = round.questions.filter(number__gt=data["number"])
        later.update(number=F("number") - 1)
        record("round.question_dropped", round, by=by, data=data)

    @transaction.atomic
    def move_up(self, *, by) -> None:
        """Ask it before the question that now stands before it."""
        _refuse_announced(self.round)
        above = self.round.questions.filter(number=self.number - 1).first()
        if above is None:
            return
        if self.only_after_id == above.pk:
            raise Refused(_("It depends on the question before it, so it must follow."))
        above.number, self.number = self.number, above.number
        Question.objects.bulk_update([above, self], ["number"])
        record("round.question_moved", self.round, by=by, data=self._named())

    def _refuse_incomplete(self) -> None:
        needs = self.kind in self.NEEDS_OPTIONS and not self.of_priorities
        if needs and len(self.options) < 2:
            raise Refused(_("Enter at least two answers to choose from"))
        cause = self.only_after
        if cause is None:
            self.only_if = ""
            return
        if cause.round_id != self.round_id or cause.number >= self.number:
            raise Refused(_("A question can only depend on an earlier one."))
        if cause.kind not in self.ROUTES or self.only_if not in cause.labels:
            raise Refused(_("Select the answer that leads to this question"))

    def _named(self) -> dict:
        return {"number": self.number, "kind": self.kind}


def _refuse_announced(round: Round) -> None:
    locked = Round.objects.select_for_update(of=("self",)).get(pk=round.pk)
    if locked.is_announced:
        raise Refused(_("The round is announced, so its questions are fixed."))
