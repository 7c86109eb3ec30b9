"""What is measured on: records reached by the verbs that people use."""

import datetime as dt
import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from audit import clock
from charters.models import Charter, Clause, Section
from config.places import ROOT
from config.supervisor import web_command
from councils.models import Council
from tests import factories
from tests.processes import fetch, free_port, wait_for

LONG_AGO = dt.timedelta(days=200)
WORDS = (
    "Offers are best aimed at Northfield and Millgate, where need is greatest and "
    "where people told us that work, training and places to meet are far away. "
)


@cache
def council() -> Council:
    return Council.objects.create(slug="benchmark", name="Benchmark Council")


def filled_charter():
    """A charter that is ready for consultation: 60 clauses and 10 priorities."""
    slug = f"big-{Charter.objects.count()}"
    charter = factories.ready_charter(council(), slug=slug)
    by = charter.created_by
    section = Section.add(charter, "What we heard and what we want", by=by)
    for number in range(60 - 4):
        section.add_clause(f"{number}. {WORDS}", by=by, is_open=True)
    section.mark_complete(by=by)
    for number in range(9):
        title = f"A good thing for the place, number {number}"
        factories.add_priority(charter, by=by, title=title)
    return charter


@cache
def adopted_charter():
    """The big charter in force; the longest way to one is the only way there is."""
    charter = filled_charter()
    by = charter.created_by
    charter.begin_consultation(charter.freeze("consultation", by=by), by=by)
    charter.conclude_consultation(by=by)
    approver = factories.somebody(council(), factories.Role.APPROVER)
    charter.submit(by=by, approver=approver)
    charter.adopt(by=approver, minute="Cabinet, item 7")
    return charter


@cache
def large_charter():
    """400 paragraphs, 60 priorities and 12 public editions, each reworded in part."""
    charter = factories.ready_charter(council(), slug="large")
    by = charter.created_by
    for place in range(20):
        section = Section.add(charter, f"Part {place + 1} of the charter", by=by)
        for number in range(20 if place else 17):
            section.add_clause(f"{place}.{number}. {3 * WORDS}", by=by, is_open=True)
    for number in range(59):
        title = f"A good thing for the place, number {number}"
        factories.add_priority(charter, by=by, title=title)
    for edition in range(12):
        if edition:
            reword_much(charter, edition, by)
        charter.freeze("outline", by=by).publish(by=by)
    return charter


def reword_much(charter, edition, by):
    """Every fourth paragraph reads differently in two places."""
    clauses = Clause.objects.filter(section__charter=charter)
    for clause in clauses.order_by("pk")[edition % 4 :: 4]:
        words = clause.text.replace("Northfield", f"Harbour and place {edition}", 1)
        clause.reword(words.replace("far away", f"{edition} miles away"), by=by)


@contextmanager
def web(application="benchmarks.site:application"):
    """The portal's own server over the measured database: its address and process."""
    port = free_port()
    command = [sys.executable, "-m", *web_command(port, workers=1)]
    command[-1] = application
    folder = Path(tempfile.mkdtemp(prefix="portal-bench-"))
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            stdout=log,
            stderr=log,
            env=os.environ | {"PORTAL_BOOTSTRAPPED": "1"},
        )
    home = f"http://127.0.0.1:{port}"
    try:
        wait_for("the web answers", lambda: fetch(f"{home}/health/").status == 200, 60)
        yield home, process
    finally:
        process.terminate()
        process.wait(20)


def later(**distance):
    """The clock moved on from now."""
    return clock.at(clock.now() + dt.timedelta(**distance))
