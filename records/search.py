"""Looking for words across the portal. Each app answers in its own `search.py`.

from records import search

@search.register
def charters(query, council, user):
    for charter in Charter.objects.for_council(council).visible_to(user)…:
        yield search.Hit(charter.title, charter.get_absolute_url(), _("Charter"))
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice

from django.utils.functional import Promise

from records import markup

LEAST_LETTERS = 2
LONGEST_QUERY = 200
MOST_FROM_EACH = 50


@dataclass(frozen=True)
class Hit:
    """One thing that was found: what it is called, where it is, why it matched."""

    title: str
    url: str
    kind: str | Promise
    extract: str = ""
    rank: float = 0.0


Answer = Callable[..., Iterable[Hit]]
_answers: list[Answer] = []


def register(answer: Answer) -> Answer:
    """Ask `answer(query, council, user)` for hits whenever someone searches.

    It answers with what this user may see in this council and nothing else.
    """
    if answer not in _answers:
        _answers.append(answer)
    return answer


def ask(query: str, council, user) -> list[Hit]:
    """Everything that matches, best first. A query that is too short finds nothing."""
    query = " ".join(markup.tidy(query).split())[:LONGEST_QUERY]
    if len(query) < LEAST_LETTERS:
        return []
    hits = [
        hit
        for answer in _answers
        for hit in islice(answer(query, council, user), MOST_FROM_EACH)
    ]
    return sorted(hits, key=lambda hit: (-hit.rank, hit.title))


def extract(text: str, query: str, width: int = 160) -> str:
    """The part of a text in which the query stands."""
    plain = " ".join(text.split())
    place = plain.casefold().find(query.casefold())
    start = max(place - width // 3, 0) if place >= 0 else 0
    part = plain[start : start + width].strip()
    before = "… " if start else ""
    after = " …" if start + width < len(plain) else ""
    return f"{before}{part}{after}"
