"""The change that people should see, and the measures that show it."""

import datetime as dt
import uuid
from decimal import Decimal

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from simple_history.models import HistoricalRecords

from audit.lifecycle import Refused
from charters.models.blocks import next_position
from charters.models.written import Written
from metrics.models import Metric


class Outcome(Written):
    """The change that people should see when a priority is met."""

    priority = models.ForeignKey(
        "charters.Priority", on_delete=models.CASCADE, related_name="outcomes"
    )
    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    position = models.PositiveSmallIntegerField()
    statement = models.CharField(max_length=200)
    history = HistoricalRecords()

    class Meta:
        ordering = ["priority", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["priority", "uid"],
                name="one_outcome_per_identity_in_a_priority",
            )
        ]

    def __str__(self):
        return self.statement

    @property
    def council(self):
        return self.priority.charter.council

    def reword(self, statement: str, *, by) -> None:
        with self.priority.charter.editing():
            self.statement = statement.strip()
            self.keep(by=by)
            self.priority._touch(by)

    def remove(self, *, by) -> None:
        with self.priority.charter.editing():
            self.discard(by=by)
            self.priority._touch(by)

    def add_target(
        self,
        metric: Metric,
        *,
        level: Decimal,
        due_on: dt.date,
        by,
        baseline: Decimal | None = None,
        baseline_on: dt.date | None = None,
    ) -> "Target":
        """Say which measure should reach which level, and by when."""
        refuse_unusable(metric, self.priority.charter.council)
        with self.priority.charter.editing():
            target = Target(
                outcome=self,
                metric=metric,
                level=level,
                due_on=due_on,
                baseline=baseline,
                baseline_on=baseline_on,
                position=next_position(self.targets),
            )
            target.keep(by=by)
            self.priority._touch(by)
        return target


class Target(Written):
    """A level that a metric should reach by a date."""

    outcome = models.ForeignKey(
        Outcome, on_delete=models.CASCADE, related_name="targets"
    )
    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    position = models.PositiveSmallIntegerField()
    metric = models.ForeignKey(
        Metric, on_delete=models.PROTECT, related_name="charter_targets"
    )
    baseline = models.DecimalField(
        max_digits=18, decimal_places=4, null=True, blank=True
    )
    baseline_on = models.DateField(null=True, blank=True)
    level = models.DecimalField(max_digits=18, decimal_places=4)
    due_on = models.DateField()
    history = HistoricalRecords()

    class Meta:
        ordering = ["outcome", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["outcome", "uid"], name="one_target_per_identity_in_an_outcome"
            ),
            models.CheckConstraint(
                condition=Q(baseline=None) | Q(baseline_on__isnull=False),
                name="a_baseline_has_a_date",
            ),
        ]

    def __str__(self):
        return f"{self.metric}: {self.level} by {self.due_on}"

    @property
    def council(self):
        return self.outcome.priority.charter.council

    @transaction.atomic
    def change(self, *, by, **values) -> None:
        """Take over new values of any of its fields."""
        if "metric" in values:
            refuse_unusable(values["metric"], self.outcome.priority.charter.council)
        with self.outcome.priority.charter.editing():
            for name, value in values.items():
                setattr(self, name, value)
            self.keep(by=by)
            self.outcome.priority._touch(by)

    def remove(self, *, by) -> None:
        with self.outcome.priority.charter.editing():
            self.discard(by=by)
            self.outcome.priority._touch(by)


def refuse_unusable(metric: Metric, council) -> None:
    """Targets stand on approved measures and on the council's own."""
    if not Metric.objects.usable_by(council).filter(pk=metric.pk).exists():
        raise Refused(
            _("“%s” is not an approved measure, nor one of this council's.")
            % metric.title
        )
