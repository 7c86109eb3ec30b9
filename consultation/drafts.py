"""Turn what somebody wrote into a response, once."""

from django.db import transaction

from charters.models import EditionClause, EditionPriority
from consultation import receipts
from consultation.models import Draft, Response, Round
from consultation.models.draft import WHOLE
from consultation.submission import Receipt, Remark, Sender, submit
from councils.models import Area


def subject_of(part: EditionClause | EditionPriority | None) -> str:
    """How a draft names what a comment is about."""
    if isinstance(part, EditionClause):
        return f"clause:{part.uid}"
    if isinstance(part, EditionPriority):
        return f"priority:{part.code}"
    return WHOLE


def parts_of(draft: Draft) -> dict[str, EditionClause | EditionPriority | None]:
    """What each comment of a draft is about, by the name it has there."""
    subjects = [entry["subject"] for entry in draft.comments]
    uids = [s.removeprefix("clause:") for s in subjects if s.startswith("clause:")]
    codes = [s.removeprefix("priority:") for s in subjects if s.startswith("priority:")]
    edition = draft.round.edition_id
    found = {}
    if uids:
        clauses = EditionClause.objects.filter(edition=edition, uid__in=uids)
        found |= {subject_of(clause): clause for clause in clauses}
    if codes:
        priorities = EditionPriority.objects.filter(edition=edition, code__in=codes)
        found |= {subject_of(priority): priority for priority in priorities}
    return {WHOLE: None, **found}


def sender_of(draft: Draft) -> Sender:
    about = dict(draft.about)
    area = about.pop("area", "")
    if area:
        area = Area.objects.filter(council=draft.council, code=area).first()
    return Sender(**about, area=area or None)


@transaction.atomic
def send(round: Round, token: str) -> Receipt | None:
    """Send the draft of this cookie. Sent again, it gives the first receipt.

    None when there is nothing to send.
    """
    key = receipts.token_hash(token)
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
    if not draft.comments:
        return None
    parts = parts_of(draft)
    receipt = submit(
        round,
        [_remark(entry, parts) for entry in draft.comments],
        sender_of(draft),
        idempotency_key=key,
        begun_at=draft.begun_at,
        suspicion=draft.suspicion,
    )
    draft.delete()
    return receipt


def _remark(entry: dict, parts: dict) -> Remark:
    part = parts[entry["subject"]]
    return Remark(
        text=entry["text"],
        stance=entry.get("stance", ""),
        wanted_change=entry.get("wanted_change", ""),
        clause=part if isinstance(part, EditionClause) else None,
        priority=part if isinstance(part, EditionPriority) else None,
    )
