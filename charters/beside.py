"""What is known about each paragraph of a section, beside the box in which one writes.

Apps above add what they know:

    @beside.register
    def comments(charter, uids):
        yield uid, beside.Link(_("4 comments in “Our charter”"), url)

Asked once per page, whatever the number of paragraphs.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from charters import history, reading_check
from charters.models import Clause, Fact, Section, Source, Suggestion
from metrics import meanings
from metrics.models import Term
from records import markup

MOST_CHANGES = 3
MOST_ROWS = 12

_answers: list[Callable] = []


@dataclass(frozen=True)
class Link:
    """What people said about a paragraph, and where to read it."""

    text: str
    url: str


@dataclass
class Notes:
    """Everything that is known about one paragraph."""

    facts: list[Fact] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    terms: list[meanings.Entry] = field(default_factory=list)
    unexplained: list[str] = field(default_factory=list)
    suggestions: list[Suggestion] = field(default_factory=list)
    comments: list[Link] = field(default_factory=list)
    past: list[history.Wording] = field(default_factory=list)


def register(answer: Callable[..., Iterable[tuple[UUID, Link]]]) -> Callable:
    """Ask `answer(charter, uids)` what people said about paragraphs."""
    if answer not in _answers:
        _answers.append(answer)
    return answer


def notes_for(section: Section, clauses: list[Clause], texts: dict[str, str]):
    """The notes on each paragraph by permanent id. `texts` are the words in the boxes,
    which need not be saved yet."""
    charter = section.charter
    found = {clause.uid: Notes() for clause in clauses}
    for fact in charter.facts.filter(clauses__section=section).annotate(
        about=F("clauses__uid")
    ):
        found[fact.about].facts.append(fact)
    for source in charter.sources.filter(clause_uid__in=found):
        found[source.clause_uid].sources.append(source)
    waiting = charter.suggestions.waiting().select_related("by", "charter__council")
    for suggestion in waiting.filter(clause_uid__in=found):
        found[suggestion.clause_uid].suggestions.append(suggestion)
    for answer in _answers:
        for uid, link in answer(charter, list(found)):
            found[uid].comments.append(link)
    entries = Term.objects.entries_for(charter.council)
    watched = reading_check.watched_words()
    for uid, notes in found.items():
        words = markup.to_text(texts.get(str(uid), ""))
        notes.terms = meanings.used_in(words, entries)
        notes.unexplained = meanings.unexplained(words, watched, entries)
    for uid, rows in _latest_rows(charter, list(found)).items():
        found[uid].past = history.wordings_of(rows)[-1 : -MOST_CHANGES - 1 : -1]
    return found


def _latest_rows(charter, uids: list[UUID]) -> dict[UUID, list]:
    """The last rows of the history of each paragraph, the oldest of them first."""
    latest = Window(
        RowNumber(),
        partition_by="uid",
        order_by=[F("history_date").desc(), F("history_id").desc()],
    )
    rows = (
        history.rows_of(charter)
        .filter(uid__in=uids)
        .annotate(place=latest)
        .filter(place__lte=MOST_ROWS)
        .select_related("history_user")
    )
    found: dict[UUID, list] = {}
    for row in sorted(rows, key=lambda one: -one.place):
        found.setdefault(row.uid, []).append(row)
    return found
