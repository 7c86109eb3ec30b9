"""Which measures of different lists count the same thing, or nearly."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from audit import clock
from audit.lifecycle import Refused
from audit.trail import NATIONAL, record
from metrics.models.metric import Metric


class MetricMappingQuerySet(models.QuerySet):
    def about(self, metric):
        return self.filter(Q(metric=metric) | Q(other=metric))


class MetricMapping(models.Model):
    """The judgement that two measures count the same thing, or one contains the other.

    A mapping never turns one figure into another: it tells a reader where to look.
    """

    class Fit(models.TextChoices):
        SAME = "same", _("Counts the same")
        BROADER = "broader", _("Counts more than")
        CLOSE = "close", _("Counts something close to")

    metric = models.ForeignKey(
        Metric, on_delete=models.PROTECT, related_name="mapped_to"
    )
    other = models.ForeignKey(
        Metric, on_delete=models.PROTECT, related_name="mapped_from"
    )
    fit = models.CharField(max_length=8, choices=Fit)
    note = models.CharField(max_length=300)
    mapped_at = models.DateTimeField(default=clock.now)
    mapped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = MetricMappingQuerySet.as_manager()

    class Meta:
        ordering = ["metric__code", "other__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["metric", "other"], name="two_measures_are_mapped_once"
            ),
            models.CheckConstraint(
                condition=~Q(metric=F("other")), name="no_measure_maps_to_itself"
            ),
        ]

    @property
    def trail_chain(self):
        """A council's own measure is mapped by the council, in its own trail."""
        return self.metric.trail_chain if self.metric.is_local else NATIONAL

    def __str__(self):
        return f"{self.metric.code} {self.fit} {self.other.code}"

    @property
    def trail_reference(self):
        return f"{self.metric.code}/{self.other.code}"

    @classmethod
    @transaction.atomic
    def map(cls, metric: Metric, other: Metric, *, fit: str, note: str, by):
        """Say how two measures compare. Saying it again replaces what was said."""
        if metric == other:
            raise Refused(__("Choose two different measures"))
        if metric.unit != other.unit and fit == cls.Fit.SAME:
            raise Refused(
                __("They are counted in %(one)s and %(other)s, so not the same")
                % {"one": metric.unit, "other": other.unit}
            )
        if not note.strip():
            raise Refused(__("Enter how they compare"))
        mapping, _is_new = cls.objects.update_or_create(
            metric=metric,
            other=other,
            defaults={
                "fit": fit,
                "note": note.strip(),
                "mapped_at": clock.now(),
                "mapped_by": by if getattr(by, "pk", None) else None,
            },
        )
        record("metric.mapped", mapping, by=by, data={"fit": fit})
        return mapping
