"""P14: two editions of 400 clauses compared; the pages of so large a charter."""

from difflib import SequenceMatcher

from django.test import Client
from django.urls import reverse

from benchmarks import world
from benchmarks.p01_published_page import asked_while
from benchmarks.table import Line, cpu_of, interleaved
from charters import compare
from charters.published import shelf

LIMIT = 300


def measure():
    charter = world.large_charter()
    first, *_others, last = charter.editions.all()
    ours, plain = interleaved(
        lambda: by_words(first.document, last.document),
        lambda: by_difflib(first.document, last.document),
        times=1,
        rounds=3,
    )
    yield Line(
        "P14",
        "400 clauses compared",
        f"{ours:.0f} ms CPU",
        f"{plain:.0f} ms CPU",
        f"{ours / plain:.2f}",
        f"< {LIMIT} ms",
        ours < LIMIT,
    )
    names = {"charter_detail": "overview", "charter_all": "whole text"}
    names |= {"edition_list": "versions", "edition_compare": "comparison"}
    for name, what in names.items():
        path = reverse(f"charters:{name}", args=[charter.council.slug, charter.slug])
        if name == "edition_compare":
            path += f"?from={first.number}&to={last.number}&view=in-place"
        yield from page(path, what)


def by_words(before, after):
    for one in compare.documents(before, after).differences:
        assert one.runs


def by_difflib(before, after):
    """The same words in the same pairs, by what Python brings along."""
    split = compare._TOKEN.findall
    for one in compare.documents(before, after).differences:
        old, new = split(one.before), split(one.after)
        SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def page(path, what):
    """Queries of a page not rendered yet, and what a page on the shelf costs."""
    client = Client(SERVER_NAME="localhost")

    def ask():
        assert client.get(path).status_code == 200

    def afresh():
        shelf.clear()
        ask()

    afresh()
    count = len(asked_while(afresh))
    cold = min(cpu_of(afresh, 1) for _ in range(3))
    warm = min(cpu_of(ask, 5) for _ in range(3))
    yield Line(
        "P14", f"{what} not rendered", f"{count} queries", "-", "-", "≤ 6", count <= 6
    )
    yield Line(
        "P14",
        f"{what} on the shelf",
        f"{warm:.1f} ms CPU",
        f"{cold:.0f} ms CPU",
        f"{warm / cold:.3f}",
        "≤ 15 ms",
        warm <= 15,
    )
