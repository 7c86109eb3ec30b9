import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import clock

FORMAL = frozenset({"minute_body", "minute_on", "minute_url", "in_force_from"})


class ApprovalQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(decision="")

    def decided(self):
        return self.exclude(decision="")

    def for_council(self, council):
        return self.filter(charter__council=council)

    def visible_to(self, user):
        """Officers see the approvals of their own councils."""
        if not user.is_authenticated:
            return self.none()
        councils = user.memberships.current().values("council")
        return self.filter(charter__council__in=councils)


class Approval(models.Model):
    """A request to decide about certain words, and the decision."""

    class Decision(models.TextChoices):
        APPROVED = "approved", gettext_lazy("Approved")
        CONDITIONS = "conditions", gettext_lazy("Approved, subject to changes")
        REFERRED = "referred", gettext_lazy("Referred to another body")
        RETURNED = "returned", gettext_lazy("Returned for changes")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    charter = models.ForeignKey(
        "charters.Charter", on_delete=models.CASCADE, related_name="approvals"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    submitted_at = models.DateTimeField(default=clock.now)
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="approvals_asked",
    )
    decide_by = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    risks = models.TextField(blank=True)
    content_hash = models.CharField(max_length=64)
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)
    minute = models.CharField(max_length=120, blank=True)
    minute_body = models.CharField(max_length=120, blank=True)
    minute_on = models.DateField(null=True, blank=True)
    minute_url = models.URLField(max_length=300, blank=True)
    in_force_from = models.DateField(null=True, blank=True)
    also_asked = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="+",
        help_text=gettext_lazy("Others who may decide it, beside the approver"),
    )

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        ordering = ["-submitted_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["charter"],
                condition=Q(decision=""),
                name="a_charter_waits_for_one_decision",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None)
                | (~Q(decided_by=F("author")) & ~Q(decided_by=F("submitted_by"))),
                name="nobody_decides_what_they_wrote_or_submitted",
            ),
            models.CheckConstraint(
                condition=Q(approver=None) | ~Q(approver=F("submitted_by")),
                name="nobody_asks_themselves_to_approve",
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_by=None, decided_at=None)
                | (
                    ~Q(decision="")
                    & Q(decided_by__isnull=False, decided_at__isnull=False)
                ),
                name="a_decision_was_made_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(decision__in=["returned", "conditions", "referred"])
                | ~Q(reason=""),
                name="what_is_returned_says_what_to_change",
            ),
        ]

    def __str__(self):
        return f"{self.charter}, {self.reference}"

    @property
    def council(self):
        return self.charter.council

    @property
    def reference(self) -> str:
        """What a minute can cite."""
        return f"APP-{self.uid.hex[:8].upper()}"

    def get_absolute_url(self):
        return reverse(
            "charters:approval_detail", args=[self.charter.council.slug, self.uid]
        )

    @property
    def cited(self) -> str:
        """The formal decision as a minute is cited, or an empty string."""
        day = f"{self.minute_on.day} {self.minute_on:%B %Y}" if self.minute_on else ""
        return ", ".join(filter(None, (self.minute_body, day, self.minute)))

    def asked(self) -> list:
        """Everybody who was asked to decide it; nobody means any approver."""
        first = [self.approver] if self.approver else []
        return [*first, *self.also_asked.all()]

    def decide(
        self, decision: str, *, by, reason: str = "", minute: str = "", **formal
    ) -> None:
        """Write the decision down. The charter's verbs call this, and check first.

        `formal`: which body decided, on which day, where its minute is, from when.
        """
        if unknown := set(formal) - FORMAL:
            raise TypeError(f"decide() does not take {', '.join(sorted(unknown))}.")
        for name, value in formal.items():
            setattr(self, name, value)
        self.decision = decision
        self.decided_by = by
        self.decided_at = clock.now()
        self.reason = reason
        self.minute = minute.strip()
        self.save()

    def summary_of_remarks(self) -> str:
        """One sentence that names the parts commented on, or an empty string."""
        labels = dict.fromkeys(self.remarks.values_list("label", flat=True))
        if not labels:
            return ""
        return _("See the comments on: %s.") % "; ".join(labels)
