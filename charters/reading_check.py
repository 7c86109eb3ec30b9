"""How easy a charter is to read, part by part, and which words nobody has explained.

Reads the document as it would be frozen now; advice only, it stops nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from charters import document
from metrics import meanings, plain_english
from metrics.models import DatedRule, Term, rules_for
from metrics.plain_english import Reading, Rules
from records import markup

SUMMARY, SECTION, PRIORITY = "details", "section", "priority"


@dataclass(frozen=True)
class Part:
    """A section, a priority or the summary, with what was found in it."""

    kind: str
    key: str
    title: str
    reading: Reading
    unexplained: list[str]
    statement: Reading | None = None
    """Of a priority: its statement alone, which stands on public cards."""

    @property
    def is_clear(self) -> bool:
        return self.reading.is_clear and not self.unexplained


@dataclass(frozen=True)
class Check:
    """What was found in a whole charter."""

    parts: list[Part]
    whole: Reading
    unexplained: list[str]
    rules: Rules

    @property
    def to_mend(self) -> list[Part]:
        return [part for part in self.parts if not part.is_clear]


def check(charter) -> Check:
    """Read a charter's working text as a member of the public would."""
    return check_document(charter.body(), rules_for(charter.council), watched_words())


def watched_words() -> list[str]:
    """Words that need a meaning wherever a charter uses them."""
    return DatedRule.objects.value("words_to_explain")["words"]


def rules_with(rules: Rules, entries: list[dict]) -> Rules:
    """The rules, with explained words known: SME is no riddle once it has a meaning."""
    explained = frozenset(rules.known) | {entry["term"] for entry in entries}
    return replace(rules, known=explained)


@dataclass(frozen=True)
class Found:
    """What was found in one text that is being written."""

    label: str
    reading: Reading
    unexplained: list[str]
    rules: Rules


def check_texts(council, texts: Iterable[tuple[str, str]]) -> list[Found]:
    """Read labelled texts as the check of a whole charter would: few queries."""
    entries = Term.objects.entries_for(council)
    rules, watched = rules_with(rules_for(council), entries), watched_words()
    return [
        Found(
            label,
            plain_english.read(text, rules),
            meanings.unexplained(text, watched, entries),
            rules,
        )
        for label, text in texts
    ]


def check_document(written: dict, rules: Rules, watched: list[str]) -> Check:
    entries = written["glossary"]
    rules = rules_with(rules, entries)
    statements = {one["code"]: one["statement"] for one in written["priorities"]}
    parts = [
        Part(
            kind,
            key,
            title,
            plain_english.read(text, rules),
            meanings.unexplained(text, watched, entries),
            plain_english.read(statements[key], rules) if kind == PRIORITY else None,
        )
        for kind, key, title, text in passages(written)
    ]
    text = "\n".join(text for *_about, text in passages(written))
    return Check(
        parts,
        plain_english.read(text, rules),
        meanings.unexplained(document.all_text(written), watched, entries),
        rules,
    )


def passages(written: dict) -> Iterator[tuple[str, str, str, str]]:
    """Each part of a charter as plain text: what it is, its key, title and words."""
    yield SUMMARY, "", _("Summary"), written["charter"]["summary"]
    for section in written["sections"]:
        text = "\n".join(markup.to_text(one["text"]) for one in section["clauses"])
        yield SECTION, section["key"], section["heading"], text
    for priority in written["priorities"]:
        outcomes = [outcome["statement"] for outcome in priority["outcomes"]]
        words = [priority[name] for name in ("statement", "why", "who_benefits")]
        title = f"{priority['code']} {priority['title']}"
        yield PRIORITY, priority["code"], title, "\n".join([*words, *outcomes])
