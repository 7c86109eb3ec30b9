"""A component that is included takes up no name of the page by accident.

`{% include %}` hands the whole page down, so that an argument which was left out is
found there when the page happens to use the same name. `only` stops it; where no name
is shared it is not needed. (`{% component %}` hands nothing down.)
"""

import re
from functools import cache
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template.loader import render_to_string

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
INCLUDE = re.compile(r'{% include "(components/[^"]+)"(.*?)%}')
TEXT = re.compile(r""""[^"]*"|'[^']*'""")
TAG = re.compile(r"{[{%].*?[%}]}", re.S)
COMMENT = re.compile(r"{% comment %}(.*?){% endcomment %}", re.S)
WITH_INCLUDES = sorted(
    path for path in TEMPLATES.rglob("*.html") if INCLUDE.search(path.read_text())
)


@cache
def arguments_of(component: str) -> frozenset[str]:
    """The arguments that a component names on top and reads below."""
    source = (TEMPLATES / component).read_text()
    stated = COMMENT.search(source)
    heads = [part.split(":")[0] for part in stated[1].split(";")] if stated else []
    named = set(re.findall(r"\w+", ",".join(heads)))
    tags = " ".join(TAG.findall(COMMENT.sub("", source)))
    read = set(re.findall(r"\w+", TEXT.sub("", tags)))
    return frozenset(named & read)


def names_of(source: str) -> set[str]:
    """The names that a page gives to values of its own."""
    found = set(re.findall(r"\b(?:as|asvar) (\w+)\s*%}", source))
    for loop in re.findall(r"{% for ([\w, ]+) in ", source):
        found |= set(re.findall(r"\w+", loop))
    for given in re.findall(r"{% with (.*?)%}", source):
        found |= set(re.findall(r"(\w+)=", given))
    return found


def leaks(source: str) -> list[str]:
    """Arguments that were left out and that the page would fill by accident."""
    names, found = names_of(source), []
    for component, rest in INCLUDE.findall(source):
        if rest.split()[-1:] == ["only"]:
            continue
        passed = set(re.findall(r"(\w+)=", rest))
        shared = (arguments_of(component) - passed) & names
        found += [f"{component} takes up “{name}”" for name in sorted(shared)]
    return found


@pytest.mark.parametrize(
    "path", WITH_INCLUDES, ids=lambda path: str(path.relative_to(TEMPLATES))
)
def test_a_component_takes_up_no_name_of_the_page(path):
    assert leaks(path.read_text()) == [], "Pass it, or end the include with `only`."


def test_an_argument_that_would_be_taken_up_is_found():
    page = (
        '{% for text in words %}{% include "components/back_link.html" with href=x %}'
    )
    assert leaks(page) == ["components/back_link.html takes up “text”"]
    assert leaks(page.replace("href=x", "href=x only")) == []


class SignedIn(HttpRequest):
    """A request of somebody with a session, as the context processors see it."""

    has_session = True
    user = AnonymousUser()
    _messages = ()


def test_each_notice_of_a_page_has_an_id_of_its_own():
    """The banner's heading labels it, so two on a page may not share one."""
    page = render_to_string("base.html", {"messages": ["One.", "Two."]}, SignedIn())
    labels = re.findall(r'aria-labelledby="(notification-\d+-title)"', page)
    assert labels == ["notification-1-title", "notification-2-title"]
    assert all(f'id="{label}"' in page for label in labels)
