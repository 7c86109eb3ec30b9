"""A worker that is killed in the middle of drawing a PDF loses nothing."""

import pytest

from audit.models import Event
from councils.models import Council
from records import renditions
from records.models import Rendition, StoredFile
from tests.processes import wait_for

pytestmark = pytest.mark.slow

RESUMED_WITHIN = 75  # seconds: the lease of half a minute, one sweep, a worker's start


def long_document(clauses=250):
    """An edition so long that its drawing takes some seconds."""
    words = "Offers are best aimed where the need is greatest in this place. " * 4
    return {
        "schema": "cvc-charter/1",
        "council": {"name": "Eastfield Council", "slug": "eastfield"},
        "charter": {
            "title": "What Eastfield works for",
            "slug": "2026-2030",
            "area": None,
            "starts_on": "2026-04-01",
            "ends_on": "2030-03-31",
            "summary": "What public contracts must do here.",
            "review_on": "2029-04-01",
        },
        "edition": {"number": 1, "kind": "adopted", "status_label": "In force"},
        "sections": [
            {
                "key": "place",
                "number": "1",
                "heading": "Our place",
                "clauses": [
                    {
                        "uid": f"c{n}",
                        "number": f"1.{n}",
                        "text": f"{n}. {words}",
                        "is_open": True,
                    }
                    for n in range(1, clauses)
                ],
            }
        ],
        "priorities": [],
        "glossary": [],
    }


def ask(clauses=250):
    council = Council.objects.create(slug="eastfield", name="Eastfield Council")
    return renditions.ask(
        long_document(clauses), template="charter", title="A charter", council=council
    )


def is_under_way(rendition):
    rendition.refresh_from_db()
    assert not rendition.is_done, "It was drawn before the worker could be killed."
    assert not rendition.problem, rendition.problem
    return rendition.is_under_way


def is_resumed(rendition):
    rendition.refresh_from_db()
    return rendition.tries == 2


def is_ready(rendition):
    rendition.refresh_from_db()
    assert not rendition.is_parked, rendition.problem
    return rendition.is_ready


def test_what_a_killed_worker_was_drawing_is_drawn_once_by_the_next(processes):
    rendition = ask()
    processes.start_press()
    wait_for("the worker draws", lambda: is_under_way(rendition), 60)
    processes.kill("press")
    processes.start_press()
    processes.start_beat()
    wait_for("the work is resumed", lambda: is_resumed(rendition), RESUMED_WITHIN)
    wait_for("the next worker has drawn it", lambda: is_ready(rendition), 180)
    assert Rendition.objects.count() == 1
    assert StoredFile.objects.count() == 1
    assert Event.objects.filter(verb="rendition.made").count() == 1
    assert rendition.file.size > 10_000
    assert rendition.tries == 2


def test_without_the_sweep_it_would_never_be_drawn(file_processes):
    """The negative control: no timetable, no second try."""
    rendition = ask()
    file_processes.start_press()
    wait_for("the worker draws", lambda: is_under_way(rendition), 60)
    file_processes.kill("press")
    Rendition.objects.update(leased_until=None)  # as if the lease had run out
    file_processes.start_press()
    with pytest.raises(AssertionError, match="in vain"):
        wait_for("it is drawn", lambda: is_ready(rendition), 15)
