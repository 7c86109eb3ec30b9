"""What one unit of something good is worth in money."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode

from audit.trail import NATIONAL
from metrics.models.metric import CODE
from metrics.models.reference import Confidence, Source


class UnitValueQuerySet(models.QuerySet):
    def named(self, words: str):
        """Those whose code or title has these words; all when there are none."""
        has = Q(code__icontains=words) | Q(title__icontains=words)
        return self.filter(has) if words else self


class UnitValue(models.Model):
    """What one unit of something good is worth in money, from an open source."""

    code = models.CharField(max_length=40, unique=True, validators=[CODE])
    title = models.CharField(max_length=250)
    value = models.DecimalField(max_digits=14, decimal_places=2)
    low = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    high = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    unit = models.CharField(max_length=60)
    price_year = models.PositiveSmallIntegerField(null=True, blank=True)
    licence = models.CharField(max_length=200)
    use_for = models.TextField(blank=True)
    not_for = models.TextField(blank=True)
    note = models.TextField(blank=True)
    confidence = models.CharField(max_length=12, choices=Confidence)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")

    objects = UnitValueQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confidence__in=["verified", "derived", "definition"]),
                name="a_unit_value_is_one_that_may_be_loaded",
            )
        ]

    trail_chain = NATIONAL

    def __str__(self):
        return f"{self.code} £{self.value} per {self.unit}"

    def get_absolute_url(self):
        return f"{reverse('unit_values')}?{urlencode({'q': self.code})}"
