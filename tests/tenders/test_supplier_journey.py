"""A supplier in the browser: from the public page to the receipt and the result."""

import datetime as dt

import pytest
from django.urls import reverse

from audit import clock
from audit.tasks import sweep
from tenders import opening
from tenders.models import Bid, Tender
from tests import factories
from tests.stage import staged


@staged
def tender(eastfield):
    return factories.published_tender(eastfield)


def post(client, name, args, data=None, follow=True):
    return client.post(reverse(name, args=args), data or {}, follow=follow)


def measure_of(tender):
    asked = tender.priorities.get()
    return f"{asked.code}/{asked.metrics.get().metric.code}"


def write_bid(client, tender, bid):
    ref = bid.reference
    steps = [
        ("measure", {"measure": measure_of(tender)}),
        ("amount", {"level": "3", "due_on": tender.contract_ends_on.isoformat()}),
        ("place", {"where": "Northfield", "who_benefits": "people aged 16 to 24"}),
        (
            "delivery",
            {
                "method": "One start each spring.",
                "proof": "Signed agreements",
                "is_new": "True",
            },
        ),
    ]
    for step, data in steps:
        answer = post(client, "bid_promise_step", [ref, step], data)
        assert answer.status_code == 200
        assert "There is a problem" not in answer.content.decode()
    asked = tender.priorities.get()
    post(client, "bid_method", [ref], {asked.code: "A coach meets each one."})
    post(client, "bid_declarations", [ref], {"declared": "on"})


@pytest.mark.slow
def test_a_supplier_reads_bids_sends_and_sees_the_receipt(tender, sol, sign_in):
    client = sign_in(sol)
    page = client.get(tender.get_absolute_url()).content.decode()
    assert "Start your bid" in page
    answer = post(client, "tenders:bid_start", ["eastfield", tender.reference])
    assert answer.status_code == 200
    bid = Bid.objects.get()
    write_bid(client, tender, bid)
    check = client.get(reverse("bid_check", args=[bid.reference])).content.decode()
    assert "Send my bid" in check
    assert "One start each spring." in check
    answer = post(client, "bid_check", [bid.reference])
    page = answer.content.decode()
    bid.refresh_from_db()
    assert bid.status == Bid.Status.SEALED
    assert bid.latest.receipt in page
    assert bid.latest.sha256 in page
    assert not bid.has_draft()
    tasks = client.get(bid.get_absolute_url()).content.decode()
    assert "Withdraw your bid" in tasks


def test_the_receipt_is_sent_to_those_who_act_for_the_organisation(
    tender, brightwork, sol
):
    from records.models import Letter

    bid = factories.sealed_bid(tender, brightwork, by=sol)
    sweep()
    sweep()
    letter = Letter.objects.get(kind="bid_receipt")
    assert letter.recipient == sol.email
    assert letter.council is None
    assert bid.latest.sha256 in letter.text


def test_a_promise_can_be_changed_and_removed(tender, brightwork, sol, sign_in):
    bid = factories.draft_bid(tender, brightwork, by=sol)
    client = sign_in(sol)
    promise = bid.read_draft().promises[0]
    page = client.get(reverse("bid_promise_change", args=[bid.reference, promise.uid]))
    assert page.status_code == 200
    data = {
        "level": "4",
        "due_on": tender.contract_ends_on.isoformat(),
        "where": "Millgate",
        "who_benefits": "care leavers",
        "method": "Two starts each spring.",
        "proof": "Signed agreements",
        "is_new": "False",
    }
    post(client, "bid_promise_change", [bid.reference, promise.uid], data)
    changed = bid.read_draft().promises[0]
    assert (changed.level, changed.where, changed.is_new) == (4, "Millgate", False)
    listing = client.get(reverse("bid_promises", args=[bid.reference]))
    assert "Millgate" in listing.content.decode()
    page = client.get(reverse("bid_promise_remove", args=[bid.reference, promise.uid]))
    assert "Remove this promise?" in page.content.decode()
    post(client, "bid_promise_remove", [bid.reference, promise.uid])
    assert bid.read_draft().promises == ()


@pytest.mark.parametrize(
    ("step", "data", "words"),
    [
        ("measure", {}, "Select what you promise"),
        ("amount", {"level": "2.5", "due_on": "2027-08-01"}, "must be a whole number"),
        ("amount", {"level": "", "due_on": "2027-08-01"}, "Enter how many"),
        ("amount", {"level": "2", "due_on": "2020-08-01"}, "within the contract"),
        ("place", {"where": "", "who_benefits": "x"}, "Enter where it will happen"),
        ("delivery", {"method": "word " * 401, "proof": "x", "is_new": "True"}, "400"),
    ],
)
def test_a_step_that_is_answered_badly_says_so_in_words(
    tender, brightwork, sol, sign_in, step, data, words
):
    from tenders import bids

    bid = bids.start_bid(tender, brightwork, by=sol)
    bids.note_step(bid, {"measure": measure_of(tender)}, by=sol)
    answer = post(sign_in(sol), "bid_promise_step", [bid.reference, step], data)
    assert words in answer.content.decode()


def test_a_step_before_the_measure_is_chosen_does_not_exist(
    tender, brightwork, sol, sign_in
):
    from tenders import bids

    bid = bids.start_bid(tender, brightwork, by=sol)
    client = sign_in(sol)
    url = reverse("bid_promise_step", args=[bid.reference, "amount"])
    assert client.get(url).status_code == 404


def test_an_incomplete_bid_cannot_be_sent(tender, brightwork, sol, sign_in):
    from tenders import bids

    bid = bids.start_bid(tender, brightwork, by=sol)
    client = sign_in(sol)
    page = client.get(reverse("bid_check", args=[bid.reference])).content.decode()
    assert "Add at least one promise." in page
    assert "Send my bid" not in page
    post(client, "bid_check", [bid.reference])
    bid.refresh_from_db()
    assert bid.status == Bid.Status.DRAFT


def test_a_bid_is_replaced_from_the_copy_and_then_withdrawn(
    tender, brightwork, sol, sign_in
):
    bid = factories.draft_bid(tender, brightwork, by=sol)
    client = sign_in(sol)
    copy = client.get(reverse("bid_copy", args=[bid.reference])).content
    post(client, "bid_check", [bid.reference])
    from django.core.files.uploadedfile import SimpleUploadedFile

    upload = SimpleUploadedFile("copy.json", copy)
    answer = post(client, "bid_fill", [bid.reference], {"file": upload})
    assert "Your copy is a draft again" in answer.content.decode()
    assert bid.read_draft().promises[0].level == 3
    post(client, "bid_declarations", [bid.reference], {"declared": "on"})
    post(client, "bid_check", [bid.reference])
    bid.refresh_from_db()
    assert [one.number for one in bid.versions.all()] == [1, 2]
    post(client, "bid_withdraw", [bid.reference])
    bid.refresh_from_db()
    assert bid.status == Bid.Status.WITHDRAWN


@pytest.mark.parametrize("content", [b"", b"{}", b"[1", b'{"schema": "cvc-bid/1"}'])
def test_a_file_that_is_no_copy_is_refused_in_words(
    tender, brightwork, sol, sign_in, content
):
    from django.core.files.uploadedfile import SimpleUploadedFile

    bid = factories.draft_bid(tender, brightwork, by=sol)
    upload = SimpleUploadedFile("copy.json", content)
    answer = post(sign_in(sol), "bid_fill", [bid.reference], {"file": upload})
    assert "There is a problem" in answer.content.decode()
    assert bid.read_draft().promises[0].level == 3


def test_a_late_bid_is_refused_on_a_plain_page_and_its_draft_is_kept(
    tender, brightwork, sol, sign_in
):
    bid = factories.draft_bid(tender, brightwork, by=sol)
    client = sign_in(sol)
    with clock.at(tender.bids_close_at):
        answer = post(client, "bid_check", [bid.reference])
        assert answer.status_code == 409
        page = answer.content.decode()
        assert "Your response was not sent. Your draft is saved." in page
        for name in ("bid_check", "bid_promises", "bid_method", "bid_withdraw"):
            page = client.get(reverse(name, args=[bid.reference]))
            assert page.status_code == 409
        page = client.get(bid.get_absolute_url()).content.decode()
        assert "You have a draft that was not sent." in page
    assert bid.read_draft().promises
    assert not bid.versions.exists()


def test_nobody_reaches_the_bid_of_another_organisation(
    tender, brightwork, sol, sam, bea, sign_in, client
):
    bid = factories.sealed_bid(tender, brightwork, by=sol)
    names = ["bid_tasks", "bid_promises", "bid_method", "bid_check", "bid_sent"]
    names += ["bid_withdraw", "bid_result", "bid_copy", "bid_fill"]
    for name in names:
        url = reverse(name, args=[bid.reference])
        assert client.get(url).status_code == 302
    for person in (sam, bea):
        visitor = sign_in(person)
        for name in names:
            url = reverse(name, args=[bid.reference])
            assert visitor.get(url).status_code == 404, name
            assert visitor.post(url).status_code in (404, 405), name


@pytest.mark.slow
def test_the_outcome_shows_own_and_winning_marks(
    tender, brightwork, fenland, sol, sam, sign_in
):
    factories.sealed_bid(tender, brightwork, by=sol, level=4)
    lost = factories.sealed_bid(tender, fenland, by=sam, level=1)
    factories.evaluated_tender(tender)
    from tenders.award import award

    best = Bid.objects.get(organisation=brightwork)
    with clock.at(tender.opened_at + dt.timedelta(days=4)):
        award(best, by=tender.created_by, reason="Most for Northfield.")
    client = sign_in(sam)
    page = client.get(reverse("bid_result", args=[lost.reference])).content.decode()
    assert "Your bid was not successful" in page
    assert "Brightwork CIC" in page
    assert "10.50" in page
    assert "18.00" in page
    home = client.get(reverse("supplier_home")).content.decode()
    assert "Not successful" in home


def test_before_a_decision_the_result_page_says_when_it_is_due(
    tender, brightwork, sol, sign_in
):
    bid = factories.sealed_bid(tender, brightwork, by=sol)
    page = sign_in(sol).get(reverse("bid_result", args=[bid.reference]))
    assert "There is no decision yet" in page.content.decode()
    assert opening.waiting_step(Tender.objects.get()) is None


def test_a_supplier_finds_the_contracts_from_the_account(brightwork, sol, sign_in):
    page = sign_in(sol).get("/supplier/").text
    assert 'href="/supplier/contracts/"' in page
