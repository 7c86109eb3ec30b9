from django.db import models
from django.urls import reverse

from councils.models.council import Council, CouncilQuerySet


class Area(models.Model):
    """A ward or another named place of a council."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="areas")
    code = models.CharField(max_length=12, help_text="GSS code, like E05000123")
    name = models.CharField(max_length=100)
    boundary = models.JSONField(
        null=True, blank=True, help_text="GeoJSON geometry in degrees, WGS 84"
    )

    objects = CouncilQuerySet.as_manager()

    class Meta:
        ordering = ["name", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "code"], name="one_area_per_code_in_a_council"
            ),
            models.UniqueConstraint(
                fields=["council", "name"], name="one_area_per_name_in_a_council"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def trail_reference(self):
        return self.code

    def get_absolute_url(self):
        return reverse("councils:place_detail", args=[self.council.slug, self.code])
