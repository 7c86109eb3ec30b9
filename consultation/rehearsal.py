"""Rehearse a whole round with made-up responses, and keep nothing of it.

The round is announced, answered, read and concluded by the same verbs as a real one,
inside one transaction that is always rolled back: no response, letter, event or frozen
text is left, and nobody outside can see any of it.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from audit import clock
from audit.lifecycle import Refused
from consultation import campaigns, deadline, preparing, statement
from consultation.models import Comment, Response, Round
from consultation.parcels import Content, Remark, Sender, Signed
from consultation.submission import submit

FAKE = "[Rehearsal]"
ORDINARY, COPIES, ADDITIONS, SIGNATURES = 6, 8, 2, 1200
HOUR, MINUTE = dt.timedelta(hours=1), dt.timedelta(minutes=1)


@dataclass(frozen=True)
class Step:
    """One thing that the rehearsal did, and what came of it."""

    title: str
    result: str


def rehearse(round: Round, *, by) -> list[Step]:
    """Run the round from announcing to the end. Refused while its plan has gaps."""
    if round.is_announced:
        raise Refused(_("Rehearse a round before it is announced."))
    if found := round.obstacles(Round.Status.SCHEDULED):
        raise Refused(found, code="obstacles")
    with transaction.atomic():
        steps = list(_run(Round.objects.for_reading().get(pk=round.pk), by))
        transaction.set_rollback(True)
    return steps


def _run(round: Round, by) -> Iterator[Step]:
    round.schedule(by=by)
    yield Step(
        _("Announced"), _("The text is frozen as version %s.") % round.edition.number
    )
    _let_its_time_be_over(round)
    _send_everything(round, by)
    counts = deadline.counts(round)
    yield Step(
        _("Made-up responses"),
        _(
            "%(in_time)s in time, %(in_progress)s of them being written at the close, "
            "and %(late)s late. A campaign of %(copies)s, a petition, a paper form, "
            "an abusive and an automatic one are among them."
        )
        % {**counts, "copies": COPIES},
    )
    waiting = round.obstacles(Round.Status.ANALYSED)
    yield Step(_("What waits for officers then"), " ".join(waiting))
    yield from _read_and_answer(round, by)


def _let_its_time_be_over(round: Round) -> None:
    """Move the dates into the past, after earlier rounds on the same charter: the clock
    itself cannot be moved when live."""
    closes_at = clock.now() - HOUR
    opens_at = closes_at - (round.closes_at - round.opens_at)
    others = Round.objects.announced().filter(charter=round.charter_id)
    last = others.exclude(pk=round.pk).aggregate(at=Max("closes_at"))["at"]
    round.opens_at = max(opens_at, last) if last else opens_at
    round.closes_at = closes_at
    round.save(update_fields=["opens_at", "closes_at"])


def _send_everything(round: Round, by) -> None:
    first = round.edition.clauses.order_by("position").first()
    length = (round.closes_at - round.opens_at) / (ORDINARY + 1)
    sent = iter(range(1000))

    def send(words: str, at: dt.datetime, **more) -> None:
        submit(
            round,
            Content(
                remarks=[Remark(f"{FAKE} {words}", clause=more.pop("clause", None))],
                signed=more.pop("signed", None),
            ),
            Sender(more.pop("kind", Response.Kind.LIVES_HERE)),
            idempotency_key=f"rehearsal-{next(sent)}",
            received_at=at,
            **more,
        )

    for number in range(ORDINARY):
        at = round.opens_at + length * (number + 1)
        send(f"I have thought about this ({number + 1}).", at, clause=first)
    last_day = round.closes_at - 5 * HOUR
    for number in range(COPIES):
        own = " My street needs it most." if number < ADDITIONS else ""
        at = last_day + MINUTE * number
        send(f"We the undersigned ask for more local jobs.{own}", at)
    group = Response.Kind.COMMUNITY
    send("Keep the library.", last_day, kind=group, signed=Signed(SIGNATURES))
    paper = Response.Channel.PAPER
    send("By post, before the close.", last_day, channel=paper, entered_by=by)
    send("You are all fools.", last_day)
    send("Buy now!", last_day, suspicion="It was sent faster than anybody types.")
    begun = round.closes_at - MINUTE
    send("I type slowly.", round.closes_at + MINUTE, begun_at=begun)
    send("I was away.", round.closes_at + round.grace + MINUTE)


def _find_campaigns(round: Round, by) -> Step:
    """Look for near-copies, and confirm what was found as an officer would."""
    campaigns.look_for(round, by=by)
    found = copies = 0
    for campaign in round.campaigns.suggested().with_counts():
        found, copies = found + 1, copies + campaign.member_count
        campaign.confirm(f"{FAKE} Local jobs", by=by)
        campaign.mark_additions_read(by=by)
    told = {"found": found, "copies": copies}
    return Step(
        _("Campaigns looked for"),
        _("Groups of near-copies: %(found)s. Comments in them: %(copies)s.") % told,
    )


def _read_and_answer(round: Round, by) -> Iterator[Step]:
    for held in round.responses.held():
        held.set_aside(_("No person sent it."), by=by)
    for late in round.responses.to_decide():
        late.decide_late(True, _("Nothing was analysed yet."), by=by)
    yield _find_campaigns(round, by)
    comments = round.comments.counted()
    for comment in comments:
        if "fools" in comment.text:
            comment.withhold(Comment.Reason.ABUSE, by=by)
        else:
            comment.publish(by=by)
    issue = round.raise_issue(f"{FAKE} Local jobs", _("People ask for jobs."), by=by)
    issue.gather(comments, by=by)
    round.analyse(by=by)
    yield Step(
        _("Read"), _("%s comments are checked and stand in an issue.") % len(comments)
    )
    issue.dispose("answered", _("A made-up answer."), by=by)
    round.report(by=by)
    figures = round.figures()
    yield Step(
        _("Results published"),
        _(
            "%(responses)s responses, %(comments)s comments and %(signatures)s "
            "signatures are counted, %(late)s of the responses late."
        )
        % figures,
    )
    built = statement.build(round, by=by)
    yield Step(
        _("Statement built"),
        _("It counts %(responses)s responses. Its hash begins %(hash)s.")
        % {**built.content["figures"], "hash": built.document_hash[:12]},
    )
    stage = "decision"
    told = round.consultation
    preparing.add_equality_analysis(told, stage, f"{FAKE} Nothing.", by=by)
    round.conclude(by=by)
    yield Step(_("Concluded"), _("The charter could go to its approver."))
