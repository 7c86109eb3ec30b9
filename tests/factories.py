"""Records in a given state, reached by calling the verbs that people use.

Plain functions. Nothing here writes a status: a test that needs an adopted charter
gets one that was drafted, consulted on, submitted and adopted.
"""

import datetime as dt
import uuid
from decimal import Decimal

from django.utils.text import slugify

from audit import clock
from charters.models import Charter, Clause, Priority, Section, Theme
from consultation import planning
from consultation.models import Response, Round
from consultation.planning import plan_consultation
from consultation.submission import Receipt, Remark, Sender, submit
from contracts.formation import form
from contracts.models import Contract, Evidence
from contracts.signing import USUAL_CLAUSE, sign
from councils.models import Membership, Organisation, Role, User
from metrics.models import Metric
from tenders import bids, evaluation
from tenders.award import award
from tenders.models import Bid, Tender
from tenders.opener_keys import current_key, make_opener_key, rehearse
from tenders.opening import open_bids
from tenders.publication import name_openers

# --- councils ------------------------------------------------------------------

# --- metrics -------------------------------------------------------------------

# --- charters ------------------------------------------------------------------

PLACE_TEXT = "One in nine young people here are not in work, school or training."
AIM_TEXT = "Offers are best aimed at Northfield and Millgate, where need is greatest."


def somebody(council, role: Role, but=None) -> User:
    """The first person who holds the role in the council, or a new one.

    `but` is a person who must not be taken, like the author for an approver.
    """
    found = council.memberships.current().filter(role=role).exclude(user=but)
    if membership := found.select_related("user").first():
        return membership.user
    name = f"{council.slug}-{role.value}".replace("_", "-")
    user = User.objects.create_user(f"{name}@example.org", name.title())
    Membership.grant(council, user, role)
    return user


def local_measure(council, title="Apprenticeships started by local people") -> Metric:
    """A measure of the council's own, which targets can be set on at once."""
    code = Metric.local_code(council, slugify(title)[:24].upper().strip("-"))
    return Metric.objects.filter(code=code).first() or Metric.add_local(
        council,
        by=somebody(council, Role.DRAFTER),
        code=code,
        title=title,
        unit="apprenticeships",
        value_type=Metric.ValueType.INTEGER,
        local_reason="The national lists count starts of all ages together.",
    )


def make_charter(council, by=None, **more) -> Charter:
    """A charter that was just started from the national template."""
    by = by or somebody(council, Role.DRAFTER)
    today = clock.today()
    words = {
        "title": f"What {council.name} works for",
        "starts_on": today,
        "ends_on": clock.add_months(today, 48),
    }
    return Charter.start(council, by=by, **(words | more))


def add_priority(charter, by=None, metric=None, **more) -> Priority:
    """A priority with all its words, one outcome and one target."""
    by = by or charter.created_by
    first = Clause.objects.filter(section__charter=charter).first()
    words = {
        "rests_on": [first] if first else [],
        "title": "Good local jobs",
        "statement": "More young people start an apprenticeship near home.",
        "why": "One in nine young people here are not in work, school or training.",
        "who_benefits": "People aged 16 to 24 who left school without a place.",
        "theme": Theme.WORK,
    }
    priority = Priority.add(charter, by=by, **(words | more))
    outcome = priority.add_outcome(
        "Young people here find work they can live on", by=by
    )
    outcome.add_target(
        metric or local_measure(charter.council),
        level=60,
        due_on=charter.ends_on - dt.timedelta(days=90),
        baseline=20,
        baseline_on=charter.starts_on - dt.timedelta(days=90),
        by=by,
    )
    return priority


def ready_charter(council, by=None, metric=None, **more) -> Charter:
    """A charter being drafted that nothing keeps from consultation."""
    by = by or somebody(council, Role.DRAFTER)
    words = {
        "outline": "blank",
        "summary": "What public contracts here must do for local people.",
    }
    charter = make_charter(council, by=by, **(words | more))
    place = Section.add(charter, "Our place", by=by)
    place.add_clause(PLACE_TEXT, by=by, is_open=True)
    place.add_clause("Eastfield has 12 wards and 48 community buildings.", by=by)
    aim = Section.add(charter, "Where offers are best aimed", by=by)
    aim.add_clause(AIM_TEXT, by=by, is_open=True)
    for section in charter.sections.all():
        section.mark_complete(by=by)
    add_priority(charter, by=by, metric=metric)
    return charter


def consulting_charter(council, by=None, **more) -> Charter:
    """A charter whose first consultation edition anyone may read."""
    charter = ready_charter(council, by=by, **more)
    by = charter.created_by
    charter.begin_consultation(charter.freeze("consultation", by=by), by=by)
    return charter


def consulted_charter(council, by=None, **more) -> Charter:
    """A charter whose consultation is concluded."""
    charter = consulting_charter(council, by=by, **more)
    charter.conclude_consultation(by=charter.created_by)
    return charter


def reword(charter, text="One in eight young people here are out of work.", by=None):
    """Change the words of the first paragraph."""
    clause = Clause.objects.filter(section__charter=charter).first()
    clause.reword(text, by=by or charter.created_by)
    return clause


def submitted_charter(council, by=None, approver=None, **more) -> Charter:
    """A charter that waits for its approver."""
    charter = consulted_charter(council, by=by, **more)
    author = charter.created_by
    approver = approver or somebody(council, Role.APPROVER, but=author)
    charter.submit(by=author, approver=approver)
    return charter


def adopted_charter(council, by=None, approver=None, **more) -> Charter:
    """A charter in force. Its edition is `charter.adopted_edition`."""
    charter = submitted_charter(council, by=by, approver=approver, **more)
    approver = charter.waiting_approval.approver
    charter.adopt(by=approver, minute="Cabinet, item 7")
    return charter


# --- consultation --------------------------------------------------------------

FAIR_TEXTS = {
    "proposal": "A charter that says what public contracts must do for this place.",
    "reasons": "One in nine young people here are not in work, school or training.",
    "options": "We could leave it to each buyer. Nobody would know what to expect.",
    "effect": "Suppliers promise more. Some may charge a little more at first.",
    "still_open": "Which places come first, and how large each target is.",
    "fixed": "That there will be a charter: the council decided so in May.",
    "decision_maker": "The Cabinet",
    "how_used": "Officers read every response and answer each point in public.",
    "other_ways": "Ask any library for the paper form, or ring 01234 567890.",
}


def planned_round(council, charter=None, by=None, **more) -> Round:
    """A round whose readiness list is empty: eight weeks, from tomorrow 9am."""
    charter = charter or ready_charter(council)
    by = by or somebody(council, Role.CONSULTATION_LEAD)
    first = more.pop("opens_on", clock.today() + dt.timedelta(days=1))
    last = more.pop("closes_on", first + dt.timedelta(weeks=8))
    words = {
        "title": "What should contracts do here?",
        "slug": "what-should-contracts-do-here",
        "decision_on": last + dt.timedelta(days=90),
    }
    consultation = plan_consultation(charter, by=by, **(FAIR_TEXTS | words | more))
    round = consultation.rounds.get()
    round.set_dates(
        planning.opens_at(first),
        planning.closes_at(last),
        short_reason="The decision cannot wait.",
        results_by_on=last + dt.timedelta(weeks=12),
        by=by,
    )
    return round


def scheduled_round(council, **more) -> Round:
    """A round that is announced and has not opened yet."""
    round = planned_round(council, **more)
    round.schedule(by=somebody(council, Role.CONSULTATION_LEAD))
    return round


def send_response(round, *texts, sender=None, key=None, **more) -> Receipt:
    """A response with a comment on the first paragraph for each text."""
    clause = round.edition.clauses.order_by("position").first()
    remarks = [Remark(text=text, clause=clause) for text in texts or ["Yes please."]]
    return submit(
        round,
        more.pop("remarks", remarks),
        sender or Sender(kind=Response.Kind.LIVES_HERE),
        idempotency_key=key or uuid.uuid4().hex,
        **more,
    )


def open_round(council, **more) -> Round:
    """A round that opened at this moment of the moved clock. Use it with `travel`."""
    now = clock.now()
    with clock.at(now - dt.timedelta(days=2)):
        return scheduled_round(council, **more)


# --- tenders -------------------------------------------------------------------

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


def make_supplier(name="Brightwork CIC", **more) -> Organisation:
    words = {"size": Organisation.Size.SMALL, "sector": Organisation.Sector.VCSE}
    return Organisation.objects.create(name=name, **(words | more))


def somebody_of(organisation) -> User:
    """The first person who acts for the organisation, or a new one."""
    first = organisation.representatives.filter(ended_at=None).first()
    if first:
        return first.user
    email = f"{organisation.reference.lower()}@example.org"
    user = User.objects.create_user(email, f"Somebody of {organisation.name}")
    organisation.welcome(user, is_lead=True)
    return user


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


# --- contracts -----------------------------------------------------------------


def formed_contract(council, organisation=None, **more) -> Contract:
    """The contract of an award, not signed yet."""
    tender = awarded_tender(council, organisation, **more)
    with clock.at(clock.day_starts(tender.award.decided_on) + dt.timedelta(hours=12)):
        return form(tender.award)


def signed_contract(council, organisation=None, teeth=True, **more) -> Contract:
    """A contract in force with owners on both sides, signed after the standstill.

    It is signed at the clock's time when that is after the standstill, and on the
    first day after it otherwise: `contract.signed_on` says when.
    """
    contract = formed_contract(council, organisation, **more)
    first = clock.day_starts(contract.award.standstill_ends_on + dt.timedelta(days=1))
    with clock.at(max(clock.now(), first + dt.timedelta(hours=12))):
        sign(
            contract,
            by=somebody(council, Role.CONTRACT_MANAGER),
            starts_on=contract.starts_on,
            ends_on=contract.ends_on,
            owner=somebody(council, Role.CONTRACT_MANAGER),
            supplier_contact=somebody_of(contract.organisation),
            re_evaluate_on=contract.starts_on + dt.timedelta(days=365),
            break_wording=str(USUAL_CLAUSE) if teeth else "",
        )
    return Contract.objects.with_parties().get(pk=contract.pk)


def report(milestone, amount, by=None, **more) -> Evidence:
    """Proof from the supplier, waiting for an officer."""
    words = {
        "story": "Two people started with us in spring.",
        "happened_on": clock.today(),
    }
    by = by or somebody_of(milestone.contract.organisation)
    return Evidence.submit(milestone, amount=amount, by=by, **(words | more))


def accepted_report(milestone, amount, by=None, accepted=None, **more) -> Evidence:
    """Proof that an officer has accepted, in full unless `accepted` says less."""
    evidence = report(milestone, amount, by=by, **more)
    evidence.accept(
        by=somebody(milestone.council, Role.CONTRACT_MANAGER),
        amount=accepted,
        reason="" if accepted is None else "One of them was there before.",
    )
    return evidence
