"""Rounds and responses."""

import datetime as dt
import uuid

from audit import clock
from consultation import planning
from consultation.models import Response, Round
from consultation.planning import plan_consultation
from consultation.submission import Receipt, Remark, Sender, submit
from councils.models import Role
from tests.factories.charters import ready_charter
from tests.factories.councils import somebody

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
