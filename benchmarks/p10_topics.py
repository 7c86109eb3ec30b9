"""P10: topics among 20,000 made-up comments, beside a factorisation of the same tokens.

The baseline is the usual method, non-negative matrix factorisation by coordinate
descent (HALS), in numpy: scikit-learn is not among the locked packages.
"""

import random

import numpy as np

from benchmarks.table import Line, interleaved
from consultation import topics
from consultation.keyness import words_of

COMMENTS, THEMES, WORDS_EACH = 20_000, 12, 25
SEED, STEPS, TOLERANCE = 1, 200, 1e-4


def measure():
    tokens, truth = made_up()
    keys = range(len(tokens))
    found = topics.topics_of(keys, tokens)
    ours, other = interleaved(
        lambda: topics.topics_of(keys, tokens),
        lambda: factorised(tokens),
        times=1,
        rounds=3,
    )
    pure = np.mean([purity(topic, truth) for topic in found])
    what = f"{COMMENTS:,} comments"
    ratio = ours / other
    yield Line(
        "P10",
        what,
        f"{ours:.0f} ms CPU",
        f"{other:.0f} ms CPU, NMF in numpy",
        f"{ratio:.2f}",
        "≤ 1.2",
        ratio <= 1.2,
    )
    yield Line("P10", what, f"purity {pure:.2f}", "-", "-", "≥ 0.80", pure >= 0.8)


def purity(topic, truth) -> float:
    """The share of a topic's comments that come from its commonest theme."""
    themes = [truth[key] for key in topic.keys]
    return max(map(themes.count, set(themes))) / len(themes)


def factorised(tokens) -> np.ndarray:
    """The topic of each comment by NMF of its weighted words."""
    words = topics.vocabulary(tokens)
    uses = topics._uses(tokens, words)
    weighted = uses * np.log(len(tokens) / uses.sum(axis=0))
    lengths = np.linalg.norm(weighted, axis=1, keepdims=True)
    weighted /= np.where(lengths > 0, lengths, 1)
    drawn = np.random.default_rng(SEED)
    left = drawn.random((len(tokens), THEMES), dtype=np.float32)
    right = drawn.random((THEMES, len(words)), dtype=np.float32)
    first = None
    for _step in range(STEPS):
        moved = _descend(left, weighted @ right.T, right @ right.T)
        moved += _descend(right.T, weighted.T @ left, left.T @ left)
        first = moved if first is None else first
        if moved <= TOLERANCE * first:
            break
    return left.argmax(axis=1)


def _descend(factor, product, gram) -> float:
    """One round over the columns of a factor; how far it moved."""
    moved = 0.0
    for column in range(factor.shape[1]):
        step = (product[:, column] - factor @ gram[:, column]) / max(
            gram[column, column], 1e-9
        )
        new = np.maximum(factor[:, column] + step, 0)
        moved += float(np.abs(new - factor[:, column]).sum())
        factor[:, column] = new
    return moved


def made_up() -> tuple[list[set[str]], list[int]]:
    """Comments that each draw most words from one theme and some from all."""
    drawn = random.Random(SEED)
    letters = "abcdefghijklmnoprstuvwy"

    def word():
        return "".join(drawn.choice(letters) for _ in range(drawn.randint(4, 9)))

    themes = [[word() for _ in range(WORDS_EACH)] for _ in range(THEMES)]
    common = [word() for _ in range(3000)]
    tokens, truth = [], []
    for _number in range(COMMENTS):
        theme = drawn.randrange(THEMES)
        said = drawn.sample(themes[theme], 5) + drawn.sample(common, 15)
        tokens.append(words_of(" ".join(said)))
        truth.append(theme)
    return tokens, truth
