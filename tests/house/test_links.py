"""Every link on every registered page leads somewhere."""

from collections.abc import Callable, Iterable
from functools import partial
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from tests.house import registry, world

MOST_OF_A_KIND = 3  # links to pages of one name, from one page
FINE = {200, 301, 302, 303, 304, 409, 410}  # withdrawn and in-the-way say so


class Links(HTMLParser):
    """The addresses on this site that a page links to."""

    def __init__(self, html: str):
        super().__init__()
        self.found: dict[str, None] = {}
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        href = dict(attrs).get("href") or ""
        if tag == "a" and href.startswith("/") and not href.startswith("//"):
            parts = urlsplit(href)
            query = f"?{parts.query}" if parts.query else ""
            self.found[parts.path + query] = None


def kind_of(href: str) -> str:
    try:
        return resolve(urlsplit(href).path).view_name
    except Resolver404:
        return href


def a_few_of_each(hrefs: Iterable[str]) -> list[str]:
    """Not all of twenty rows of a list: they are built alike."""
    taken, counts = [], {}
    for href in hrefs:
        kind = kind_of(href)
        counts[kind] = counts.get(kind, 0) + 1
        if counts[kind] <= MOST_OF_A_KIND:
            taken.append(href)
    return taken


def status_of(client: Client, href: str) -> int:
    return client.get(href).status_code


def dead_links(html: str, ask: Callable[[str], int], known: dict[str, int]) -> list:
    """What a page links to and what does not answer; asks for no address twice."""
    dead = []
    for href in a_few_of_each(Links(html).found):
        if href not in known:
            known[href] = ask(href)
        if known[href] not in FINE:
            dead.append(f"{href} answers {known[href]}")
    return dead


def test_a_link_to_nowhere_is_found():
    html = '<a href="/here/">Here</a><a href="/gone/">Gone</a><a href="#x">Down</a>'
    assert dead_links(html, {"/here/": 200, "/gone/": 404}.get, {}) == [
        "/gone/ answers 404"
    ]


def test_links_to_other_sites_are_left_alone():
    html = '<a href="https://example.org/">Out</a><a href="//example.org/">Out</a>'
    assert Links(html).found == {}


@pytest.mark.slow
def test_every_link_on_every_page_leads_somewhere(demo, settings):
    settings.DEMO = True
    windows: dict[str, tuple[Client, dict[str, int]]] = {}

    def window_of(role: str):
        if role not in windows:
            client = Client(raise_request_exception=False)
            if role:
                cookie = world.session_for(world.person(role))
                client.cookies[cookie["name"]] = cookie["value"]
            windows[role] = client, {}
        return windows[role]

    complaints = []
    for page in registry.pages():
        client, known = window_of(page.role)
        address = page.address(page.all_states()[0])
        answer = client.get(address, follow=True)
        dead = dead_links(answer.text, partial(status_of, client), known)
        complaints += [f"{page.name} ({page.role or 'anyone'}): {one}" for one in dead]
    assert complaints == [], "\n".join(complaints)
