"""Published lists of measures."""

from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from audit import clock
from audit.lifecycle import Lifecycle, Refused
from audit.trail import NATIONAL
from metrics.models.reference import Confidence, Source


class FrameworkQuerySet(models.QuerySet):
    def approved(self):
        return self.filter(status=Framework.Status.APPROVED)

    def proposed(self):
        return self.filter(status=Framework.Status.PROPOSED)

    def public(self):
        """What anyone may read: whatever has been approved at some time."""
        return self.exclude(status=Framework.Status.PROPOSED)

    def visible_to(self, user):
        return self if getattr(user, "is_steward", False) else self.public()

    def applying(self, on=None):
        """Those to be used for a tender whose notice is published on a day."""
        on = on or clock.today()
        return self.filter(
            Q(applies_until=None) | Q(applies_until__gte=on), applies_from__lte=on
        )

    def with_contents(self):
        """Adds `outcomes`, their theme and `criteria`, and each criterion's metrics."""
        return self.select_related("source", "replaces").prefetch_related(
            "themes", "outcomes__theme", "outcomes__criteria__metrics"
        )


class Framework(Lifecycle):
    """A published, dated list of outcomes and measures that buyers may choose from."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")  # loaded; the steward reads it
        APPROVED = "approved", _("Approved")  # councils may adopt it
        SUPERSEDED = "superseded", _("Replaced")  # a later one was approved instead
        RETIRED = "retired", _("Withdrawn")  # no longer to be used

    MOVES = {
        Status.PROPOSED: {Status.APPROVED, Status.RETIRED},
        Status.APPROVED: {Status.SUPERSEDED, Status.RETIRED},
    }

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=160)
    version = models.CharField(max_length=60)
    issuer = models.CharField(max_length=120)
    summary = models.TextField()
    binds = models.TextField(blank=True, help_text=_("Who must use it"))
    choosing = models.TextField(blank=True, help_text=_("When to use this one"))
    least_weight = models.JSONField(default=list, blank=True)
    measures_published = models.PositiveSmallIntegerField(default=0)
    notes = models.JSONField(default=list, blank=True)
    published_on = models.DateField()
    applies_from = models.DateField()
    applies_until = models.DateField(null=True, blank=True)
    replaces = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replaced_by",
    )
    carries = models.ManyToManyField(
        "metrics.Metric",
        blank=True,
        related_name="carried_in",
        help_text=_("Measures taken over unchanged from the version before"),
    )
    confidence = models.CharField(max_length=12, choices=Confidence)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    content_hash = models.CharField(max_length=64, blank=True, editable=False)
    status = models.CharField(
        max_length=12, choices=Status, default=Status.PROPOSED, editable=False
    )
    approved_on = models.DateField(null=True, blank=True, editable=False)

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        ordering = ["-published_on", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(applies_until=None)
                | Q(applies_until__gte=F("applies_from")),
                name="a_framework_applies_forwards",
            ),
            models.CheckConstraint(
                condition=Q(status="proposed")
                | Q(status="retired")
                | Q(approved_on__isnull=False),
                name="an_approved_framework_has_a_date",
            ),
        ]

    trail_chain = NATIONAL

    def __str__(self):
        return self.title

    @property
    def trail_label(self):
        return self.title

    def get_absolute_url(self):
        return reverse("framework_detail", args=[self.slug])

    @property
    def is_official(self) -> bool:
        return self.confidence != Confidence.OWN

    def applies_on(self, day) -> bool:
        return self.applies_from <= day and (
            self.applies_until is None or day <= self.applies_until
        )

    def obstacles(self, to):
        if to == self.Status.APPROVED and not self.holds_something:
            return [__("Add at least one outcome or measure first.")]
        if to == self.Status.SUPERSEDED and not self.is_replaced:
            return [__("Approve the list that replaces it first.")]
        return []

    @property
    def holds_something(self) -> bool:
        return self.outcomes.exists() or self.metrics.exists()

    @property
    def is_replaced(self) -> bool:
        return self.replaced_by.filter(status=self.Status.APPROVED).exists()

    @transaction.atomic
    def approve(self, *, by):
        """Let councils adopt it. Its own measures are approved with it."""
        from metrics.models.metric import Metric

        self.move(
            self.Status.APPROVED,
            by=by,
            verb="framework.approved",
            data={"metrics": self.metrics.count(), "content": self.content_hash},
            approved_on=clock.today(),
        )
        self.metrics.filter(status=Metric.Status.PROPOSED).update(
            status=Metric.Status.APPROVED
        )

    @transaction.atomic
    def supersede(self, *, by):
        """Mark it as replaced, with those of its measures that no approved list
        names any more. What was built on it keeps it."""
        from metrics.models.metric import Metric

        self.move(self.Status.SUPERSEDED, by=by, verb="framework.superseded")
        approved = Framework.objects.approved().values("pk")
        named = Q(carried_in__in=approved) | Q(
            criteria__outcome__framework__in=approved
        )
        kept = Metric.objects.filter(named).values("pk")
        gone = self.metrics.approved().exclude(pk__in=kept)
        gone.update(status=Metric.Status.SUPERSEDED)

    def retire(self, reason: str, *, by):
        """Take it out of use, for a reason that is published."""
        if not reason.strip():
            raise Refused(__("Enter why it is withdrawn"))
        self.move(
            self.Status.RETIRED,
            by=by,
            verb="framework.retired",
            data={"reason": reason.strip()},
        )
