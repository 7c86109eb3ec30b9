"""With whom and for whom a charter was made, and the largest contracts it allows."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy
from simple_history.models import HistoricalRecords

from charters.models.blocks import next_position
from charters.models.written import Written


class CharterRow(Written):
    """One row of a list that belongs to a charter's working text."""

    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    position = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True

    @property
    def council(self):
        return self.charter.council

    @classmethod
    def add(cls, charter, *, by, **words):
        with charter.editing() as charter:
            rows = cls.objects.filter(charter=charter)
            row = cls(charter=charter, position=next_position(rows), **words)
            row.keep(by=by)
        return row

    def change(self, *, by, **words) -> None:
        with self.charter.editing():
            for name, value in words.items():
                setattr(self, name, value)
            self.keep(by=by)

    def remove(self, *, by) -> None:
        with self.charter.editing():
            self.discard(by=by)


class Stakeholder(CharterRow):
    """A group that a charter touches: how it was reached, and what it said."""

    class Effect(models.TextChoices):
        GAINS = "gains", gettext_lazy("Gains from it")
        DELIVERS = "delivers", gettext_lazy("Helps to deliver it")
        HARMED = "harmed", gettext_lazy("Could be harmed by it")
        MISSED = "missed", gettext_lazy("Is often missed")

    charter = models.ForeignKey(
        "charters.Charter", on_delete=models.CASCADE, related_name="stakeholders"
    )
    name = models.CharField(max_length=100)
    effect = models.CharField(max_length=10, choices=Effect)
    how_reached = models.CharField(max_length=300, blank=True)
    how_many = models.PositiveIntegerField(null=True, blank=True)
    what_they_said = models.TextField(max_length=600, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["charter", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""), name="a_stakeholder_group_has_a_name"
            )
        ]

    def __str__(self):
        return self.name


class CoDesign(CharterRow):
    """A meeting at which people helped to make the charter, and what it changed."""

    charter = models.ForeignKey(
        "charters.Charter", on_delete=models.CASCADE, related_name="co_design"
    )
    title = models.CharField(max_length=100)
    held_on = models.DateField()
    who = models.CharField(
        max_length=300, help_text=gettext_lazy("Groups, never a person's name")
    )
    how_many = models.PositiveIntegerField(null=True, blank=True)
    changed = models.TextField(max_length=600)
    history = HistoricalRecords()

    class Meta:
        ordering = ["charter", "held_on", "position", "pk"]
        verbose_name_plural = "co-design entries"
        constraints = [
            models.CheckConstraint(
                condition=~Q(who="") & ~Q(changed=""),
                name="co_design_says_who_and_what_changed",
            )
        ]

    def __str__(self):
        return self.title


class Category(models.TextChoices):
    """What is bought."""

    GOODS = "goods", gettext_lazy("Goods")
    SERVICES = "services", gettext_lazy("Services")
    WORKS = "works", gettext_lazy("Works")


class ValueCap(CharterRow):
    """The largest contract of a kind that needs neither lots nor a reason."""

    charter = models.ForeignKey(
        "charters.Charter", on_delete=models.CASCADE, related_name="value_caps"
    )
    category = models.CharField(max_length=10, choices=Category)
    most = models.DecimalField(max_digits=14, decimal_places=2)
    history = HistoricalRecords()

    class Meta:
        ordering = ["charter", "category"]
        constraints = [
            models.UniqueConstraint(
                fields=["charter", "category"], name="one_value_cap_per_category"
            ),
            models.CheckConstraint(
                condition=Q(most__gt=0), name="a_value_cap_is_more_than_nothing"
            ),
        ]

    def __str__(self):
        return f"{self.get_category_display()}: {self.most}"

    @classmethod
    def set_all(cls, charter, caps: dict, *, by) -> None:
        """Set the cap of each category; None takes it away."""
        with charter.editing() as charter:
            known = {cap.category: cap for cap in charter.value_caps.all()}
            for category, most in caps.items():
                cap = known.get(category)
                if most is None and cap:
                    cap.discard(by=by)
                elif most is not None and (cap is None or cap.most != most):
                    cap = cap or cls(charter=charter, category=category, position=1)
                    cap.most = most
                    cap.keep(by=by)
