"""The one path from Markdown to HTML that is safe to show.

Text → tidied characters → CommonMark with HTML off → our own allow-list. What
people may write is small on purpose: paragraphs, emphasis, links, lists and
quotations. Everything else they type is shown as they typed it.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator

import nh3
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.token import Token

DEEPEST = 8
"""How many lists and quotations may stand inside one another."""

TAGS = {"a", "blockquote", "br", "em", "li", "ol", "p", "strong", "ul"}
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}
SWITCHED_OFF = [
    *("backticks", "code", "fence", "heading", "hr", "html_block", "html_inline"),
    *("entity", "image", "lheading", "reference"),
]

# Marks that turn the reading direction round, and controls that no one types.
_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
_UNWANTED = re.compile(f"[{_DIRECTION}{_CONTROL}]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_MOST_MARKS = 3
_LONGEST_START = 4

_TAG = re.compile(r"<(/?)([a-z0-9]+)(?:[^>\"]|\"[^\"]*\")*>")

_parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 4 * DEEPEST})
_parser.disable(SWITCHED_OFF)
_flat_parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 4 * DEEPEST})
_flat_parser.disable([*SWITCHED_OFF, "blockquote", "list"])


def tidy(text: str) -> str:
    """The same words without NUL, stray controls, direction tricks or piled-up
    accents, so that they can be stored, shown and searched."""
    text = _SURROGATE.sub("\ufffd", text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = unicodedata.normalize("NFC", _UNWANTED.sub("", text))
    return "".join(_with_few_marks(text))


def to_html(markdown: str) -> SafeString:
    """Markdown as clean HTML: the only way into a page, an e-mail or a PDF."""
    return clean(_parser.renderer.render(_tokens(markdown), _parser.options, {}))


def clean(html: str) -> SafeString:
    """HTML cut down to what we allow. Cleaning twice changes nothing more."""
    return SafeString(
        nh3.clean(
            html,
            tags=TAGS,
            attributes=ATTRIBUTES,
            attribute_filter=_allowed_value,
            url_schemes=SCHEMES,
            link_rel="nofollow noopener noreferrer",
            strip_comments=True,
        ).strip()
    )


def change_words(html: str, change: Callable[[str], str]) -> SafeString:
    """Clean HTML with `change` applied to its words: never inside a tag or a link.

    `change` gets escaped text and must give clean HTML back.
    """
    parts, start, links = [], 0, 0
    for tag in _TAG.finditer(html):
        words = html[start : tag.start()]
        parts += [change(words) if words and not links else words, tag[0]]
        if tag[2] == "a":
            links += -1 if tag[1] else 1
        start = tag.end()
    rest = html[start:]
    return SafeString("".join([*parts, change(rest) if rest and not links else rest]))


def to_text(markdown: str) -> str:
    """Markdown as plain lines for e-mails, exports and search."""
    lines: list[str] = []
    lists: list[int | None] = []
    mark = ""
    for token in _tokens(markdown):
        if token.type == "bullet_list_open":
            lists.append(None)
        elif token.type == "ordered_list_open":
            lists.append(int(token.attrGet("start") or 1) - 1)
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            lists.pop()
        elif token.type == "list_item_open":
            if lists[-1] is None:
                mark = "- "
            else:
                lists[-1] += 1
                mark = f"{lists[-1]}. "
        elif token.type == "inline":
            indent = "  " * max(len(lists) - 1, 0)
            lines.append(f"{indent}{mark}{_plain(token.children or [])}")
            mark = ""
    return "\n".join(lines)


def _tokens(markdown: str) -> list[Token]:
    """Parsed text; where it is nested too deeply, as paragraphs, so that no word
    is lost: the parser silently drops what stands below its own limit."""
    text = tidy(markdown)
    tokens = _parser.parse(text)
    if any(token.level > 2 * DEEPEST for token in tokens):
        return _flat_parser.parse(text)
    return tokens


def _plain(tokens: list[Token]) -> str:
    parts, links = [], []
    for token in tokens:
        if token.type == "link_open":
            links.append((len(parts), token.attrGet("href") or ""))
        elif token.type == "link_close":
            start, href = links.pop()
            label = "".join(parts[start:])
            if href and _allowed_value("a", "href", str(href)) and label != href:
                parts.append(f" ({href})")
        elif token.type in {"softbreak", "hardbreak"}:
            parts.append("\n")
        else:
            parts.append(token.content)
    return "".join(parts)


def _allowed_value(tag: str, attribute: str, value: str) -> str | None:
    """Only whole addresses: a relative one would mean another thing on each page."""
    if attribute == "href":
        scheme = value.partition(":")[0].lower()
        return value if ":" in value and scheme in SCHEMES else None
    if attribute == "start":
        return value if value.isdecimal() and len(value) <= _LONGEST_START else None
    return value


def _with_few_marks(text: str) -> Iterator[str]:
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MOST_MARKS:
            yield character
