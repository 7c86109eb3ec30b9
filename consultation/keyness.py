"""Words that stand out in some comments against the others. Pure, plain statistics.

Dunning's log-likelihood says how surprising it is that a word is as frequent here as
it is, if it were spread evenly. A person decides whether that makes a point.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

WORD = re.compile(r"[^\W\d_]{3,}(?:['’][^\W\d_]+)?")
COMMON = frozenset(
    """about after again all also and any are because been before being but can cannot
    could did does doing don't down each else even ever every for from get gets give
    going good had has have having her here him his how into it's its just know like
    made make makes many may more most much must need needs never not now off one only
    other our ours out over own people please put said same say says see she should
    some something such take than thank that that's the their them then there these
    they thing things think this those through too two under until use very want wants
    was way well were what when where which while who why will with would you your
    yes""".split()
)
FEWEST = 2  # comments that use a word before it is worth showing


@dataclass(frozen=True)
class Word:
    """A word that stands out, with how many comments use it here and elsewhere."""

    text: str
    here: int
    elsewhere: int
    strength: float


def words_of(text: str) -> set[str]:
    """The different words of a text that may say what it is about."""
    found = {word.casefold().replace("’", "'") for word in WORD.findall(text)}
    return found - COMMON


def stand_out(here: Iterable[str], elsewhere: Iterable[str], most=12) -> list[Word]:
    """The words that are much more frequent here, strongest first."""
    inside, outside = count(here), count(elsewhere)
    return stronger(inside, outside, most)


@dataclass(frozen=True)
class Counted:
    """In how many texts each word is used, and how many texts there are."""

    texts: int
    words: Counter


def count(texts: Iterable[str]) -> Counted:
    """Read each text once."""
    words, total = Counter(), 0
    for text in texts:
        total += 1
        words.update(words_of(text))
    return Counted(total, words)


def by_part(parts: Mapping[str, Iterable[str]], most=12) -> dict[str, list[Word]]:
    """For each part the words that stand out in it against all others. Each text is
    read once, whatever the number of parts."""
    counted = {name: count(texts) for name, texts in parts.items()}
    every, total = Counter(), 0
    for part in counted.values():
        every.update(part.words)
        total += part.texts
    found = {}
    for name, part in counted.items():
        others = Counter({w: every[w] - n for w, n in part.words.items()})
        found[name] = stronger(part, Counted(total - part.texts, others), most)
    return found


def stronger(inside: Counted, outside: Counted, most=12) -> list[Word]:
    found = []
    for word, count in inside.words.items():
        if count < FEWEST:
            continue
        other = outside.words[word]
        strength = log_likelihood(count, inside.texts, other, outside.texts)
        if count * outside.texts >= other * inside.texts:
            found.append(Word(word, count, other, round(strength, 2)))
    found.sort(key=lambda word: (-word.strength, -word.here, word.text))
    return found[:most]


def log_likelihood(here: int, here_total: int, there: int, there_total: int) -> float:
    """G², twice the log of how much likelier two rates are than one."""
    total = here_total + there_total
    if not total:
        return 0.0
    expected_here = here_total * (here + there) / total
    expected_there = there_total * (here + there) / total
    strength = 0.0
    for seen, expected in ((here, expected_here), (there, expected_there)):
        if seen and expected:
            strength += seen * math.log(seen / expected)
    return 2 * strength
