import datetime as dt
import uuid
from decimal import Decimal

from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from simple_history.models import HistoricalRecords

from audit.lifecycle import Refused
from charters.models.blocks import next_position
from charters.models.content import Clause
from charters.models.written import Ordered, Written
from councils.models import Area, Council, CouncilQuerySet
from metrics.models import Metric


class PriorityNameQuerySet(CouncilQuerySet):
    def with_code(self, code: str):
        """The one with a code such as P3, if there is one."""
        letter, number = code[:1], code[1:]
        if letter != "P" or not (number.isascii() and number.isdecimal()):
            return self.none()
        return self.filter(number=number)


class PriorityName(models.Model):
    """A code that a council gave to one priority. It is never given to another."""

    council = models.ForeignKey(
        Council, on_delete=models.PROTECT, related_name="priority_names"
    )
    number = models.PositiveIntegerField()
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = PriorityNameQuerySet.as_manager()

    class Meta:
        ordering = ["council", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "number"],
                name="a_priority_code_is_used_once_in_a_council",
            )
        ]

    def __str__(self):
        return self.code

    @property
    def code(self) -> str:
        return f"P{self.number}"

    @classmethod
    def next_for(cls, council) -> "PriorityName":
        """The next free code. Two people who ask at once get two codes."""
        Council.objects.select_for_update(no_key=True).get(pk=council.pk)
        last = cls.objects.for_council(council).last()
        return cls.objects.create(
            council=council, number=last.number + 1 if last else 1
        )


class Theme(models.TextChoices):
    """What a priority is about, shown as a word with a colour and a line style."""

    WORK = "work", gettext_lazy("Work and skills")
    BUSINESS = "business", gettext_lazy("Local business")
    HEALTH = "health", gettext_lazy("Health and wellbeing")
    NATURE = "nature", gettext_lazy("Nature and climate")
    COMMUNITY = "community", gettext_lazy("Community and place")
    FAIRNESS = "fairness", gettext_lazy("Fairness and inclusion")


class PriorityQuerySet(models.QuerySet):
    def with_targets(self):
        """Adds the code, places, outcomes, and targets with their metrics."""
        return self.select_related("name").prefetch_related(
            "areas", "rests_on", "outcomes__targets__metric"
        )


class Priority(Ordered, Written):
    """Something that matters here, and that public contracts must work for."""

    charter = models.ForeignKey(
        "charters.Charter", on_delete=models.CASCADE, related_name="priorities"
    )
    name = models.ForeignKey(
        PriorityName, on_delete=models.PROTECT, related_name="priorities"
    )
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=60)
    statement = models.CharField(max_length=200)
    why = models.TextField(blank=True)
    who_benefits = models.TextField(blank=True)
    theme = models.CharField(max_length=12, choices=Theme, blank=True)
    areas = models.ManyToManyField(Area, blank=True, related_name="priorities")
    rests_on = models.ManyToManyField(
        Clause,
        blank=True,
        related_name="priorities",
        help_text=gettext_lazy("The paragraphs from which this priority follows"),
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords(m2m_fields=[areas, rests_on])

    objects = PriorityQuerySet.as_manager()

    class Meta:
        ordering = ["charter", "position"]
        verbose_name_plural = "priorities"
        constraints = [
            models.UniqueConstraint(
                fields=["charter", "name"], name="a_priority_stands_once_in_a_charter"
            ),
            models.UniqueConstraint(
                fields=["charter", "position"],
                name="one_priority_per_place_in_a_charter",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.title}"

    @property
    def council(self):
        return self.charter.council

    def get_absolute_url(self):
        return reverse(
            "charters:priority_work",
            args=[self.council.slug, self.charter.slug, self.code],
        )

    @property
    def code(self) -> str:
        return self.name.code

    @property
    def uid(self) -> uuid.UUID:
        return self.name.uid

    @property
    def neighbours(self):
        return self.charter.priorities.all()

    @classmethod
    def add(cls, charter, *, by, areas=(), rests_on=(), **words) -> "Priority":
        """A new priority at the end, with a code that is its own for ever."""
        with charter.editing() as charter:
            priority = cls(
                charter=charter,
                name=PriorityName.next_for(charter.council),
                position=next_position(charter.priorities),
                **words,
            )
            priority.keep(by=by)
            priority._place_in(areas)
            priority._rest_on(rests_on)
        return priority

    def rewrite(
        self,
        *,
        by,
        version: int | None = None,
        areas=None,
        rests_on=None,
        **words,
    ) -> None:
        """Change the words. `version` is the one that the writer opened, if known."""
        with self.charter.editing():
            fresh = Priority.objects.select_for_update(of=("self",)).get(pk=self.pk)
            if version is not None and fresh.version != version:
                raise Refused(
                    _("“%s” was changed by somebody else after you opened it.")
                    % fresh.title,
                    code="edit_conflict",
                )
            self._touch(by, **words)
            if areas is not None:
                self._place_in(areas)
            if rests_on is not None:
                self._rest_on(rests_on)

    def remove(self, *, by) -> None:
        """Take the priority out of this charter. Its code is not used again."""
        with self.charter.editing():
            self.discard(by=by)

    def move_up(self, *, by) -> None:
        with self.charter.editing():
            self.change_places(-1, by=by)

    def move_down(self, *, by) -> None:
        with self.charter.editing():
            self.change_places(+1, by=by)

    def add_outcome(self, statement: str, *, by) -> "Outcome":
        with self.charter.editing():
            outcome = Outcome(
                priority=self,
                statement=statement.strip(),
                position=next_position(self.outcomes),
            )
            outcome.keep(by=by)
            self._touch(by)
        return outcome

    def _place_in(self, areas) -> None:
        areas = list(areas)
        if any(area.council_id != self.charter.council_id for area in areas):
            raise Refused(_("Choose places of this council."))
        self.areas.set(areas)

    def _rest_on(self, clauses) -> None:
        clauses = list(clauses)
        if any(clause.section.charter_id != self.charter_id for clause in clauses):
            raise Refused(_("Choose paragraphs of this charter."))
        self.rests_on.set(clauses)

    def _touch(self, by, **changes) -> None:
        self.refresh_from_db()
        for name, value in changes.items():
            setattr(self, name, value)
        self.version += 1
        self.keep(by=by)


class Outcome(Written):
    """The change that people should see when a priority is met."""

    priority = models.ForeignKey(
        Priority, on_delete=models.CASCADE, related_name="outcomes"
    )
    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    position = models.PositiveSmallIntegerField()
    statement = models.CharField(max_length=200)
    history = HistoricalRecords()

    class Meta:
        ordering = ["priority", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["priority", "uid"],
                name="one_outcome_per_identity_in_a_priority",
            )
        ]

    def __str__(self):
        return self.statement

    @property
    def council(self):
        return self.priority.charter.council

    def reword(self, statement: str, *, by) -> None:
        with self.priority.charter.editing():
            self.statement = statement.strip()
            self.keep(by=by)
            self.priority._touch(by)

    def remove(self, *, by) -> None:
        with self.priority.charter.editing():
            self.discard(by=by)
            self.priority._touch(by)

    def add_target(
        self,
        metric: Metric,
        *,
        level: Decimal,
        due_on: dt.date,
        by,
        baseline: Decimal | None = None,
        baseline_on: dt.date | None = None,
    ) -> "Target":
        """Say which measure should reach which level, and by when."""
        refuse_unusable(metric, self.priority.charter.council)
        with self.priority.charter.editing():
            target = Target(
                outcome=self,
                metric=metric,
                level=level,
                due_on=due_on,
                baseline=baseline,
                baseline_on=baseline_on,
                position=next_position(self.targets),
            )
            target.keep(by=by)
            self.priority._touch(by)
        return target


class Target(Written):
    """A level that a metric should reach by a date."""

    outcome = models.ForeignKey(
        Outcome, on_delete=models.CASCADE, related_name="targets"
    )
    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    position = models.PositiveSmallIntegerField()
    metric = models.ForeignKey(
        Metric, on_delete=models.PROTECT, related_name="charter_targets"
    )
    baseline = models.DecimalField(
        max_digits=18, decimal_places=4, null=True, blank=True
    )
    baseline_on = models.DateField(null=True, blank=True)
    level = models.DecimalField(max_digits=18, decimal_places=4)
    due_on = models.DateField()
    history = HistoricalRecords()

    class Meta:
        ordering = ["outcome", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["outcome", "uid"], name="one_target_per_identity_in_an_outcome"
            ),
            models.CheckConstraint(
                condition=Q(baseline=None) | Q(baseline_on__isnull=False),
                name="a_baseline_has_a_date",
            ),
        ]

    def __str__(self):
        return f"{self.metric}: {self.level} by {self.due_on}"

    @property
    def council(self):
        return self.outcome.priority.charter.council

    @transaction.atomic
    def change(self, *, by, **values) -> None:
        """Take over new values of any of its fields."""
        if "metric" in values:
            refuse_unusable(values["metric"], self.outcome.priority.charter.council)
        with self.outcome.priority.charter.editing():
            for name, value in values.items():
                setattr(self, name, value)
            self.keep(by=by)
            self.outcome.priority._touch(by)

    def remove(self, *, by) -> None:
        with self.outcome.priority.charter.editing():
            self.discard(by=by)
            self.outcome.priority._touch(by)


def refuse_unusable(metric: Metric, council) -> None:
    """Targets stand on approved measures and on the council's own."""
    if not Metric.objects.usable_by(council).filter(pk=metric.pk).exists():
        raise Refused(
            _("“%s” is not an approved measure, nor one of this council's.")
            % metric.title
        )
