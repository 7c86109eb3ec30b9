"""A promise or target as one public sentence, and which part of it is missing.

Pure. Who will do what, for whom, where, how many, by when, shown by which evidence: a
commitment that leaves one of these out cannot be checked.
"""

from dataclasses import dataclass, fields

SLOTS = {
    "who": "who will do it",
    "what": "what will be done",
    "whom": "whom it is for",
    "where": "where it will happen",
    "how_many": "how many",
    "by_when": "by when",
    "evidence": "which evidence will show it",
}


@dataclass(frozen=True)
class Sentence:
    """The parts of a commitment, each in a few words."""

    who: str = ""
    what: str = ""
    whom: str = ""
    where: str = ""
    how_many: str = ""
    by_when: str = ""
    evidence: str = ""

    @property
    def gaps(self) -> list[str]:
        """The names of the parts that nobody has filled."""
        return [one.name for one in fields(self) if not getattr(self, one.name).strip()]

    @property
    def missing(self) -> list[str]:
        """The same in words, as a page lists them."""
        return [SLOTS[name] for name in self.gaps]

    @property
    def text(self) -> str:
        """The sentence that is published: it leaves out whatever is not said."""
        promise = " by ".join(filter(None, [self.how_many, self.by_when]))
        parts = [
            promise,
            f"in {self.where}" if self.where else "",
            f"for {self.whom.rstrip('.')}" if self.whom else "",
        ]
        said = ", ".join(filter(None, parts))
        return f"{self.what}: {said}." if said else f"{self.what}."

    @property
    def full(self) -> str:
        """The whole of it, with who promises and what will show it."""
        start = f"{self.who} – " if self.who else ""
        end = f" Shown by: {self.evidence.rstrip('.')}." if self.evidence else ""
        return f"{start}{self.text}{end}"
