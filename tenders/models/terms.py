from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from audit.lifecycle import Refused
from audit.trail import record
from charters.models import EditionPriority, EditionTarget
from metrics.models import Metric
from tenders import starting_weights
from tenders.models.tender import PERCENT, Tender
from tenders.plain_dates import plain_number


class Checked(models.Model):
    class Meta:
        abstract = True

    def check_and_save(self) -> None:
        try:
            self.full_clean(validate_constraints=False)
        except ValidationError as problem:
            raise Refused(problem.messages) from problem
        self.save()


class TenderPriority(Checked):
    """A priority of the charter that a tender asks for, with its weight."""

    tender = models.ForeignKey(
        Tender, on_delete=models.CASCADE, related_name="priorities"
    )
    edition_priority = models.ForeignKey(
        EditionPriority, on_delete=models.PROTECT, related_name="tender_priorities"
    )
    weight = models.DecimalField(max_digits=5, decimal_places=2, validators=PERCENT)
    charter_weight = models.DecimalField(
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("What it weighed in the charter when it was added"),
    )
    weight_reason = models.CharField(
        max_length=600,
        blank=True,
        help_text=_("Why it does not count as the charter's weights say"),
    )
    question = models.TextField(max_length=600)

    class Meta:
        ordering = ["tender", "edition_priority__position"]
        verbose_name_plural = "tender priorities"
        constraints = [
            models.UniqueConstraint(
                fields=["tender", "edition_priority"],
                name="a_priority_stands_once_in_a_tender",
            ),
            models.CheckConstraint(
                condition=Q(weight__gt=0), name="a_priority_in_a_tender_has_a_weight"
            ),
        ]

    def __str__(self):
        return f"{self.code} in {self.tender.reference}"

    @property
    def council(self):
        return self.tender.council

    @property
    def code(self) -> str:
        return self.edition_priority.code

    @property
    def title(self) -> str:
        return self.edition_priority.title

    @property
    def follows_charter(self) -> bool:
        """Whether its weight is worked out from the charter's weights."""
        return self.charter_weight is not None and not self.weight_reason

    @property
    def weighed(self) -> dict[str, str]:
        """Its weight as the trail tells it, with the reason if there is one."""
        said = {"weight": str(self.weight)}
        if self.weight_reason:
            said["weight_reason"] = self.weight_reason
        return said

    def clean(self):
        if self.weight is not None and self.weight <= 0:
            raise ValidationError(__("Weight must be more than 0"))

    @transaction.atomic
    def change(self, *, by, weight=None, weight_reason="", **fields) -> None:
        self.tender.stay_editable()
        for name, value in fields.items():
            setattr(self, name, value)
        starting_weights.settle(self, weight, weight_reason)
        record(
            "tender.priority_changed",
            self.tender,
            by=by,
            data={"priority": self.code, **self.weighed},
        )

    @transaction.atomic
    def remove(self, *, by) -> None:
        self.tender.stay_editable()
        record(
            "tender.priority_removed",
            self.tender,
            by=by,
            data={"priority": self.code},
        )
        self.delete()
        starting_weights.share_out(self.tender)

    @transaction.atomic
    def add_metric(
        self,
        metric: Metric,
        *,
        level,
        share=100,
        edition_target: EditionTarget | None = None,
        by,
    ) -> "TenderMetric":
        """Ask for an amount of a measure. `level` of it earns the full share."""
        self.tender.stay_editable()
        usable = Metric.objects.usable_by(self.council) | Metric.objects.filter(
            edition_targets__edition_priority=self.edition_priority
        )
        if not usable.filter(pk=metric.pk).exists():
            raise Refused(__("That measure is not approved for this council."))
        if self.metrics.filter(metric=metric).exists():
            raise Refused(__("This measure is already under the priority."))
        asked = TenderMetric(
            tender_priority=self,
            metric=metric,
            edition_target=edition_target,
            level=level,
            share=share,
        )
        asked.check_and_save()
        record(
            "tender.measure_added",
            self.tender,
            by=by,
            data={"priority": self.code, "metric": metric.code, "level": str(level)},
        )
        return asked


class TenderMetric(Checked):
    """A measure that a tender asks for under a priority, and what earns full marks."""

    tender_priority = models.ForeignKey(
        TenderPriority, on_delete=models.CASCADE, related_name="metrics"
    )
    metric = models.ForeignKey(
        Metric, on_delete=models.PROTECT, related_name="tender_metrics"
    )
    edition_target = models.ForeignKey(
        EditionTarget,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="tender_metrics",
    )
    level = models.DecimalField(
        max_digits=18,
        decimal_places=4,
        validators=[MinValueValidator(Decimal(0))],
    )
    share = models.DecimalField(
        max_digits=5, decimal_places=2, default=100, validators=PERCENT
    )

    class Meta:
        ordering = ["tender_priority", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["tender_priority", "metric"],
                name="a_measure_stands_once_under_a_priority",
            ),
            models.CheckConstraint(
                condition=Q(level__gte=0), name="a_level_asked_for_is_not_negative"
            ),
        ]

    def __str__(self):
        return f"{self.metric.code} under {self.tender_priority}"

    @property
    def council(self):
        return self.tender_priority.council

    @property
    def lower_is_better(self) -> bool:
        return self.metric.direction == Metric.Direction.LOWER

    @property
    def plain_level(self) -> str:
        return plain_number(self.level)

    def clean(self):
        if self.level is None:
            return
        self.metric.check_value(self.level)
        if self.level == 0 and not self.lower_is_better:
            raise ValidationError(__("The amount for full marks must be more than 0"))

    @transaction.atomic
    def remove(self, *, by) -> None:
        tender = self.tender_priority.tender
        tender.stay_editable()
        record(
            "tender.measure_removed", tender, by=by, data={"metric": self.metric.code}
        )
        self.delete()
