"""The instant that counts, the receipt, and what may be seen before the opening."""

import datetime as dt

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from audit import clock
from audit.lifecycle import Refused
from audit.models import Event
from audit.tasks import sweep
from councils.work import waiting_for
from records import search
from records.models import Letter
from tenders import bids
from tenders.models import Bid, Tender
from tests import factories
from tests.stage import staged


@staged
def tender(eastfield):
    return factories.published_tender(eastfield)


@pytest.mark.parametrize(
    ("offset", "in_time"),
    [(-1000, True), (-1, True), (0, False), (1, False), (3_600_000, False)],
)
def test_only_the_instant_of_receipt_decides(tender, brightwork, sol, offset, in_time):
    bid = factories.draft_bid(tender, brightwork, by=sol)
    received_at = tender.bids_close_at + dt.timedelta(milliseconds=offset)
    with clock.at(tender.bids_close_at + dt.timedelta(minutes=2)):  # queued behind
        if in_time:
            version = bids.seal(bid, by=sol, received_at=received_at)
            assert version.received_at == received_at
        else:
            with pytest.raises(bids.TooLate, match="Your draft is saved"):
                bids.seal(bid, by=sol, received_at=received_at)
            assert bid.has_draft()


@given(st.integers(-(10**9), 10**9))
def test_the_deadline_is_half_open(micros):
    close = dt.datetime(2027, 3, 4, 12, tzinfo=dt.UTC)
    tender = Tender(
        status="published",
        published_at=close - dt.timedelta(days=9),
        bids_close_at=close,
    )
    moment = close + dt.timedelta(microseconds=micros)
    assert tender.takes_bids(moment) is (micros < 0)


def test_a_bid_that_was_received_in_time_but_comes_after_the_opening_is_refused(
    tender, brightwork, fenland, sol
):
    bid = factories.draft_bid(tender, brightwork, by=sol)
    factories.sealed_bid(tender, fenland)
    factories.open_tender(tender)
    in_time = tender.bids_close_at - dt.timedelta(seconds=1)
    with pytest.raises(bids.TooLate):
        bids.seal(bid, by=sol, received_at=in_time)


def test_bids_close_and_open_in_an_order_that_leaves_time_for_the_queue(tender):
    from tenders.models.tender import SETTLING

    assert tender.opens_from - tender.bids_close_at == SETTLING
    assert dt.timedelta(minutes=5) <= SETTLING


# The stamp of the edge


def stamped(client, bid, key="edge-secret", at=None, **more):
    at = at or clock.now()
    headers = {"X-Edge-Secret": key, "X-Received-At": f"{at.timestamp():.3f}"}
    url = reverse("bid_check", args=[bid.reference])
    return client.post(url, headers={**headers, **more})


@pytest.fixture
def behind_edge(settings, tender, brightwork, sol, sign_in):
    settings.EDGE_STAMP_SECRET = "edge-secret"
    bid = factories.draft_bid(tender, brightwork, by=sol)
    return sign_in(sol), bid


def test_behind_an_edge_its_stamp_is_on_the_receipt(behind_edge):
    client, bid = behind_edge
    at = clock.now()
    assert stamped(client, bid, at=at).status_code == 302
    version = bid.latest
    assert abs(version.received_at - at) < dt.timedelta(milliseconds=1)
    assert version.arrival == "edge"


def test_behind_an_edge_every_other_request_is_refused(behind_edge):
    client, bid = behind_edge
    now = clock.now()
    old, ahead = now - dt.timedelta(minutes=6), now + dt.timedelta(minutes=1)
    url = reverse("bid_check", args=[bid.reference])
    answers = [
        client.post(url),
        stamped(client, bid, key="guessed"),
        stamped(client, bid, key=""),
        stamped(client, bid, at=old),
        stamped(client, bid, at=ahead),
        stamped(client, bid, **{"X-Received-At": "soon"}),
        stamped(client, bid, **{"X-Received-At": "nan"}),
    ]
    assert {answer.status_code for answer in answers} == {403}
    assert not bid.versions.exists()
    assert bid.has_draft()


def test_without_an_edge_a_stamp_that_a_client_sends_is_ignored(
    tender, brightwork, sol, sign_in
):
    bid = factories.draft_bid(tender, brightwork, by=sol)
    early = tender.bids_close_at - dt.timedelta(days=1)
    with clock.at(tender.bids_close_at):
        assert stamped(sign_in(sol), bid, key="", at=early).status_code == 409
    assert not bid.versions.exists()


def test_a_queued_bid_counts_behind_an_edge_and_not_by_the_servers_clock(
    behind_edge, settings, tender
):
    """The twin run: the same late processing, with the stamp and without it."""
    client, bid = behind_edge
    in_time = tender.bids_close_at - dt.timedelta(seconds=1)
    with clock.at(tender.bids_close_at + dt.timedelta(minutes=3)):
        settings.EDGE_STAMP_SECRET = ""
        assert stamped(client, bid, at=in_time).status_code == 409
        settings.EDGE_STAMP_SECRET = "edge-secret"
        assert stamped(client, bid, at=in_time).status_code == 302


# What is written down, and what nobody sees before the opening


def test_acts_on_a_sealed_bid_stand_in_the_tenders_own_chain(tender, brightwork, sol):
    bid = factories.sealed_bid(tender, brightwork, by=sol)
    bids.withdraw(bid, by=sol)
    events = Event.objects.filter(subject_kind="bid")
    assert [event.verb for event in events] == [
        "bid.started",
        "bid.sealed",
        "bid.withdrawn",
    ]
    assert {event.chain for event in events} == {f"tender:{tender.uid}"}
    sealed = events.get(verb="bid.sealed")
    assert sealed.data["sha256"] == bid.versions.get().sha256
    assert "Brightwork" not in str(sealed.__dict__)


@pytest.mark.slow
def test_officers_see_neither_names_nor_number_before_the_opening(
    tender,
    brightwork,
    fenland,
    bea,
    max,
    sign_in,
    eastfield,
):
    before = seen_by_officers(tender, bea, max, sign_in)
    bid = factories.sealed_bid(tender, brightwork)
    factories.sealed_bid(tender, fenland)
    factories.draft_bid(tender)
    sweep()
    assert seen_by_officers(tender, bea, max, sign_in) == before
    told = Letter.objects.filter(council=eastfield)
    assert not told.filter(kind__startswith="bid").exists()
    for officer in (bea, max):
        assert not Bid.objects.for_council(eastfield).exists()
        assert not Bid.objects.visible_to(officer).exists()
        assert search.ask("Brightwork", eastfield, officer) == []
        assert search.ask(bid.reference, eastfield, officer) == []
        titles = [item.title for item in waiting_for(officer, eastfield)]
        assert not any("Brightwork" in title for title in titles)
    factories.open_tender(tender)
    assert Bid.objects.visible_to(bea).count() == 2  # the negative control


def seen_by_officers(tender, *people_and_sign_in):
    """The text of the pages about a tender, without what changes by itself."""
    *people, sign_in = people_and_sign_in
    found = []
    where = ["eastfield", tender.reference]
    for officer in people:
        client = sign_in(officer)
        for name, args in (
            ("tenders:tender_work", where),
            ("tenders:tender_work_list", where[:1]),
            ("tenders:evaluation_list", where[:1]),
            ("tenders:tender_detail", where),
            ("tenders:tender_release", where),
        ):
            answer = client.get(reverse(name, args=args))
            text = answer.content.decode()
            lines = [line for line in text.splitlines() if "csrf" not in line]
            found.append((name, answer.status_code, lines))
        for name in ("evaluation", "evaluation_declare", "evaluation_result"):
            answer = client.get(reverse(f"tenders:{name}", args=where))
            found.append((name, answer.status_code))
            assert answer.status_code in (403, 404)
    return found


@pytest.mark.slow
def test_the_admin_knows_no_bid(tender, brightwork, sign_in, django_user_model):
    from django.contrib import admin

    from tenders import models

    for name in ("Bid", "BidVersion", "BidDraft", "BidCommitment", "BidAnswer", "Mark"):
        assert not admin.site.is_registered(getattr(models, name))
    boss = django_user_model.objects.create_superuser("root@example.org", "x" * 12)
    client = sign_in(boss)
    bid = factories.sealed_bid(tender, brightwork)
    url = reverse("admin:tenders_tender_change", args=[tender.pk])
    page = client.get(url).content.decode()
    assert tender.title in page
    assert bid.reference not in page
    assert "Brightwork" not in page


def test_a_bid_is_begun_once_and_only_by_its_own_people(tender, brightwork, sol, sam):
    one = bids.start_bid(tender, brightwork, by=sol)
    assert bids.start_bid(tender, brightwork, by=sol) == one
    with pytest.raises(Refused, match="do not act for"):
        bids.start_bid(tender, brightwork, by=sam)
    with clock.at(tender.bids_close_at), pytest.raises(Refused, match="not open"):
        bids.start_bid(tender, brightwork, by=sol)


def test_a_second_promise_on_the_same_measure_is_refused(tender, brightwork, sol):
    bid = factories.draft_bid(tender, brightwork, by=sol)
    promise = bid.read_draft().promises[0]
    with pytest.raises(Refused, match="already have a promise"):
        bids.add_promise(
            bid,
            by=sol,
            priority=promise.priority,
            metric=promise.metric,
            level=1,
            due_on=promise.due_on,
            where="x",
            who_benefits="x",
            method="x",
            proof="x",
        )


def test_sending_twice_needs_something_new(tender, brightwork, sol):
    bid = factories.sealed_bid(tender, brightwork, by=sol)
    with pytest.raises(Refused, match="nothing new to send"):
        bids.seal(bid, by=sol)
    assert bid.versions.count() == 1


def test_a_withdrawn_bid_can_be_sent_again(tender, brightwork, sol):
    bid = factories.sealed_bid(tender, brightwork, by=sol)
    bids.withdraw(bid, by=sol)
    with pytest.raises(Refused):
        bids.withdraw(bid, by=sol)
    factories.draft_bid(tender, brightwork, by=sol)
    bids.seal(bid, by=sol)
    assert bid.status == Bid.Status.SEALED
    assert bid.latest.number == 2


def test_everybody_who_began_a_bid_is_told_of_a_cancellation(tender, brightwork, sol):
    factories.sealed_bid(tender, brightwork, by=sol)
    tender.cancel("The budget fell.", by=tender.created_by)
    sweep()
    sweep()
    letter = Letter.objects.get(kind="tender_cancelled")
    assert letter.recipient == sol.email
    assert "The budget fell." in letter.text
