"""Publishing a tender: its terms are locked and its key is made and forgotten."""

import hashlib
import json

from django.db import transaction
from django.utils.translation import gettext as _

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from councils.models import Role
from tenders import sealing
from tenders.models import KeyShare, RecoverySheets, Tender, TenderOpener
from tenders.opener_keys import current_key


@transaction.atomic
def name_openers(tender: Tender, people, *, by) -> list[TenderOpener]:
    """Name the three people of whom any two open the bids. Replaces earlier names."""
    tender.stay_editable()
    people = list(people)
    if len({person.pk for person in people}) != 3:
        raise Refused(_("Name three different people."))
    for person in people:
        if Role.BID_OPENER not in person.roles_in(tender.council):
            raise Refused(
                _("%s is not a bid opener of this council.") % person, code="not_opener"
            )
    kept = {one.user_id: one for one in tender.openers.all()}
    tender.openers.exclude(user__in=people).delete()
    named = [
        kept.get(person.pk)
        or TenderOpener.objects.create(
            tender=tender, user=person, key=current_key(person, tender.council)
        )
        for person in people
    ]
    record(
        "tender.openers_named",
        tender,
        by=by,
        data={"openers": [str(person.actor_id) for person in people]},
    )
    return named


@transaction.atomic
def make_recovery_sheets(tender: Tender, *, by) -> tuple[str, str]:
    """Two codes to print and keep apart, offline. They are never shown again.

    Both together open the tender's bids after the deadline when openers are lost.
    """
    tender.stay_editable()
    first, second = sealing.new_private_key(), sealing.new_private_key()
    RecoverySheets.objects.update_or_create(
        tender=tender,
        defaults={
            "first_public": sealing.public_half(first),
            "second_public": sealing.public_half(second),
            "made_by": by,
            "made_at": clock.now(),
        },
    )
    record("tender.recovery_sheets_made", tender, by=by)
    return sealing.printed_code(first), sealing.printed_code(second)


@transaction.atomic
def publish(tender: Tender, *, by) -> None:
    """Make the tender public and lock its terms."""
    locked = tender.stay_editable()
    if obstacles := locked.obstacles(Tender.Status.PUBLISHED):
        raise Refused(obstacles, code="obstacles")
    public = _make_key(locked)
    tender.move(
        Tender.Status.PUBLISHED,
        by=by,
        verb="tender.published",
        data={
            "terms": terms_hash(locked),
            "key": public.hex(),
            "closes_at": locked.bids_close_at,
        },
        published_at=clock.now(),
        sealing_key=public,
        ocid=locked.ocid or _ocid(locked),
    )


def _make_key(tender: Tender) -> bytes:
    """The tender's public key; the private one leaves this process only in wraps."""
    openers = {one.pk: one for one in tender.openers.select_related("key")}
    holders = {pk: bytes(one.key.public) for pk, one in openers.items()}
    sheets = RecoverySheets.objects.filter(tender=tender).first()
    if sheets:
        holders[0] = bytes(sheets.first_public)
        holders[-1] = bytes(sheets.second_public)
    public, wraps = sealing.make_tender_key(tender.uid, holders)
    KeyShare.objects.bulk_create(
        KeyShare(
            tender=tender,
            first=openers.get(first),
            second=openers.get(second),
            wrapped=wrapped,
        )
        for (first, second), wrapped in wraps.items()
        if (first > 0) == (second > 0) and (first, second) != (-1, 0)
    )
    return public


def _ocid(tender: Tender) -> str:
    from tenders.releases import own_ocid

    return own_ocid(tender)


def terms_hash(tender: Tender) -> str:
    """The SHA-256 of all that is locked: the trail proves what was published."""
    text = json.dumps(terms_document(tender), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def terms_document(tender: Tender) -> dict:
    whole = Tender.objects.with_terms().get(pk=tender.pk)
    return {
        "tender": str(whole.uid),
        "reference": whole.reference,
        "edition": whole.edition.content_hash,
        "title": whole.title,
        "description": whole.description,
        "value": str(whole.value),
        "category": whole.category,
        "regime": whole.regime,
        "questions_close_at": whole.questions_close_at.isoformat(),
        "bids_close_at": whole.bids_close_at.isoformat(),
        "decision_on": whole.decision_on.isoformat(),
        "contract": [
            whole.contract_starts_on.isoformat(),
            whole.contract_ends_on.isoformat(),
        ],
        "weights": {
            "price": str(whole.price_weight),
            "quality": str(whole.quality_weight),
            "social_value": str(whole.social_value_weight),
            "amount_share": str(whole.amount_share),
        },
        "priorities": [
            {
                "code": one.code,
                "weight": str(one.weight),
                **_why(one),
                "question": one.question,
                "measures": [
                    {
                        "code": asked.metric.code,
                        "level": str(asked.level),
                        "share": str(asked.share),
                    }
                    for asked in one.metrics.all()
                ],
            }
            for one in whole.priorities.all()
        ],
    }


def _why(asked) -> dict[str, str]:
    """What a weight started from, for those that started from the charter's."""
    if asked.charter_weight is None:
        return {}
    return {
        "charter_weight": str(asked.charter_weight),
        "weight_reason": asked.weight_reason,
    }
