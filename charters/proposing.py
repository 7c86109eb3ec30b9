"""From what became of a priority to a drafted proposal: keep, change or drop.

Pure. The draft is a start for an officer, who accepts or edits it.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

KEEP, CHANGE, DROP = "keep", "change", "drop"
USE, DELIVERY, FELT, COMMENTS = "use", "delivery", "felt", "comments"
GOOD, BAD, PLAIN = "good", "bad", "plain"


@dataclass(frozen=True)
class Signal:
    """One thing that is known about a priority since it was adopted."""

    priority_uid: str
    kind: str
    sentence: str
    tells: str = PLAIN

    def as_data(self) -> dict:
        return asdict(self)


@dataclass(frozen=True)
class Proposal:
    """What the signals suggest, and the sentence that says why."""

    verdict: str
    reason: str


def propose(signals: Iterable[Signal]) -> Proposal:
    """Drop what nobody used or asked for, change what did not work, keep the rest."""
    found = list(signals)
    good = {one.kind for one in found if one.tells == GOOD}
    bad = {one.kind for one in found if one.tells == BAD}
    if not good and (not bad or USE in bad):
        return Proposal(DROP, "Nobody used it, and nothing shows that it did any good.")
    if troubled := bad - {USE}:
        words = {
            DELIVERY: "promises were not kept",
            FELT: "residents did not notice enough",
            COMMENTS: "many people disagreed with it",
        }
        said = [words[kind] for kind in (DELIVERY, FELT, COMMENTS) if kind in troubled]
        return Proposal(CHANGE, f"It is used, but {' and '.join(said)}.")
    if bad:
        return Proposal(CHANGE, "It did good, but no opportunity asked for it yet.")
    return Proposal(KEEP, "It is used, and nothing shows that it should change.")
