from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record


class EqualityAnalysis(models.Model):
    """What a charter means for people with protected characteristics, at one stage."""

    class Stage(models.TextChoices):
        SCOPING = "scoping", gettext_lazy("Before writing (scoping)")
        DRAFT = "draft", gettext_lazy("The draft for consultation")
        ADOPTION = "adoption", gettext_lazy("The text to be adopted")

    charter = models.ForeignKey(
        "charters.Charter", on_delete=models.CASCADE, related_name="equality_analyses"
    )
    stage = models.CharField(max_length=10, choices=Stage)
    summary = models.TextField(max_length=4000)
    address = models.URLField(blank=True, max_length=400)
    text_hash = models.CharField(max_length=64, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    attached_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["attached_at", "pk"]
        verbose_name_plural = "equality analyses"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(summary=""), name="an_equality_analysis_has_words"
            )
        ]

    def __str__(self):
        return f"{self.charter}: {self.get_stage_display()}"

    @property
    def council(self):
        return self.charter.council

    @property
    def trail_reference(self):
        return f"{self.charter.slug}/{self.stage}"

    @property
    def trail_label(self):
        return str(self)

    @classmethod
    @transaction.atomic
    def attach(cls, charter, stage: str, summary: str, *, by, address: str = ""):
        """Keep the analysis with the words it is about. Earlier ones stay readable."""
        if not summary.strip():
            raise Refused(_("Enter what the analysis found"), code="empty")
        analysis = cls.objects.create(
            charter=charter,
            stage=cls.Stage(stage),
            summary=summary.strip(),
            address=address,
            text_hash=charter.content_hash(),
            by=by,
        )
        record("equality_analysis.attached", analysis, by=by, data={"stage": stage})
        return analysis
