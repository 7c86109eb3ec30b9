"""P16: the final hour. Responses and readers at once; nothing is lost, by the ledger.

`FINAL_HOUR_SECONDS` says for how long (20; the budget speaks of 1,800).
"""

import os
import time
from concurrent.futures import ThreadPoolExecutor

from benchmarks import world
from benchmarks.table import Line
from consultation import ledger
from consultation.models import Response
from tests import factories
from tests.visitors import Visitor

SECONDS = int(os.environ.get("FINAL_HOUR_SECONDS", "20"))
SENDS_A_SECOND = 6
PAGES_A_SECOND = 150
WRITERS, READERS = 6, 12


def measure():
    council = world.council()
    with world.later(days=-2):
        round = factories.scheduled_round(council, charter=world.filled_charter())
    with world.web() as (home, _process):
        sent, asked, failed = storm(home, round)
    kept = Response.objects.filter(round=round).count()
    lost = sent - kept
    yield Line(
        *("P16", f"{sent} sent in {SECONDS} s, {kept} kept"),
        *(f"{lost} lost", "-", "-", "0 lost", lost == 0),
    )
    named = ledger.differences(round)
    yield Line(
        *("P16", "the ledger beside the rows"),
        *(f"{len(named)} differences", "-", "-", "0", not named),
    )
    share = failed / max(asked, 1)
    yield Line(
        *("P16", f"{asked} pages and sendings"),
        *(f"{share:.2%} failed", "-", "-", "< 0.1%", share < 0.001),
    )


def storm(home: str, round) -> tuple[int, int, int]:
    """Writers and readers at their pace until the time is over."""
    ends = time.monotonic() + SECONDS
    with ThreadPoolExecutor(WRITERS + READERS) as people:
        writers = [people.submit(write, home, round, n, ends) for n in range(WRITERS)]
        readers = [people.submit(read, home, round, ends) for _ in range(READERS)]
        sent = sum(one.result()[0] for one in writers)
        tries = [one.result()[1:] for one in writers] + [
            one.result() for one in readers
        ]
    asked = sum(one[0] for one in tries)
    failed = sum(one[1] for one in tries)
    return sent, asked, failed


def paced(each: float, ends: float):
    """Yields at a steady pace until the end."""
    due = time.monotonic()
    while due < ends:
        time.sleep(max(0, due - time.monotonic()))
        yield
        due += each


def write(home: str, round, number: int, ends: float) -> tuple[int, int, int]:
    """Send one response after another, each as a new visitor. Counts receipts."""
    base, sent, asked, failed = round.get_absolute_url(), 0, 0, 0
    for turn, _ in enumerate(paced(WRITERS / SENDS_A_SECOND, ends)):
        visitor = Visitor(home)
        words = f"Words of visitor {number}, turn {turn}."
        status, to = visitor.send_comment(base, words)
        asked += 4
        if status == 302 and "/sent/" in to:
            sent += 1
        else:
            failed += 1
    return sent, asked, failed


def read(home: str, round, ends: float) -> tuple[int, int]:
    """Open pages of the round, as people do in the last hour."""
    base, asked, failed = round.get_absolute_url(), 0, 0
    visitor = Visitor(home)
    key = round.edition.document["sections"][0]["key"]
    paths = (base, f"{base}read/{key}/")
    for turn, _ in enumerate(paced(READERS / PAGES_A_SECOND, ends)):
        status, _page, _to = visitor.ask(paths[turn % len(paths)])
        asked += 1
        failed += status != 200
    return asked, failed
