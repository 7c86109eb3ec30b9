"""Facts that change with time, each with its source and how sure we are."""

import datetime as dt
from collections.abc import Callable

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit import clock
from audit.trail import NATIONAL


class Confidence(models.TextChoices):
    """How far a reader may rely on a fact."""

    VERIFIED = "verified", _("Checked")
    DERIVED = "derived", _("Worked out from checked figures")
    DEFINITION = "definition", _("True by definition")
    SECONDARY = "secondary", _("Read in a text that quotes the official one")
    RECALLED = "recalled", _("Written from memory, to be checked")
    OWN = "own", _("Our own, not official")


class Source(models.Model):
    """Where a fact was read, and how much of it was read."""

    key = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=250)
    publisher = models.CharField(max_length=160, blank=True)
    url = models.URLField(max_length=400, blank=True)
    published_on = models.DateField(null=True, blank=True)
    read = models.TextField(blank=True, help_text=_("How much of it was read"))

    class Meta:
        ordering = ["key"]

    trail_chain = NATIONAL

    def __str__(self):
        return self.title


class DatedRuleQuerySet(models.QuerySet):
    def on(self, day: dt.date | None = None):
        """Those in force on a day, today if none is given."""
        day = day or clock.today()
        return self.filter(Q(until_on=None) | Q(until_on__gte=day), from_on__lte=day)

    def in_force(self, kind: str, on: dt.date | None = None) -> "DatedRule":
        """The one rule of a kind in force on a day.

        Raises `DatedRule.DoesNotExist`, in words, when no rule was in force that
        day: a caller must never guess one.
        """
        day = on or clock.today()
        rule = self.on(day).filter(kind=kind).order_by("-from_on").first()
        if rule is None:
            raise DatedRule.DoesNotExist(
                f"No rule “{kind}” is in force on {day:%d %B %Y}. "
                "Load the reference data (manage.py load_reference)."
            )
        return rule

    def value(self, kind: str, on: dt.date | None = None) -> dict:
        """The value of the rule of a kind in force on a day."""
        return self.in_force(kind, on).value

    def through_time(self, kind: str) -> Callable[[dt.date], dict]:
        """The values of a kind by day, read once for a list of many days."""
        rules = list(self.filter(kind=kind).order_by("-from_on"))

        def on(day: dt.date) -> dict:
            for rule in rules:
                ended = rule.until_on is not None and rule.until_on < day
                if rule.from_on <= day and not ended:
                    return rule.value
            return self.value(kind, day)  # raises, in words

        return on


class DatedRule(models.Model):
    """A threshold, period or list of words that holds from one day to another."""

    kind = models.SlugField(max_length=40)
    title = models.CharField(max_length=160)
    about = models.TextField(blank=True)
    value = models.JSONField()
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    confidence = models.CharField(max_length=12, choices=Confidence)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")

    objects = DatedRuleQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "from_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "from_on"], name="one_rule_of_a_kind_begins_on_a_day"
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="a_rule_ends_after_it_begins",
            ),
        ]

    trail_chain = NATIONAL

    def __str__(self):
        return f"{self.kind} from {self.from_on}"
