"""Officers in the browser: from an empty form to the award."""

import datetime as dt

import pytest
from django.urls import reverse

from audit import clock
from councils.work import waiting_for
from tenders import evaluation
from tenders.models import Bid, Tender
from tests import factories
from tests.factories import passphrase_of
from tests.stage import staged


@staged
def draft(eastfield, bea):
    return factories.draft_tender(eastfield, by=bea)


@staged
def tender(eastfield, bea):
    return factories.published_tender(eastfield, by=bea)


@staged
def opened(tender):
    """A tender whose one bid is open."""
    factories.sealed_bid(tender)
    return factories.open_tender(tender)


def send(client, name, args=(), data=None):
    url = reverse(f"tenders:{name}", args=["eastfield", *args])
    return client.post(url, data or {}, follow=True)


def read(client, name, args=()):
    url = reverse(f"tenders:{name}", args=["eastfield", *args])
    answer = client.get(url)
    assert answer.status_code == 200, (name, answer.status_code)
    return answer.content.decode()


@pytest.mark.slow
def test_a_tender_is_drafted_and_published_in_the_browser(eastfield, bea, sign_in):
    charter = factories.adopted_charter(eastfield)
    edition = charter.adopted_edition
    client = sign_in(bea)
    assert "No opportunities yet" in read(client, "tender_work_list")
    assert "Which charter" in read(client, "tender_new")
    send(client, "tender_new", data={"title": "Street lights", "edition": edition.pk})
    tender = Tender.objects.get()
    ref = [tender.reference]
    hub = read(client, "tender_work", ref)
    assert "Describe what the council wants to buy." in hub
    assert "Name three people who will open the bids." in hub
    send(
        client,
        "tender_details",
        ref,
        {
            "title": "Street lighting",
            "description": "Lamps that use less.",
            "value": "£480,000",
            "category": "works",
            "regime": "standard",
        },
    )
    today = clock.today()
    dates = {
        "questions_close_at": f"{today + dt.timedelta(20)}T12:00",
        "bids_close_at": f"{today + dt.timedelta(30)}T17:00",
        "decision_on": str(today + dt.timedelta(50)),
        "contract_starts_on": str(today + dt.timedelta(80)),
        "contract_ends_on": str(today + dt.timedelta(900)),
    }
    send(client, "tender_dates_change", ref, dates)
    weights = {
        "price_weight": "50",
        "quality_weight": "30",
        "social_value_weight": "20",
        "amount_share": "60",
    }
    send(client, "tender_weights", ref, weights)
    priority = edition.priorities.get()
    assert priority.title in read(client, "tender_priority_add", ref)
    send(client, "tender_priority_add", ref, {"priority": priority.pk, "weight": "15"})
    metric = priority.targets.get().metric
    assert "Targets of the charter" in read(
        client, "tender_measure_add", [*ref, priority.code]
    )
    data = {"metric": metric.pk, "level": "4", "share": "100"}
    send(client, "tender_measure_add", [*ref, priority.code], data)
    hub = read(client, "tender_work", ref)
    assert "add up to 15. They must add up to 20" in hub
    read(client, "tender_priority_change", [*ref, priority.code])
    send(
        client,
        "tender_priority_change",
        [*ref, priority.code],
        {"weight": "20", "question": "How will you do it?"},
    )
    assert "How will you do it?" in read(client, "tender_priorities", ref)
    openers = factories.bid_openers(eastfield)
    answer = send(client, "tender_openers", ref, {"openers": [openers[0].pk]})
    assert "Select three people" in answer.content.decode()
    send(client, "tender_openers", ref, {"openers": [one.pk for one in openers]})
    for one in openers:
        send(
            sign_in(one),
            "tender_rehearse",
            ref,
            {"passphrase": passphrase_of(one)},
        )
    client = sign_in(bea)
    assert "are then locked" in read(client, "tender_publish", ref)
    answer = send(client, "tender_publish", ref)
    assert "Published. Suppliers can read it and bid." in answer.content.decode()
    tender.refresh_from_db()
    assert tender.status == Tender.Status.PUBLISHED
    assert tender.title == "Street lighting"
    assert clock.london(tender.bids_close_at).hour == 17


def test_a_missing_hour_is_refused_on_the_dates_page(eastfield, bea, sign_in, draft):
    tender = draft
    answer = send(
        sign_in(bea),
        "tender_dates_change",
        [tender.reference],
        {"bids_close_at": "2027-03-28T01:30"},
    )
    assert "does not exist that night" in answer.content.decode()


def test_weights_that_do_not_add_up_are_refused_in_words(
    eastfield, bea, sign_in, draft
):
    tender = draft
    data = {
        "price_weight": "50",
        "quality_weight": "30",
        "social_value_weight": "10",
        "amount_share": "50",
    }
    answer = send(sign_in(bea), "tender_weights", [tender.reference], data)
    assert "must add up to 100, not 90" in answer.content.decode()


def test_priorities_and_measures_are_removed_after_a_question(
    eastfield, bea, sign_in, draft
):
    tender = draft
    asked = tender.priorities.get()
    metric = asked.metrics.get().metric
    client = sign_in(bea)
    where = [tender.reference, asked.code, metric.code]
    assert metric.title in read(client, "tender_measure_remove", where)
    send(client, "tender_measure_remove", where)
    assert not asked.metrics.exists()
    assert asked.title in read(client, "tender_priority_remove", where[:2])
    send(client, "tender_priority_remove", where[:2])
    assert not tender.priorities.exists()


def test_an_opener_makes_a_key_in_the_browser(eastfield, opal, sign_in, settings):
    settings.OPENER_KEY_STRENGTH = "fast"
    client = sign_in(opal)
    assert "Nobody can reset this passphrase" in read(client, "opener_key")
    data = {"passphrase": "short", "again": "short"}
    page = send(client, "opener_key", data=data).content.decode()
    assert "16 characters or more" in page
    data = {"passphrase": "four words are quite enough", "again": "other words here"}
    page = send(client, "opener_key", data=data).content.decode()
    assert "must be the same" in page
    data["again"] = data["passphrase"]
    page = send(client, "opener_key", data=data).content.decode()
    assert "Your key is made" in page
    assert opal.opener_keys.current().count() == 1


@pytest.mark.slow
def test_recovery_sheets_are_shown_once(eastfield, max, sign_in):
    tender = factories.ready_tender(eastfield)
    client = sign_in(max)
    read(client, "tender_recovery", [tender.reference])
    page = send(client, "tender_recovery", [tender.reference]).content.decode()
    assert "These codes are shown once" in page
    again = read(client, "tender_recovery", [tender.reference])
    assert "<code>" not in again


def test_two_openers_open_on_two_pages(eastfield, bea, sign_in, tender):
    factories.sealed_bid(tender)
    first, second, _third = (one.user for one in tender.openers.all())
    ref = [tender.reference]
    client = sign_in(first)
    assert "Nobody can open them before" in read(client, "tender_open_bids", ref)
    with clock.at(tender.opens_from):
        page = read(client, "tender_open_bids", ref)
        assert "You are the first of two openers" in page
        data = {"passphrase": "not the right passphrase"}
        page = send(client, "tender_open_bids", ref, data).content.decode()
        assert "does not open your key" in page
        data = {"passphrase": passphrase_of(first)}
        page = send(client, "tender_open_bids", ref, data).content.decode()
        assert "A second opener must come within one hour" in page
        assert "You came first" in read(client, "tender_open_bids", ref)
        page = send(client, "tender_open_bids", ref, data).content.decode()
        assert "A different person must be the second" in page
        assert not Tender.objects.get().is_opened
        client = sign_in(second)
        assert "came first" in read(client, "tender_open_bids", ref)
        data = {"passphrase": passphrase_of(second)}
        page = send(client, "tender_open_bids", ref, data).content.decode()
        assert "The bids are open: 1." in page
    assert Bid.objects.get().status == Bid.Status.OPENED


@pytest.mark.slow
def test_bids_are_scored_ranked_and_awarded_in_the_browser(
    eastfield, bea, ivo, esme, sign_in, tender
):
    factories.sealed_bid(tender, factories.make_supplier("Brightwork CIC"), level=4)
    factories.sealed_bid(tender, factories.make_supplier("Fenland Ltd"), level=1)
    factories.open_tender(tender)
    ref = [tender.reference]
    with clock.at(tender.opened_at + dt.timedelta(days=1)):
        client = sign_in(bea)
        read(client, "evaluation_begin", ref)
        send(client, "evaluation_begin", ref)
        client = sign_in(ivo)
        assert tender.title in read(client, "evaluation_list")
        assert "Brightwork CIC" in read(client, "evaluation_declare", ref)
        page = send(client, "evaluation_declare", ref, {"has_interest": "yes"})
        assert "Enter what your interest is" in page.content.decode()
        send(client, "evaluation_declare", ref, {"has_interest": "no"})
        matrix = read(client, "evaluation", ref)
        assert "Brightwork" not in matrix
        assert "You have scored 0 of 2" in matrix
        code = tender.priorities.get().code
        for letter in "AB":
            where = [*ref, letter, code]
            assert "Nothing that answers the question." in read(
                client, "evaluation_mark", where
            )
            bad = send(client, "evaluation_mark", where, {"reason": "x"})
            assert "Select a score" in bad.content.decode()
            data = {"score": "4", "reason": "Sound, partner named."}
            send(client, "evaluation_mark", where, data)
        client = sign_in(esme)
        send(client, "evaluation_declare", ref, {"has_interest": "no"})
        where = [*ref, "A", code]
        assert "Sound, partner named." in read(client, "evaluation_agree", where)
        data = {"score": "5", "reason": "Agreed after reading annex B."}
        send(client, "evaluation_agree", where, data)
        client = sign_in(bea)
        page = read(client, "evaluation_result", ref)
        assert "Ranking on social value" in page
        assert "Fenland Ltd" in page
        assert "Which bid wins?" in read(client, "tender_award", ref)
        best = evaluation.ranking(tender)[0].score.bid
        bid = Bid.objects.get(letter=best.removeprefix("Bid "))
        data = {"bid": bid.pk, "reason": "", "decided_on": str(clock.today())}
        page = send(client, "tender_award", ref, data).content.decode()
        assert "Enter the reason" in page
        data["reason"] = "The most useful promises."
        page = send(client, "tender_award", ref, data).content.decode()
        assert "Awarded. All bidders are being told." in page
    tender.refresh_from_db()
    assert tender.award.bid == bid
    public = read(client, "tender_detail", ref)
    assert bid.organisation.name in public
    assert "Standstill ends on" in public


def test_an_evaluator_with_an_interest_is_shut_out(
    eastfield, ivo, bea, sign_in, opened
):
    tender = opened
    ref = [tender.reference]
    client = sign_in(ivo)
    with clock.at(tender.opened_at + dt.timedelta(days=1)):
        tender.begin_evaluation(by=bea)
        data = {"has_interest": "yes", "detail": "My sister works there."}
        send(client, "evaluation_declare", ref, data)
        assert "Thank you for telling us" in read(client, "evaluation", ref)
        code = tender.priorities.get().code
        for name, args in (
            ("evaluation_mark", [*ref, "A", code]),
            ("evaluation_result", ref),
        ):
            url = reverse(f"tenders:{name}", args=["eastfield", *args])
            assert client.get(url).status_code == 403


def test_an_evaluator_sees_no_ranking_before_scoring_everything(
    eastfield, ivo, bea, sign_in, opened
):
    tender = opened
    with clock.at(tender.opened_at + dt.timedelta(days=1)):
        tender.begin_evaluation(by=bea)
        evaluation.declare_interest(tender, ivo, has_interest=False)
        url = reverse("tenders:evaluation_result", args=["eastfield", tender.reference])
        assert sign_in(ivo).get(url).status_code == 302


def test_a_tender_is_cancelled_with_a_public_reason(eastfield, bea, sign_in, tender):
    client = sign_in(bea)
    read(client, "tender_cancel", [tender.reference])
    page = send(client, "tender_cancel", [tender.reference]).content.decode()
    assert "Enter the reason" in page
    send(client, "tender_cancel", [tender.reference], {"reason": "The budget fell."})
    assert "The budget fell." in read(client, "tender_detail", [tender.reference])


def test_a_bid_is_excluded_with_a_reason(eastfield, bea, sign_in, tender):
    bid = factories.sealed_bid(tender)
    factories.open_tender(tender)
    client = sign_in(bea)
    where = [tender.reference, "A"]
    read(client, "bid_exclude", where)
    send(client, "bid_exclude", where, {"reason": "It is on the debarment list."})
    bid.refresh_from_db()
    assert bid.status == Bid.Status.EXCLUDED


def waits_for(person, tender) -> bool:
    return any(
        tender.title in item.title for item in waiting_for(person, tender.council)
    )


def test_work_waits_for_those_who_must_act(eastfield, bea, ivo, mona, tender):
    factories.sealed_bid(tender)
    opener = tender.openers.first().user
    assert not waits_for(opener, tender)
    with clock.at(tender.opens_from):
        assert waits_for(opener, tender)
    factories.open_tender(tender)
    with clock.at(tender.opened_at + dt.timedelta(days=1)):
        assert waits_for(bea, tender)
        assert not waits_for(ivo, tender)
        tender.begin_evaluation(by=bea)
        assert waits_for(ivo, tender)
        assert not waits_for(mona, tender)


def test_a_second_council_sees_nothing(eastfield, westbrook, olu, bea, sign_in, tender):
    client = sign_in(olu)
    for name in ("tender_work", "tender_details", "tender_cancel", "tender_open_bids"):
        url = reverse(f"tenders:{name}", args=["eastfield", tender.reference])
        assert client.get(url).status_code == 404
        url = reverse(f"tenders:{name}", args=["westbrook", tender.reference])
        assert client.get(url).status_code == 404
    url = reverse("tenders:tender_detail", args=["westbrook", tender.reference])
    assert client.get(url).status_code == 404
