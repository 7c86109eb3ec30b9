"""The opening: two of three openers come, one after the other, after the deadline.

The first peels the outer layer off the tender's wrapped key. What remains is sealed
to each of the others alone, so that waiting for the second opener gives nothing away.
"""

import datetime as dt
import hashlib
from base64 import b64decode, b64encode

from django.db import transaction
from django.utils.translation import gettext as _

from audit import clock, trail
from audit.lifecycle import Refused
from audit.models import Event
from audit.trail import record
from tenders import promises, sealing
from tenders.bids import terms_of
from tenders.models import (
    Bid,
    BidAnswer,
    BidCommitment,
    BidVersion,
    KeyShare,
    Opening,
    OpeningStep,
    RecoverySheets,
    Tender,
    TenderOpener,
)

FIRST_STEP_LASTS = dt.timedelta(hours=1)


def begin_opening(tender: Tender, user, passphrase: str) -> OpeningStep:
    """The first of two openers unlocks their key. Nothing is opened by this."""
    opener = _opener(tender, user)
    _refuse_early(tender, user)
    private = _unlock(opener, passphrase)
    halves = {
        str(share.second_id): b64encode(
            sealing.peel(bytes(share.wrapped), private)
        ).decode()
        for share in KeyShare.objects.filter(tender=tender, first=opener)
    }
    with transaction.atomic():
        step = OpeningStep.objects.create(tender=tender, opener=opener, halves=halves)
        record("tender.opening_began", tender, by=user)
    return step


def waiting_step(tender: Tender) -> OpeningStep | None:
    """The first opener's step, while it still waits for a second one."""
    since = clock.now() - FIRST_STEP_LASTS
    return (
        tender.steps.filter(taken_at__gt=since)
        .select_related("opener__user")
        .order_by("-taken_at")
        .first()
    )


def finish_opening(tender: Tender, user, passphrase: str) -> Opening:
    """The second opener unlocks theirs, and all bids are opened, or none is."""
    opener = _opener(tender, user)
    _refuse_early(tender, user)
    step = waiting_step(tender)
    if step is None:
        raise Refused(
            _("Another opener must come first. Their step lasts one hour."),
            code="first_missing",
        )
    if step.opener_id == opener.pk:
        raise Refused(
            _("You were the first opener. A different person must be the second."),
            code="same_person",
        )
    half = b64decode(step.halves[str(opener.pk)])
    key = sealing.unwrap(
        half,
        _unlock(opener, passphrase),
        tender=tender.uid,
        public=bytes(tender.sealing_key),
    )
    return _open_all(tender, key, first=step.opener.user, second=user)


@transaction.atomic
def open_bids(tender: Tender, openers) -> Opening:
    """Both steps in one go: two pairs of a person and their passphrase."""
    (first, one), (second, other) = openers
    begin_opening(tender, first, one)
    return finish_opening(tender, second, other)


def open_with_sheets(tender: Tender, codes, *, by, reason: str) -> Opening:
    """The monitoring officer opens with both printed sheets, when openers are lost."""
    if not reason.strip():
        raise Refused(_("Enter why the openers could not open the bids"))
    _refuse_early(tender, by)
    sheets = RecoverySheets.objects.filter(tender=tender).first()
    if sheets is None:
        raise Refused(_("No recovery sheets were made before publication."))
    wrapped = bytes(KeyShare.objects.get(tender=tender, first=None).wrapped)
    try:
        first, second = (sealing.read_printed_code(code) for code in codes)
        if sealing.public_half(first) != bytes(sheets.first_public):
            first, second = second, first
        key = sealing.unwrap(
            sealing.peel(wrapped, first),
            second,
            tender=tender.uid,
            public=bytes(tender.sealing_key),
        )
    except sealing.SealingError as problem:
        raise Refused(
            _("These two sheets do not open the bids. Check every symbol."),
            code="wrong",
        ) from problem
    return _open_all(tender, key, first=by, second=None, reason=reason.strip())


def _opener(tender: Tender, user) -> TenderOpener:
    opener = tender.openers.select_related("key").filter(user=user).first()
    if opener is None:
        raise Refused(_("You are not named as an opener of this opportunity."))
    return opener


def _refuse_early(tender: Tender, user) -> None:
    """Refuse before the time or after the act, and write an early attempt down."""
    if not tender.can_move(Tender.Status.OPENED):
        raise Refused(_("The bids of this opportunity cannot be opened now."))
    if obstacles := tender.obstacles(Tender.Status.OPENED):
        with transaction.atomic():
            record("tender.early_opening_refused", tender, by=user)
        raise Refused(obstacles, code="early")


def _unlock(opener: TenderOpener, passphrase: str) -> bytes:
    try:
        return sealing.unlock(opener.key.as_locked, passphrase)
    except sealing.WrongPassphrase:
        raise Refused(
            _("That passphrase does not open your key."), code="wrong"
        ) from None


@transaction.atomic
def _open_all(tender: Tender, key: bytes, *, first, second, reason="") -> Opening:
    """Decrypt each sealed bid into its promises and answers, in one transaction."""
    locked = Tender.objects.select_for_update().get(pk=tender.pk)
    if not locked.can_move(Tender.Status.OPENED):
        raise Refused(_("The bids of this opportunity have been opened already."))
    evidence = _Evidence(locked)
    remarks = evidence.remarks()
    sealed = list(
        locked.bids.filter(status=Bid.Status.SEALED)
        .select_related("organisation", "tender__council")
        .order_by("reference")
    )
    terms = terms_of(locked)
    rows = {
        one.code: one for one in locked.priorities.select_related("edition_priority")
    }
    for place, bid in enumerate(sealed):
        remarks += _open_one(
            bid, key, evidence, terms, rows, _letter(place), second or first
        )
    tender.move(
        Tender.Status.OPENED,
        by=second or first,
        verb="tender.opened",
        data={
            "bids": len(sealed),
            "remarks": remarks,
            "openers": [str(one.actor_id) for one in (first, second) if one],
            "with_sheets": bool(reason),
        },
        opened_at=clock.now(),
    )
    return Opening.objects.create(
        tender=tender,
        first_by=first,
        second_by=second,
        recovery_reason=reason,
        bids=len(sealed),
        remarks=remarks,
    )


def _open_one(bid, key, evidence, terms, rows, letter, by) -> list[str]:
    version = bid.latest
    try:
        evidence.check(bid, version)
        document = sealing.open_sealed(
            bytes(version.sealed),
            key,
            sealing.Label(
                bid.tender.uid, bid.organisation.uid, version.number, version.manifest
            ),
        )
        text = promises.BidText.from_document(document)
        if text.problems(terms):
            raise sealing.Tampered("The bid does not answer what was published.")
    except (sealing.Tampered, promises.UnreadableBid) as problem:
        bid.move(
            Bid.Status.DAMAGED,
            by=by,
            verb="bid.damaged",
            data={"problem": str(problem), "version": bid.version},
            letter=letter,
            problem=str(problem),
        )
        return [f"{bid.reference}: {problem}"]
    _write_down(bid, text, terms, rows)
    bid.move(
        Bid.Status.OPENED,
        by=by,
        verb="bid.opened",
        data={"version": version.number, "manifest": version.manifest},
        letter=letter,
    )
    return []


def _write_down(bid: Bid, text: promises.BidText, terms, rows) -> None:
    metrics = {
        (one.code, asked.metric.code): asked.metric
        for one in rows.values()
        for asked in one.metrics.select_related("metric")
    }
    BidCommitment.objects.bulk_create(
        BidCommitment(
            bid=bid,
            tender_priority=rows[one.priority],
            metric=metrics[one.priority, one.metric],
            level=one.level,
            unit=terms.measure(one.priority, one.metric).unit,
            due_on=one.due_on,
            wording=one.sentence(terms.measure(one.priority, one.metric)),
            where=one.where,
            who_benefits=one.who_benefits,
            method=one.method,
            proof=one.proof,
            is_new=one.is_new,
        )
        for one in text.promises
    )
    BidAnswer.objects.bulk_create(
        BidAnswer(bid=bid, tender_priority=rows[code], text=words)
        for code, words in text.answers.items()
        if code in rows
    )


class _Evidence:
    """What the tender's own chain says was received: rows must agree with it."""

    def __init__(self, tender: Tender):
        self.chain = tender.sealed_chain
        self.sent: dict[str, dict] = {}
        events = Event.objects.filter(
            chain=self.chain, verb__in=["bid.sealed", "bid.replaced", "bid.withdrawn"]
        ).order_by("sequence")
        for event in events:
            if event.verb == "bid.withdrawn":
                self.sent.pop(event.subject_reference, None)
            else:
                self.sent[event.subject_reference] = event.data
        self.tender = tender

    def remarks(self) -> list[str]:
        found = []
        if broken := trail.verify(self.chain):
            found.append(
                f"The record of sealed bids is broken at entry {broken.sequence}: "
                f"{broken.reason}."
            )
        rows = set(
            self.tender.bids.filter(status=Bid.Status.SEALED).values_list(
                "reference", flat=True
            )
        )
        for reference in sorted(self.sent.keys() - rows):
            found.append(f"{reference}: it was sent, and it is no longer there.")
        return found

    def check(self, bid: Bid, version: BidVersion | None) -> None:
        said = self.sent.get(bid.reference)
        if version is None or said is None:
            raise sealing.Tampered("The record does not say that this bid was sent.")
        if said["version"] != version.number:
            raise sealing.Tampered("The record names another version of this bid.")
        found = hashlib.sha256(bytes(version.sealed)).hexdigest()
        if not found == version.sha256 == said["sha256"]:
            raise sealing.Tampered(
                "The sealed bytes were changed after they were sent."
            )
        if version.manifest != said["manifest"]:
            raise sealing.Tampered("The hash of the content was changed.")
        if version.received_at >= self.tender.bids_close_at:
            raise sealing.Tampered("It was received after the deadline.")


def _letter(place: int) -> str:
    """A, B … Z, AA, AB …"""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
