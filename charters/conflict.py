"""Two people changed the same paragraph: what each of them wrote, side by side."""

from collections.abc import Iterable
from dataclasses import dataclass

from charters import compare
from charters.models import Block, Clause, Section
from charters.models.blocks import seal
from charters.models.composing import clashes


@dataclass(frozen=True)
class Row:
    """One paragraph of somebody who could not save: their words beside mine."""

    uid: str
    mine: Block
    theirs: str
    opened: str
    must_choose: bool

    @property
    def is_new(self) -> bool:
        return not self.mine.uid

    @property
    def is_dropped(self) -> bool:
        return not self.is_new and not self.theirs

    @property
    def runs(self) -> list[compare.Run]:
        return compare.words(self.theirs, self.mine.text.strip())


def rows(section: Section, mine: Iterable[Block], new: str) -> list[Row]:
    """The paragraphs that this person touched; those that need a choice say so."""
    standing = {str(clause.uid): clause for clause in section.clauses.all()}
    return [
        _row(section, block, standing.get(block.uid), new)
        for block in mine
        if block.text.strip() and block.is_touched and _differs(block, standing)
    ]


def _differs(block: Block, standing: dict) -> bool:
    clause = standing.get(block.uid)
    return clause is None or (clause.text, clause.is_open) != (
        block.text.strip(),
        block.is_open,
    )


def _row(section: Section, block: Block, clause: Clause | None, new: str) -> Row:
    must_choose = clashes(block, clause)
    return Row(
        uid=block.uid or new,
        mine=block,
        theirs=clause.text if clause else "",
        opened=opened_text(section, block) if must_choose else "",
        must_choose=must_choose,
    )


def opened_text(section: Section, block: Block) -> str:
    """The words that the editor saw when they began, or nothing if not known."""
    past = Clause.history.filter(section_id=section.pk, uid=block.uid)
    for row in past.order_by("-history_date", "-history_id")[:50]:
        if seal(row.text, row.is_open) == block.was:
            return row.text
    return ""
