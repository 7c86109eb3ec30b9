"""Places where a text may be cut in two: between sentences and between lines."""

import re
from dataclasses import dataclass

_END = re.compile(r"(?<=[.!?:;])[\"”’')\]]*\s+(?=\S)|\n+(?=\S)")


@dataclass(frozen=True)
class Cut:
    """A place in a text, and the piece that would begin there."""

    at: int
    piece: str


def cuts(text: str) -> list[Cut]:
    """Each place at which a second part could begin, with its first piece."""
    starts = [match.end() for match in _END.finditer(text)]
    ends = [*starts[1:], len(text)][: len(starts)]
    return [
        Cut(start, text[start:end].strip())
        for start, end in zip(starts, ends, strict=True)
        if text[:start].strip() and text[start:end].strip()
    ]
