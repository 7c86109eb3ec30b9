"""How hard a text is to read, and which sentences to mend.

Pure: plain text and rules in, numbers and remarks out. The reading age is an estimate
from three well-known formulas (ARI, Coleman–Liau, Flesch–Kincaid); it is rough, made
for English, and good enough to tell easy from hard.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from statistics import median

import pyphen

LONG, AVOID, ABBREVIATION, PASSIVE = "long", "avoid", "abbreviation", "passive"
YEARS_BEFORE_SCHOOL = 5
YOUNGEST, OLDEST = 5, 25

_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*|\d[\d,.]*")
_ABBREVIATED = r"(?<!\b[A-Z])(?<!\bMr)(?<!\bDr)(?<!\bMs)(?<!\bSt)(?<!\bMrs)"
_END = re.compile(rf"{_ABBREVIATED}[.!?][\"'”’)]*\s+(?=[\"'“‘(]*[A-Z0-9£])")
_HYPHENS = pyphen.Pyphen(lang="en_GB", left=1, right=1)
_CAPITALS = re.compile(r"\b[A-Z]{2,6}s?\b")
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?\w+(?:ed|en|wn|un|ght|lt|nt|ld|id|de|ne|et|pt)\s+by\b",
    re.IGNORECASE,
)
_LIST_MARK = re.compile(r"^\s*(?:[-*•]|\d+[.)])\s+")


@dataclass(frozen=True)
class Rules:
    """What a council asks of its words."""

    oldest: int = 11
    longest_sentence: int = 25
    shortest_sample: int = 30
    shortest_rough_sample: int = 8
    avoid: tuple[tuple[str, str], ...] = ()
    known: frozenset[str] = frozenset()
    """Abbreviations that need no explaining."""


@dataclass(frozen=True)
class Remark:
    """One piece of advice, with the sentence that it is about."""

    kind: str
    sentence: str
    found: str = ""
    better: str = ""
    words: int = 0


@dataclass(frozen=True)
class Reading:
    """What was found in one text."""

    words: int
    sentences: int
    age: int | None
    """The age at which people usually can read it; None when there are no words."""
    is_rough: bool
    """The text is so short that the age says little."""
    is_hard: bool
    """The age is above the council's limit, and the text is long enough to tell."""
    seems_hard: bool = False
    """The same of a short text, such as one sentence: a warning, not a finding."""
    remarks: list[Remark] = field(default_factory=list)

    @property
    def is_clear(self) -> bool:
        return not self.is_hard and not self.remarks

    @property
    def long_sentences(self) -> list[Remark]:
        return [one for one in self.remarks if one.kind == LONG]


def read(text: str, rules: Rules = Rules()) -> Reading:
    """Estimate the reading age and collect advice, sentence by sentence."""
    said = sentences(text)
    counted = [words_of(sentence) for sentence in said]
    words = [word for sentence in counted for word in sentence]
    age = reading_age(words, len(said)) if words else None
    is_rough = len(words) < rules.shortest_sample
    is_above = age is not None and age > rules.oldest
    return Reading(
        words=len(words),
        sentences=len(said),
        age=age,
        is_rough=is_rough,
        is_hard=is_above and not is_rough,
        seems_hard=is_above and is_rough and len(words) >= rules.shortest_rough_sample,
        remarks=[*_remarks(said, counted, text, rules)],
    )


def sentences(text: str) -> list[str]:
    """The sentences of a text; each line, such as a list item, ends one."""
    found = []
    for line in text.splitlines():
        line, start = _LIST_MARK.sub("", line).strip(), 0
        for end in _END.finditer(line):
            found.append(line[start : end.end()].strip())
            start = end.end()
        found.append(line[start:].strip())
    return [sentence for sentence in found if _WORD.search(sentence)]


def words_of(sentence: str) -> list[str]:
    return _WORD.findall(sentence)


@cache
def syllables(word: str) -> int:
    """About how many syllables a word has: where a printer may break it."""
    return len(_HYPHENS.positions(word.lower())) + 1


def reading_age(words: Sequence[str], sentence_count: int) -> int:
    """The middle of three school grades, plus the years before school."""
    letters = sum(character.isalnum() for word in words for character in word)
    per_sentence = len(words) / sentence_count
    letters_per_word = letters / len(words)
    syllables_per_word = sum(map(syllables, words)) / len(words)
    grades = (
        4.71 * letters_per_word + 0.5 * per_sentence - 21.43,  # ARI
        5.88 * letters_per_word - 29.6 / per_sentence - 15.8,  # Coleman–Liau
        0.39 * per_sentence + 11.8 * syllables_per_word - 15.59,  # Flesch–Kincaid
    )
    age = round(median(grades)) + YEARS_BEFORE_SCHOOL
    return max(YOUNGEST, min(OLDEST, age))


def _remarks(
    said: list[str], counted: list[list[str]], text: str, rules: Rules
) -> Iterator[Remark]:
    explained = set(rules.known)
    better = {avoid.casefold(): say for avoid, say in rules.avoid}
    for sentence, words in zip(said, counted, strict=True):
        if len(words) > rules.longest_sentence:
            yield Remark(LONG, sentence, words=len(words))
        if better:
            for found in dict.fromkeys(_avoided(rules.avoid).findall(sentence)):
                yield Remark(AVOID, sentence, found, better[found.casefold()])
        for passive in _PASSIVE.findall(sentence):
            yield Remark(PASSIVE, sentence, passive)
        for found in _CAPITALS.findall(sentence):
            name = found.rstrip("s")
            if name in explained or sentence.isupper():
                continue
            explained.add(name)
            if f"({found})" not in text and f"{found} (" not in text:
                yield Remark(ABBREVIATION, sentence, found)


@cache
def _avoided(avoid: tuple[tuple[str, str], ...]) -> re.Pattern:
    """All words to avoid in one pattern, the longest first."""
    ordered = sorted((word for word, _say in avoid), key=len, reverse=True)
    choices = "|".join(re.escape(word) for word in ordered)
    return re.compile(rf"(?<!\w)(?:{choices})(?!\w)", re.IGNORECASE)
