"""Why each sentence of a charter is there, and how many say nothing about it.

Pure: a document in, counts out. A paragraph's reasons speak for all its sentences.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_END = re.compile(r"[.!?]+[\"”’)]*(?=\s|$)")


@dataclass(frozen=True)
class Provenance:
    """How much of a text says why it is there."""

    paragraphs: int
    without: list[dict]

    @property
    def explained(self) -> int:
        return self.paragraphs - len(self.without)

    @property
    def sentences_without(self) -> int:
        return sum(sentences(clause["text"]) for clause in self.without)


def of_document(document: dict) -> Provenance | None:
    """The count for a document, or None when it was frozen before reasons were kept."""
    clauses = [one for part in document["sections"] for one in part["clauses"]]
    if not any("because" in one for one in clauses):
        return None
    return Provenance(len(clauses), [one for one in clauses if not one["because"]])


def sentences(text: str) -> int:
    """How many sentences a paragraph has; the lines of a list count as one each."""
    lines = [line for line in text.splitlines() if line.strip()]
    return sum(max(1, len(_END.findall(line))) for line in lines)


def reason(kind: str, label: object, wording: str, url: str = "") -> dict:
    """One reason as a document keeps it, with where to read it if that is known."""
    said = {"kind": kind, "label": str(label), "wording": wording}
    return {**said, "url": url} if url else said


def merged(*lists: Iterable[dict]) -> list[dict]:
    """The reasons of several lists in order, each once."""
    found: list[dict] = []
    for one in (one for several in lists for one in several):
        if one not in found:
            found.append(one)
    return found
