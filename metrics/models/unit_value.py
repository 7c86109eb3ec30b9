"""What one unit of something good is worth in money."""

from django.db import models
from django.db.models import Q

from audit.trail import NATIONAL
from metrics.models.metric import CODE
from metrics.models.reference import Confidence, Source


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
    note = models.TextField(blank=True)
    confidence = models.CharField(max_length=12, choices=Confidence)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")

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
