"""Who changed which words of the working text, the latest first."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from charters.models import Clause, Outcome, Priority, Section, Target

MOST = 200


@dataclass(frozen=True)
class Entry:
    """One change of one piece of working text."""

    at: datetime
    by: str
    what: str
    act: str
    words: str


ACTS = {"+": _("added"), "~": _("changed"), "-": _("removed")}


def changes_of(charter) -> list[Entry]:
    """The latest changes to sections, paragraphs, priorities, outcomes and targets."""
    sections = Section.history.filter(charter_id=charter.pk)
    priorities = Priority.history.filter(charter_id=charter.pk)
    outcomes = Outcome.history.filter(priority_id__in=priorities.values("id"))
    sources = [
        (_("Section"), sections, lambda one: one.heading),
        (
            _("Paragraph"),
            Clause.history.filter(section_id__in=sections.values("id")),
            lambda one: one.text,
        ),
        (_("Priority"), priorities, lambda one: f"{one.title}: {one.statement}"),
        (_("Outcome"), outcomes, lambda one: one.statement),
        (
            _("Target"),
            Target.history.filter(outcome_id__in=outcomes.values("id")),
            lambda one: (
                _("%(level)s by %(day)s")
                % {"level": f"{one.level:f}".rstrip("0").rstrip("."), "day": one.due_on}
            ),
        ),
    ]
    found = [
        Entry(
            at=row.history_date,
            by=str(row.history_user or ""),
            what=what,
            act=ACTS[row.history_type],
            words=words(row),
        )
        for what, rows, words in sources
        for row in rows.select_related("history_user").order_by("-history_date")[:MOST]
    ]
    return without_echoes(sorted(found, key=lambda one: one.at, reverse=True))


def without_echoes(entries: list[Entry]) -> list[Entry]:
    """Leave out a row that says the same as the one before it in time."""
    kept: list[Entry] = []
    last: dict[tuple[str, str], str] = {}
    for entry in reversed(entries):
        name = (entry.what, entry.words)
        if last.get(name) != "" and entry.act == ACTS["~"] and name in last:
            continue
        last[name] = entry.act
        kept.append(entry)
    return kept[::-1]
