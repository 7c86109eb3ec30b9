from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import clock
from audit.lifecycle import Refused
from audit.trail import actor_of, record
from councils.models import Council, CouncilQuerySet
from records.models.public_text import Moderation, PublicText


class ModerationDecisionQuerySet(CouncilQuerySet):
    def about(self, text: PublicText):
        return self.filter(kind=text._meta.label_lower, text_id=text.pk)

    def keep(self, texts: Iterable[PublicText], *, by: Any, is_bulk=False) -> None:
        """Write down what has just been decided about texts of one kind."""
        texts = list(texts)
        if not texts:
            return
        kind = texts[0]._meta.label_lower
        earlier = self.filter(kind=kind, text_id__in=[text.pk for text in texts])
        latest = dict(earlier.values_list("text_id").annotate(models.Max("decided_at")))
        self.bulk_create(
            ModerationDecision(
                council=text.council,
                kind=kind,
                text_id=text.pk,
                decision=text.moderation,
                reasons=_reasons_of(text),
                arrived_at=text.arrived_at,
                decided_at=text.moderated_at,
                actor=actor_of(by),
                is_first=text.pk not in latest or latest[text.pk] < text.arrived_at,
                is_bulk=is_bulk,
            )
            for text in texts
        )


class ModerationDecision(models.Model):
    """What a moderator decided about one public text, and why. Never altered.

    It names the text by its kind and number, since texts live in every app, and the
    moderator by the random id of the trail.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    text_id = models.BigIntegerField()
    decision = models.CharField(max_length=20, choices=Moderation)
    reasons = models.JSONField(default=list)
    arrived_at = models.DateTimeField()
    decided_at = models.DateTimeField()
    actor = models.CharField(max_length=64, blank=True)
    is_first = models.BooleanField()
    is_bulk = models.BooleanField(default=False)

    objects = ModerationDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["kind", "text_id"], name="decision_about_text"),
            models.Index(fields=["council", "decided_at"], name="decision_by_day"),
        ]

    def __str__(self):
        return f"{self.kind} {self.text_id}: {self.get_decision_display()}"


def _reasons_of(text: PublicText) -> list[str]:
    if text.withheld_reason:
        return [text.withheld_reason]
    return sorted({span["reason"] for span in text.redactions})


class ModerationReviewQuerySet(CouncilQuerySet):
    def about(self, text: PublicText):
        return self.filter(kind=text._meta.label_lower, text_id=text.pk)

    def waiting(self):
        return self.filter(decided_at=None)

    def decided(self):
        return self.exclude(decided_at=None)


class ModerationReview(models.Model):
    """A sender's request that another officer looks at a decision again. Once."""

    class Outcome(models.TextChoices):
        UPHELD = "upheld", gettext_lazy("The decision stands")
        CHANGED = "changed", gettext_lazy("The decision was changed")

    council = models.ForeignKey(
        Council, on_delete=models.PROTECT, related_name="moderation_reviews"
    )
    kind = models.CharField(max_length=60)
    text_id = models.BigIntegerField()
    because = models.TextField(max_length=1000, blank=True)
    asked_at = models.DateTimeField(default=clock.now, editable=False)
    first_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    outcome = models.CharField(max_length=7, choices=Outcome, blank=True)
    answer = models.TextField(max_length=1000, blank=True)
    decided_at = models.DateTimeField(null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = ModerationReviewQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "text_id"], name="a_text_is_reviewed_once"
            ),
            models.CheckConstraint(
                condition=Q(first_by=None)
                | Q(decided_by=None)
                | ~Q(decided_by=F("first_by")),
                name="a_review_is_by_another_officer",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, outcome="")
                | (Q(decided_at__isnull=False) & ~Q(outcome="") & ~Q(answer="")),
                name="a_review_ends_with_an_answer",
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.text_id}"

    @property
    def trail_reference(self):
        return f"{self.kind}:{self.text_id}"

    @property
    def text(self) -> PublicText:
        """The public text that it is about."""
        return apps.get_model(self.kind)._default_manager.get(pk=self.text_id)

    @classmethod
    @transaction.atomic
    def ask(cls, text: PublicText, because: str = "") -> "ModerationReview":
        """Keep a sender's request, once, after words were withheld or removed."""
        manager = type(text)._default_manager
        text = manager.select_for_update(of=("self",)).get(pk=text.pk)
        if text.moderation not in {Moderation.WITHHELD, Moderation.IN_PART}:
            raise Refused(_("Nothing was taken out, so there is nothing to review."))
        if cls.objects.about(text).exists():
            raise Refused(_("A review of this decision was asked for already."))
        review = cls.objects.create(
            council=text.council,
            kind=text._meta.label_lower,
            text_id=text.pk,
            because=because.strip(),
            first_by=text.moderated_by,
        )
        record("moderation_review.asked", review)
        return review

    @transaction.atomic
    def settle(self, verdict, answer: str, *, by) -> None:
        """Decide again, by another officer than the first, and say why."""
        mine = ModerationReview.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if mine.decided_at:
            raise Refused(_("This review has been decided."))
        if mine.first_by_id == by.pk:
            raise Refused(_("You made the first decision. Another officer reviews it."))
        if not answer.strip():
            raise Refused(_("Enter your answer to the sender"))
        text = self.text
        before = (text.moderation, text.withheld_reason, text.redactions)
        self.answer, self.decided_by = answer.strip(), by
        self.decided_at = clock.now()
        self.outcome = self.Outcome.UPHELD
        if not verdict.leaves(text):
            verdict.give(text, by=by)
            after = (text.moderation, text.withheld_reason, text.redactions)
            if after != before:
                self.outcome = self.Outcome.CHANGED
        self.save(update_fields=["answer", "decided_by", "decided_at", "outcome"])
        about = {"kind": self.kind, "text": self.text_id, "outcome": self.outcome}
        record("moderation_review.decided", self, by=by, data=about)
