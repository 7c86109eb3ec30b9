"""Bids across the deadline: through Debian's nginx to the real web process.

The edge stamps when the last byte had arrived. That instant decides, however long the
portal takes to come to the bid, and whatever a client writes into the headers.
"""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from audit import clock
from audit.models import Event
from tenders.models import Tender
from tests import factories
from tests.edge import SECRET, ask, edge_before
from tests.processes import wait_for
from tests.visitors import Visitor, hidden

pytestmark = pytest.mark.slow
LOCK = "ALTER TABLE tenders_tender"
LEFT = dt.timedelta(seconds=6)  # for everybody to begin to send


@pytest.fixture
def web(file_processes):
    """The port of the web process, which trusts the edge alone."""
    file_processes.environment |= {"EDGE_STAMP_SECRET": SECRET, "BEHIND_EDGE": "1"}
    return int(file_processes.start_web().rpartition(":")[2])


@pytest.fixture
def edge(web, tmp_path):
    """The port of nginx in front of it."""
    folder = tmp_path / "edge"
    folder.mkdir()
    with edge_before(web, folder) as port:
        yield port


def close_soon(tender):
    """Let bids close in some seconds from now, when everybody is ready to send.

    A published deadline cannot be moved, and this machine may be slow to get ready: so
    the lock is lifted, in a database of the test's own.
    """
    close = clock.now() + LEFT
    with connection.cursor() as cursor:
        cursor.execute(f"{LOCK} DISABLE TRIGGER published_tender_is_locked")
        Tender.objects.update(questions_close_at=close, bids_close_at=close)
        cursor.execute(f"{LOCK} ENABLE TRIGGER published_tender_is_locked")
    return close


class Bidder(Visitor):
    """A signed-in supplier before the button that sends the bid."""

    def __init__(self, port, bid, user, backend):
        super().__init__(f"http://127.0.0.1:{port}")
        client = Client()
        client.force_login(user, backend=backend)
        self.cookies["session"] = client.session.session_key
        self.bid = bid
        self.path = reverse("bid_check", args=[bid.reference])
        status, page, _to = self.ask(self.path)
        assert status == 200, page
        self.body = urlencode(hidden(page)).encode()

    def send(self, port, headers="", last_byte_at=None):
        """Press it: the first half of the body now, the second one at its time."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        kind = "application/x-www-form-urlencoded"
        return ask(
            port,
            self.path,
            f"Cookie: {cookies}\r\nContent-Type: {kind}\r\n{headers}",
            self.body,
            "POST",
            pause=max(0, seconds_until(last_byte_at)) if last_byte_at else 0,
        )


def seconds_until(moment):
    return (moment - clock.now()).total_seconds()


def is_taken(answer):
    return " 302 " in answer.splitlines()[0] and "/sent/" in answer


def is_too_late(answer):
    told = "Your response was not sent. Your draft is saved." in answer
    return " 409 " in answer.splitlines()[0] and told


def test_the_last_byte_at_the_edge_decides_and_no_header_of_a_client(
    edge, web, eastfield, brightwork, fenland, sol, sam, settings
):
    def bidder(bid, user):
        return Bidder(edge, bid, user, settings.AUTHENTICATION_BACKENDS[1])

    tender = factories.published_tender(eastfield)
    in_time = bidder(factories.draft_bid(tender, brightwork, by=sol), sol)
    factories.sealed_bid(tender, fenland, by=sam)
    late = bidder(factories.draft_bid(tender, fenland, by=sam), sam)
    other = factories.draft_bid(tender)
    forger = bidder(other, other.organisation.representatives.get().user)

    close = close_soon(tender)
    with ThreadPoolExecutor() as people:
        with transaction.atomic():  # whoever sends waits for this, past the deadline
            Tender.objects.select_for_update().get(pk=tender.pk)
            queued = people.submit(in_time.send, edge)
            after = close + dt.timedelta(seconds=0.5)
            slow = people.submit(late.send, edge, last_byte_at=after)
            wait_for("bids have closed", lambda: seconds_until(after) < 0)
            assert not queued.done()
        assert is_taken(queued.result()), queued.result()
        assert is_too_late(slow.result()), slow.result()

    version = in_time.bid.versions.get()
    assert version.arrival == "edge"
    assert version.received_at < close
    sealed = Event.objects.get(verb="bid.sealed", happened_at__gte=close)
    assert sealed.subject_reference == in_time.bid.reference

    assert "The version that you sent before the deadline counts" in slow.result()
    assert late.bid.versions.get().received_at < close
    assert late.bid.has_draft()

    early = close - dt.timedelta(seconds=1)
    stamp = f"X-Received-At: {early.timestamp():.3f}\r\nX-Edge-Secret: {SECRET}\r\n"
    assert is_too_late(forger.send(edge, stamp))
    assert not other.versions.exists()
    assert other.has_draft()
    # the negative control: past the edge, where nothing replaces it, it would count
    assert is_taken(forger.send(web, stamp))
