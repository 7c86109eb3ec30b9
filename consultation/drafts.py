"""Turn what somebody wrote into a response, once."""

from collections.abc import Iterable

from django.db import transaction

from audit.lifecycle import Refused
from charters.models import EditionClause, EditionPriority
from consultation import routing
from consultation.models import Draft, IngestItem, Response, Round
from consultation.models.draft import WHOLE
from consultation.parcels import (
    Behalf,
    Content,
    Receipt,
    Remark,
    SectionPart,
    Sender,
    Signed,
)
from consultation.submission import submit
from councils.models import Area

Part = EditionClause | EditionPriority | SectionPart | None


def subject_of(part: Part) -> str:
    """How a draft names what a comment is about."""
    if isinstance(part, EditionClause):
        return f"clause:{part.uid}"
    if isinstance(part, EditionPriority):
        return f"priority:{part.code}"
    if isinstance(part, SectionPart):
        return f"section:{part.key}"
    return WHOLE


def parts_of(draft: Draft) -> dict[str, Part]:
    """What each comment of a draft is about, by the name it has there."""
    subjects = [entry["subject"] for entry in draft.comments]
    return {WHOLE: None, **parts_named(draft.round, subjects)}


def parts_named(round: Round, subjects: Iterable[str]) -> dict[str, Part]:
    """The parts of the round's edition that have these names."""
    uids = [s.removeprefix("clause:") for s in subjects if s.startswith("clause:")]
    codes = [s.removeprefix("priority:") for s in subjects if s.startswith("priority:")]
    found = {}
    if uids:
        clauses = EditionClause.objects.filter(edition=round.edition_id, uid__in=uids)
        found |= {subject_of(clause): clause for clause in clauses}
    if codes:
        priorities = EditionPriority.objects.filter(
            edition=round.edition_id, code__in=codes
        )
        found |= {subject_of(priority): priority for priority in priorities}
    if any(subject.startswith("section:") for subject in subjects):
        found |= {subject_of(part): part for part in sections_of(round)}
    return found


def sections_of(round: Round) -> list[SectionPart]:
    """The sections of the round's edition."""
    return [
        SectionPart(
            key=section["key"],
            number=str(section["number"]),
            heading=section["heading"],
            edition_id=round.edition_id,
        )
        for section in round.edition.document["sections"]
    ]


def sender_of(draft: Draft) -> Sender:
    about = {"kind": Response.Kind.NOT_SAID, **draft.about}
    area = about.pop("area", "")
    if area:
        area = Area.objects.filter(council=draft.council, code=area).first()
    for told_otherwise in ("confidential_because", "is_child"):
        about.pop(told_otherwise, None)
    return Sender(**about, area=area or None)


def content_of(draft: Draft) -> Content:
    """Everything that the draft says, as it will be sent.

    Answers to questions that the other answers no longer lead to are left behind.
    """
    parts = parts_of(draft)
    remarks = [_remark(entry, parts) for entry in draft.comments]
    answers = {}
    if draft.answers:
        questions = list(draft.round.questions.in_order())
        counted = routing.kept(questions, draft.numbered)
        for question in questions:
            question.round = draft.round
            if question.number not in counted:
                continue
            if question.is_text:
                text = counted[question.number]
                remarks.append(Remark(text=text, question=question))
            else:
                answers[question] = counted[question.number]
    behalf = dict(draft.behalf)
    signed = behalf.pop("signed", None)
    return Content(
        remarks=remarks,
        answers=answers,
        behalf=Behalf(**behalf),
        signed=Signed(**signed) if signed else None,
        confidential_because=draft.about.get("confidential_because", ""),
    )


def send(round: Round, key: str) -> Receipt | None:
    """Send the draft with this key. Sent again, it gives the first receipt.

    It has its number in the ledger before anything else happens, and keeps it should
    this process die: the words are in the draft until the response is there. None
    when there is nothing to send.
    """
    item = None
    if Draft.objects.filter(round=round, key_hash=key).exists():
        item = IngestItem.take(round, IngestItem.Source.WEB, key=key)
    try:
        return _send(round, key, item)
    except Refused as refusal:
        if item:
            item.refuse(" ".join(refusal.messages))
        raise


@transaction.atomic
def _send(round: Round, key: str, item: IngestItem | None) -> Receipt | None:
    draft = Draft.objects.select_for_update().filter(round=round, key_hash=key).first()
    if draft is None:
        first = Response.objects.filter(round=round, idempotency_key=key).first()
        if first is None:
            return None
        first.round = round
        return Receipt(
            first, first.receipt_code, first.link_token, first.is_late, is_repeat=True
        )
    draft.round = round
    if draft.is_empty:
        return None
    receipt = submit(
        round,
        content_of(draft),
        sender_of(draft),
        idempotency_key=key,
        begun_at=draft.begun_at,
        suspicion=draft.suspicion,
        item=item,
    )
    if not receipt.is_repeat:
        draft.attachments.update(draft=None, response=receipt.response)
    draft.discard()
    return receipt


def _remark(entry: dict, parts: dict) -> Remark:
    part = parts[entry["subject"]]
    return Remark(
        text=entry["text"],
        stance=entry.get("stance", ""),
        wanted_change=entry.get("wanted_change", ""),
        clause=part if isinstance(part, EditionClause) else None,
        priority=part if isinstance(part, EditionPriority) else None,
        section=part if isinstance(part, SectionPart) else None,
    )
