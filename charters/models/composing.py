"""How the paragraphs of a section come together from several hands."""

import uuid
from collections.abc import Iterable

from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from audit.lifecycle import Refused
from charters.models.blocks import Block, EditConflict, clean, next_position, seal


class Composing(models.Model):
    """What a section does with paragraphs that editors send."""

    class Meta:
        abstract = True

    @transaction.atomic
    def write(self, blocks: Iterable[Block], *, version: int, by) -> None:
        """Take over the wording of the paragraphs that an editor sent.

        `version` is the one that the editor opened. When somebody else was faster,
        the changes of both are kept as long as they touch different paragraphs; for
        the same paragraph it refuses with EditConflict, so that nothing is lost.
        Paragraphs that are not sent stay as they are.
        """
        blocks = list(blocks)
        with self.charter.editing():
            fresh = type(self).objects.select_for_update(of=("self",)).get(pk=self.pk)
            known = {str(clause.uid): clause for clause in fresh.clauses.all()}
            if fresh.version != version and any(
                clashes(block, known.get(block.uid)) for block in blocks
            ):
                raise EditConflict(fresh, blocks)
            touched = [block for block in blocks if block.is_touched]
            changed = [fresh._take(block, known, by=by) for block in touched]
            if any(changed):
                fresh._touch(by)
        self.refresh_from_db()

    def _take(self, block: Block, known: dict, *, by) -> bool:
        clause = known.get(block.uid)
        if clause is not None:
            return clause.take(block, by=by)
        if not block.text.strip():
            return False
        uid = block.uid if self._once_held(block.uid) else ""
        self.place(block, by=by, uid=uid)
        return True

    def _once_held(self, uid: str) -> bool:
        """Whether a paragraph stood here, and stands nowhere else now."""
        clauses = self.clauses.model
        if not uid or not clauses.history.filter(section_id=self.pk, uid=uid).exists():
            return False
        standing = clauses.objects.filter(section__charter=self.charter, uid=uid)
        return not standing.exists()

    def place(self, block: Block, *, by, uid="", came_from=(), because=""):
        """A paragraph with these words, behind another or at the end."""
        clauses = self.clauses.model
        position = next_position(self.clauses)
        before = self.clauses.filter(uid=block.after).first() if block.after else None
        if before is not None:
            position = before.position + 1
            later = self.clauses.filter(position__gt=before.position)
            later.update(position=F("position") + 1)
        clause = clauses(
            section=self,
            uid=uuid.UUID(str(uid)) if uid else uuid.uuid4(),
            text=clean(block.text),
            is_open=block.is_open,
            position=position,
            came_from=list(came_from),
        )
        clause._change_reason = because or None
        clause.keep(by=by)
        return clause

    def bring_back(self, row, *, by):
        """Put a paragraph back that was dropped, as a row of its history knows it."""
        clauses = self.clauses.model
        with self.charter.editing():
            if clauses.objects.filter(
                section__charter=self.charter, uid=row.uid
            ).exists():
                raise Refused(_("The paragraph is in the charter already."))
            clause = self.place(
                Block(row.text, is_open=row.is_open),
                by=by,
                uid=row.uid,
                came_from=row.came_from,
            )
            self._touch(by)
        return clause


def clashes(block: Block, clause) -> bool:
    """Whether two people changed the same paragraph to different words."""
    if not block.uid or not block.is_touched:
        return False
    if clause is None:
        return True
    theirs = seal(clause.text, clause.is_open)
    return theirs not in (block.was, seal(block.text, block.is_open))
