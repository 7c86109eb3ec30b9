"""Who changed which words of the working text, the latest first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils.translation import gettext as _

from charters import compare
from charters.models import (
    Charter,
    Clause,
    CoDesign,
    EditionClause,
    Fact,
    Indicator,
    Outcome,
    Priority,
    Section,
    Stakeholder,
    Suggestion,
    Target,
)

MOST = 2000  # of each kind of record; older ones stay in the database


@dataclass(frozen=True)
class Entry:
    """One change of one piece of working text."""

    at: datetime
    by: str
    what: str
    act: str
    words: str
    reason: str = ""


def act_of(row) -> str:
    return {"+": _("added"), "~": _("changed"), "-": _("removed")}[row.history_type]


def changes_of(charter) -> list[Entry]:
    """The changes to everything that is written for a charter, the latest first.

    One query for each kind of record, however many there are.
    """
    found = [
        Entry(
            at=row.history_date,
            by=str(row.history_user or ""),
            what=str(what),
            act=act_of(row),
            words=words(row),
            reason=row.history_change_reason or "",
        )
        for what, rows, words in sources_of(charter)
        for row in rows.select_related("history_user").order_by("-history_date")[:MOST]
    ]
    return without_echoes(sorted(found, key=lambda one: one.at, reverse=True))


def sources_of(charter) -> list[tuple]:
    """What the records are called, their history, and the words of one row."""
    mine = {"charter_id": charter.pk}
    sections = Section.history.filter(**mine)
    clauses = Clause.history.filter(section_id__in=sections.values("id"))
    priorities = Priority.history.filter(**mine)
    outcomes = Outcome.history.filter(priority_id__in=priorities.values("id"))
    of_outcomes = {"outcome_id__in": outcomes.values("id")}
    return [
        (
            _("Name, summary and dates"),
            Charter.history.filter(id=charter.pk),
            lambda one: f"{one.title}. {one.summary}",
        ),
        (_("Section"), sections, lambda one: one.heading),
        (_("Paragraph"), clauses, lambda one: one.text),
        (_("Priority"), priorities, lambda one: f"{one.title}: {one.statement}"),
        (_("Outcome"), outcomes, lambda one: one.statement),
        (_("Target"), Target.history.filter(**of_outcomes), words_of_target),
        (
            _("Outcome in numbers"),
            Indicator.history.filter(**of_outcomes),
            lambda one: one.words,
        ),
        (_("Evidence"), Fact.history.filter(**mine), lambda one: one.claim),
        (
            _("Who the charter touches"),
            Stakeholder.history.filter(**mine),
            lambda one: one.name,
        ),
        (
            _("Who helped to make it"),
            CoDesign.history.filter(**mine),
            lambda one: f"{one.title}: {one.changed}",
        ),
    ]


def words_of_target(row) -> str:
    level = f"{row.level:f}".rstrip("0").rstrip(".")
    return _("%(level)s by %(day)s") % {"level": level, "day": row.due_on}


def without_echoes(entries: list[Entry]) -> list[Entry]:
    """Leave out a row that says the same as the one before it in time."""
    kept: list[Entry] = []
    last: dict[tuple[str, str], str] = {}
    for entry in reversed(entries):
        name = (entry.what, entry.words)
        if name in last and entry.act == _("changed"):
            continue
        last[name] = entry.act
        kept.append(entry)
    return kept[::-1]


@dataclass(frozen=True)
class Wording:
    """One wording of a paragraph: who wrote it when, and what it changed."""

    row: object
    before: str
    note: str
    credit: str = ""

    @property
    def at(self) -> datetime:
        return self.row.history_date

    @property
    def by(self) -> str:
        return str(self.row.history_user or "")

    @property
    def is_end(self) -> bool:
        """The paragraph was taken out here; there are no new words."""
        return self.row.history_type == "-"

    @cached_property
    def runs(self) -> list[compare.Run]:
        return compare.words(self.before, self.row.text)


@dataclass(frozen=True)
class Past:
    """All wordings of one paragraph, the latest first, and the versions it is in."""

    clause: Clause | None
    wordings: list[Wording]
    editions: list[EditionClause]


def past_of(charter, uid) -> Past:
    """The past of a paragraph of this charter; without wordings it never was here."""
    rows = rows_of(charter).filter(uid=uid).select_related("history_user")
    suggestions = {
        f"suggestion:{one.uid}": one.credit
        for one in Suggestion.objects.filter(charter=charter, clause_uid=uid)
        .taken()
        .select_related("by")
    }
    ordered = rows.order_by("history_date", "history_id")
    wordings = wordings_of(ordered, suggestions)
    standing = Clause.objects.filter(section__charter=charter, uid=uid)
    frozen = EditionClause.objects.filter(edition__charter=charter, uid=uid)
    return Past(
        clause=standing.select_related("section__charter__council").first(),
        wordings=wordings[::-1],
        editions=list(
            frozen.select_related("edition__charter__council")
            .defer("edition__document", "html")
            .order_by("-edition__number")
        ),
    )


def wordings_of(
    rows: Iterable, credits: Mapping[str, str] | None = None
) -> list[Wording]:
    """The rows of one paragraph's history that changed it, the oldest first.

    `credits` says by the reason of a row whose suggestion it took over.
    """
    wordings: list[Wording] = []
    before: object = None
    for row in rows:
        if note := _what_happened(before, row):
            credit = (credits or {}).get(row.history_change_reason or "", "")
            words = before.text if before else ""
            wordings.append(Wording(row, words, note, credit))
        before = row
    return wordings


def _what_happened(before, row) -> str:
    """In a word or two; nothing for a row that only gave it another place."""
    if row.history_type == "-":
        return _("Removed")
    if before is None:
        return _("Written by splitting another") if row.came_from else _("Written")
    if before.history_type == "-":
        return _("Brought back")
    if row.came_from != before.came_from:
        return _("Joined with another")
    if row.section_id != before.section_id:
        return _("Moved to another section")
    if row.text != before.text:
        return _("Changed")
    if row.is_open != before.is_open:
        return _("Opened for change") if row.is_open else _("Closed for change")
    return ""


def rows_of(charter):
    """The history of all paragraphs that ever stood in a charter."""
    sections = Section.history.filter(charter_id=charter.pk)
    return Clause.history.filter(section_id__in=sections.values("id"))


def dropped_from(charter) -> list:
    """The last words of paragraphs that were taken out, the latest first.

    Words that were joined to another paragraph are not gone, so they are left out.
    """
    standing = Clause.objects.filter(section__charter=charter)
    here: set = set()
    for uid, origins in standing.values_list("uid", "came_from"):
        here |= {uid, *origins}
    latest = rows_of(charter).order_by("uid", "-history_date", "-history_id")
    ends = latest.distinct("uid").select_related("history_user")
    gone = [row for row in ends if row.history_type == "-" and row.uid not in here]
    return sorted(gone, key=lambda row: row.history_date, reverse=True)
