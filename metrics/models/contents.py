"""What a framework holds: themes, outcomes, and the criteria that are judged."""

from django.db import models

from metrics.models.framework import Framework
from metrics.models.reference import Confidence, Source


class FrameworkTheme(models.Model):
    """A theme or mission of a framework, which gathers outcomes."""

    framework = models.ForeignKey(
        Framework, on_delete=models.CASCADE, related_name="themes"
    )
    code = models.CharField(max_length=20)
    title = models.CharField(max_length=160)
    position = models.PositiveSmallIntegerField(default=0)
    confidence = models.CharField(max_length=12, choices=Confidence)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["framework", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "code"], name="one_theme_per_code_in_a_framework"
            )
        ]

    def __str__(self):
        return self.title


class FrameworkOutcome(models.Model):
    """A change that a framework wants to see."""

    framework = models.ForeignKey(
        Framework, on_delete=models.CASCADE, related_name="outcomes"
    )
    theme = models.ForeignKey(
        FrameworkTheme,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="outcomes",
    )
    code = models.CharField(max_length=20)
    title = models.CharField(max_length=160)
    about = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    confidence = models.CharField(max_length=12, choices=Confidence)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["framework", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "code"], name="one_outcome_per_code_in_a_framework"
            )
        ]

    def __str__(self):
        return f"{self.code} {self.title}"


class FrameworkCriterion(models.Model):
    """A criterion by which bids are judged for an outcome, and what it counts."""

    outcome = models.ForeignKey(
        FrameworkOutcome, on_delete=models.CASCADE, related_name="criteria"
    )
    code = models.CharField(max_length=20)
    code_is_official = models.BooleanField(default=True)
    title = models.CharField(max_length=160)
    about = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    metrics = models.ManyToManyField(
        "metrics.Metric", blank=True, related_name="criteria"
    )
    confidence = models.CharField(max_length=12, choices=Confidence)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["outcome", "position"]
        verbose_name_plural = "framework criteria"
        constraints = [
            models.UniqueConstraint(
                fields=["outcome", "code"], name="one_criterion_per_code_in_an_outcome"
            )
        ]

    def __str__(self):
        return f"{self.code} {self.title}"
