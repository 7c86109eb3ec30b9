"""A made-up language marks each text that gettext sees; what stays bare was missed."""

import re

import pytest
from django.utils.html import escape
from django.utils.translation import _trans

from metrics import nations
from portal.urls_service import SUBJECTS

BARE = {"Eastfield Council", "session", "csrftoken"}


@pytest.fixture
def marked(monkeypatch):
    """Every translated text comes back «between marks»."""

    def mark(text):
        return f"«{text}»" if text.strip() else text

    monkeypatch.setattr(_trans, "gettext", mark)
    monkeypatch.setattr(_trans, "pgettext", lambda _context, text: mark(text))
    monkeypatch.setattr(
        _trans, "ngettext", lambda one, many, n: mark(one if n == 1 else many)
    )


def bare_words(html: str) -> list[str]:
    """Words between the tags of main and the footer that no mark surrounds."""
    body = html[html.index("<main") :]
    body = re.sub(
        r"<(script|code)\b.*?</\1>|<a href=\"mailto.*?</a>", " ", body, flags=re.S
    )
    plain = re.sub(r"<[^>]*>", " ", body)
    while "«" in plain and re.search(r"«[^«»]*»", plain):
        plain = re.sub(r"«[^«»]*»", " ", plain)
    left = [
        " ".join(words.split()) for words in re.findall(r"[A-Za-z][A-Za-z ]{2,}", plain)
    ]
    return [words for words in left if words not in BARE]


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/sign-in/",
        "/nowhere/",
        *(f"/{subject}/" for subject in SUBJECTS),
        *(f"/eastfield/{subject}/" for subject in SUBJECTS),
    ],
)
def test_every_word_of_a_page_went_through_gettext(client, eastfield, marked, address):
    law = nations.profile_of(eastfield).social_value  # data: it comes with its source
    page = client.get(address).text.replace(escape(law), "")
    assert bare_words(page) == []


def test_a_bare_word_is_found():
    assert bare_words("<main><p>«Marked» Bare words</p></main>") == ["Bare words"]
