import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from simple_history.models import HistoricalRecords

from audit.lifecycle import Refused
from charters.models.blocks import next_position
from charters.models.content import Clause
from charters.models.fact import Fact
from charters.models.outcome import Outcome
from charters.models.written import Ordered, Written
from councils.models import Area, Council, CouncilQuerySet
from metrics.models import DatedRule


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
            "areas",
            "rests_on",
            "facts",
            "outcomes__targets__metric",
            "outcomes__indicator",
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
    facts = models.ManyToManyField(
        Fact,
        blank=True,
        related_name="priorities",
        help_text=gettext_lazy("The evidence that shows why it matters"),
    )
    assets = models.ManyToManyField(
        "charters.Asset",
        blank=True,
        related_name="priorities",
        help_text=gettext_lazy("Strengths of the register on which it builds"),
    )
    builds_on = models.TextField(
        blank=True,
        help_text=gettext_lazy("What is strong here already, and can be built on"),
    )
    offer_micro = models.TextField(
        blank=True, help_text=gettext_lazy("What a firm of up to 9 people could offer")
    )
    offer_sme = models.TextField(
        blank=True, help_text=gettext_lazy("What a firm of 10 to 249 could offer")
    )
    offer_large = models.TextField(
        blank=True, help_text=gettext_lazy("What a firm of 250 or more could offer")
    )
    felt_key = models.SlugField(
        max_length=40,
        blank=True,
        help_text=gettext_lazy("Where the question stands in the standard bank"),
    )
    felt_question = models.CharField(
        max_length=200,
        blank=True,
        help_text=gettext_lazy("What people are asked, to know whether it was felt"),
    )
    unfelt_reason = models.TextField(
        blank=True, help_text=gettext_lazy("Why nobody can be asked")
    )
    owner = models.CharField(
        max_length=100,
        blank=True,
        help_text=gettext_lazy("The post that answers for it, not a person's name"),
    )
    review_on = models.DateField(null=True, blank=True)
    easy_read = models.TextField(
        blank=True,
        help_text=gettext_lazy("The same in easy words, one short sentence a line"),
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords(m2m_fields=[areas, rests_on, facts, assets])

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
            models.CheckConstraint(
                condition=Q(felt_question="") | Q(unfelt_reason=""),
                name="a_priority_is_felt_or_says_why_not",
            ),
            models.CheckConstraint(
                condition=Q(felt_key="") | ~Q(felt_question=""),
                name="a_question_of_the_bank_has_words",
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
    def add(
        cls, charter, *, by, areas=(), rests_on=(), facts=(), assets=(), **words
    ) -> "Priority":
        """A new priority at the end, with a code that is its own for ever."""
        refuse_long(words.get("statement", ""))
        with charter.editing() as charter:
            priority = cls(
                charter=charter,
                name=PriorityName.next_for(charter.council),
                position=next_position(charter.priorities),
                **words,
            )
            priority.keep(by=by)
            priority._link(
                areas or None, rests_on or None, facts or None, assets or None
            )
        return priority

    def rewrite(
        self,
        *,
        by,
        version: int | None = None,
        areas=None,
        rests_on=None,
        facts=None,
        assets=None,
        **words,
    ) -> None:
        """Change the words. `version` is the one that the writer opened, if known."""
        refuse_long(words.get("statement", ""))
        with self.charter.editing():
            fresh = Priority.objects.select_for_update(of=("self",)).get(pk=self.pk)
            if version is not None and fresh.version != version:
                raise Refused(
                    _("“%s” was changed by somebody else after you opened it.")
                    % fresh.title,
                    code="edit_conflict",
                )
            self._touch(by, **words)
            self._link(areas, rests_on, facts, assets)

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

    def _link(self, areas=None, rests_on=None, facts=None, assets=None) -> None:
        """Say which places, paragraphs and evidence it goes with; None changes none."""
        if areas is not None:
            areas = list(areas)
            if any(area.council_id != self.charter.council_id for area in areas):
                raise Refused(_("Choose places of this council."))
            self.areas.set(areas)
        if rests_on is not None:
            clauses = list(rests_on)
            if any(one.section.charter_id != self.charter_id for one in clauses):
                raise Refused(_("Choose paragraphs of this charter."))
            self.rests_on.set(clauses)
        if facts is not None:
            facts = list(facts)
            if any(fact.charter_id != self.charter_id for fact in facts):
                raise Refused(_("Choose evidence of this charter."))
            self.facts.set(facts)
        if assets is not None:
            assets = list(assets)
            if any(asset.council_id != self.charter.council_id for asset in assets):
                raise Refused(_("Choose strengths of this council."))
            self.assets.set(assets)

    def _touch(self, by, **changes) -> None:
        self.refresh_from_db()
        for name, value in changes.items():
            setattr(self, name, value)
        self.version += 1
        self.keep(by=by)


def most_words() -> int:
    """How many words a priority may take to say what should change."""
    return DatedRule.objects.value("priority_statement")["most_words"]


def refuse_long(statement: str) -> None:
    most, count = most_words(), len(statement.split())
    if count > most:
        raise Refused(
            _("What you want to change must be %(most)d words or fewer. It has %(n)d.")
            % {"most": most, "n": count},
            code="too_many_words",
        )
