"""Answers to the survey of residents' views → tables that give nobody away. Pure.

It stands with the charters since it asks about the place for which a charter is made,
before, while and after it is in force; how small numbers are hidden is in `metrics`.
A row of a table by place or age shows both its counts or none: where one row is hidden,
another goes with it, so that neither can be worked out from the whole.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from metrics import small_numbers

NOT_SAID = ""


@dataclass(frozen=True)
class Row:
    """One row of a table: counts of what was good and of the rest, or neither."""

    label: str
    good: int | None
    answers: int | None
    percent: int | None


def options(
    answers: Iterable[str], codes: Iterable[str], least: int, base: int
) -> dict[str, tuple[int | None, int | None]]:
    """For each answer that can be chosen: how many chose it, and percent of all."""
    counted = Counter(answers)
    counts = {code: counted[code] for code in codes}
    shown = small_numbers.table(counts, least)
    return {
        code: (count, small_numbers.percent(count, shown.total, base))
        for code, count in shown.counts.items()
    }


def rows(
    pairs: Iterable[tuple[str, bool]], labels: Mapping[str, str], least: int, base: int
) -> list[Row]:
    """For each group: how many gave a good answer, of how many. `pairs` says of each
    answer its group and whether it was good."""
    good, rest = Counter(), Counter()
    for group, is_good in pairs:
        (good if is_good else rest)[group] += 1
    everybody = {key: good[key] + rest[key] for key in labels}
    away = {key for key in labels if min(good[key], rest[key]) < least}
    if len(away) == 1 and len(labels) > 1:
        left = sorted(set(labels) - away, key=lambda key: (everybody[key], key))
        away.add(left[0])
    return [
        Row(label, None, None, None)
        if key in away
        else Row(
            label,
            good[key],
            everybody[key],
            small_numbers.percent(good[key], everybody[key], base),
        )
        for key, label in labels.items()
    ]
