"""Hide small counts so that nobody can work them out again. Pure.

A count under the threshold is hidden. Where that alone would let it be worked out from
the total, the next smallest counts are hidden too, until at least two counts that
differ are hidden together. The rule looks at the values only, so that exchanging two
hidden counts gives the same table: neither can be told from the other.

Two tables of different days are guarded as well. A new one comes only when as many have
joined as the threshold, and a count is shown anew only when it has grown by as many;
until then the earlier figure stands, as "at least".
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Shown:
    """One published table. A hidden count is None; `at_least` are older figures."""

    counts: Mapping[Hashable, int | None]
    total: int | None
    at_least: frozenset = field(default_factory=frozenset)

    @property
    def hidden(self) -> set:
        return {key for key, count in self.counts.items() if count is None}

    @property
    def hides_something(self) -> bool:
        return bool(self.hidden)


def hidden(counts: Mapping[Hashable, int], least: int) -> set:
    """Which counts must be hidden: the small ones, and those that would tell them."""
    values = sorted(set(counts.values()))
    small = [value for value in values if value < least]
    if not small:
        return set()
    cut = small[-1]
    if len({value for value in values if value <= cut}) < 2:
        larger = [value for value in values if value > cut]
        if larger:
            cut = larger[0]
    return {key for key, value in counts.items() if value <= cut}


def table(counts: Mapping[Hashable, int], least: int) -> Shown:
    """A table that is published once. Its total goes too when everything is hidden."""
    away = hidden(counts, least)
    total = None if len(away) == len(counts) else sum(counts.values())
    shown = {key: None if key in away else value for key, value in counts.items()}
    return Shown(shown, total)


def following(
    counts: Mapping[Hashable, int],
    least: int,
    before: Shown | None,
    counted_before: int,
) -> Shown:
    """The next table after one that is already published.

    Until as many have joined as the threshold, it is the same table. What was hidden
    stays hidden while anything is hidden, and what was shown changes by the threshold
    or more, or not at all. Beside an older figure no total is shown.
    """
    if before is None:
        return table(counts, least)
    if sum(counts.values()) - counted_before < least:
        return before
    away = hidden(counts, least)
    if away:
        away |= {key for key in before.hidden if key in counts}
    shown, at_least = {}, set()
    for key, count in counts.items():
        was = before.counts.get(key)
        if was is None:
            shown[key] = None if key in away else count
        elif count - was >= least and key not in away:
            shown[key] = count
        else:
            shown[key] = was
            at_least.add(key)
    is_whole = not at_least and len(away) < len(counts)
    total = sum(counts.values()) if is_whole else None
    return Shown(shown, total, frozenset(at_least))


def percent(count: int | None, base: int | None, least_base: int) -> int | None:
    """A whole percentage, or None on a base that is too small to bear one."""
    if count is None or not base or base < least_base:
        return None
    return round(100 * count / base)
