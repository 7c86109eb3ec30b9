"""What was counted, and the corrections of it."""

import datetime as dt
from decimal import Decimal

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from councils.models import Area, Council, CouncilQuerySet
from metrics.models.metric import Metric


class ObservationQuerySet(CouncilQuerySet):
    def current(self):
        """Those that nothing has corrected since."""
        return self.filter(corrected_at=None)

    def latest_first(self):
        return self.order_by("-observed_on", "-pk")

    def of(self, metric):
        return self.filter(metric=metric)


class Observation(models.Model):
    """One value of a metric, seen at one time, with where it was seen.

    Rows are never changed: a correction is a new row that says what it corrects.
    """

    metric = models.ForeignKey(
        Metric, on_delete=models.PROTECT, related_name="observations"
    )
    council = models.ForeignKey(
        Council, on_delete=models.PROTECT, related_name="observations"
    )
    area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    value = models.DecimalField(max_digits=18, decimal_places=4)
    observed_on = models.DateField()
    source = models.CharField(max_length=250)
    corrects = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="corrected_by",
    )
    correction_reason = models.CharField(max_length=300, blank=True)
    corrected_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    recorded_at = models.DateTimeField(default=clock.now)

    objects = ObservationQuerySet.as_manager()

    class Meta:
        ordering = ["metric", "-observed_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["metric", "council", "area", "observed_on", "source"],
                condition=Q(corrected_at=None),
                name="one_current_observation_per_day_and_source",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=~Q(source=""), name="an_observation_has_a_source"
            ),
            models.CheckConstraint(
                condition=Q(corrects=None) | ~Q(correction_reason=""),
                name="a_correction_has_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.metric.code} {self.value} on {self.observed_on}"

    @property
    def trail_reference(self):
        return f"{self.metric.code}/{self.observed_on}"

    @classmethod
    @transaction.atomic
    def observe(
        cls,
        metric: Metric,
        council: Council,
        value: Decimal | int | str,
        *,
        observed_on: dt.date,
        source: str,
        by,
        area: Area | None = None,
    ) -> "Observation":
        """Write down what was seen. Saying the same again changes nothing; a second
        report of the same sight corrects the first."""
        new = cls(
            metric=metric,
            council=council,
            area=area,
            value=Decimal(value),
            observed_on=observed_on,
            source=source.strip(),
            recorded_by=by if getattr(by, "pk", None) else None,
        )
        new.refuse_if_wrong()
        known = new.same_sight()
        if known is None:
            new.save()
            record("metric.observed", new, by=by, data=new.told)
            return new
        if known.value == new.value:
            return known
        return known.correct(
            new.value, reason=_("A later report of the same figure"), by=by
        )

    def refuse_if_wrong(self) -> None:
        """Refuse a value, date, source or measure that cannot be."""
        self.metric.check_value(self.value)
        if not self.source:
            raise Refused(_("Enter where the figure comes from"))
        if self.observed_on > clock.today():
            raise Refused(_("The date must be today or in the past"))
        if self.metric.council_id not in (None, self.council.pk):
            raise Refused(_("That measure belongs to another council."))

    def same_sight(self) -> "Observation | None":
        """What stands now for the same measure, place, day and source."""
        names = ("metric", "council", "area", "observed_on", "source")
        same = {name: getattr(self, name) for name in names}
        found = Observation.objects.select_for_update(of=("self",)).current()
        return found.filter(**same).first()

    @property
    def told(self) -> dict:
        return {"value": self.value, "metric": self.metric.code}

    @transaction.atomic
    def correct(self, value: Decimal | int | str, *, reason: str, by) -> "Observation":
        """Put another value in its place. The old one stays readable, with why."""
        if not reason.strip():
            raise Refused(_("Enter why the figure is corrected"))
        mine = Observation.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if mine.corrected_at:
            raise Refused(_("This figure has been corrected already."))
        new = Observation(
            metric=mine.metric,
            council=mine.council,
            area=mine.area,
            value=Decimal(value),
            observed_on=mine.observed_on,
            source=mine.source,
            corrects=mine,
            correction_reason=reason.strip(),
            recorded_by=by if getattr(by, "pk", None) else None,
        )
        new.refuse_if_wrong()
        mine.corrected_at = self.corrected_at = clock.now()
        mine.save(update_fields=["corrected_at"])
        new.save()
        record(
            "metric.observation_corrected",
            new,
            by=by,
            data={**new.told, "before": mine.value},
        )
        return new
