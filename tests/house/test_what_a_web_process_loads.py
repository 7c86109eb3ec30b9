"""A web process carries what pages need, and not the arithmetic of the worker."""

import subprocess
import sys

import pytest

from config.places import ROOT

START = """
import os, sys
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
import django
django.setup()
from django.urls import get_resolver
def walk(resolver):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            walk(pattern)
walk(get_resolver())
"""


def loads(module: str, also: str = "") -> bool:
    """Whether a process that knows every page has loaded a module."""
    done = subprocess.run(
        [sys.executable, "-c", f"{START}\n{also}\nprint({module!r} in sys.modules)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()[-1] == "True"


@pytest.mark.slow
def test_every_page_is_known_without_numpy():
    assert not loads("numpy")


@pytest.mark.slow
def test_the_search_for_topics_brings_it():
    assert loads("numpy", also="import consultation.topics")
