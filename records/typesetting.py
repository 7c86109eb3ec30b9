"""A document → the page that the press prints, with everything that it may use.

Only our own files go in: the templates and styles in `templates/pdf/`, the two fonts,
and the thread pattern drawn for this document.
"""

import hashlib
import re
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from records import edition_page, print_charts, weave

FONTS = {
    "source-serif-4-600.woff2": "source-serif-4-latin-600-normal.woff2",
    "source-sans-3-400.woff2": "source-sans-3-latin-400-normal.woff2",
    "source-sans-3-400-italic.woff2": "source-sans-3-latin-400-italic.woff2",
    "source-sans-3-600.woff2": "source-sans-3-latin-600-normal.woff2",
    "source-sans-3-700.woff2": "source-sans-3-latin-700-normal.woff2",
    "source-sans-3-ext-400.woff2": "source-sans-3-latin-ext-400-normal.woff2",
    "source-sans-3-ext-600.woff2": "source-sans-3-latin-ext-600-normal.woff2",
    "source-serif-4-ext-600.woff2": "source-serif-4-latin-ext-600-normal.woff2",
}
PARTS = ("press", "weave", "edition_page", "print_charts")
COVER_WIDTH, COVER_HEIGHT = 2100, 1720
# Documents that need more than their own content to be set, and who prepares it.
PREPARED_BY = {
    "charter": edition_page.prepare,
    "charter_large": edition_page.prepare,
    "charter_draft": edition_page.prepare,
}


class FontMissing(Exception):
    """The npm packages with the fonts are not installed."""


def page_for(document: dict, *, template: str, title: str, document_hash: str) -> str:
    """The whole page as HTML, in English, the same each time."""
    prepare = PREPARED_BY.get(template, dict)
    with override("en-gb"):
        return render_to_string(
            f"pdf/{_plain(template)}.html",
            {
                **prepare(document),
                "document": document,
                "title": title,
                "document_hash": document_hash,
                "origin": settings.SITE_ORIGIN,
            },
        )


def assets_for(document: dict, document_hash: str) -> dict[str, bytes]:
    """Everything that a page may ask for, by the name it asks by."""
    drawn = print_charts.pictures(document)
    return {
        **_lasting_assets(),
        **{name: picture.encode() for name, picture in drawn.items()},
        "cover.svg": weave.svg(document_hash, COVER_WIDTH, COVER_HEIGHT).encode(),
    }


@lru_cache(maxsize=1)
def _lasting_assets() -> dict[str, bytes]:
    styles = {path.name: path.read_bytes() for path in _folder().glob("*.css")}
    fonts = {name: font(file).read_bytes() for name, file in FONTS.items()}
    return {**styles, **fonts}


def font(file: str) -> Path:
    """Where a font file of the npm packages lies: built, or as installed."""
    family = file.partition("-latin")[0]
    for place in (
        settings.ROOT / "static" / "build" / "print-fonts" / file,
        settings.ROOT / "node_modules" / "@fontsource" / family / "files" / file,
    ):
        if place.is_file():
            return place
    raise FontMissing(f"{file} is missing: build the assets (npm ci, npm run build).")


@lru_cache(maxsize=32)
def template_version(template: str) -> str:
    """Changes when anything that shapes the file changes: templates, styles, origin."""
    parts = hashlib.sha256(f"{_plain(template)} {settings.SITE_ORIGIN}".encode())
    here = Path(__file__).parent
    made_with = [here / f"{name}.py" for name in PARTS]
    for path in [*sorted(_folder().iterdir()), *made_with]:
        parts.update(path.name.encode() + b"\0" + path.read_bytes())
    return parts.hexdigest()[:16]


def data_name(template: str) -> str:
    """What the document is called inside the file, however it is printed."""
    name = _plain(template).removesuffix("_large").removesuffix("_draft")
    return f"{name}.json"


def _folder() -> Path:
    return settings.ROOT / "templates" / "pdf"


def _plain(template: str) -> str:
    if not re.fullmatch(r"[a-z][a-z_]*", template):
        raise ValueError(f"{template!r} is not the name of a PDF template.")
    return template
