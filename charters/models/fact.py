"""What is known about the place, so that a charter can say why."""

import uuid

from django.db import models
from django.db.models import Max, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from simple_history.models import HistoricalRecords

from audit import clock
from audit.lifecycle import Refused
from charters.models.content import Clause
from charters.models.written import Written
from councils.models import Area
from metrics.models import DatedRule
from records.models import StoredFile


class FactQuerySet(models.QuerySet):
    def with_uses(self):
        """Adds its places, the paragraphs and the priorities that lean on it."""
        return self.select_related("charter__council", "file").prefetch_related(
            "areas", "clauses__section", "priorities__name"
        )


class Fact(Written):
    """A piece of evidence: what it tells us, its figure, its source and its date."""

    charter = models.ForeignKey(
        "charters.Charter", on_delete=models.CASCADE, related_name="facts"
    )
    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField(
        help_text=gettext_lazy("Its number in this charter, never given twice")
    )
    claim = models.CharField(max_length=300)
    figure = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    unit = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=200)
    url = models.URLField(max_length=400, blank=True)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    data_on = models.DateField()
    areas = models.ManyToManyField(Area, blank=True, related_name="facts")
    clauses = models.ManyToManyField(
        Clause,
        blank=True,
        related_name="facts",
        help_text=gettext_lazy("The paragraphs for which it is the reason"),
    )
    history = HistoricalRecords(m2m_fields=[areas, clauses])

    objects = FactQuerySet.as_manager()

    class Meta:
        ordering = ["charter", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["charter", "number"], name="one_fact_per_number_in_a_charter"
            ),
            models.UniqueConstraint(
                fields=["charter", "uid"], name="one_fact_per_identity_in_a_charter"
            ),
            models.CheckConstraint(
                condition=~Q(claim="") & ~Q(source=""),
                name="a_fact_says_something_and_where_it_comes_from",
            ),
            models.CheckConstraint(
                condition=Q(figure=None) | ~Q(unit=""), name="a_figure_has_a_unit"
            ),
        ]

    def __str__(self):
        return _("Evidence %(number)d: %(claim)s") % {
            "number": self.number,
            "claim": self.claim,
        }

    @property
    def council(self):
        return self.charter.council

    def get_absolute_url(self):
        return reverse(
            "charters:fact_edit",
            args=[self.council.slug, self.charter.slug, self.number],
        )

    @classmethod
    def add(cls, charter, *, by, **words) -> "Fact":
        """Put a new piece of evidence into the charter's library."""
        with charter.editing() as charter:
            return cls.put(charter, by=by, **words)

    @classmethod
    def put(cls, charter, *, by, areas=(), clauses=(), **words) -> "Fact":
        """The same for who is editing the charter already, as an import is."""
        fact = cls(charter=charter, number=cls._next_number(charter), **words)
        fact.keep(by=by)
        fact._link(areas or None, clauses or None)
        return fact

    @classmethod
    def _next_number(cls, charter) -> int:
        """One more than any that this charter ever gave, removed ones included."""
        given = cls.history.filter(charter_id=charter.pk)
        return (given.aggregate(last=Max("number"))["last"] or 0) + 1

    def change(self, *, by, **words) -> None:
        """Correct or renew it. Priorities that lean on it then say the new words."""
        with self.charter.editing():
            self.take(by=by, **words)

    def take(self, *, by, areas=None, clauses=None, **words) -> None:
        """The same for who is editing the charter already."""
        for name, value in words.items():
            setattr(self, name, value)
        self.keep(by=by)
        self._link(areas, clauses)

    def remove(self, *, by) -> None:
        with self.charter.editing():
            self.discard(by=by)

    def _link(self, areas, clauses) -> None:
        if areas is not None:
            areas = list(areas)
            if any(area.council_id != self.charter.council_id for area in areas):
                raise Refused(_("Choose places of this council."))
            self.areas.set(areas)
        if clauses is not None:
            clauses = list(clauses)
            if any(one.section.charter_id != self.charter_id for one in clauses):
                raise Refused(_("Choose paragraphs of this charter."))
            self.clauses.set(clauses)

    def warning(self, months: int | None = None) -> str:
        """Why its age deserves a second look, or an empty string.

        `months` is the age from which it does, for who asks about many.
        """
        months = months or warn_after_months()
        if clock.add_months(self.data_on, months) >= clock.today():
            return ""
        return _("This is older than %d months. Look for newer data.") % months


def warn_after_months() -> int:
    """From how many months on evidence is old, by today's rule."""
    return DatedRule.objects.value("evidence_age")["warn_after_months"]
