"""Words explained where they stand.

{% load word_tags %}
{% meanings reading.glossary section.key as words %}
{{ clause.html|explained:words }}
{% include "metrics/_meanings.html" %}      lists the words that were used above
"""

from collections.abc import Iterable

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify

from metrics.meanings import Entry, pattern
from records import markup

register = template.Library()


class Passage:
    """One stretch of text; the first use of each word in it links to its meaning."""

    def __init__(self, entries: Iterable[Entry], name: str):
        self.entries = list(entries)
        self.name = slugify(name)
        self.used: list[dict] = []
        self._terms = tuple(entry["term"] for entry in self.entries)
        self._seen: set[int] = set()

    def mark(self, html: SafeString) -> SafeString:
        if not self._terms:
            return html
        return markup.change_words(html, self._link)

    def _link(self, words: str) -> str:
        return pattern(self._terms).sub(self._first_use, words)

    def _first_use(self, match) -> str:
        place = int(match.lastgroup[1:])
        if place in self._seen:
            return match[0]
        self._seen.add(place)
        entry = self.entries[place]
        slug = entry.get("slug") or slugify(entry["term"])
        self.used.append({**entry, "slug": slug, "id": f"word-{self.name}-{slug}"})
        return format_html(
            '<a class="cvc-term" href="#{}">{}</a>',
            self.used[-1]["id"],
            SafeString(match[0]),
        )


@register.simple_tag
def meanings(entries, name: str) -> Passage:
    """Begin a passage: from here on each word is linked once."""
    return Passage(entries or [], name)


@register.filter
def explained(text, passage: Passage):
    """The text with the first use of each explained word linked to its meaning."""
    return passage.mark(conditional_escape(text)) if passage else text
