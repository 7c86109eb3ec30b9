"""Rounds and responses."""

import datetime as dt
import uuid

from audit import clock
from consultation import asking_again, planning, preparing, statement, targets
from consultation.models import (
    Acknowledgement,
    PrivacyNotice,
    Question,
    Response,
    Round,
)
from consultation.parcels import Content, Receipt, Remark, Sender
from consultation.planning import plan_consultation
from consultation.submission import submit
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


def ask(wording, kind, options=(), *, after=None, answer="", **more) -> dict:
    """A question as `planned_round` takes it; `after` is the number of an earlier."""
    return {
        "wording": wording,
        "kind": kind,
        "own_options": list(options),
        "after": after,
        "only_if": answer,
        **more,
    }


def planned_round(council, charter=None, by=None, questions=(), **more) -> Round:
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
        calendar_reason="Libraries stay open and answer on every working day.",
        results_by_on=last + dt.timedelta(weeks=12),
        by=by,
    )
    prepare(consultation, by=by)
    for given in questions:
        after = given.pop("after")
        cause = round.questions.get(number=after) if after else None
        Question.ask(round, by=by, only_after=cause, **given)
    return round


PRIVACY = {key: f"About {key}: what we told people." for key in PrivacyNotice.PARTS}


def prepare(consultation, *, by) -> None:
    """All that must be in place beside the texts and dates before announcing."""
    preparing.publish_privacy_notice(consultation, PRIVACY, by=by)
    preparing.assess_data_protection(consultation, "done", reference="DPIA-7", by=by)
    preparing.add_equality_analysis(
        consultation, "opening", "No group is likely to lose by it.", by=by
    )
    rows = [
        {"group": group, "name": f"Panel of {group}", "way": "By letter"}
        for group in preparing.groups()
    ]
    preparing.plan_stakeholders(consultation, rows, by=by)
    least = dict.fromkeys(preparing.groups(), 1)
    targets.set_targets(consultation, least, by=by)
    round = consultation.rounds.get()
    if round.is_short():
        approver = somebody(consultation.council, Role.APPROVER)
        preparing.sign_off(round, "short", "The decision cannot wait.", by=approver)
    if round.opens_before_election():
        officer = somebody(consultation.council, Role.MONITORING_OFFICER)
        preparing.sign_off(round, "election_opening", "Usual business.", by=officer)


def ready_to_conclude(round, *, by) -> None:
    """What must follow the replies: the equality analysis again, and each change to
    the text weighed as mere wording."""
    preparing.add_equality_analysis(
        round.consultation, "decision", "The replies name no new loss.", by=by
    )
    changes = asking_again.changes_of(round)
    if changes:
        weights = dict.fromkeys(changes, "wording")
        reason = "Only wording changed."
        asking_again.weigh(round, weights, is_fundamental=False, reason=reason, by=by)


def read_the_pack(round, *, by) -> Acknowledgement:
    """Somebody who decides says that they have read every issue of the round."""
    pack = statement.build(round)
    numbers = [issue["number"] for issue in pack.content["issues"]]
    return Acknowledgement.give(pack, numbers, by=by)


def scheduled_round(council, **more) -> Round:
    """A round that is announced and has not opened yet."""
    round = planned_round(council, **more)
    round.schedule(by=somebody(council, Role.CONSULTATION_LEAD))
    return round


def send_response(round, *texts, sender=None, key=None, **more) -> Receipt:
    """A response with a comment on the first paragraph for each text."""
    clause = round.edition.clauses.order_by("position").first()
    remarks = [Remark(text=text, clause=clause) for text in texts or ["Yes please."]]
    remarks = more.pop("remarks", remarks)
    parts = ("answers", "behalf", "signed", "confidential_because")
    content = {name: more.pop(name) for name in parts if name in more}
    return submit(
        round,
        Content(remarks=remarks, **content),
        sender or Sender(kind=Response.Kind.LIVES_HERE),
        idempotency_key=key or uuid.uuid4().hex,
        **more,
    )


def read_pack(round, by) -> None:
    """Somebody who decides has read what people said."""
    built = statement.build(round)
    numbers = [issue["number"] for issue in built.content["issues"]]
    Acknowledgement.give(built, numbers, by=by)


def open_round(council, **more) -> Round:
    """A round that opened at this moment of the moved clock. Use it with `travel`."""
    now = clock.now()
    with clock.at(now - dt.timedelta(days=2)):
        return scheduled_round(council, **more)
