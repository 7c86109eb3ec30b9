"""Paragraphs as an editor sends them, before they become words of a charter."""

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Max
from django.utils.translation import gettext as _

from audit.lifecycle import Refused
from records import markup

if TYPE_CHECKING:
    from charters.models.content import Section

CLAUSE_LENGTH = 4000


@dataclass(frozen=True)
class Block:
    """One paragraph as an editor sends it; without `uid` it is a new one.

    `was` is the seal of the words that the editor opened, so that a change by
    somebody else can be told from a change by this editor. A new paragraph stands
    behind the one called `after`, or at the end.
    """

    text: str
    uid: str = ""
    is_open: bool = False
    was: str = ""
    after: str = ""

    @property
    def is_touched(self) -> bool:
        """Whether this editor changed it. Without a seal we must suppose so."""
        return not self.was or seal(self.text.strip(), self.is_open) != self.was


class EditConflict(Refused):
    """Somebody else changed the same paragraph after this one was opened."""

    def __init__(self, section: "Section", mine: list[Block]):
        self.section = section
        self.mine = mine
        super().__init__(
            _("“%s” was changed by somebody else after you opened it.")
            % section.heading,
            code="edit_conflict",
        )


def seal(text: str, is_open: bool) -> str:
    """A short sign for one wording, to see later whether it is still the same."""
    return hashlib.sha256(f"{is_open:d}{lines_of(text)}".encode()).hexdigest()[:16]


def lines_of(text: str) -> str:
    """The words without stray spaces, with one kind of line end."""
    lines = markup.tidy(text).strip().splitlines()
    return "\n".join(line.rstrip() for line in lines)


def clean(text: str) -> str:
    """The tidy words, of which there must be some and not too many."""
    text = lines_of(text)
    if not text:
        raise Refused(_("Enter the text of the paragraph"), code="empty")
    if len(text) > CLAUSE_LENGTH:
        raise Refused(_("Paragraph must be 4,000 characters or less"), code="too_long")
    return text


def next_position(things) -> int:
    return (things.aggregate(last=Max("position"))["last"] or 0) + 1
