"""What a text cites, and whether that exists. Pure.

It finds Acts, court cases, policies and paragraph numbers by their usual shape, and
compares them with what is known. It says nothing about who wrote a text, or with what.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass

YEAR = r"(?:1[6-9]|20)\d\d"
NAME = r"[A-Z][\w’'-]*"
JOINED = rf"(?:{NAME}|and|of|the|for|\([A-Z][\w ,’'-]*\))"
ACT = re.compile(rf"\b({NAME}(?: {JOINED}){{0,9}} (?:Act|Regulations|Order) {YEAR})\b")
NEUTRAL = re.compile(
    rf"\[({YEAR})\] (UKSC|UKHL|UKPC|EWCA Civ|EWCA Crim|EWHC|UKUT|UKFTT|CSOH|CSIH|NIQB|"
    r"NICA|AC|QB|KB|WLR|All ER) (\d+)(?: \((\w+)\))?"
)
PARTIES = re.compile(
    rf"\b((?:R \([^)]{{3,60}}\)|{NAME}(?: {NAME}){{0,3}}) v\.? "
    rf"{NAME}(?: (?:{NAME}|of|and|for)){{0,6}})"
)
POLICY = re.compile(
    r"\b[Pp]olicy ([A-Z]{1,5}[ -]?\d{1,3}(?:\.\d+)?|\d{1,3}(?:\.\d+)?)\b"
)
PARAGRAPH = re.compile(
    r"\b(?:[Pp]aragraphs?|[Pp]aras?\.?|[Cc]lauses?|§) ?(\d{1,3}(?:\.\d{1,3}){1,2})\b"
    r"(?! of (?!(?:the|this|your) (?:draft|charter)))"
)
"""Of the charter: “paragraph 2 of the Act” is not ours, nor a number with no point."""
PRIORITY = re.compile(r"\b[Pp]riority (P?\d{1,2})\b")
LEADS = re.compile(
    r"^(?:(?:under|the|in|by|see|and|of|for|from|since|as|our|that) )+", re.IGNORECASE
)


@dataclass(frozen=True)
class Cited:
    """One thing that a text refers to: its kind, and the words in their usual form."""

    kind: str
    words: str


@dataclass(frozen=True)
class Known:
    """What a citation can be compared with."""

    paragraphs: frozenset[str] = frozenset()
    priorities: frozenset[str] = frozenset()
    laws: frozenset[str] = frozenset()
    library: str = ""

    def says(self, cited: Cited) -> str:
        """exists, missing, or unknown when it cannot be told from what we hold."""
        if cited.kind == "paragraph":
            return "exists" if cited.words in self.paragraphs else "missing"
        if cited.kind == "priority":
            return "exists" if cited.words in self.priorities else "missing"
        if plain(cited.words) in self.laws or plain(cited.words) in self.library:
            return "exists"
        return "unknown"


@dataclass(frozen=True)
class Checked:
    """A citation and what we know of it."""

    cited: Cited
    standing: str

    @property
    def is_missing(self) -> bool:
        return self.standing == "missing"


def plain(words: str) -> str:
    """The same reference in one form: small letters, no points, single spaces."""
    return " ".join(re.sub(r"[.’']", "", words.casefold()).split())


def found_in(text: str) -> list[Cited]:
    """Everything that a text cites, each once, in the order of its kinds."""
    found: dict[Cited, None] = {}
    for match in ACT.finditer(text):
        if name := LEADS.sub("", " ".join(match[1].split())):
            found[Cited("act", name)] = None
    for match in NEUTRAL.finditer(text):
        year, court, number, division = match.groups()
        words = f"[{year}] {court} {number}"
        found[Cited("case", f"{words} ({division})" if division else words)] = None
    for match in PARTIES.finditer(text):
        found[Cited("case", LEADS.sub("", " ".join(match[1].split())))] = None
    for match in POLICY.finditer(text):
        found[Cited("policy", match[1].replace(" ", ""))] = None
    for match in PARAGRAPH.finditer(text):
        found[Cited("paragraph", match[1])] = None
    for match in PRIORITY.finditer(text):
        found[Cited("priority", f"P{match[1].lstrip('P')}")] = None
    return list(found)


def check(text: str, known: Known) -> list[Checked]:
    """What a text cites, each with whether it exists."""
    return [Checked(cited, known.says(cited)) for cited in found_in(text)]


@dataclass(frozen=True)
class Shared:
    """Texts that cite the same unusual things, and which."""

    cited: tuple[Cited, ...]
    keys: tuple[Hashable, ...]


def shared(
    texts: Iterable[tuple[Hashable, str]],
    *,
    fewest_texts: int = 3,
    fewest_cited: int = 2,
    usual: Collection[str] = (),
) -> list[Shared]:
    """Texts that cite the same set of at least so many Acts, cases or policies, largest
    group first. What everybody would cite, `usual`, is left out."""
    leave = {plain(words) for words in usual}
    holders: dict[frozenset[Cited], list[Hashable]] = defaultdict(list)
    for key, text in texts:
        cited = frozenset(
            one
            for one in found_in(text)
            if one.kind in ("act", "case", "policy") and plain(one.words) not in leave
        )
        if len(cited) >= fewest_cited:
            holders[cited].append(key)
    found = [
        Shared(tuple(sorted(cited, key=lambda one: (one.kind, one.words))), tuple(keys))
        for cited, keys in holders.items()
        if len(keys) >= fewest_texts
    ]
    return sorted(found, key=lambda one: (-len(one.keys), str(one.cited)))
