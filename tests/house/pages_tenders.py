"""Pages about tenders and bids: public, officers' and suppliers'."""

import datetime as dt
from functools import cache

from audit import clock
from councils.models import Council, User
from tenders import bids, evaluation
from tenders.award import award
from tenders.models import Tender, TenderCoDesign
from tenders.opener_keys import make_opener_key, rehearse
from tenders.publication import name_openers
from tests import factories
from tests.house.registry import NotAPage, Page, State


def eastfield():
    return Council.objects.get(slug="eastfield")


def one_of(name) -> User:
    return User.objects.get(name__istartswith=name, is_active=True)


def openers():
    return [one_of(name) for name in ("opal", "otis", "orla")]


@cache
def keyed():
    for user in openers():
        make_opener_key(
            user, eastfield(), factories.passphrase_of(user), strength="fast"
        )
    return openers()


@cache
def drafted() -> str:
    tender = factories.draft_tender(eastfield(), by=one_of("bea"))
    name_openers(tender, keyed(), by=one_of("bea"))
    return tender.reference


def make_ready() -> str:
    tender = factories.draft_tender(eastfield(), by=one_of("bea"))
    named = keyed()
    name_openers(tender, named, by=one_of("bea"))
    for user in named:
        rehearse(tender, user, factories.passphrase_of(user))
    return tender.reference


def found(reference) -> Tender:
    return Tender.objects.get(council=eastfield(), reference=reference)


ready = cache(make_ready)


def make_published() -> str:
    """Published weeks ago and closed now, with two bids, still sealed."""
    with clock.at(clock.now() - dt.timedelta(days=40)):
        tender = found(make_ready())
        tender.publish(by=one_of("bea"))
        factories.sealed_bid(tender, mine(), by=one_of("sol"), level=4)
        factories.sealed_bid(tender, factories.make_supplier("Other Ltd"), level=1)
    return tender.reference


published = cache(make_published)


@cache
def open_now() -> str:
    tender = found(make_ready())
    tender.publish(by=one_of("bea"))
    return tender.reference


def make_evaluating() -> str:
    tender = found(make_published())
    factories.open_tender(tender)
    tender.begin_evaluation(by=one_of("bea"))
    evaluation.declare_interest(tender, one_of("esme"), has_interest=False)
    for bid in tender.bids.in_the_running():
        for asked in tender.priorities.all():
            evaluation.mark(bid, asked, 4, "Sound, partner named.", by=one_of("esme"))
    return tender.reference


evaluating = cache(make_evaluating)


@cache
def opened() -> str:
    tender = found(make_published())
    factories.open_tender(tender)
    return tender.reference


@cache
def decided() -> str:
    tender = found(make_evaluating())
    best = tender.bids.in_the_running().order_by("letter").first()
    award(best, by=one_of("bea"), reason="The most useful promises.")
    return tender.reference


def mine():
    return one_of("sol").representations.filter(ended_at=None).first().organisation


@cache
def bid_being_written() -> str:
    bid = factories.draft_bid(found(open_now()), mine(), by=one_of("sol"))
    return bid.reference


@cache
def empty_bid() -> str:
    tender = found(make_ready())
    tender.publish(by=one_of("bea"))
    bid = bids.start_bid(tender, mine(), by=one_of("sol"))
    return bid.reference


@cache
def bid_at_a_step() -> str:
    tender = found(make_ready())
    tender.publish(by=one_of("bea"))
    bid = bids.start_bid(tender, mine(), by=one_of("sol"))
    asked = tender.priorities.first()
    measure = f"{asked.code}/{asked.metrics.first().metric.code}"
    bids.note_step(bid, {"measure": measure}, by=one_of("sol"))
    return bid.reference


@cache
def bid_sent() -> str:
    tender = found(make_ready())
    tender.publish(by=one_of("bea"))
    return factories.sealed_bid(tender, mine(), by=one_of("sol")).reference


def bid_of(reference) -> str:
    return found(reference).bids.get(organisation=mine()).reference


def promise() -> str:
    bid = mine().bids.get(reference=bid_being_written())
    return bid.read_draft().promises[0].uid


@cache
def a_meeting() -> str:
    tender = found(drafted())
    entry = TenderCoDesign.add(
        tender,
        title="Evening at the harbour",
        held_on=clock.today(),
        who="Parents and two schools",
        changed="Work is done outside school hours.",
        by=one_of("bea"),
    )
    return str(entry.uid)


def of(make, **more):
    def kwargs():
        values = {name: one() if callable(one) else one for name, one in more.items()}
        return {"council": "eastfield", "reference": make(), **values}

    return kwargs


def code(make):
    return lambda: found(make()).priorities.first().code


def metric(make):
    return lambda: found(make()).priorities.first().metrics.first().metric.code


def bid(make, **more):
    def kwargs():
        values = {name: one() if callable(one) else one for name, one in more.items()}
        return {"reference": make(), **values}

    return kwargs


COUNCIL = {"council": "eastfield"}
EMPTY = State("empty", kwargs=lambda: {"council": "westbrook"})


def errors(**fill):
    return State("errors", fill=fill)


def officer(name, make, role="bea", states=(), **more):
    return Page(f"tenders:{name}", of(make, **more), role=role, states=list(states))


def supplier(name, make, states=(), status=200, **more):
    return Page(name, bid(make, **more), role="sol", states=list(states), status=status)


drafted_code = {"code": code(drafted)}
question = {"letter": "A", "code": code(evaluating)}

PAGES = [
    Page("tenders:suppliers", COUNCIL, states=[EMPTY]),
    Page("tenders:opportunity_list", COUNCIL, states=[EMPTY]),
    Page(
        "tenders:tender_detail",
        of(open_now),
        states=[
            State("closed", kwargs=of(published)),
            State("awarded", kwargs=of(decided)),
        ],
    ),
    NotAPage("tenders:tender_release", "an open data file"),
    NotAPage("tenders:tender_dates", "a calendar file"),
    officer("bid_start", open_now, role="sol"),
    Page("tenders:tender_work_list", COUNCIL, role="bea"),
    Page("tenders:tender_new", COUNCIL, role="bea", states=[errors(title="")]),
    Page("tenders:tender_import", COUNCIL, role="bea", states=[errors()]),
    NotAPage(
        "tenders:tender_import_check", "needs a file just uploaded; tests/tenders do it"
    ),
    Page(
        "tenders:opener_key",
        COUNCIL,
        role="opal",
        states=[errors(passphrase="short", again="short")],
    ),
    officer(
        "tender_work",
        drafted,
        states=[
            State("ready", kwargs=of(ready)),
            State("closed", kwargs=of(published)),
            State("awarded", kwargs=of(decided)),
        ],
    ),
    officer("tender_details", drafted, states=[errors(title="")]),
    officer("tender_dates_change", drafted),
    officer("tender_planning", drafted, states=[State("empty", kwargs=of(ready))]),
    officer("co_design_add", drafted, states=[errors(title="")]),
    officer("co_design_remove", drafted, entry=a_meeting),
    officer("tender_weights", drafted, states=[errors(price_weight="5")]),
    officer("tender_priorities", drafted),
    officer("tender_priority_add", drafted, states=[errors(weight="")]),
    officer(
        "tender_priority_change", drafted, states=[errors(weight="0")], **drafted_code
    ),
    officer("tender_priority_remove", drafted, **drafted_code),
    officer("tender_measure_add", drafted, states=[errors(level="")], **drafted_code),
    officer("tender_measure_remove", drafted, metric=metric(drafted), **drafted_code),
    officer("tender_openers", drafted),
    officer("tender_rehearse", drafted, role="opal", states=[errors(passphrase="x")]),
    officer("tender_recovery", drafted, role="max"),
    officer("tender_publish", ready, states=[State("obstacles", kwargs=of(drafted))]),
    officer("tender_cancel", open_now, states=[errors(reason="")]),
    officer(
        "tender_open_bids",
        published,
        role="opal",
        states=[
            errors(passphrase="not the right one"),
            State("too early", kwargs=of(open_now)),
        ],
    ),
    officer(
        "tender_open_with_sheets",
        published,
        role="max",
        states=[errors(first="x", second="y", reason="Ill.")],
    ),
    officer("tender_award", evaluating, states=[errors(reason="")]),
    officer("bid_exclude", evaluating, letter="A", states=[errors(reason="")]),
    Page("tenders:evaluation_list", COUNCIL, role="esme"),
    officer("evaluation", evaluating, role="esme"),
    officer("evaluation_begin", opened),
    officer("evaluation_declare", evaluating, role="ivo", states=[errors()]),
    officer("evaluation_result", evaluating),
    officer("evaluation_mark", evaluating, role="esme", **question),
    officer("evaluation_agree", evaluating, role="esme", **question),
    Page("supplier_home", role="sol"),
    supplier(
        "bid_tasks",
        bid_being_written,
        states=[
            State("sent", kwargs=bid(bid_sent)),
            State("closed", kwargs=bid(lambda: bid_of(published()))),
        ],
    ),
    supplier(
        "bid_promises",
        bid_being_written,
        states=[State("empty", kwargs=bid(empty_bid))],
    ),
    supplier(
        "bid_promise_step",
        empty_bid,
        step="measure",
        states=[
            errors(),
            State("amount", kwargs=bid(bid_at_a_step, step="amount")),
            State("place", kwargs=bid(bid_at_a_step, step="place")),
            State("delivery", kwargs=bid(bid_at_a_step, step="delivery")),
        ],
    ),
    supplier("bid_promise_change", bid_being_written, uid=promise),
    supplier("bid_promise_remove", bid_being_written, uid=promise),
    supplier("bid_method", bid_being_written),
    supplier("bid_declarations", empty_bid, states=[errors()]),
    supplier(
        "bid_check",
        bid_being_written,
        states=[
            State("incomplete", kwargs=bid(empty_bid)),
            State("late", kwargs=bid(lambda: bid_of(published())), status=409),
        ],
    ),
    NotAPage("bid_copy", "a file for the supplier to keep"),
    supplier("bid_fill", bid_sent, states=[errors()]),
    supplier("bid_sent", bid_sent),
    supplier("bid_withdraw", bid_sent),
    supplier(
        "bid_result",
        lambda: bid_of(decided()),
        states=[State("no decision", kwargs=bid(bid_sent))],
    ),
]
