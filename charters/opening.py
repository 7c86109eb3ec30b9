"""A document that somebody wrote elsewhere → headed parts with paragraphs. No database.

Documents come from strangers' machines. Before anything is parsed, the package is
judged by its directory; every piece of XML is looked at before a parser sees it, and
the parsers fetch nothing and expand nothing.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

LARGEST = 10 * 1024 * 1024
LARGEST_UNPACKED = 60 * 1024 * 1024
MOST_ENTRIES = 1000
MOST_PARTS = 200
MOST_PARAGRAPHS = 1500
PARAGRAPH_LENGTH = 4000
HEADING_LENGTH = 100

KINDS = ("docx", "odt", "md")
MISSING = "Select a file"
TOO_LARGE = "The selected file must be smaller than 10MB"
EMPTY = "The selected file is empty"
WRONG = "The selected file must be a DOCX, ODT or MD"
MACROS = (
    "The selected file contains macros. Save it as a plain document and choose that"
)
BOMB = "The selected file unpacks to more than we can read"
DAMAGED = "The selected file could not be read. Save it again and choose the new one"
TRICKS = (
    "The selected file contains instructions that a document does not need. Copy its "
    "words into a new document and choose that"
)
TOO_LONG = "The selected file has too many paragraphs. Bring it in piece by piece"
NO_WORDS = "There are no words in the selected file"

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


class Unreadable(Exception):
    """The document is refused; the message says why in plain words."""


@dataclass
class Part:
    """A heading with the paragraphs below it. Without heading: what comes first."""

    heading: str
    paragraphs: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Line:
    """One block of a document: a heading or a paragraph."""

    text: str
    is_heading: bool = False


def kind_of(content: bytes, name: str) -> str:
    """What a file really is, or Unreadable. Looks at no more than its directory."""
    if not content:
        raise Unreadable(EMPTY)
    if len(content) > LARGEST:
        raise Unreadable(TOO_LARGE)
    if content.startswith(b"PK\x03\x04"):
        with _package(content) as package:
            return _packed_kind(package)
    if name.lower().endswith((".md", ".markdown")):
        _text(content)
        return "md"
    raise Unreadable(WRONG)


def parts_of(content: bytes, kind: str) -> list[Part]:
    """The headed parts of a document, in reading order."""
    lines = {"docx": _docx, "odt": _odt, "md": _markdown}[kind](content)
    parts = [Part("")]
    count = 0
    for line in lines:
        text = "\n".join(" ".join(one.split()) for one in line.text.splitlines())
        if not text.strip():
            continue
        if line.is_heading:
            parts.append(Part(_shortened(text)))
        else:
            pieces = _pieces(text.strip())
            count += len(pieces)
            parts[-1].paragraphs += pieces
        if len(parts) > MOST_PARTS or count > MOST_PARAGRAPHS:
            raise Unreadable(TOO_LONG)
    parts = [part for part in parts if part.paragraphs]
    if not parts:
        raise Unreadable(NO_WORDS)
    return parts


def _shortened(heading: str) -> str:
    heading = " ".join(heading.split())
    if len(heading) <= HEADING_LENGTH:
        return heading
    return f"{heading[: HEADING_LENGTH - 1].rstrip()}…"


def _pieces(text: str) -> list[str]:
    """A paragraph as it is, or cut at spaces where it is too long for one."""
    pieces = []
    while len(text) > PARAGRAPH_LENGTH:
        at = text.rfind(" ", 0, PARAGRAPH_LENGTH)
        at = at if at > 0 else PARAGRAPH_LENGTH
        pieces.append(text[:at].strip())
        text = text[at:].strip()
    return [*pieces, text]


def _package(content: bytes) -> zipfile.ZipFile:
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, OSError, ValueError):
        raise Unreadable(DAMAGED) from None
    entries = package.infolist()
    if len(entries) > MOST_ENTRIES:
        raise Unreadable(BOMB)
    if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise Unreadable(BOMB)
    return package


def _packed_kind(package: zipfile.ZipFile) -> str:
    names = {name.lower() for name in package.namelist()}
    if any(
        name.endswith("vbaproject.bin") or name.startswith(("basic/", "scripts/"))
        for name in names
    ):
        raise Unreadable(MACROS)
    if {"[content_types].xml", "word/document.xml"} <= names:
        return "docx"
    if {"mimetype", "content.xml"} <= names:
        if _entry(package, "mimetype").strip() != (
            b"application/vnd.oasis.opendocument.text"
        ):
            raise Unreadable(WRONG)
        return "odt"
    raise Unreadable(WRONG)


def _entry(package: zipfile.ZipFile, name: str) -> bytes:
    """One file of a package, as large as its directory says and no larger."""
    size = package.getinfo(name).file_size
    try:
        with package.open(name) as stream:
            content = stream.read(size + 1)
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, RuntimeError):
        raise Unreadable(DAMAGED) from None
    if len(content) > size:
        raise Unreadable(BOMB)
    return content


def _refuse_tricks(content: bytes) -> None:
    """No entity, no document type, in any piece of XML, however it is encoded."""
    with _package(content) as package:
        for name in package.namelist():
            if not name.lower().endswith((".xml", ".rels", ".rdf")):
                continue
            plain = _entry(package, name).replace(b"\0", b"").upper()
            if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
                raise Unreadable(TRICKS)


def _docx(content: bytes) -> Iterator[Line]:
    from docx import Document
    from docx.table import Table

    _refuse_tricks(content)
    try:
        document = Document(io.BytesIO(content))
        blocks = list(document.iter_inner_content())
    except Exception as problem:  # the library names no single one
        raise Unreadable(DAMAGED) from problem
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                cells = dict.fromkeys(cell.text.strip() for cell in row.cells)
                yield Line(" – ".join(text for text in cells if text))
            continue
        style = (block.style.name or "") if block.style is not None else ""
        if style == "Title":
            continue
        bullet = "- " if style.startswith("List") else ""
        yield Line(f"{bullet}{block.text}", style.startswith("Heading"))


def _odt(content: bytes) -> Iterator[Line]:
    from lxml import etree

    _refuse_tricks(content)
    with _package(content) as package:
        said = _entry(package, "content.xml")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        body = etree.fromstring(said, parser).find(f"{_OFFICE}body/{_OFFICE}text")
    except etree.XMLSyntaxError:
        raise Unreadable(DAMAGED) from None
    if body is None:
        raise Unreadable(DAMAGED)
    deleted = f"{_TEXT}tracked-changes"
    for node in body.iter(f"{_TEXT}h", f"{_TEXT}p"):
        above = [parent.tag for parent in node.iterancestors()]
        if deleted in above or f"{_TEXT}p" in above:
            continue
        bullet = "- " if f"{_TEXT}list-item" in above else ""
        is_heading = node.tag == f"{_TEXT}h"
        yield Line(("" if is_heading else bullet) + _words(node), is_heading)


def _words(node) -> str:
    """The text of a paragraph: spaces, tabs and line ends are elements there."""
    said = node.text or ""
    for child in node:
        if child.tag == f"{_TEXT}line-break":
            said += "\n"
        elif child.tag in (f"{_TEXT}s", f"{_TEXT}tab"):
            said += " "
        elif isinstance(child.tag, str) and child.tag != f"{_TEXT}note":
            said += _words(child)
        said += child.tail or ""
    return said


def _text(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(DAMAGED) from None
    if "\0" in text:
        raise Unreadable(WRONG)
    return text


_HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*$")


def _markdown(content: bytes) -> Iterator[Line]:
    """Headings with # and paragraphs between empty lines; the rest stays as written."""
    waiting: list[str] = []
    for line in [*_text(content).splitlines(), ""]:
        heading = _HEADING.match(line.strip())
        if line.strip() and not heading:
            waiting.append(line)
            continue
        if waiting:
            yield Line("\n".join(waiting))
            waiting = []
        if heading:
            yield Line(heading[1], is_heading=True)
