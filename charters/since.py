"""What changed since the words before these, and why, for those who read them.

The words before a version are the public version before it; before the first one they
are those of the charter that this one follows.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from charters import asked, compare
from charters.models import Change, Edition
from charters.published import State, shelf

EARLIER = "earlier"  # how an address names the charter that this one follows


def earlier_charter(state: State) -> State | None:
    """The charter that this one follows, where the public may read it as agreed."""
    revised = state.charter.revises
    found = revised and shelf.state(state.council.slug, revised.slug)
    if not found or found.current.kind != Edition.Kind.ADOPTED:
        return None
    return found


def edition_before(state: State, edition: Edition) -> Edition | None:
    """The public words before these, or None when these are the first ones."""
    before = [one for one in state.editions if one.number < edition.number]
    if before:
        return before[-1]
    earlier = earlier_charter(state)
    return earlier.current if earlier else None


def texts_of(*editions: Edition) -> list[dict]:
    """The documents of several editions, in one query."""
    found = dict(
        Edition.objects.filter(pk__in=[one.pk for one in editions]).values_list(
            "pk", "document"
        )
    )
    return [found[one.pk] for one in editions]


def reasons_between(before: Edition, after: Edition) -> dict:
    """The reasons of every change from one version up to another, by part, each once,
    with links to what people said."""
    first, last = sorted((before.number, after.number))
    if before.charter_id != after.charter_id:
        first, last = 0, after.number
    changes = list(
        Change.objects.filter(
            charter=after.charter_id,
            result__number__gt=first,
            result__number__lte=last,
        )
        .order_by("result__number", "order", "pk")
        .prefetch_related("justifications")
    )
    links = asked.behind(changes)
    found: dict[tuple[str, str], dict] = {}
    for change in changes:
        told = found.setdefault((change.part, change.key), {})
        for reason in change.reasons:
            shown = told.setdefault((reason.kind, reason.wording), reason)
            if reason.kind == "issue":
                shown.links = getattr(shown, "links", []) + links.get(change.pk, [])
    return {name: list(told.values()) for name, told in found.items()}


def link_to_issues(edition: Edition, clauses: Iterable) -> None:
    """Lead from what a paragraph says people told us to the issue that says it."""
    waiting = [
        (str(clause.uid), reason)
        for clause in clauses
        for reason in clause.because
        if reason["kind"] == "comments"
    ]
    if not waiting:
        return
    changes = list(
        Change.objects.filter(
            charter=edition.charter_id,
            part=compare.CLAUSE,
            key__in={uid for uid, _reason in waiting},
            result__number__lte=edition.number,
        ).prefetch_related("justifications")
    )
    links = asked.behind(changes)
    known: dict[tuple[str, str], list] = {}
    for change in changes:
        for reason in change.reasons:
            known.setdefault((change.key, reason.wording), []).extend(
                links.get(change.pk, ())
            )
    for uid, reason in waiting:
        reason["links"] = known.get((uid, reason["wording"]), [])


def because_of(document: dict) -> dict[str, list[dict]]:
    """Why each paragraph of a document is there, by its permanent id."""
    return {
        clause["uid"]: clause.get("because", [])
        for section in document["sections"]
        for clause in section["clauses"]
    }


@dataclass(frozen=True)
class Marked:
    """A part that changed, with the reasons that were given."""

    difference: compare.Difference
    reasons: list
    because: list[dict] = field(default_factory=list)


@dataclass
class Since:
    """One version with all that changed in it since the words before."""

    before: Edition
    after: Edition

    @property
    def is_other_charter(self) -> bool:
        return self.before.charter_id != self.after.charter_id

    @cached_property
    def documents(self) -> list[dict]:
        return texts_of(self.before, self.after)

    @cached_property
    def comparison(self) -> compare.Comparison:
        return compare.documents(*self.documents)

    @cached_property
    def rows(self) -> list[Marked]:
        reasons = reasons_between(self.before, self.after)
        because = because_of(self.documents[1])
        rows = []
        for one in self.comparison.differences:
            given = reasons.get((one.part, one.key), [])
            rows.append(Marked(one, given, [] if given else because.get(one.key, [])))
        return rows

    @cached_property
    def told(self) -> dict[tuple[str, str], Marked]:
        """What a reader is told of, by part and key, in reading order."""
        told = (one for one in self.rows if one.difference.is_told)
        return {(one.difference.part, one.difference.key): one for one in told}

    @cached_property
    def dropped(self) -> dict[str, list[Marked]]:
        """The paragraphs that are gone, by the section in which they would stand."""
        standing = [section["key"] for section in self.documents[1]["sections"]]
        found: dict[str, list[Marked]] = {}
        here = standing[0] if standing else ""
        for row in self.rows:
            one = row.difference
            if one.part == compare.SECTION and one.key in standing:
                here = one.key
            elif one.part == compare.CLAUSE and one.kind == compare.DROPPED:
                found.setdefault(here, []).append(row)
        return found

    def mark(self, reading) -> None:
        """Set what changed beside each section, paragraph and priority of a reading."""
        for section in reading.sections:
            section.change = self.told.get((compare.SECTION, section.key))
            section.dropped = self.dropped.get(section.key, [])
            for clause in section.clauses:
                clause.change = self.told.get((compare.CLAUSE, str(clause.uid)))
        for priority in reading.priorities:
            priority["change"] = self.told.get((compare.PRIORITY, priority["uid"]))

    def count_in(self, section) -> int:
        """How much changed in one marked section."""
        changed = sum(clause.change is not None for clause in section.clauses)
        return changed + len(section.dropped) + (section.change is not None)

    @property
    def dropped_priorities(self) -> list[Marked]:
        return [
            row
            for (part, _key), row in self.told.items()
            if part == compare.PRIORITY and row.difference.kind == compare.DROPPED
        ]

    @property
    def about(self) -> Marked | None:
        return self.told.get((compare.ABOUT, compare.ABOUT))
