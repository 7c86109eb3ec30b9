import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy
from simple_history.models import HistoricalRecords

from charters import reserved
from charters.models.blocks import CLAUSE_LENGTH, Block, clean, next_position
from charters.models.composing import Composing
from charters.models.shaping import Shaping
from charters.models.written import Ordered, Written


class Section(Composing, Ordered, Written):
    """A headed part of a charter's working text."""

    charter = models.ForeignKey(
        "charters.Charter", on_delete=models.CASCADE, related_name="sections"
    )
    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    key = models.SlugField(max_length=64)
    heading = models.CharField(max_length=100)
    guidance = models.CharField(
        max_length=300, blank=True, help_text=gettext_lazy("What belongs here")
    )
    position = models.PositiveSmallIntegerField()
    is_complete = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta:
        ordering = ["charter", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["charter", "key"], name="one_section_per_key_in_a_charter"
            ),
            models.UniqueConstraint(
                fields=["charter", "position"],
                name="one_section_per_place_in_a_charter",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self):
        return self.heading

    @property
    def council(self):
        return self.charter.council

    def get_absolute_url(self):
        return reverse(
            "charters:section_edit",
            args=[self.council.slug, self.charter.slug, self.key],
        )

    @property
    def neighbours(self):
        return self.charter.sections.all()

    @classmethod
    def add(cls, charter, heading: str, *, by) -> "Section":
        """A new section at the end of the charter."""
        with charter.editing() as charter:
            taken = set(charter.sections.values_list("key", flat=True))
            key = reserved.free_name(slugify(heading), taken, reserved.SECTION_KEYS)
            section = cls(
                charter=charter,
                key=key,
                heading=heading.strip(),
                position=next_position(charter.sections),
            )
            section.keep(by=by)
        return section

    def rename(self, heading: str, *, by) -> None:
        with self.charter.editing():
            self._touch(by, heading=heading.strip())

    def mark_complete(self, is_complete: bool = True, *, by) -> None:
        """Say whether a person judges the section to be finished."""
        with self.charter.editing():
            self._touch(by, is_complete=is_complete)

    def remove(self, *, by) -> None:
        """Take the section out, with its paragraphs."""
        with self.charter.editing():
            for clause in self.clauses.all():
                clause.discard(by=by)
            self.discard(by=by)

    def move_up(self, *, by) -> None:
        with self.charter.editing():
            self.change_places(-1, by=by)

    def move_down(self, *, by) -> None:
        with self.charter.editing():
            self.change_places(+1, by=by)

    def add_clause(self, text: str, *, by, is_open: bool = False) -> "Clause":
        """A new paragraph at the end of the section."""
        with self.charter.editing():
            clause = self.place(Block(text, is_open=is_open), by=by)
            self._touch(by)
        return clause

    def _touch(self, by, **changes) -> None:
        """Save with a new version, so that other editors of the section notice."""
        self.refresh_from_db()
        for name, value in changes.items():
            setattr(self, name, value)
        self.version += 1
        self.keep(by=by)


class Clause(Shaping, Ordered, Written):
    """One numbered paragraph with an identity that outlives every edition."""

    section = models.ForeignKey(
        Section, on_delete=models.CASCADE, related_name="clauses"
    )
    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    position = models.PositiveSmallIntegerField()
    text = models.TextField(max_length=CLAUSE_LENGTH)
    is_open = models.BooleanField(default=False)
    came_from = ArrayField(
        models.UUIDField(),
        default=list,
        blank=True,
        editable=False,
        help_text=gettext_lazy("The paragraphs that it was split off or merged from"),
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["section", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["section", "uid"], name="one_clause_per_identity_in_a_section"
            ),
            models.UniqueConstraint(
                fields=["section", "position"],
                name="one_clause_per_place_in_a_section",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=~models.Q(text=""), name="a_clause_has_words"
            ),
        ]

    def __str__(self):
        return self.text[:80]

    @property
    def council(self):
        return self.section.charter.council

    @property
    def neighbours(self):
        return self.section.clauses.all()

    def reword(self, text: str, *, by, is_open: bool | None = None) -> None:
        with self.section.charter.editing():
            is_open = self.is_open if is_open is None else is_open
            if self.take(Block(text=text, is_open=is_open), by=by):
                self.section._touch(by)

    def take(self, block: Block, *, by) -> bool:
        """Take over the words of a block. Answers whether anything changed."""
        text = clean(block.text)
        if (text, block.is_open) == (self.text, self.is_open):
            return False
        self.text, self.is_open = text, block.is_open
        self.keep(by=by)
        return True

    def remove(self, *, by) -> None:
        with self.section.charter.editing():
            self.discard(by=by)
            self.section._touch(by)

    def move_up(self, *, by) -> None:
        with self.section.charter.editing():
            self.change_places(-1, by=by)
            self.section._touch(by)

    def move_down(self, *, by) -> None:
        with self.section.charter.editing():
            self.change_places(+1, by=by)
            self.section._touch(by)
