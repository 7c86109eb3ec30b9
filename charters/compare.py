"""Two documents side by side in words: what was kept, reworded, added and dropped.

Paragraphs are matched by their permanent id, so a moved or renumbered one is not
taken for a new one. Inside a match the difference is shown word by word.
"""

import hashlib
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz.distance import Indel

from charters import document

KEPT, REWORDED, NEW, DROPPED = "kept", "reworded", "new", "dropped"
MOVED = "moved"
ABOUT, SECTION, CLAUSE, PRIORITY = "about", "section", "clause", "priority"
TERM, EVIDENCE, GROUP, MEETING = "term", "evidence", "group", "meeting"
BESIDE = (TERM, EVIDENCE, GROUP, MEETING)  # what stands beside the text

_TOKEN = re.compile(r"\w+(?:['’-]\w+)*|\s+|[^\w\s]")


@dataclass(frozen=True)
class Run:
    """A stretch of words that is the same, removed or added."""

    kind: str
    text: str


def words(before: str, after: str) -> list[Run]:
    """The way from one text to the other, as runs.

    The same and removed runs make `before`, the same and added ones `after`.
    """
    if before == after:
        return [Run("same", before)] if before else []
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    runs: list[Run] = []
    steps = Indel.opcodes(old, new)
    for index, step in enumerate(steps):
        gone = "".join(old[step.src_start : step.src_end])
        come = "".join(new[step.dest_start : step.dest_end])
        if step.tag == "equal" and (gone.strip() or index in (0, len(steps) - 1)):
            runs.append(Run("same", gone))
            continue
        # A lone space between two changed words reads better inside the change.
        _extend(runs, "removed", gone)
        _extend(runs, "added", come)
    return runs


def _extend(runs: list[Run], kind: str, text: str) -> None:
    if not text:
        return
    for back in range(1, 3):
        if len(runs) < back or runs[-back].kind == "same":
            break
        if runs[-back].kind == kind:
            runs[-back] = Run(kind, runs[-back].text + text)
            return
    if kind == "removed" and runs and runs[-1].kind == "added":
        runs.insert(-1, Run(kind, text))
        return
    runs.append(Run(kind, text))


def before_of(runs: list[Run]) -> str:
    return "".join(run.text for run in runs if run.kind != "added")


def after_of(runs: list[Run]) -> str:
    return "".join(run.text for run in runs if run.kind != "removed")


@dataclass(frozen=True)
class Part:
    """A piece of a document that has an identity of its own."""

    part: str
    key: str
    label: str
    text: str
    number: str = ""
    section: str = ""


@dataclass(frozen=True)
class Difference:
    """What became of one part between two documents."""

    part: str
    key: str
    kind: str
    label: str
    before: str
    after: str
    number_before: str = ""
    number_after: str = ""
    section: str = ""
    has_moved: bool = False

    @property
    def is_changed(self) -> bool:
        return self.kind != KEPT

    @property
    def wants_reason(self) -> bool:
        """Words do not change without one. A word that the text uses for the first
        time, or no longer, brings its meaning along."""
        return self.is_changed and (self.part != TERM or self.kind == REWORDED)

    @property
    def is_told(self) -> bool:
        """Whether a reader is told of it: other words, or another place."""
        return self.is_changed or self.has_moved

    @property
    def kind_shown(self) -> str:
        """The kind, where a part that only stands elsewhere is told apart."""
        return MOVED if self.has_moved and not self.is_changed else self.kind

    @cached_property
    def runs(self) -> list[Run]:
        return words(self.before, self.after)


@dataclass(frozen=True)
class Comparison:
    """All parts of both documents, in the order of the later one."""

    differences: list[Difference] = field(default_factory=list)

    @cached_property
    def changed(self) -> list[Difference]:
        return [one for one in self.differences if one.is_changed]

    @cached_property
    def counts(self) -> Counter:
        return Counter(
            one.kind_shown for one in self.differences if one.part in (CLAUSE, PRIORITY)
        )


def parts_of(written: dict) -> Iterator[Part]:
    """The parts of a document in reading order."""
    yield Part(ABOUT, ABOUT, "About this charter", document.about_text(written))
    for section in written["sections"]:
        heading = section["heading"]
        number = section["number"]
        yield Part(SECTION, section["key"], heading, heading, number, heading)
        for clause in section["clauses"]:
            label = f"Paragraph {clause['number']}"
            yield Part(
                CLAUSE, clause["uid"], label, clause["text"], clause["number"], heading
            )
    for priority in written["priorities"]:
        label = f"{priority['code']} {priority['title']}"
        text = document.priority_text(priority)
        yield Part(PRIORITY, priority["uid"], label, text)
    yield from _beside(written)


def _beside(written: dict) -> Iterator[Part]:
    """Meanings, cited evidence, whom the charter touches and who helped to make it."""
    for entry in written.get("glossary", ()):
        label = f"The meaning of “{entry['term']}”"
        yield Part(TERM, _key(entry["term"]), label, entry["definition"])
    for fact in written.get("evidence", ()):
        label = f"Evidence {fact['number']}"
        yield Part(EVIDENCE, fact["uid"], label, document.fact_text(fact))
    for group in written.get("stakeholders", ()):
        label = f"People it touches: {group['name']}"
        yield Part(GROUP, _key(group["name"]), label, document.group_text(group))
    for meeting in written.get("co_design", ()):
        label = f"Meeting: {meeting['title']}"
        name = f"{meeting['title']} {meeting['held_on']}"
        yield Part(MEETING, _key(name), label, document.meeting_text(meeting))


def _key(name: str) -> str:
    """A short name for what has no permanent id: it is known by what it is called."""
    return hashlib.sha256(name.casefold().encode()).hexdigest()[:32]


def documents(before: dict, after: dict) -> Comparison:
    """Compare two documents part by part. Dropped parts stand where they stood."""
    old = {(part.part, part.key): part for part in parts_of(before)}
    new = {(part.part, part.key): part for part in parts_of(after)}
    moved = _moved(before, after)
    return Comparison([_difference(old, new, name, moved) for name in _order(old, new)])


def _moved(before: dict, after: dict) -> set[str]:
    """The paragraphs that stand elsewhere, by id: in another section, or before one
    that they followed. One that only got another number has not moved."""
    was, now = _sections(before), _sections(after)
    place = {uid: index for index, uid in enumerate(was)}
    both = [uid for uid in now if uid in place]
    # the longest run in the old order stays: found from the end, so that of two that
    # changed places the first one is said to have stayed
    tails: list[int] = []
    last: list[str] = []
    following: dict[str, str | None] = {}
    for uid in reversed(both):
        at = bisect_left(tails, -place[uid])
        following[uid] = last[at - 1] if at else None
        tails[at : at + 1] = [-place[uid]]
        last[at : at + 1] = [uid]
    stayed, uid = set(), last[-1] if last else None
    while uid is not None:
        stayed.add(uid)
        uid = following[uid]
    return {uid for uid in both if uid not in stayed or was[uid] != now[uid]}


def _sections(written: dict) -> dict[str, str]:
    """The section of each paragraph, in reading order."""
    return {
        clause["uid"]: section["key"]
        for section in written["sections"]
        for clause in section["clauses"]
    }


def _difference(
    old: dict, new: dict, name: tuple[str, str], moved: set[str]
) -> Difference:
    was, now = old.get(name), new.get(name)
    shown = now or was
    return Difference(
        part=shown.part,
        key=shown.key,
        kind=_kind(was, now),
        label=shown.label,
        before=was.text if was else "",
        after=now.text if now else "",
        number_before=was.number if was else "",
        number_after=now.number if now else "",
        section=shown.section,
        has_moved=shown.part == CLAUSE and shown.key in moved,
    )


def _kind(was: Part | None, now: Part | None) -> str:
    if was is None:
        return NEW
    if now is None:
        return DROPPED
    return KEPT if was.text == now.text else REWORDED


def _order(old: dict, new: dict) -> list[tuple[str, str]]:
    """The later order, each dropped part after the one that it followed before."""
    order = list(new)
    place = {name: index for index, name in enumerate(order)}
    followers: dict[tuple[str, str] | None, list] = {}
    last = None
    for name in old:
        if name in place:
            last = name
        else:
            followers.setdefault(last, []).append(name)
    woven = list(followers.get(None, ()))
    for name in order:
        woven.append(name)
        woven += followers.get(name, ())
    return woven
