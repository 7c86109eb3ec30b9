"""An edition laid out for reading: sections with their paragraphs, then priorities."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from charters import indicators, provenance
from charters.models import Edition, EditionClause, Theme
from records import markup

WORDS_A_MINUTE = 200
COLOURS = {
    Theme.WORK: "teal",
    Theme.BUSINESS: "ochre",
    Theme.HEALTH: "plum",
    Theme.NATURE: "moss",
    Theme.COMMUNITY: "brick",
    Theme.FAIRNESS: "slate",
}


@dataclass
class ReadSection:
    """One section of an edition with its paragraphs."""

    key: str
    number: str
    heading: str
    clauses: list[EditionClause] = field(default_factory=list)


@dataclass
class Reading:
    """Everything that a reader of one edition sees."""

    edition: Edition
    sections: list[ReadSection]
    priorities: list[dict]
    glossary: list[dict]

    @property
    def about(self) -> dict:
        return self.edition.document["charter"]

    @cached_property
    def provenance(self) -> provenance.Provenance | None:
        """How many paragraphs say why they are here; None for an old edition."""
        return provenance.of_document(self.edition.document)

    @property
    def minutes(self) -> int:
        words = sum(
            len(clause.text.split())
            for section in self.sections
            for clause in section.clauses
        )
        return max(1, round(words / WORDS_A_MINUTE))

    @property
    def evidence(self) -> list[dict]:
        """The evidence with the priorities and paragraphs that lean on each piece."""
        clauses = {
            str(clause.uid): clause
            for section in self.sections
            for clause in section.clauses
        }
        return [
            {
                **fact,
                "priorities": [
                    priority
                    for priority in self.priorities
                    if fact["uid"] in priority.get("evidence", [])
                ],
                "paragraphs": [
                    clauses[uid] for uid in fact.get("clauses", []) if uid in clauses
                ],
            }
            for fact in self.edition.document.get("evidence", [])
        ]

    def around(self, key: str):
        """The section with this key, with the one before and the one after."""
        padded = [None, *self.sections, None]
        for before, section, after in zip(padded, padded[1:], padded[2:], strict=False):
            if section is not None and section.key == key:
                return before, section, after
        return None, None, None


def preview_of(charter) -> Reading:
    """The working text laid out as if it were frozen now; nothing is stored."""
    edition = Edition(charter=charter, document=charter.body(), number=0)
    clauses = [
        EditionClause(
            uid=clause["uid"],
            number=clause["number"],
            section_key=section["key"],
            heading=section["heading"],
            text=clause["text"],
            html=markup.to_html(clause["text"]),
            is_open=clause["is_open"],
        )
        for section in edition.document["sections"]
        for clause in section["clauses"]
    ]
    return reading_of(edition, clauses)


def facts_of(priority: dict, document: dict) -> list[dict]:
    """The evidence that a frozen priority leans on, in full."""
    uids = priority.get("evidence", [])
    return [fact for fact in document.get("evidence", []) if fact["uid"] in uids]


def colour_of(theme: str) -> str:
    """The colour that goes with a theme's word, or none."""
    return next((COLOURS[one] for one in Theme if str(one.label) == theme), "")


def reading_of(
    edition: Edition, clauses: Iterable[EditionClause] | None = None
) -> Reading:
    """Lay an edition out. Two queries: its document and its paragraphs."""
    document = edition.document
    found = edition.clauses.all() if clauses is None else clauses
    by_key = {
        key: list(group) for key, group in groupby(found, lambda one: one.section_key)
    }
    numbers = {clause.number: clause for group in by_key.values() for clause in group}
    cited = {fact["uid"]: fact["number"] for fact in document.get("evidence", [])}
    reasons = {
        clause["uid"]: [
            {**one, "number": cited.get(one.get("fact"), "")}
            for one in clause.get("because", [])
        ]
        for section in document["sections"]
        for clause in section["clauses"]
    }
    for clause in numbers.values():
        clause.because = reasons.get(str(clause.uid), [])
    grounds = {str(clause.uid): clause for clause in numbers.values()}
    return Reading(
        edition=edition,
        sections=[
            ReadSection(
                section["key"],
                section["number"],
                section["heading"],
                by_key.get(section["key"], []),
            )
            for section in document["sections"]
        ],
        priorities=[
            {
                **priority,
                "colour": colour_of(priority["theme"]),
                "headline": indicators.headline(priority),
                "facts": facts_of(priority, document),
                "grounds": [
                    grounds[uid]
                    for uid in priority.get("rests_on", [])
                    if uid in grounds
                ],
            }
            for priority in document["priorities"]
        ],
        glossary=document["glossary"],
    )
