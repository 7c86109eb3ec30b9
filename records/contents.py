"""What a file really is, told from its bytes and never from its name.

`recognise` answers with the kind and with the bytes to keep, or refuses in the words
that the person who chose the file reads.
"""

import io
import zipfile
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LARGEST = 20 * 1024 * 1024
MOST_ENTRIES = 2000
LARGEST_UNPACKED = 300 * 1024 * 1024
LARGEST_DESCRIPTION = 1024 * 1024
MOST_PIXELS = 60_000_000

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv; charset=utf-8",
    "jpg": "image/jpeg",
    "png": "image/png",
}
PICTURES = frozenset({"jpg", "png"})

MISSING = _("Select a file")
EMPTY = _("The selected file is empty")
TOO_LARGE = _("The selected file must be smaller than 20MB")
PASSWORD = _("The selected file is password protected")
NOT_KEPT = _("The selected file could not be uploaded – try again")


@dataclass(frozen=True)
class Recognised:
    """A file that we take: its kind, and the bytes that we keep of it."""

    kind: str
    content: bytes

    @property
    def content_type(self) -> str:
        return TYPES[self.kind]


class _Unknown(Exception):
    """It is none of the kinds that we take, or a broken or dangerous one."""


def recognise(content: bytes, name: str = "", kinds=tuple(TYPES)) -> Recognised:
    """The kind of a file and what to keep of it, or a ValidationError."""
    if not content:
        raise ValidationError(EMPTY, code="empty")
    if len(content) > LARGEST:
        raise ValidationError(TOO_LARGE, code="too_large")
    try:
        kind = _kind(content, name)
        if kind not in kinds:
            raise _Unknown
        return Recognised(kind, _KEEP.get(kind, _as_it_is)(content, kind))
    except _Unknown:
        raise ValidationError(wrong_kind(kinds), code="kind") from None


def wrong_kind(kinds=tuple(TYPES)) -> str | Promise:
    names = [kind.upper() for kind in kinds]
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
    article = "an" if listed[0] in "AEIOX" else "a"
    return _("The selected file must be %(article)s %(kinds)s") % {
        "article": article,
        "kinds": listed,
    }


def _kind(content: bytes, name: str) -> str:
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(b"PK\x03\x04"):
        return _packed_kind(content)
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        # An encrypted modern document wears the old container.
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise ValidationError(PASSWORD, code="password")
        raise _Unknown
    if name.lower().endswith(".csv") and _is_table_text(content):
        return "csv"
    raise _Unknown


def _packed_kind(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _refuse_bombs(package)
            if "[Content_Types].xml" in package.namelist():
                return _microsoft_kind(package)
            return _open_document_kind(package)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, OSError, EOFError):
        raise _Unknown from None
    except RuntimeError:  # how zipfile says that an entry is encrypted
        raise ValidationError(PASSWORD, code="password") from None


def _refuse_bombs(package: zipfile.ZipFile) -> None:
    """Judge by the directory, before anything is unpacked."""
    entries = package.infolist()
    if len(entries) > MOST_ENTRIES:
        raise _Unknown
    if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise _Unknown
    if len({entry.filename for entry in entries}) != len(entries):
        raise _Unknown
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:  # entries that share bytes
            raise _Unknown
        end = entry.header_offset + entry.compress_size
        parts = entry.filename.replace("\\", "/").split("/")
        if ".." in parts or entry.filename.startswith(("/", "\\")):
            raise _Unknown


def _read(package: zipfile.ZipFile, name: str) -> str:
    with package.open(name) as entry:
        content = entry.read(LARGEST_DESCRIPTION + 1)
    if len(content) > LARGEST_DESCRIPTION:
        raise _Unknown
    text = content.decode("utf-8", "replace")
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise _Unknown
    return text


def _microsoft_kind(package: zipfile.ZipFile) -> str:
    if any(name.lower().endswith("vbaproject.bin") for name in package.namelist()):
        raise _Unknown
    types = _read(package, "[Content_Types].xml")
    for kind, part in (("docx", "word/document.xml"), ("xlsx", "xl/workbook.xml")):
        if f"{TYPES[kind]}.main+xml" in types and part in package.namelist():
            return kind
    raise _Unknown


def _open_document_kind(package: zipfile.ZipFile) -> str:
    declared = _read(package, "mimetype").strip()
    manifest = _read(package, "META-INF/manifest.xml")
    if "encryption-data" in manifest:
        raise ValidationError(PASSWORD, code="password")
    for kind in ("odt", "ods"):
        if declared == TYPES[kind] and "content.xml" in package.namelist():
            return kind
    raise _Unknown


def _is_table_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    if text.lstrip()[:1] in {"<", "{"} or "\ufffd" in text:
        return False
    return not any(letter < " " and letter not in "\t\r\n" for letter in text)


def _as_it_is(content: bytes, kind: str) -> bytes:
    return content


def _redrawn(content: bytes, kind: str) -> bytes:
    """The picture drawn again: no camera data, no place, nothing hidden behind it."""
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(content), formats=["JPEG", "PNG"]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise _Unknown
            upright = ImageOps.exif_transpose(picture)
            mode = "RGB" if kind == "jpg" else _png_mode(upright)
            bare = Image.new(mode, upright.size)
            bare.paste(upright.convert(mode))
            output = io.BytesIO()
            if kind == "jpg":
                bare.save(output, "JPEG", quality=88, optimize=True)
            else:
                bare.save(output, "PNG", optimize=True)
            return output.getvalue()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise _Unknown from None


def _png_mode(picture) -> str:
    if picture.mode in {"1", "L"} and "transparency" not in picture.info:
        return "L"
    is_clear = picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info
    return "RGBA" if is_clear else "RGB"


def _disarmed(content: bytes, kind: str) -> bytes:
    """The PDF as it is, or without its scripts and attached files if it has any."""
    from records.disarm import Broken, Protected, disarm

    try:
        return disarm(content)
    except Protected:
        raise ValidationError(PASSWORD, code="password") from None
    except Broken:
        raise _Unknown from None


_KEEP = {"pdf": _disarmed, "jpg": _redrawn, "png": _redrawn}
