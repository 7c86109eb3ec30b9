"""A promise as one plain sentence, with each missing part named (TERM-4).

Pure: words in, words out.
"""

from dataclasses import dataclass, fields

NAMES = {
    "who": "who does it",
    "what": "what is done",
    "whom": "for whom",
    "where": "where",
    "how_many": "how many",
    "when": "by when",
    "evidence": "which evidence shows it",
}


@dataclass(frozen=True)
class Promise:
    """Who does what for whom, where, how many, by when, shown by which evidence."""

    who: str = ""
    what: str = ""
    whom: str = ""
    where: str = ""
    how_many: str = ""
    when: str = ""
    evidence: str = ""

    @property
    def missing(self) -> list[str]:
        """The parts that nobody has filled in, by name."""
        return [
            NAMES[slot.name]
            for slot in fields(self)
            if not getattr(self, slot.name).strip()
        ]

    @property
    def sentence(self) -> str:
        """All parts in one sentence; a missing one is left as a gap in brackets."""

        def part(name: str) -> str:
            words = " ".join(getattr(self, name).split()).rstrip(".;,")
            return words or f"[{NAMES[name]}]"

        return (
            f"{part('who')}: {part('what')}, {part('how_many')}, for "
            f"{lower(part('whom'))}, in {part('where')}, by {part('when')}, shown by "
            f"{lower(part('evidence'))}."
        )


def lower(words: str) -> str:
    """Words as they stand inside a sentence; names and acronyms keep their capitals."""
    first = words.split(" ", 1)[0]
    return words if first[1:2].isupper() else words[:1].lower() + words[1:]
