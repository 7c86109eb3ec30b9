"""Topics among comments: words that people use together. Pure, plain statistics.

A word counts once for each comment. Two words belong together when they meet in more
comments than chance would bring about (normalised pointwise mutual information). A
topic grows from its most telling word by the words that keep its company; a comment
goes to the topic whose words it uses most. Nothing is drawn by chance, so the same
comments give the same topics. A person decides whether a topic makes a point.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from consultation.keyness import words_of

WORDS_AT_MOST = 600
COMMON_SHARE = 0.25  # a word of more comments than this tells none of them apart
TOGETHER = 0.15  # from here on two words keep company, of 1
COMPANIONS = 7
EXAMPLES = 3
TOPICS_AT_MOST = 12
FEW_TEXTS = 10  # so that a handful of comments can have a topic as well
FEWEST = 3  # comments that use a word, and that make a topic


@dataclass(frozen=True)
class Topic:
    """Words that people use together, the comments that use them, and some of these."""

    words: tuple[str, ...]
    keys: tuple[Hashable, ...]
    examples: tuple[Hashable, ...]


def topics(
    texts: Iterable[tuple[Hashable, str]], *, most: int = TOPICS_AT_MOST
) -> list[Topic]:
    """The topics of some texts, largest first."""
    pairs = [(key, words_of(text)) for key, text in texts]
    return topics_of([k for k, _words in pairs], [w for _k, w in pairs], most=most)


def topics_of(
    keys: Sequence[Hashable], tokens: Sequence[set[str]], *, most: int = TOPICS_AT_MOST
) -> list[Topic]:
    """The same from texts that are cut into words already."""
    words = vocabulary(tokens)
    if not words:
        return []
    uses = _uses(tokens, words)
    seen = uses.sum(axis=0)
    company = _company(uses, seen)
    groups = _groups(company, seen, len(keys))
    if not groups:
        return []
    rarity = np.log(len(keys) / seen)
    return _topics(groups, uses, rarity, words, keys)[:most]


def vocabulary(tokens: Sequence[set[str]]) -> list[str]:
    """The words that may tell comments apart, most telling first: neither rare nor
    everywhere."""
    counts = Counter()
    for found in tokens:
        counts.update(found)
    ceiling = max(COMMON_SHARE * len(tokens), FEW_TEXTS)
    fit = {w: n for w, n in counts.items() if FEWEST <= n <= ceiling}
    total = len(tokens)
    telling = sorted(fit, key=lambda w: (-fit[w] * np.log(total / fit[w]), w))
    return telling[:WORDS_AT_MOST]


def _uses(tokens: Sequence[set[str]], words: Sequence[str]) -> np.ndarray:
    """One row for each text, one column for each word: whether it is used."""
    place = {word: number for number, word in enumerate(words)}
    rows, columns = [], []
    for row, found in enumerate(tokens):
        for word in found:
            if (column := place.get(word)) is not None:
                rows.append(row)
                columns.append(column)
    uses = np.zeros((len(tokens), len(words)), dtype=np.float32)
    uses[rows, columns] = 1
    return uses


def _company(uses: np.ndarray, seen: np.ndarray) -> np.ndarray:
    """How much each two words keep company: 0 by chance, 1 always."""
    total = uses.shape[0]
    both = uses.T @ uses
    expected = np.outer(seen, seen) / total
    with np.errstate(divide="ignore", invalid="ignore"):
        company = np.log(both / expected) / -np.log(both / total)
    company[~np.isfinite(company)] = 0
    company[both < FEWEST - 1] = 0
    np.fill_diagonal(company, 0)
    return company


def _groups(company: np.ndarray, seen: np.ndarray, total: int) -> list[list[int]]:
    """Words that keep company, each in one group, begun by the most telling word."""
    telling = seen * np.log(total / seen)
    free = np.ones(len(seen), dtype=bool)
    found = []
    for head in np.argsort(-telling, kind="stable"):
        if not free[head] or len(found) == 4 * TOPICS_AT_MOST:
            continue
        near = np.argsort(-company[head], kind="stable")[: 3 * COMPANIONS]
        mates = [int(w) for w in near if free[w] and company[head, w] >= TOGETHER]
        if not mates:
            continue
        group = [int(head), *mates[:COMPANIONS]]
        free[group] = False
        found.append(group)
    return found


def _topics(groups, uses, rarity, words, keys) -> list[Topic]:
    weight = np.zeros((uses.shape[1], len(groups)), dtype=np.float32)
    for number, group in enumerate(groups):
        weight[group, number] = rarity[group]
    scores = uses @ weight
    hits = uses @ (weight > 0).astype(np.float32)
    heads = uses[:, [group[0] for group in groups]]
    scores[(hits < 2) & (heads < 1)] = 0  # one word in passing makes no topic
    best = scores.argmax(axis=1)
    strength = scores.max(axis=1)
    found = []
    for number, group in enumerate(groups):
        mine = np.flatnonzero((best == number) & (strength > 0))
        if mine.size < FEWEST:
            continue
        strongest = mine[np.argsort(-strength[mine], kind="stable")][:EXAMPLES]
        found.append(
            Topic(
                words=tuple(words[w] for w in group),
                keys=tuple(keys[row] for row in mine),
                examples=tuple(keys[row] for row in strongest),
            )
        )
    return sorted(found, key=lambda topic: (-len(topic.keys), topic.words))
