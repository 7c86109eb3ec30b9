"""A public version in the words of schema.org, for search engines and other readers."""

import json
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString

from charters.models import Edition
from charters.reading import Reading
from records import markup

# A data block ends where its text says "</script": so no such sign may stand in it.
ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def of_reading(reading: Reading, charter) -> dict[str, Any]:
    """What the page of a charter names: the charter, who made it, its parts."""
    about, edition, council = reading.about, reading.edition, charter.council
    is_agreed = edition.kind == Edition.Kind.ADOPTED

    def address(name: str, *args) -> str:
        return settings.SITE_ORIGIN + reverse(name, args=[council.slug, *args])

    told = {
        "@context": "https://schema.org",
        "@type": "CreativeWork",
        "name": about["title"],
        "description": markup.to_text(about["summary"]).strip(),
        "url": settings.SITE_ORIGIN + charter.get_absolute_url(),
        "version": edition.number,
        "identifier": edition.content_hash,
        "creativeWorkStatus": str(
            charter.get_status_display() if is_agreed else edition.get_kind_display()
        ),
        "inLanguage": "en-GB",
        "temporalCoverage": f"{about['starts_on']}/{about['ends_on']}",
        "spatialCoverage": {
            "@type": "AdministrativeArea",
            "name": about["area"] or council.name,
        },
        "publisher": {
            "@type": "GovernmentOrganization",
            "name": council.name,
            "url": settings.SITE_ORIGIN + council.get_absolute_url(),
        },
        "hasPart": [
            {
                "@type": "CreativeWork",
                "name": section.heading,
                "position": place,
                "url": address("charters:charter_section", charter.slug, section.key),
            }
            for place, section in enumerate(reading.sections, start=1)
        ],
        "about": [
            {
                "@type": "Thing",
                "identifier": priority["code"],
                "name": priority["title"],
                "description": priority["statement"],
                "url": address("charters:priority_detail", priority["code"]),
            }
            for priority in reading.priorities
        ],
    }
    return {name: value for name, value in told.items() if value not in ("", [])}


def as_block(told: dict[str, Any]) -> SafeString:
    """The same as the text of a data block, which nobody's words can end early."""
    text = json.dumps(told, ensure_ascii=False).translate(ESCAPED)
    return SafeString(text)
