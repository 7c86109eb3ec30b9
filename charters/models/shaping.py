"""Cutting, joining and moving paragraphs without losing where they came from."""

from django.db import models
from django.utils.translation import gettext as _

from audit.lifecycle import Refused
from charters.models.blocks import Block, clean, next_position


class Shaping(models.Model):
    """What a paragraph can become. Its permanent id and its origins go with it."""

    class Meta:
        abstract = True

    @property
    def next(self):
        """The paragraph after this one, or None at the end of the section."""
        return self.neighbours.filter(position__gt=self.position).first()

    def split(self, at: int, *, by):
        """Cut the words in two at a character. Answers with the new second part.

        The first part keeps the permanent id; the second one remembers it. What
        rests on the paragraph afterwards rests on both.
        """
        with self.section.charter.editing():
            self.refresh_from_db()
            first, second = self.text[:at].strip(), self.text[at:].strip()
            if not first or not second:
                raise Refused(_("Choose a place between two sentences"), code="cut")
            self.take(Block(first, is_open=self.is_open), by=by)
            part = self.section.place(
                Block(second, is_open=self.is_open, after=str(self.uid)),
                by=by,
                came_from=[self.uid, *self.came_from],
            )
            self._hand_on(part)
            self.section._touch(by)
        return part

    def join_next(self, *, by) -> None:
        """Take the words of the next paragraph into this one.

        This one keeps its permanent id and remembers the other's.
        """
        with self.section.charter.editing():
            self.refresh_from_db()
            other = self.next
            if other is None:
                raise Refused(_("There is no paragraph after this one"), code="join")
            text = clean(f"{self.text}\n\n{other.text}")
            origins = [*self.came_from, other.uid, *other.came_from]
            self.came_from = [uid for uid in dict.fromkeys(origins) if uid != self.uid]
            other._hand_on(self)
            other.discard(by=by)
            self.text, self.is_open = text, self.is_open or other.is_open
            self.keep(by=by)
            self.section._touch(by)

    def _hand_on(self, clause) -> None:
        """What rests on this paragraph and what it rests on goes for another too."""
        for priority in self.priorities.all():
            priority.rests_on.add(clause)
        for fact in self.facts.all():
            fact.clauses.add(clause)

    def move_to(self, section, *, by) -> None:
        """Put the paragraph at the end of another section of the same charter."""
        if section.charter_id != self.section.charter_id:
            raise Refused(_("Choose a section of this charter"))
        with self.section.charter.editing():
            self.refresh_from_db()
            left = self.section
            if left.pk == section.pk:
                return
            self.section, self.position = section, next_position(section.clauses)
            self.keep(by=by)
            left._touch(by)
            section._touch(by)
