import datetime as dt

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from audit import clock
from audit.lifecycle import Lifecycle, Refused
from audit.trail import record
from contracts.models.contract import Contract
from councils.models import CouncilQuerySet


class BreakClause(models.Model):
    """The right, written into a contract, to end it early when promises fail."""

    contract = models.OneToOneField(
        Contract, on_delete=models.PROTECT, related_name="break_clause"
    )
    wording = models.TextField()
    notice_days = models.PositiveSmallIntegerField(default=30)
    rule_from_on = models.DateField(
        help_text=_("The day whose rule for grounds the contract took over")
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(wording=""), name="a_break_clause_has_its_words"
            )
        ]

    def __str__(self):
        return f"Break clause of {self.contract.reference}"

    @property
    def council(self):
        return self.contract.council


class BreakNoticeQuerySet(CouncilQuerySet):
    def for_council(self, council):
        return self.filter(contract__council=council)

    def running(self):
        return self.filter(
            status__in=[BreakNotice.Status.PROPOSED, BreakNotice.Status.GIVEN]
        )

    def was_given(self):
        """Those that the supplier was told of, whatever came of them."""
        return self.exclude(given_on=None)


class BreakNotice(Lifecycle):
    """One use of a break clause: proposed, given by a second person, carried out."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("Waits for a second person")
        GIVEN = "given", _("Notice given")
        EXERCISED = "exercised", _("Contract ended")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    MOVES = {
        Status.PROPOSED: {Status.GIVEN, Status.WITHDRAWN},
        Status.GIVEN: {Status.EXERCISED, Status.WITHDRAWN},
    }

    contract = models.ForeignKey(
        Contract, on_delete=models.PROTECT, related_name="break_notices"
    )
    number = models.PositiveSmallIntegerField()
    grounds = models.JSONField(help_text="As they were proven when it was proposed")
    reason = models.TextField()
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    proposed_on = models.DateField(default=clock.today)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    given_on = models.DateField(null=True, editable=False)
    effective_on = models.DateField(null=True, editable=False)
    reply = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True, editable=False)
    withdrawn_reason = models.TextField(blank=True)
    status = models.CharField(
        max_length=10, choices=Status, default=Status.PROPOSED, editable=False
    )

    objects = BreakNoticeQuerySet.as_manager()

    class Meta:
        ordering = ["contract", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "number"],
                name="one_notice_per_number_of_a_contract",
            ),
            models.UniqueConstraint(
                fields=["contract"],
                condition=Q(status__in=["proposed", "given"]),
                name="one_break_notice_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(grounds=[]), name="a_break_notice_has_grounds"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["given", "exercised"])
                | Q(effective_on__isnull=False, given_on__isnull=False),
                name="a_notice_given_has_its_days",
            ),
            models.CheckConstraint(
                condition=Q(given_by=None)
                | Q(proposed_by=None)
                | ~Q(given_by=F("proposed_by")),
                name="nobody_gives_their_own_break_notice",
            ),
        ]

    def __str__(self):
        return f"Break notice {self.number} of {self.contract.reference}"

    @property
    def council(self):
        return self.contract.council

    @property
    def trail_reference(self):
        return f"{self.contract.reference}/break-{self.number}"

    def get_absolute_url(self):
        return f"{self.contract.get_absolute_url()}#notice-{self.number}"

    def get_workspace_url(self):
        return reverse(
            "contracts:break", args=[self.council.slug, self.contract.reference]
        )

    @transaction.atomic
    def give(self, *, by) -> None:
        """Give the notice, as a second person. The contract ends when it has run."""
        if by.pk == self.proposed_by_id:
            raise Refused(
                __("You proposed this notice, so another person must give it."),
                code="four_eyes",
            )
        today = clock.today()
        days = self.contract.break_clause.notice_days
        self.move(
            self.Status.GIVEN,
            by=by,
            verb="break_notice.given",
            data={"grounds": self.grounds, "days": days},
            given_by=by,
            given_on=today,
            effective_on=today + dt.timedelta(days=days),
        )

    @transaction.atomic
    def answer(self, text: str, *, by) -> None:
        """The supplier's reply, until the notice has run."""
        if not text.strip():
            raise Refused(__("Enter your reply"))
        if self.status != self.Status.GIVEN:
            raise Refused(__("There is no notice to reply to."))
        if self.reply:
            raise Refused(__("A reply has been sent already."))
        self.reply, self.replied_at = text.strip(), clock.now()
        self.save(update_fields=["reply", "replied_at"])
        record("break_notice.answered", self, by=by)

    def withdraw(self, reason: str, *, by) -> None:
        """Take it back, for example because the supplier put things right."""
        if not reason.strip():
            raise Refused(__("Enter why the notice is withdrawn"))
        self.move(
            self.Status.WITHDRAWN,
            by=by,
            verb="break_notice.withdrawn",
            withdrawn_reason=reason.strip(),
        )

    def obstacles(self, to):
        if to == self.Status.EXERCISED and clock.today() < self.effective_on:
            day = self.effective_on
            return [
                __("The notice runs until %(day)s. The contract cannot end before.")
                % {"day": f"{day.day} {day:%B %Y}"}
            ]
        return []

    @transaction.atomic
    def exercise(self, *, by) -> None:
        """End the contract. An officer decides; nothing does it alone."""
        self.move(
            self.Status.EXERCISED,
            by=by,
            verb="break_notice.exercised",
            data={"grounds": self.grounds},
        )
        self.contract.move(
            Contract.Status.BROKEN,
            by=by,
            verb="contract.broken",
            data={"notice": self.number, "reason": self.reason},
            ended_on=clock.today(),
        )
