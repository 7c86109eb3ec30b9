import datetime as dt
from decimal import Decimal

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from audit import clock
from audit.lifecycle import Lifecycle, Refused
from audit.trail import record
from contracts import delivery
from contracts.models.commitment import Commitment
from contracts.models.contract import Contract
from contracts.rules import cut_offs, rating_words
from councils.models import CouncilQuerySet


class ReEvaluationQuerySet(CouncilQuerySet):
    def for_council(self, council):
        return self.filter(contract__council=council)

    def scheduled(self):
        return self.filter(status=ReEvaluation.Status.SCHEDULED)

    def concluded(self):
        return self.filter(status=ReEvaluation.Status.CONCLUDED)

    def overdue(self, at: dt.date | None = None):
        """Those that the council should have held by now and did not."""
        return self.scheduled().filter(
            scheduled_on__lt=at or clock.today(),
            contract__status__in=Contract.RUNNING,
        )


class ReEvaluation(Lifecycle):
    """The fixed day on which both sides look at every promise again."""

    class Status(models.TextChoices):
        SCHEDULED = "scheduled", _("Scheduled")
        OPENED = "opened", _("Under way")
        CONCLUDED = "concluded", _("Concluded")

    MOVES = {
        Status.SCHEDULED: {Status.OPENED},
        Status.OPENED: {Status.CONCLUDED},
    }

    contract = models.ForeignKey(
        Contract, on_delete=models.PROTECT, related_name="re_evaluations"
    )
    number = models.PositiveSmallIntegerField()
    scheduled_on = models.DateField()
    status = models.CharField(
        max_length=10, choices=Status, default=Status.SCHEDULED, editable=False
    )
    opened_on = models.DateField(null=True, editable=False)
    concluded_on = models.DateField(null=True, editable=False)
    decision = models.TextField(blank=True)
    concluded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = ReEvaluationQuerySet.as_manager()

    class Meta:
        ordering = ["contract", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "number"],
                name="one_re_evaluation_per_number_of_a_contract",
            ),
            models.UniqueConstraint(
                fields=["contract"],
                condition=Q(status="opened"),
                name="one_re_evaluation_under_way",
            ),
            models.CheckConstraint(
                condition=~Q(status="concluded")
                | (Q(concluded_on__isnull=False) & ~Q(decision="")),
                name="a_concluded_re_evaluation_has_a_decision",
            ),
        ]
        indexes = [
            models.Index(
                fields=["scheduled_on"],
                name="re_evaluation_falling_due",
                condition=Q(status="scheduled"),
            )
        ]

    def __str__(self):
        return f"Re-evaluation {self.number} of {self.contract.reference}"

    @property
    def council(self):
        return self.contract.council

    @property
    def trail_reference(self):
        return f"{self.contract.reference}/{self.number}"

    def get_absolute_url(self):
        return f"{self.contract.get_absolute_url()}#re-evaluation-{self.number}"

    def get_workspace_url(self):
        return reverse(
            "contracts:re_evaluation",
            args=[self.council.slug, self.contract.reference, self.number],
        )

    def is_overdue(self, at: dt.date | None = None) -> bool:
        waiting = self.status == self.Status.SCHEDULED
        return waiting and self.scheduled_on < (at or clock.today())

    @classmethod
    @transaction.atomic
    def schedule(cls, contract: Contract, on: dt.date, *, by) -> "ReEvaluation":
        """Fix the day of the next one."""
        locked = contract.stay_running()
        if on <= clock.today():
            raise Refused(__("The date of the re-evaluation must be in the future"))
        if locked.ends_on and on > locked.ends_on:
            raise Refused(
                __("The re-evaluation must be on or before the contract’s last day")
            )
        last = locked.re_evaluations.order_by("-number").first()
        made = cls.objects.create(
            contract=contract, number=last.number + 1 if last else 1, scheduled_on=on
        )
        record("re_evaluation.scheduled", made, by=by, data={"on": on})
        return made

    @transaction.atomic
    def open(self, *, by) -> None:
        """Begin: the contract is under re-evaluation, and each promise gets a
        finding to be completed, with the figures of today."""
        self.contract.move(
            Contract.Status.UNDER_RE_EVALUATION,
            by=by,
            verb="contract.re_evaluation_began",
            data={"number": self.number},
        )
        self.move(
            self.Status.OPENED,
            by=by,
            verb="re_evaluation.opened",
            opened_on=clock.today(),
        )
        Finding.objects.bulk_create(
            Finding.drafted(self, promise)
            for promise in self.contract.commitments.with_delivery()
        )

    def obstacles(self, to):
        if to == self.Status.CONCLUDED:
            open_ones = self.findings.filter(rating="").count()
            if open_ones:
                return [
                    __("Rate every promise first: %(count)s still to do.")
                    % {"count": open_ones}
                ]
        return []

    @transaction.atomic
    def conclude(self, decision: str, *, by, next_on: dt.date | None = None) -> None:
        """End it with a decision, and fix the day of the next one if there is one."""
        if not decision.strip():
            raise Refused(__("Enter what was decided"))
        self.move(
            self.Status.CONCLUDED,
            by=by,
            verb="re_evaluation.concluded",
            data={"ratings": self.counted_ratings()},
            decision=decision.strip(),
            concluded_on=clock.today(),
            concluded_by=by,
        )
        self.contract.move(
            Contract.Status.IN_FORCE,
            by=by,
            verb="contract.re_evaluation_ended",
            data={"number": self.number},
        )
        if next_on:
            ReEvaluation.schedule(self.contract, next_on, by=by)

    def counted_ratings(self) -> dict[str, int]:
        counted: dict[str, int] = {}
        for rating in self.findings.values_list("rating", flat=True):
            counted[rating] = counted.get(rating, 0) + 1
        return counted

    def weighted_share(self) -> Decimal | None:
        """How much of what was due has been delivered, over all promises by weight."""
        lines = self.findings.values_list("commitment__weight", "share")
        return delivery.weighted_share(lines)


class Finding(models.Model):
    """What a re-evaluation found about one promise, in the words of the law."""

    re_evaluation = models.ForeignKey(
        ReEvaluation, on_delete=models.PROTECT, related_name="findings"
    )
    commitment = models.ForeignKey(
        Commitment, on_delete=models.PROTECT, related_name="findings"
    )
    due = models.DecimalField(max_digits=18, decimal_places=4)
    claimed = models.DecimalField(max_digits=18, decimal_places=4)
    verified = models.DecimalField(max_digits=18, decimal_places=4)
    share = models.DecimalField(
        max_digits=24, decimal_places=10, null=True, help_text="Percent of what was due"
    )
    suggested = models.CharField(max_length=24)
    rating = models.CharField(max_length=24, blank=True)
    reason = models.TextField(blank=True)
    resident_answers = models.PositiveIntegerField(default=0)
    resident_helped = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["re_evaluation", "commitment__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["re_evaluation", "commitment"],
                name="one_finding_per_promise_in_a_re_evaluation",
            ),
            models.CheckConstraint(
                condition=Q(rating="")
                | Q(rating=models.F("suggested"))
                | ~Q(reason=""),
                name="another_rating_than_the_figures_say_has_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.commitment.reference}: {self.rating or 'not rated'}"

    @property
    def council(self):
        return self.re_evaluation.council

    @classmethod
    def drafted(cls, re_evaluation: ReEvaluation, promise: Commitment) -> "Finding":
        """The figures of today and the rating that they suggest."""
        standing = promise.standing()
        share = delivery.share(
            standing.due, standing.accepted, lower_is_better=promise.lower_is_better
        )
        felt = promise.felt()
        return cls(
            re_evaluation=re_evaluation,
            commitment=promise,
            due=standing.due,
            claimed=standing.claimed,
            verified=standing.accepted,
            share=share,
            suggested=delivery.rating(share, cut_offs()),
            resident_answers=felt.answers,
            resident_helped=felt.helped,
        )

    @transaction.atomic
    def rate(self, rating: str, *, by, reason: str = "") -> None:
        """Give the rating. Another one than the figures suggest needs a reason."""
        held = ReEvaluation.objects.select_for_update().get(pk=self.re_evaluation_id)
        if held.status != ReEvaluation.Status.OPENED:
            raise Refused(__("This re-evaluation is not under way."))
        if rating not in {word["code"] for word in rating_words()}:
            raise Refused(__("Select a rating"))
        if rating != self.suggested and not reason.strip():
            raise Refused(__("Enter why the rating differs from the figures"))
        self.rating, self.reason = rating, reason.strip()
        self.save(update_fields=["rating", "reason"])
        record(
            "finding.rated",
            held,
            by=by,
            data={"commitment": self.commitment.reference, "rating": rating},
        )
