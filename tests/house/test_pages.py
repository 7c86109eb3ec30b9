"""Every page, in every state, in a real browser; `registry.py` says how to add one."""

from collections import defaultdict

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.house import plain, registry

NOT_OURS = ("admin", "djdt", "api")
ENDING = " – Community Value Charter"
TITLES: dict[str, set[str]] = defaultdict(set)


def named_urls(resolver=None, spaces=()) -> set[str]:
    """All names that `reverse` knows, but for the admin and the API."""
    found = set()
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            inside = (*spaces, pattern.namespace) if pattern.namespace else spaces
            if not set(inside) & set(NOT_OURS):
                found |= named_urls(pattern, inside)
        elif isinstance(pattern, URLPattern) and pattern.name:
            found.add(":".join((*spaces, pattern.name)))
    return found


def missing_from(register: set[str]) -> set[str]:
    return named_urls() - register


def test_every_named_address_is_in_the_register():
    register = {entry.name for entry in registry.entries()}
    assert missing_from(register) == set()


def test_an_address_that_nobody_registered_is_found():
    register = {entry.name for entry in registry.entries()} - {"help"}
    assert "help" in missing_from(register)


def test_the_register_names_only_addresses_that_exist():
    register = [entry.name for entry in registry.entries()]
    assert set(register) - named_urls() == set()
    assert len(register) == len(set(register))


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("visit", registry.visits(), ids=registry.visit_name)
def test_a_page_is_accessible_narrow_and_quiet(visit, look_as):
    page, state = visit
    role = page.role if state.role is None else state.role
    looker = look_as(role)
    address = page.address(state)
    cookies = page.cookies(state)
    answer = looker.open(address, cookies)
    if state.fill is not None:
        answer = looker.send(state.fill, state.sends)
        title = looker.window.title()
        is_refused = title.startswith("Error: ")
        assert is_refused != state.accepted, f"{address}: {title}, {state.fill}"
    assert answer.status == state.status, address
    faults = looker.faults()
    assert faults == [], f"{address} ({state.name}): " + "\n".join(faults)
    title = looker.window.title()
    assert ENDING in title, f"the title of {address} is {title!r}"
    assert not title.startswith((" ", "–")), f"{address} has no title of its own"
    if state.name == "typical" and not page.lands_elsewhere:
        TITLES[title].add(page.name)
        assert len(TITLES[title]) == 1, f"{title!r} is the title of {TITLES[title]}"
    if not role and not page.sets_cookie:
        allowed = {"csrftoken", *cookies} if page.has_form else set(cookies)
        assert looker.cookies <= allowed, f"{address} sets a cookie"


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("page", registry.pages(), ids=lambda page: page.name)
def test_a_page_works_with_scripts_off(page, look_as):
    looker = look_as(page.role, scripts=False)
    state = page.all_states()[0]
    address = page.address(state)
    cookies = page.cookies(state)
    answer = looker.fetch(address, cookies)
    assert answer.status == state.status
    shape = plain.read(answer.text())
    assert shape.words
    if shape.suspects:  # only a browser knows whether they can be seen
        looker.open(address, cookies)
        assert looker.dead_ends() == [], shape.suspects


DEAD_ENDS = [
    '<main>Words <button type="button">Add another</button></main>',
    "<main>Words <a>Nowhere</a></main>",
    '<main>Words <a href="javascript:void(0)">Nowhere</a></main>',
    "<main>Words <form><input></form></main>",
]


@pytest.mark.parametrize("html", DEAD_ENDS)
def test_a_dead_end_is_suspected_before_a_browser_looks(html):
    assert plain.read(html).suspects


def test_what_works_without_scripts_is_not_suspected():
    html = (
        '<main>Words <a href="/">Home</a>'
        '<form id="f"><button type="submit">Send</button></form>'
        '<button type="button" hidden>Menu</button>'
        '<form id="g"></form><button form="g">Send</button></main>'
    )
    shape = plain.read(html)
    assert (shape.suspects, shape.words) == ([], True)
    assert not plain.read("<main><p> </p></main>").words
