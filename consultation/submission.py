"""Take a response: once, however often it is sent; a receipt only for what is kept."""

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.db import connection, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from charters.models import EditionClause, EditionPriority
from consultation import receipts
from consultation.models import Comment, Contact, Response, Round
from records import letters


@dataclass(frozen=True)
class Remark:
    """One comment as it comes in. About a paragraph, a priority, or the whole."""

    text: str
    stance: str = ""
    wanted_change: str = ""
    clause: EditionClause | None = None
    priority: EditionPriority | None = None

    def plain(self) -> dict:
        return {
            "text": self.text,
            "stance": self.stance,
            "wanted_change": self.wanted_change,
            "clause": str(self.clause.uid) if self.clause else "",
            "priority": self.priority.code if self.priority else "",
        }


@dataclass(frozen=True)
class Sender:
    """Who sends it, as far as they want to say."""

    kind: str = Response.Kind.OTHER
    area: object | None = None
    name: str = ""
    show_name: bool = False
    email: str = ""
    wants_results: bool = False


@dataclass(frozen=True)
class Receipt:
    """What the sender takes home. `token` opens the private page."""

    response: Response = field(repr=False)
    code: str
    token: str | None = field(repr=False)
    is_late: bool
    is_repeat: bool


class DifferentWords(Refused):
    """The same key came again with other words."""


@transaction.atomic
def submit(
    round: Round,
    remarks: Sequence[Remark],
    sender: Sender,
    *,
    idempotency_key: str,
    channel: str = Response.Channel.WEB,
    received_at: dt.datetime | None = None,
    begun_at: dt.datetime | None = None,
    signatures: int = 0,
    suspicion: str = "",
    entered_by=None,
) -> Receipt:
    """Keep a response and hand out its receipt.

    The same key sent again gives the first receipt and keeps nothing new; with other
    words it is refused. What comes after the close is kept and is late. A response
    that looks automatic is kept and held for a person to decide. The caller shows the
    receipt after this transaction has committed.
    """
    received_at = received_at or clock.now()
    if entered_by is None:
        _refuse_what_is_not_open(round, received_at)
    _refuse_what_is_not_there(round, remarks)
    body_hash = _hash(remarks, sender, signatures)
    response = Response(
        round=round,
        receipt_code=receipts.new_code(),
        idempotency_key=idempotency_key,
        body_hash=body_hash,
        received_at=received_at,
        begun_at=begun_at,
        recorded_at=clock.now(),
        channel=channel,
        kind=sender.kind,
        area=sender.area,
        signatures=signatures,
        suspicion=suspicion,
        standing=Response.Standing.HELD if suspicion else Response.Standing.COUNTED,
        entered_by=entered_by,
    )
    token = receipts.link_token(settings.SECRET_KEY, str(response.uid))
    response.link_hash = receipts.token_hash(token)
    kept = _insert(response)
    if kept.uid != response.uid:
        return _first_receipt(round, kept, body_hash)
    _keep_from_concluding(round)
    response = kept
    _keep(response, remarks, sender)
    record(
        "response.received",
        response,
        by=entered_by,
        chain=f"council:{round.council.uid}",
        data={
            "round": str(round.uid),
            "comments": len(remarks),
            "channel": channel,
            "late": response.is_late,
            "held": bool(suspicion),
            "body_hash": body_hash,
        },
    )
    if sender.email:
        _write_receipt_letter(response, token, sender.email)
    return Receipt(response, response.receipt_code, token, response.is_late, False)


def _refuse_what_is_not_open(round: Round, at: dt.datetime) -> None:
    if refusal := round.why_not_now(at):
        raise Refused(refusal, code="not_open")


def _keep_from_concluding(round: Round) -> None:
    """Share a lock on the round, so that it is not concluded before this commits.

    Responses do not wait for each other: only a move of the round waits for them.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT status FROM consultation_round WHERE id = %s FOR KEY SHARE",
            [round.pk],
        )
        (status,) = cursor.fetchone()
    over = {Round.Status.DRAFTED, Round.Status.CONCLUDED, Round.Status.CANCELLED}
    if status in over:
        raise Refused(
            _(
                "The consultation is over and every comment has its answer, so nothing "
                "can be added. Write to the council instead."
            ),
            code="concluded",
        )


def _insert(response: Response) -> Response:
    """Insert the response unless its key is taken, and hand back the one that stands.

    A twin that is being sent at this moment is waited for.
    """
    Response.objects.bulk_create([response], ignore_conflicts=True)
    kept = Response.objects.get(
        round=response.round, idempotency_key=response.idempotency_key
    )
    kept.round = response.round
    return kept


def _refuse_what_is_not_there(round: Round, remarks: Sequence[Remark]) -> None:
    if not remarks:
        raise Refused(_("Enter your comment"), code="empty")
    for remark in remarks:
        if not remark.text.strip():
            raise Refused(_("Enter your comment"), code="empty")
        for part in (remark.clause, remark.priority):
            if part is not None and part.edition_id != round.edition_id:
                raise Refused(
                    _("The comment is about another version of the charter."),
                    code="other_edition",
                )


def _hash(remarks: Sequence[Remark], sender: Sender, signatures: int) -> str:
    content = {
        "remarks": [remark.plain() for remark in remarks],
        "kind": sender.kind,
        "area": sender.area.code if sender.area else "",
        "signatures": signatures,
    }
    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _first_receipt(round: Round, first: Response, body_hash: str) -> Receipt:
    if first.body_hash != body_hash:
        raise DifferentWords(
            _("This response was sent before, with other words. The first one counts."),
            code="different_words",
        )
    return Receipt(first, first.receipt_code, first.link_token, first.is_late, True)


def _keep(response: Response, remarks: Sequence[Remark], sender: Sender) -> None:
    if sender.name or sender.email:
        Contact.objects.create(
            response=response,
            name=sender.name,
            show_name=sender.show_name and bool(sender.name),
            email=sender.email,
            wants_results=sender.wants_results and bool(sender.email),
        )
    Comment.objects.bulk_create(
        Comment(
            response=response,
            round=response.round,
            reference=receipts.new_reference(),
            edition_clause=remark.clause,
            edition_priority=remark.priority,
            stance=remark.stance,
            text=remark.text,
            wanted_change=remark.wanted_change,
            written_at=response.received_at,
        )
        for remark in remarks
    )


def _write_receipt_letter(response: Response, token: str, email: str) -> None:
    round = response.round
    letters.write(
        "consultation_receipt",
        email,
        {
            "round": round,
            "response": response,
            "link": settings.SITE_ORIGIN + private_path(response, token),
        },
        obligation=f"response:{response.uid}:receipt",
        council=round.council,
    )


def private_path(response: Response, token: str) -> str:
    """The address of the page that only the sender knows."""
    return reverse(
        "consultation:my_response",
        kwargs={"council": response.council.slug, "token": token},
    )
