"""What an edition froze, in rows that other records can point at."""

from datetime import datetime

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy

from audit import clock
from charters import compare
from charters.models import standing
from metrics.models import Metric


class Lineage(models.TextChoices):
    """What became of a part since the edition before."""

    KEPT = compare.KEPT, gettext_lazy("Kept")
    REWORDED = compare.REWORDED, gettext_lazy("Reworded")
    MERGED = "merged", gettext_lazy("Merged")
    SPLIT = "split", gettext_lazy("Split")
    NEW = compare.NEW, gettext_lazy("New")


class EditionClause(models.Model):
    """One paragraph as an edition froze it, with the identity that it keeps."""

    edition = models.ForeignKey(
        "charters.Edition", on_delete=models.PROTECT, related_name="clauses"
    )
    uid = models.UUIDField(db_index=True)
    position = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=12)
    section_key = models.SlugField(max_length=64)
    heading = models.CharField(max_length=100)
    text = models.TextField()
    html = models.TextField()
    is_open = models.BooleanField()
    lineage = models.CharField(max_length=10, choices=Lineage)
    came_from = models.JSONField(default=list)

    class Meta:
        ordering = ["edition", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "uid"], name="a_clause_stands_once_in_an_edition"
            )
        ]

    def __str__(self):
        return f"{self.number} {self.text[:60]}"

    @property
    def council(self):
        return self.edition.charter.council


class EditionPriorityQuerySet(models.QuerySet):
    def public(self, at: datetime | None = None):
        """Those of editions that anyone may read."""
        return self.filter(edition__release__public_from__lte=at or clock.now())

    def in_force(self):
        """Those that tenders may cite."""
        holds = standing.in_force("edition__charter__")
        return self.filter(holds, edition__kind=standing.ADOPTED)

    def in_latest_draft(self):
        """Those of the edition among them that was frozen last."""
        last = self.order_by("-edition__frozen_at").values("edition")[:1]
        return self.filter(edition=models.Subquery(last))


class EditionPriority(models.Model):
    """One priority as an edition froze it."""

    edition = models.ForeignKey(
        "charters.Edition", on_delete=models.PROTECT, related_name="priorities"
    )
    uid = models.UUIDField(db_index=True)
    code = models.CharField(max_length=12)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=60)
    statement = models.CharField(max_length=200)
    theme = models.CharField(max_length=60, blank=True)
    document = models.JSONField()
    lineage = models.CharField(max_length=10, choices=Lineage)

    objects = EditionPriorityQuerySet.as_manager()

    class Meta:
        ordering = ["edition", "position"]
        verbose_name_plural = "edition priorities"
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "uid"], name="a_priority_stands_once_in_an_edition"
            )
        ]

    def __str__(self):
        return f"{self.code} {self.title}"

    @property
    def council(self):
        return self.edition.charter.council

    def get_absolute_url(self):
        return reverse("charters:priority_detail", args=[self.council.slug, self.code])


class EditionGround(models.Model):
    """A paragraph that a frozen priority rests on: from words to what is asked for."""

    edition_priority = models.ForeignKey(
        EditionPriority, on_delete=models.PROTECT, related_name="grounds"
    )
    edition_clause = models.ForeignKey(
        EditionClause, on_delete=models.PROTECT, related_name="grounded"
    )

    class Meta:
        ordering = ["edition_priority", "edition_clause__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition_priority", "edition_clause"],
                name="a_priority_rests_on_a_clause_once",
            )
        ]

    def __str__(self):
        return f"{self.edition_priority} rests on {self.edition_clause.number}"


class EditionTarget(models.Model):
    """One target as an edition froze it: the metric, its level and its date."""

    edition_priority = models.ForeignKey(
        EditionPriority, on_delete=models.PROTECT, related_name="targets"
    )
    uid = models.UUIDField(db_index=True)
    outcome_uid = models.UUIDField()
    outcome = models.CharField(max_length=200)
    metric = models.ForeignKey(
        Metric, on_delete=models.PROTECT, related_name="edition_targets"
    )
    baseline = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    baseline_on = models.DateField(null=True)
    level = models.DecimalField(max_digits=18, decimal_places=4)
    due_on = models.DateField()

    class Meta:
        ordering = ["edition_priority", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition_priority", "uid"],
                name="a_target_stands_once_in_an_edition_priority",
            )
        ]

    def __str__(self):
        return f"{self.metric.title}: {self.level} by {self.due_on}"
