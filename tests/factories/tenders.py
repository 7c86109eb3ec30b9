"""Tenders and bids, from a draft to an award."""

import datetime as dt
from decimal import Decimal

from audit import clock
from charters.models import Charter
from councils.models import Membership, Role, User
from tenders import bids, evaluation
from tenders.award import award
from tenders.models import Bid, Tender
from tenders.opener_keys import current_key, make_opener_key, rehearse
from tenders.opening import open_bids
from tenders.publication import name_openers
from tests.factories.charters import adopted_charter
from tests.factories.councils import make_supplier, somebody, somebody_of

PASSPHRASE = "a passphrase of four words for {}"


def bid_openers(council) -> list[User]:
    """Three bid openers of the council, each with a key."""
    found = [
        one.user for one in council.memberships.current().filter(role=Role.BID_OPENER)
    ][:3]
    for number in range(len(found), 3):
        email = f"{council.slug}-opener-{number}@example.org"
        user = User.objects.filter(email=email).first() or User.objects.create_user(
            email, f"Opener {number}"
        )
        Membership.grant(council, user, Role.BID_OPENER)
        found.append(user)
    for user in found:
        if current_key(user, council) is None:
            make_opener_key(user, council, passphrase_of(user), strength="fast")
    return found


def passphrase_of(user) -> str:
    return PASSPHRASE.format(user.email)


def draft_tender(council, by=None, edition=None, **more) -> Tender:
    """A tender with all its words and dates, one priority and one measure."""
    by = by or somebody(council, Role.PROCUREMENT_OFFICER)
    if edition is None:
        charter = Charter.objects.for_council(council).in_force().first()
        edition = (charter or adopted_charter(council)).adopted_edition
    today = clock.today()
    closes_on = today + dt.timedelta(days=30)
    words = {
        "title": "Grounds maintenance",
        "description": "Care for parks, verges and play areas in the north wards.",
        "value": Decimal("480000.00"),
        "category": Tender.Category.SERVICES,
        "questions_close_at": clock.instant(today + dt.timedelta(days=20), dt.time(17)),
        "bids_close_at": clock.instant(closes_on, dt.time(17)),
        "decision_on": closes_on + dt.timedelta(days=30),
        "contract_starts_on": closes_on + dt.timedelta(days=60),
        "contract_ends_on": closes_on + dt.timedelta(days=60 + 3 * 365),
    }
    tender = Tender.draft(council, edition=edition, by=by, **(words | more))
    first = edition.priorities.first()
    target = first.targets.first()
    asked = tender.add_priority(first, weight=tender.social_value_weight, by=by)
    asked.add_metric(target.metric, level=4, edition_target=target, by=by)
    return tender


def ready_tender(council, by=None, **more) -> Tender:
    """A drafted tender that nothing keeps from being published."""
    tender = draft_tender(council, by=by, **more)
    openers = bid_openers(council)
    name_openers(tender, openers, by=tender.created_by)
    for user in openers:
        rehearse(tender, user, passphrase_of(user))
    return tender


def published_tender(council, by=None, **more) -> Tender:
    """A tender that is open for bids."""
    tender = ready_tender(council, by=by, **more)
    tender.publish(by=tender.created_by)
    return tender


def draft_bid(tender, organisation=None, by=None, level=3, text="") -> Bid:
    """A bid that nothing keeps from being sent: a promise on each measure."""
    organisation = organisation or make_supplier()
    by = by or somebody_of(organisation)
    bid = bids.start_bid(tender, organisation, by=by)
    for asked in tender.priorities.all():
        for metric in asked.metrics.all():
            bids.add_promise(
                bid,
                by=by,
                priority=asked.code,
                metric=metric.metric.code,
                level=level,
                due_on=tender.contract_ends_on,
                where="Northfield and Millgate",
                who_benefits="people aged 16 to 24",
                method=text or "With the college, one start each spring.",
                proof="Signed apprenticeship agreements",
            )
        bids.answer(bid, asked.code, text or "A named coach meets each one.", by=by)
    bids.declare(bid, by=by)
    return bid


def sealed_bid(tender, organisation=None, by=None, **more) -> Bid:
    """A bid that was sent."""
    bid = draft_bid(tender, organisation, by=by, **more)
    bids.seal(bid, by=by or somebody_of(bid.organisation))
    return bid


def open_tender(tender) -> Tender:
    """Open the bids of a published tender, an hour after its deadline."""
    first, second = (one.user for one in tender.openers.all()[:2])
    with clock.at(tender.bids_close_at + dt.timedelta(hours=1)):
        open_bids(
            tender,
            [(first, passphrase_of(first)), (second, passphrase_of(second))],
        )
    return tender


def evaluated_tender(tender, score=4) -> Tender:
    """Open a published tender and let an evaluator mark each bid."""
    open_tender(tender)
    judge = somebody(tender.council, Role.EVALUATOR)
    with clock.at(tender.opened_at + dt.timedelta(days=2)):
        tender.begin_evaluation(by=tender.created_by)
        evaluation.declare_interest(tender, judge, has_interest=False)
        for bid in tender.bids.in_the_running():
            for asked in tender.priorities.all():
                evaluation.mark(bid, asked, score, "Sound and well timed.", by=judge)
    return tender


def awarded_tender(council, organisation=None, **more) -> Tender:
    """A tender awarded to the best bid. Its decision is `tender.award`."""
    tender = published_tender(council, **more)
    sealed_bid(tender, organisation)
    evaluated_tender(tender)
    bid = tender.bids.in_the_running().first()
    with clock.at(tender.opened_at + dt.timedelta(days=5)):
        award(
            bid,
            by=tender.created_by,
            reason="The most useful promises for Northfield.",
        )
    return Tender.objects.get(pk=tender.pk)
