import datetime as dt

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from charters import proposing, signals


class Review(models.Model):
    """A council's look at each priority of a charter in force, and its reasons."""

    charter = models.ForeignKey(
        "charters.Charter", on_delete=models.PROTECT, related_name="reviews"
    )
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField(default=clock.now, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    conclusion = models.TextField(blank=True, max_length=2000)
    next_review_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["charter"],
                condition=Q(published_at=None),
                name="one_review_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | ~Q(conclusion=""),
                name="a_published_review_has_a_conclusion",
            ),
        ]

    def __str__(self):
        return _("Review of %s") % self.charter

    @property
    def council(self):
        return self.charter.council

    @property
    def trail_reference(self):
        return f"{self.charter.slug}/{self.pk}"

    @property
    def trail_label(self):
        return str(self)

    @classmethod
    @transaction.atomic
    def open(cls, charter, *, by) -> "Review":
        """Draft a proposal for each priority in force from what is known of it."""
        locked = (
            type(charter).objects.select_for_update(of=("self",)).get(pk=charter.pk)
        )
        if not locked.is_in_force:
            raise Refused(_("Only a charter that is in force can be reviewed."))
        if locked.reviews.filter(published_at=None).exists():
            raise Refused(_("A review of this charter is open already."))
        review = cls.objects.create(charter=charter, opened_by=by)
        known = signals.by_priority(charter)
        Verdict.objects.bulk_create(
            Verdict.drafted(review, priority, known.get(str(priority.uid), []))
            for priority in charter.adopted_edition.priorities.all()
        )
        record("review.opened", review, by=by)
        return review

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def undecided(self) -> int:
        return sum(not verdict.decision for verdict in self.verdicts.all())

    @property
    def keeps_everything(self) -> bool:
        """Whether the charter goes on as it is: no other one has to follow now."""
        verdicts = self.verdicts.all()
        return bool(verdicts) and all(
            one.decision == Verdict.Choice.KEEP for one in verdicts
        )

    @transaction.atomic
    def publish(
        self, conclusion: str, *, by, next_review_on: dt.date | None = None
    ) -> None:
        """Tell everyone what becomes of each priority, and why.

        A review that keeps everything starts the clock again: until the day that it
        names, or until the usual one.
        """
        review = Review.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if review.is_published:
            raise Refused(_("This review is published already."))
        if review.undecided:
            raise Refused(_("Decide about each priority first."))
        if not conclusion.strip():
            raise Refused(_("Enter what the review concludes"))
        if review.keeps_everything:
            self.next_review_on = self.charter.restart_clock(next_review_on)
        self.published_at = clock.now()
        self.conclusion = conclusion.strip()
        self.save(update_fields=["published_at", "conclusion", "next_review_on"])
        self.charter.answer_call()
        record(
            "review.published",
            self,
            by=by,
            data={"next_review_on": self.next_review_on},
        )

    def expiring(self) -> set[str]:
        """The priorities that the next charter does not carry over."""
        dropped = self.verdicts.exclude(
            decision__in=[Verdict.Choice.KEEP, Verdict.Choice.CHANGE]
        )
        return {str(uid) for uid in dropped.values_list("priority_uid", flat=True)}


class Verdict(models.Model):
    """What becomes of one priority, with what is known of it and the reason."""

    class Choice(models.TextChoices):
        KEEP = proposing.KEEP, gettext_lazy("Keep")
        CHANGE = proposing.CHANGE, gettext_lazy("Change")
        DROP = proposing.DROP, gettext_lazy("Drop")

    review = models.ForeignKey(
        Review, on_delete=models.PROTECT, related_name="verdicts"
    )
    priority_uid = models.UUIDField()
    code = models.CharField(max_length=12)
    title = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField()
    known = models.JSONField(default=list)
    proposal = models.CharField(max_length=6, choices=Choice)
    proposed_reason = models.CharField(max_length=300)
    decision = models.CharField(max_length=6, choices=Choice, blank=True)
    reason = models.TextField(blank=True, max_length=1000)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["review", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "priority_uid"], name="one_verdict_per_priority"
            ),
            models.CheckConstraint(
                condition=Q(decision="") | ~Q(reason=""), name="a_verdict_has_a_reason"
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.title}"

    @classmethod
    def drafted(cls, review, priority, known) -> "Verdict":
        proposal = proposing.propose(known)
        return cls(
            review=review,
            priority_uid=priority.uid,
            code=priority.code,
            title=priority.title,
            position=priority.position,
            known=[one.as_data() for one in known],
            proposal=proposal.verdict,
            proposed_reason=proposal.reason,
        )

    @transaction.atomic
    def settle(self, decision: str, reason: str, *, by) -> None:
        """Accept the draft or decide otherwise, with a reason people can read."""
        review = Review.objects.select_for_update(of=("self",)).get(pk=self.review_id)
        if review.is_published:
            raise Refused(_("This review is published already."))
        if not reason.strip():
            raise Refused(_("Enter the reason"))
        self.decision = self.Choice(decision)
        self.reason = reason.strip()
        self.decided_by, self.decided_at = by, clock.now()
        self.save()


class ReviewCall(models.Model):
    """Why a charter must be reviewed before its date."""

    class Kind(models.TextChoices):
        LAW = "law", gettext_lazy("The law changed")
        OUTCOMES = "outcomes", gettext_lazy("Outcomes were missed")
        PETITION = "petition", gettext_lazy("People asked for it in a petition")

    charter = models.ForeignKey(
        "charters.Charter", on_delete=models.PROTECT, related_name="review_calls"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    wording = models.TextField(max_length=1000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    called_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["called_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(wording=""), name="a_call_for_review_says_why"
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.wording[:60]}"
