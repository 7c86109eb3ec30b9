from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from audit import clock
from tenders.models.bid import Bid
from tenders.models.tender import Tender
from tenders.models.terms import TenderPriority
from tenders.scoring import HIGHEST_MARK


class InterestDeclaration(models.Model):
    """What an evaluator said about interests in the bidders, before any bid."""

    tender = models.ForeignKey(
        Tender, on_delete=models.PROTECT, related_name="declarations"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    has_interest = models.BooleanField()
    detail = models.TextField(blank=True)
    declared_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["tender", "declared_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["tender", "user"], name="one_declaration_per_person_and_tender"
            ),
            models.CheckConstraint(
                condition=Q(has_interest=False) | ~Q(detail=""),
                name="an_interest_is_described",
            ),
        ]

    def __str__(self):
        return f"{self.user} on {self.tender.reference}"

    @property
    def council(self):
        return self.tender.council


class Mark(models.Model):
    """What one evaluator thinks of a bid's method for a priority, and why."""

    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="marks")
    tender_priority = models.ForeignKey(
        TenderPriority, on_delete=models.PROTECT, related_name="marks"
    )
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    is_agreed = models.BooleanField(
        default=False, help_text="Recorded by the chair for all evaluators"
    )
    score = models.PositiveSmallIntegerField(
        validators=[MaxValueValidator(HIGHEST_MARK)]
    )
    reason = models.TextField()
    given_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["bid", "tender_priority", "is_agreed", "given_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["bid", "tender_priority", "given_by"],
                condition=Q(is_agreed=False),
                name="one_mark_per_evaluator_and_priority",
            ),
            models.UniqueConstraint(
                fields=["bid", "tender_priority"],
                condition=Q(is_agreed=True),
                name="one_agreed_mark_per_priority",
            ),
            models.CheckConstraint(
                condition=Q(score__gte=0, score__lte=HIGHEST_MARK),
                name="a_mark_is_from_0_to_5",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_mark_has_a_reason"),
        ]

    def __str__(self):
        return f"{self.score} for {self.bid.reference}"

    @property
    def council(self):
        return self.bid.council


class Award(models.Model):
    """The decision which bid wins, who made it and why."""

    tender = models.OneToOneField(
        Tender, on_delete=models.PROTECT, related_name="award"
    )
    bid = models.OneToOneField(Bid, on_delete=models.PROTECT, related_name="award")
    decided_on = models.DateField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField()
    standstill_ends_on = models.DateField()
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="an_award_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(standstill_ends_on__gte=models.F("decided_on")),
                name="standstill_ends_after_the_decision",
            ),
        ]

    def __str__(self):
        return f"{self.tender.reference} to {self.bid.organisation}"

    @property
    def council(self):
        return self.tender.council

    @property
    def organisation(self):
        return self.bid.organisation
