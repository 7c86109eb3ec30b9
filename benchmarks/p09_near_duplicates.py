"""P9: campaigns among 100,000 made-up comments, and one new comment."""

import random
import resource
import time
from collections import Counter

from benchmarks.table import Line
from consultation import near_duplicates

COMMENTS, CAMPAIGNS, LETTERS = 100_000, 200, 100
SEED = 1


def measure():
    texts, truth = made_up()
    began = time.process_time()
    found = near_duplicates.groups(enumerate(texts), near_duplicates.Rule())
    seconds = time.process_time() - began
    together = 0
    for group in found:
        sources = Counter(truth.get(member.key) for member in group.members)
        sources.pop(None, None)
        together += sources.most_common(1)[0][1] if sources else 0
    recall = together / len(truth)
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    what = f"{COMMENTS:,} comments"
    yield Line("P9", what, f"{seconds:.1f} s CPU", "-", "-", "≤ 10 s", seconds <= 10)
    yield Line("P9", what, f"recall {recall:.3f}", "-", "-", "≥ 0.95", recall >= 0.95)
    yield Line("P9", what, f"{size:.0f} MB", "-", "-", "≤ 500 MB", size <= 500)
    index = near_duplicates.Index(texts, near_duplicates.Rule())
    began = time.process_time()
    for text in texts[:50]:
        index.like(f"{text} And one more thing.")
    each = (time.process_time() - began) / 50 * 1000
    yield Line(
        "P9", "one new comment", f"{each:.1f} ms CPU", "-", "-", "≤ 5 ms", each <= 5
    )


def made_up() -> tuple[list[str], dict[int, int]]:
    """Letters of campaigns, a tenth of their words edited, among unlike comments; the
    campaign of each letter by its place."""
    drawn = random.Random(SEED)
    letters = "abcdefghijklmnoprstuvwy"
    words = [
        "".join(drawn.choice(letters) for _letter in range(drawn.randint(2, 9)))
        for _word in range(4000)
    ]

    def comment(low, high):
        return [drawn.choice(words) for _word in range(drawn.randint(low, high))]

    texts, truth = [], {}
    for campaign in range(CAMPAIGNS):
        common = comment(25, 60)
        for letter in range(LETTERS):
            mine = list(common)
            for _edit in range(max(1, len(mine) // 10)):
                mine[drawn.randrange(len(mine))] = drawn.choice(words)
            own = f". {' '.join(comment(30, 30))}" if letter % 10 == 0 else ""
            truth[len(texts)] = campaign
            texts.append(" ".join(mine) + own)
    while len(texts) < COMMENTS:
        texts.append(" ".join(comment(20, 60)))
    return texts, truth
