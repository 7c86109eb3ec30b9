from django.db import models

from audit import clock


class Hold(models.Model):
    """Something that must be settled before a charter can be submitted or adopted."""

    charter = models.ForeignKey(
        "charters.Charter", on_delete=models.CASCADE, related_name="holds"
    )
    key = models.CharField(max_length=80)
    sentence = models.CharField(max_length=300)
    locks_text_until = models.DateTimeField(null=True, blank=True)
    placed_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["placed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["charter", "key"], name="one_hold_per_key_on_a_charter"
            )
        ]

    def __str__(self):
        return self.sentence
