"""Words that may be somebody's personal details. Pure; a person always decides."""

import re
from dataclasses import dataclass

POSTCODE = r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b"
NATIONAL_INSURANCE = r"\b[A-CEGHJ-PR-TW-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b"
PHONE = r"(?<!\d)(?:\+44\s?|0)(?:\d[\s-]?){9,10}(?!\d)"
EMAIL = r"[^\s@<>()]+@[^\s@<>()]+\.[A-Za-z]{2,}"

TITLED_NAME = r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr)\.?\s+[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)?"

PATTERNS = (
    ("email", re.compile(EMAIL)),
    ("insurance", re.compile(NATIONAL_INSURANCE, re.IGNORECASE)),
    ("phone", re.compile(PHONE)),
    ("postcode", re.compile(POSTCODE, re.IGNORECASE)),
    ("name", re.compile(TITLED_NAME)),
)


@dataclass(frozen=True)
class Piece:
    """A piece of a text, with the kind of detail that it looks like, or ""."""

    text: str
    kind: str = ""


def found(text: str) -> list[tuple[int, int, str]]:
    """Where details seem to stand: (start, end, kind), in order, not overlapping."""
    hits: list[tuple[int, int, str]] = []
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.start(), match.start() + len(match[0].rstrip())
            if all(end <= s or start >= e for s, e, _kind in hits):
                hits.append((start, end, kind))
    return sorted(hits)


def marked(text: str) -> list[Piece]:
    """The whole text in pieces, so that a page can mark some of them."""
    pieces, position = [], 0
    for start, end, kind in found(text):
        if start > position:
            pieces.append(Piece(text[position:start]))
        pieces.append(Piece(text[start:end], kind))
        position = end
    if position < len(text):
        pieces.append(Piece(text[position:]))
    return pieces
