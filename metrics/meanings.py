"""Which explained words a text uses, and which words it leaves unexplained.

Pure: text and words in, words out. An entry is a mapping with at least `term`, as
`Term.entry` makes it and as a charter freezes it.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

Entry = Mapping[str, Any]


def forms(term: str) -> str:
    """A pattern for a word and its plural: charity and charities, SME and SMEs."""
    if re.search(r"[^aeiou]y$", term, re.IGNORECASE):
        return rf"{re.escape(term[:-1])}(?:y|ies)"
    return rf"{re.escape(term)}(?:s|es)?"


@lru_cache(maxsize=256)
def pattern(terms: tuple[str, ...]) -> re.Pattern[str]:
    """Finds any of the words, the longest first, so that “community group” is never
    taken for “community”. The name of the matching group says which."""
    ordered = sorted(range(len(terms)), key=lambda place: (-len(terms[place]), place))
    choices = "|".join(f"(?P<w{place}>{forms(terms[place])})" for place in ordered)
    return re.compile(rf"(?<!\w)(?:{choices})(?!\w)", re.IGNORECASE)


def found_terms(text: str, terms: tuple[str, ...]) -> list[str]:
    """The words that a text uses, each once, in the order of their first use."""
    if not terms:
        return []
    places = (match.lastgroup for match in pattern(terms).finditer(text))
    return list(dict.fromkeys(terms[int(place[1:])] for place in places if place))


def used_in(text: str, entries: Iterable[Entry]) -> list[Entry]:
    """The entries that a text uses, in alphabetical order."""
    by_term = {entry["term"]: entry for entry in entries}
    found = found_terms(text, tuple(by_term))
    return [by_term[term] for term in sorted(found, key=str.casefold)]


def unexplained(
    text: str, watched: Iterable[str], entries: Iterable[Entry]
) -> list[str]:
    """Watched words that a text uses although nobody has said what they mean."""
    explained = {entry["term"].casefold(): entry["term"] for entry in entries}
    missing = [word for word in watched if word.casefold() not in explained]
    found = found_terms(text, (*explained.values(), *missing))
    return [word for word in found if word in missing]
