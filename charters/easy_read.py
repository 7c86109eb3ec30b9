"""Easy words: one short sentence on each line, for people who read with effort.

Pure: a text in, its lines and what is too long out.
"""

import re

_END = re.compile(r"(?<=[.!?])\s+")


def sentences(text: str) -> list[str]:
    """Each sentence on its own, however the lines were broken."""
    found = (one for line in text.splitlines() for one in _END.split(line))
    return [one.strip() for one in found if one.strip()]


def tidy(text: str) -> str:
    """One sentence on each line."""
    return "\n".join(sentences(text))


def too_long(text: str, most: int) -> list[tuple[int, str]]:
    """The sentences with more words than `most`, each with its number."""
    return [
        (number, one)
        for number, one in enumerate(sentences(text), start=1)
        if len(one.split()) > most
    ]
