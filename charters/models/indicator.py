"""Outcomes in numbers, and the values that were seen since."""

import datetime as dt
from decimal import Decimal

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from simple_history.models import HistoricalRecords

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from charters import indicators
from charters.models.outcome import Outcome
from charters.models.written import Written
from councils.models import Council, CouncilQuerySet


class Indicator(Written):
    """An outcome in numbers: how many fewer or more of what, from where, by when."""

    class Direction(models.TextChoices):
        FEWER = indicators.FEWER, gettext_lazy("Fewer or less")
        MORE = indicators.MORE, gettext_lazy("More")

    outcome = models.OneToOneField(
        Outcome, on_delete=models.CASCADE, related_name="indicator"
    )
    words = models.CharField(max_length=120, help_text=gettext_lazy("As people see it"))
    direction = models.CharField(max_length=5, choices=Direction)
    baseline = models.DecimalField(max_digits=18, decimal_places=4)
    baseline_on = models.DateField()
    source = models.CharField(max_length=200)
    amount = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    percent = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    due_on = models.DateField()
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0, percent=None) | Q(amount=None, percent__gt=0),
                name="an_indicator_aims_at_an_amount_or_a_percentage",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gt=models.F("baseline_on")),
                name="an_indicator_is_due_after_its_baseline",
            ),
            models.CheckConstraint(
                condition=~Q(words="") & ~Q(source=""),
                name="an_indicator_says_of_what_and_from_where",
            ),
        ]

    def __str__(self):
        return f"{indicators.count(self.change)} {self.direction} {self.words}"

    @property
    def council(self):
        return self.outcome.council

    @property
    def change(self) -> Decimal:
        """How much should change; worked out where a percentage is aimed for."""
        return indicators.change_of(
            self.baseline, amount=self.amount, percent=self.percent
        )

    @property
    def level(self) -> Decimal:
        """Where it should stand by the target date."""
        return indicators.level_of(self.baseline, self.change, self.direction)

    @classmethod
    def set_for(cls, outcome: Outcome, *, by, **values) -> "Indicator":
        """Say the outcome in numbers, in place of what was said before."""
        with outcome.priority.charter.editing():
            indicator = cls.objects.filter(outcome=outcome).first() or cls(
                outcome=outcome
            )
            for name, value in values.items():
                setattr(indicator, name, value)
            if indicator.level < 0:
                raise Refused(_("There cannot be fewer than none by the target date."))
            indicator.keep(by=by)
            outcome.priority._touch(by)
        return indicator

    def remove(self, *, by) -> None:
        with self.outcome.priority.charter.editing():
            self.discard(by=by)
            self.outcome.priority._touch(by)


class IndicatorValueQuerySet(CouncilQuerySet):
    def of(self, outcome_uids):
        """Those of some outcomes; of two for one day, the one written down last."""
        found = self.filter(outcome_uid__in=outcome_uids)
        return found.order_by("outcome_uid", "seen_on", "-pk").distinct(
            "outcome_uid", "seen_on"
        )


class IndicatorValue(models.Model):
    """A value of an indicator as it was seen: dated, sourced and never altered."""

    council = models.ForeignKey(
        Council, on_delete=models.PROTECT, related_name="indicator_values"
    )
    outcome_uid = models.UUIDField(
        db_index=True, help_text=gettext_lazy("The outcome's permanent id")
    )
    value = models.DecimalField(max_digits=18, decimal_places=4)
    seen_on = models.DateField()
    source = models.CharField(max_length=200)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(default=clock.now)

    objects = IndicatorValueQuerySet.as_manager()

    class Meta:
        ordering = ["outcome_uid", "seen_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(source=""), name="an_indicator_value_has_a_source"
            )
        ]

    def __str__(self):
        return f"{self.value} on {self.seen_on}"

    @property
    def trail_reference(self):
        return f"{self.outcome_uid}/{self.seen_on}"

    @property
    def trail_label(self):
        return str(self.seen_on)

    @classmethod
    @transaction.atomic
    def write_down(
        cls, council, outcome_uid, value: Decimal, *, seen_on: dt.date, source: str, by
    ) -> "IndicatorValue":
        """Write down what was seen. A later row for the same day corrects it."""
        if seen_on > clock.today():
            raise Refused(_("The date must be today or in the past"))
        if not source.strip():
            raise Refused(_("Enter where the figure comes from"))
        row = cls.objects.create(
            council=council,
            outcome_uid=outcome_uid,
            value=value,
            seen_on=seen_on,
            source=source.strip(),
            recorded_by=by,
        )
        record("indicator.value_recorded", row, by=by, data={"value": value})
        return row
