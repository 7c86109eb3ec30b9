"""Shapes that a charter can start from, each a file in `data/outlines/`.

A file says what the shape is called and where the idea comes from, then lists its
sections: a heading, what belongs below it, and first words with gaps in [brackets].
Another shape needs another file and nothing else.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "data" / "outlines"
BLANK = "blank"
LOCAL_PLAN = "local_plan"

GAP = re.compile(r"\[[^\[\]]+\](?!\()")


@dataclass(frozen=True)
class OutlineSection:
    """A heading, what belongs below it, and sentences to begin with."""

    heading: str
    guidance: str
    first_words: tuple[str, ...]


@dataclass(frozen=True)
class Outline:
    """A shape that a charter can start from."""

    key: str
    label: str
    hint: str
    source: str
    sections: tuple[OutlineSection, ...]


@cache
def outlines() -> dict[str, Outline]:
    """All shapes that there are files for, in the order that the files give."""
    found = {}
    for path in FOLDER.glob("*.toml"):
        said = tomllib.loads(path.read_text(encoding="utf-8"))
        sections = tuple(
            OutlineSection(one["heading"], one["guidance"], tuple(one["first_words"]))
            for one in said["sections"]
        )
        outline = Outline(
            path.stem, said["label"], said["hint"], said["source"], sections
        )
        found[said["order"], path.stem] = outline
    return {key: found[order, key] for order, key in sorted(found)}


def sections_of(key: str) -> tuple[OutlineSection, ...]:
    return () if key == BLANK else outlines()[key].sections


def has_gap(text: str) -> bool:
    """Whether a text has words in [brackets] that are still to be replaced."""
    return bool(GAP.search(text))
