"""Take a response: once, however often it is sent; a receipt only for what is kept."""

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict

from django.conf import settings
from django.db import connection, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from consultation import preparing, receipts
from consultation.models import (
    Answer,
    Comment,
    Contact,
    IngestItem,
    Mandate,
    Petition,
    Question,
    Response,
    Round,
)
from consultation.parcels import Arrival, Content, Receipt, Remark, Sender
from records import letters

DIFFERENT_WORDS = gettext_lazy(
    "This response was sent before, with other words. The first one counts."
)


class DifferentWords(Refused):
    """The same key came again with other words."""


def submit(
    round: Round,
    content: Content | Sequence[Remark],
    sender: Sender,
    *,
    idempotency_key: str,
    channel: str = Response.Channel.WEB,
    received_at: dt.datetime | None = None,
    begun_at: dt.datetime | None = None,
    postmarked_on: dt.date | None = None,
    suspicion: str = "",
    entered_by=None,
    item: IngestItem | None = None,
) -> Receipt:
    """Keep a response and hand out its receipt.

    It has a number in the ledger before anything else happens to it: `item`, or the
    next one. A refusal is written there too.

    The same key sent again gives the first receipt and keeps nothing new; with other
    words it is refused. What comes after the close is kept and is late, unless it was
    begun before and comes within the grace. A response that looks automatic is kept
    and held for a person to decide. The caller shows the receipt after this
    transaction has committed.
    """
    received_at = received_at or clock.now()
    if not isinstance(content, Content):
        content = Content(remarks=content)
    if item is None and round.pk:
        item = IngestItem.take(
            round,
            channel,
            key=idempotency_key,
            arrived_at=received_at,
            by=entered_by,
        )
    try:
        with transaction.atomic():
            return _take(
                round,
                content,
                sender,
                item,
                Arrival(
                    idempotency_key,
                    channel,
                    received_at,
                    begun_at,
                    postmarked_on,
                    suspicion,
                    entered_by,
                ),
            )
    except Refused as refusal:
        item.refuse(" ".join(refusal.messages))
        raise


def _take(round, content, sender, item, came: Arrival) -> Receipt:
    if came.entered_by is None:
        _refuse_what_is_not_open(round, came.received_at)
    _refuse_what_is_not_there(round, content)
    body_hash = hash_of(content, sender)
    response = Response(
        round=round,
        receipt_code=receipts.new_code(),
        idempotency_key=came.key,
        body_hash=body_hash,
        received_at=came.received_at,
        recorded_at=clock.now(),
        channel=came.channel,
        kind=sender.kind,
        area=sender.area,
        signatures=_signatures(content),
        postmarked_on=came.postmarked_on,
        begun_at=came.begun_at,
        confidential_because=content.confidential_because,
        privacy_notice=preparing.privacy_notice_at(round, came.received_at),
        suspicion=came.suspicion,
        standing=Response.Standing.HELD
        if came.suspicion
        else Response.Standing.COUNTED,
        entered_by=came.entered_by,
    )
    token = receipts.link_token(settings.SECRET_KEY, str(response.uid))
    response.link_hash = receipts.token_hash(token)
    kept = _insert(response)
    if kept.uid != response.uid:
        return _first_receipt(round, kept, body_hash)
    keep_from_concluding(round, is_keyed_in=came.entered_by is not None)
    response = kept
    _keep(response, content, sender)
    item.keep(response)
    record(
        "response.received",
        response,
        by=came.entered_by,
        chain=f"council:{round.council.uid}",
        data={
            "round": str(round.uid),
            "comments": len(content.remarks),
            "answers": len(content.answers),
            "channel": came.channel,
            "late": response.is_late,
            "held": bool(came.suspicion),
            "body_hash": body_hash,
        },
    )
    if sender.email:
        write_receipt_letter(response, token, sender.email)
    return Receipt(response, response.receipt_code, token, response.is_late, False)


def _refuse_what_is_not_open(round: Round, at: dt.datetime) -> None:
    if refusal := round.why_not_now(at):
        raise Refused(refusal, code="not_open")


def keep_from_concluding(round: Round, *, is_keyed_in: bool) -> None:
    """Share a lock on the round, so that it is not concluded before this commits.

    Responses do not wait for each other: only a move of the round waits for them.
    After that, officers can still take in what they found late.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT status FROM consultation_round WHERE id = %s FOR KEY SHARE",
            [round.pk],
        )
        (status,) = cursor.fetchone()
    over = {Round.Status.DRAFTED, Round.Status.CONCLUDED, Round.Status.CANCELLED}
    if status == Round.Status.CONCLUDED and is_keyed_in and round.open_find():
        return
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


def _signatures(content: Content) -> int:
    signed = content.signed
    return signed.handed_in - signed.duplicates if signed else 0


def _refuse_what_is_not_there(round: Round, content: Content) -> None:
    if not content.remarks and not content.answers:
        raise Refused(_("Enter your comment"), code="empty")
    for remark in content.remarks:
        if not remark.text.strip():
            raise Refused(_("Enter your comment"), code="empty")
        for part in (remark.clause, remark.priority, remark.section):
            if part is not None and part.edition_id != round.edition_id:
                raise Refused(
                    _("The comment is about another version of the charter."),
                    code="other_edition",
                )
        if remark.question:
            _refuse_strange(round, remark.question)
            remark.question.refuse_wrong(remark.text)
    for question, value in content.answers.items():
        _refuse_strange(round, question)
        question.refuse_wrong(value)


def _refuse_strange(round: Round, question: Question) -> None:
    if question.round_id != round.pk:
        raise Refused(
            _("The answer is to a question of another consultation."),
            code="other_round",
        )


def hash_of(content: Content, sender: Sender) -> str:
    """Tells whether two responses say the same."""
    behalf = {name: value for name, value in asdict(content.behalf).items() if value}
    plain = {
        "remarks": [remark.plain() for remark in content.remarks],
        "answers": {q.number: value for q, value in content.answers.items()},
        "behalf": behalf,
        "signed": asdict(content.signed) if content.signed else None,
        "kind": sender.kind,
        "area": sender.area.code if sender.area else "",
    }
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _first_receipt(round: Round, first: Response, body_hash: str) -> Receipt:
    if first.body_hash != body_hash:
        raise DifferentWords(str(DIFFERENT_WORDS), code="different_words")
    return Receipt(first, first.receipt_code, first.link_token, first.is_late, True)


def _keep(response: Response, content: Content, sender: Sender) -> None:
    if content.behalf.is_told:
        Mandate.objects.create(response=response, **asdict(content.behalf))
    if content.signed:
        Petition.objects.create(response=response, **asdict(content.signed))
    if sender.name or sender.email:
        Contact.objects.create(
            response=response,
            name=sender.name,
            show_name=sender.show_name and bool(sender.name),
            email=sender.email,
            wants_results=sender.wants_results and bool(sender.email),
            wants_later=sender.wants_later and bool(sender.email),
        )
    Comment.objects.bulk_create(
        Comment(
            response=response,
            round=response.round,
            reference=receipts.new_reference(),
            edition_clause=remark.clause,
            edition_priority=remark.priority,
            section_key=remark.section.key if remark.section else "",
            section_title=remark.section.title if remark.section else "",
            question=remark.question,
            stance=remark.stance,
            text=remark.text,
            wanted_change=remark.wanted_change,
            written_at=response.received_at,
        )
        for remark in content.remarks
    )
    if content.answers:
        Answer.objects.bulk_create(
            Answer(response=response, question=question, value=value)
            for question, value in content.answers.items()
        )


def write_receipt_letter(response: Response, token: str, email: str) -> None:
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
