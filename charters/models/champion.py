"""Who speaks up for the charter at the top of the council."""

import datetime as dt

from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from councils.models import Council, CouncilQuerySet


class ChampionQuerySet(CouncilQuerySet):
    def current(self, on: dt.date | None = None):
        on = on or clock.today()
        return self.filter(Q(until_on=None) | Q(until_on__gt=on), from_on__lte=on)


class Champion(models.Model):
    """A named person who answers in public for the charter, and says so each year."""

    class Seat(models.TextChoices):
        CABINET = "cabinet", gettext_lazy("In the cabinet")
        MANAGEMENT = "management", gettext_lazy("In senior management")

    council = models.ForeignKey(
        Council, on_delete=models.PROTECT, related_name="champions"
    )
    seat = models.CharField(max_length=12, choices=Seat)
    name = models.CharField(max_length=100)
    post = models.CharField(max_length=100)
    contact = models.EmailField()
    from_on = models.DateField(default=clock.today)
    until_on = models.DateField(null=True, blank=True)

    objects = ChampionQuerySet.as_manager()

    class Meta:
        ordering = ["council", "seat", "from_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "seat"],
                condition=Q(until_on=None),
                name="one_champion_in_each_seat",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="a_champion_leaves_after_starting",
            ),
        ]

    def __str__(self):
        return f"{self.get_seat_display()}, from {self.from_on}"

    @property
    def trail_reference(self):
        return f"champion-{self.pk}"

    @classmethod
    @transaction.atomic
    def name_one(cls, council, seat: str, *, by, **fields) -> "Champion":
        """Name somebody to a seat. Whoever held it leaves it today."""
        Council.objects.select_for_update(no_key=True).get(pk=council.pk)
        seat = cls.Seat(seat)
        for earlier in cls.objects.for_council(council).filter(
            seat=seat, until_on=None
        ):
            earlier.leave(by=by)
        champion = cls.objects.create(council=council, seat=seat, **fields)
        record("champion.named", champion, by=by, data={"seat": seat})
        return champion

    @transaction.atomic
    def leave(self, *, by) -> None:
        """Leave the seat empty, which the public page then shows."""
        self.until_on = clock.today()
        self.save(update_fields=["until_on"])
        record("champion.left", self, by=by, data={"seat": self.seat})

    @transaction.atomic
    def state(self, text: str, *, by) -> "ChampionStatement":
        """Publish this year's statement. There is one for each year."""
        if not text.strip():
            raise Refused(_("Enter the statement"))
        year = clock.today().year
        if self.statements.filter(year=year).exists():
            raise Refused(_("The statement of this year is published already."))
        made = self.statements.create(year=year, text=text.strip())
        record("champion.statement_made", self, by=by, data={"year": year})
        return made

    @property
    def owes_statement(self) -> bool:
        """Whether a whole year has gone by without a statement."""
        since = max([self.from_on, *(one.made_on for one in self.statements.all())])
        return clock.add_months(since, 12) < clock.today()

    @classmethod
    def seats(cls, council) -> list[tuple[str, "Champion | None"]]:
        """Each seat with who holds it; None where it is empty."""
        found = cls.objects.for_council(council).current()
        holders = {one.seat: one for one in found.prefetch_related("statements")}
        return [(str(seat.label), holders.get(seat.value)) for seat in cls.Seat]


class ChampionStatement(models.Model):
    """What a champion says of a year: what was promised, and what came of it."""

    champion = models.ForeignKey(
        Champion, on_delete=models.CASCADE, related_name="statements"
    )
    year = models.PositiveSmallIntegerField()
    text = models.TextField(max_length=1500)
    made_on = models.DateField(default=clock.today)

    class Meta:
        ordering = ["champion", "-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["champion", "year"], name="one_statement_a_year"
            )
        ]

    def __str__(self):
        return str(self.year)

    @property
    def council(self):
        return self.champion.council
