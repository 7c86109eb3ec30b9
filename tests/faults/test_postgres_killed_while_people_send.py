"""PostgreSQL is killed while residents send comments; whoever saw a receipt is kept.

All parts are real: the web process that people post to, the worker, the timetable, and
the hand of `up` that starts PostgreSQL again. What becomes of receipts when the commit
is not waited for is shown in `test_postgres_killed.py`.
"""

import os
import re
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from audit.models import Delivery
from config import supervisor, tables
from config.embedded import Server
from consultation import ledger
from consultation.models import Response
from councils.models import Council
from metrics import reference
from records.models import Letter
from tests.factories import open_round
from tests.processes import Processes, celery_pointed_at, letters_sent, wait_for
from tests.visitors import Visitor, hidden

pytestmark = pytest.mark.slow
PEOPLE, PATIENCE = 5, 40


@pytest.fixture
def server(tmp_path):
    server = Server(tmp_path / "postgres")
    server.start()
    yield server
    server.remove()


@pytest.fixture
def round(server, tmp_path, django_db_blocker):
    """A round that is open on the server that will be killed; this process sees it."""
    settings = connection.settings_dict
    given = dict(settings)
    place = {"NAME": "portal", "USER": "postgres", "HOST": str(server.sockets)}
    with django_db_blocker.unblock(), celery_pointed_at("", tmp_path / "queue"):
        connections.close_all()
        settings.update(place | {"PORT": "", "PASSWORD": "", "OPTIONS": {}})
        tables.make_at_once()
        reference.load()
        council = Council.objects.create(slug="eastfield", name="Eastfield Council")
        yield open_round(council)
        connections.close_all()
        settings.update(given)


@pytest.fixture
def portal(round, server, tmp_path):
    started = Processes(tmp_path, server.url())
    started.environment["EMAIL_FILE_PATH"] = str(tmp_path / "mail")
    started.start_worker()
    started.start_beat()
    yield started
    started.stop()


@pytest.fixture
def hand(server):
    """The hand of `up`: looks twice a second whether PostgreSQL lives."""
    portal = supervisor.Portal(supervisor.parse([]))
    portal.server = server
    over = threading.Event()

    def look():
        while not over.wait(0.5):
            portal.look_after_children()

    thread = threading.Thread(target=look)
    thread.start()
    yield
    over.set()
    thread.join()


class Sender(Visitor):
    """Sends comments one after another, and again what was not taken."""

    def __init__(self, home, base, number):
        super().__init__(home)
        self.base, self.number = base, number
        self.receipts, self.unavailable, self.unsure = [], [], 0

    def work(self, over):
        turn = 0
        while not over.is_set():
            turn += 1
            words = f"Words {turn} of person {self.number}."
            page = f"{self.base}respond/whole/"
            self.until_taken(page, text=words, kind="lives_here")
            self.until_taken(f"{self.base}respond/contact/")
            to = self.until_taken(f"{self.base}check/")
            if to.endswith("/about-you/"):
                to = self.until_taken(f"{self.base}sent/")
            if receipt := re.search(r"/sent/([^/]+)/", to):
                self.receipts.append(receipt[1])
            else:  # kept, but the answer was cut off on its way
                self.unsure += 1

    def until_taken(self, path, **typed):
        """Post until the portal answers; each answer in between must have words."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            status, page, to = self.ask(path)
            if status == 200:
                status, page, to = self.ask(path, hidden(page) | typed)
            if status == 302:
                return to
            assert status == 503, (status, path, page[-500:])
            self.unavailable.append(page)
            time.sleep(0.3)
        raise AssertionError(f"Nothing was taken at {path} for {PATIENCE} s.")


def kill(server):
    pid = server.pid()
    os.kill(pid, signal.SIGKILL)
    wait_for("another one answers", lambda: server.pid() not in (None, pid), 40)


def owe_a_letter():
    """A letter of which no message ever speaks; only the timetable finds it."""
    return Letter.objects.create(
        kind="test_notice",
        obligation="milestone:7:due",
        recipient_key="a" * 64,
        recipient="cleo@example.org",
        subject="One notice",
        text="It is due.",
    )


def test_every_receipt_is_kept_and_all_goes_on(round, server, portal, hand):
    home, base, over = portal.start_web(), round.get_absolute_url(), threading.Event()
    people = [Sender(home, base, number) for number in range(PEOPLE)]
    with ThreadPoolExecutor(PEOPLE) as pool:
        at_work = [pool.submit(one.work, over) for one in people]
        try:
            wait_for("all have sent", lambda: all_have(people, 1), PATIENCE)
            before = [len(one.receipts) for one in people]
            kill(server)
            wait_for("all send again", lambda: all_have_more(people, before), PATIENCE)
        finally:
            over.set()
        for one in at_work:
            one.result()
    connections.close_all()
    seen = [code for one in people for code in one.receipts]
    kept = [response.printed_code for response in Response.objects.all()]
    assert set(seen) <= set(kept), "A receipt was shown for what is not kept."
    assert len(seen) == len(set(seen))
    assert len(kept) - len(seen) <= sum(one.unsure for one in people)
    assert ledger.differences(round) == []
    pages = [page for one in people for page in one.unavailable]
    assert pages, "Nobody noticed: the kill did not come in the middle."
    for page in pages:
        assert "what you typed is still there" in page
        assert "Traceback" not in page
    owe_a_letter()
    wait_for("the worker goes on", lambda: letters_sent(portal.folder), 60)
    waiting = Delivery.objects.filter(done_at=None)
    wait_for("everything is told", lambda: not waiting.exists(), 60)


def all_have(people, how_many):
    return all(len(one.receipts) >= how_many for one in people)


def all_have_more(people, than):
    return all(
        len(one.receipts) > before for one, before in zip(people, than, strict=True)
    )
