"""Writing and sending a bid: kept encrypted, sealed on sending, wiped when sealed."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from metrics.models import Metric
from tenders import sealing
from tenders.models import Bid, BidDraft, BidVersion, Tender
from tenders.plain_dates import plain_moment
from tenders.promises import BidText, Measure, Promise, Terms


class TooLate(Refused):
    """Received at or after the deadline. The draft stays."""


def start_bid(tender: Tender, organisation, *, by) -> Bid:
    """The organisation's bid for a tender: the one begun earlier, or a new one."""
    if not tender.takes_bids():
        raise Refused(_("This opportunity is not open for bids."), code="closed")
    if not organisation.representatives.filter(user=by, ended_at=None).exists():
        raise Refused(_("You do not act for that organisation."))
    with transaction.atomic():
        bid, is_new = Bid.objects.get_or_create(
            tender=tender, organisation=organisation, defaults={"started_by": by}
        )
        if is_new:
            record("bid.started", bid, by=by)
    return bid


def terms_of(tender: Tender) -> Terms:
    """What a bid for this tender must answer."""
    priorities = list(
        tender.priorities.select_related("edition_priority").prefetch_related(
            "metrics__metric"
        )
    )
    return Terms(
        priorities={one.code: one.title for one in priorities},
        measures=[
            _measure(one.code, asked.metric)
            for one in priorities
            for asked in one.metrics.all()
        ],
        starts_on=tender.contract_starts_on,
        ends_on=tender.contract_ends_on,
    )


def _measure(priority: str, metric: Metric) -> Measure:
    kinds = Metric.ValueType
    highest = {kinds.PERCENT: Decimal(100), kinds.BOOLEAN: Decimal(1)}
    return Measure(
        priority=priority,
        code=metric.code,
        title=metric.title,
        unit=metric.unit,
        is_whole=metric.value_type in {kinds.INTEGER, kinds.BOOLEAN},
        highest=highest.get(metric.value_type),
    )


def keep_promise(bid: Bid, promise: Promise, *, by) -> Promise:
    """Put a promise into the draft, or change the one with the same identity."""
    terms = terms_of(bid.tender)
    if problems := promise.problems(terms):
        raise Refused(problems)
    with _writing(bid) as draft:
        other = draft.text.promise_on(promise.priority, promise.metric)
        if other is not None and other.uid != promise.uid:
            raise Refused(
                _("You already have a promise on this measure. Change that one.")
            )
        draft.text = replace(draft.text.with_promise(promise), pending={})
    return promise


def add_promise(
    bid: Bid,
    *,
    by,
    priority: str,
    metric: str,
    level,
    due_on: dt.date,
    where: str,
    who_benefits: str,
    method: str,
    proof: str,
    is_new: bool = True,
) -> Promise:
    """Promise an amount of a measure by a date, for somebody, somewhere."""
    promise = Promise(
        priority=priority,
        metric=metric,
        level=Decimal(str(level)),
        due_on=due_on,
        where=where.strip(),
        who_benefits=who_benefits.strip(),
        method=method.strip(),
        proof=proof.strip(),
        is_new=is_new,
    )
    return keep_promise(bid, promise, by=by)


def note_step(bid: Bid, answers: dict[str, str], *, by) -> dict[str, str]:
    """Keep the answers of one step of adding a promise; gives all of them so far."""
    with _writing(bid) as draft:
        pending = {**draft.text.pending, **answers}
        draft.text = replace(draft.text, pending=pending)
    return pending


def remove_promise(bid: Bid, uid: str, *, by) -> None:
    with _writing(bid) as draft:
        draft.text = draft.text.without_promise(uid)


def answer(bid: Bid, priority: str, text: str, *, by) -> None:
    """Say how the organisation will deliver on a priority."""
    if priority not in terms_of(bid.tender).priorities:
        raise Refused(_("That priority is not part of the opportunity."))
    with _writing(bid) as draft:
        draft.text = draft.text.with_answer(priority, text)


def answer_all(bid: Bid, answers: dict[str, str], *, by) -> None:
    """Keep the answers on several priorities at once."""
    known = terms_of(bid.tender).priorities
    with _writing(bid) as draft:
        for priority, text in answers.items():
            if priority in known:
                draft.text = draft.text.with_answer(priority, text)


def declare(bid: Bid, *, by, declared: bool = True) -> None:
    """Confirm that what the bid says is correct."""
    with _writing(bid) as draft:
        draft.text = replace(draft.text, declared=declared)


def fill_from_copy(bid: Bid, document: object, *, by) -> None:
    """Begin a replacement from the supplier's own copy of what was sent."""
    text = BidText.from_document(document)
    terms = terms_of(bid.tender)
    fitting = tuple(
        one for one in text.promises if terms.measure(one.priority, one.metric)
    )
    answers = {k: v for k, v in text.answers.items() if k in terms.priorities}
    with _writing(bid) as draft:
        draft.text = BidText(fitting, answers, declared=False)


@dataclass
class _Draft:
    text: BidText


@contextmanager
def _writing(bid: Bid) -> Iterator[_Draft]:
    """Change the draft under a lock, while the tender takes bids."""
    with transaction.atomic():
        locked = Bid.objects.select_for_update(of=("self",)).get(pk=bid.pk)
        if not locked.tender.takes_bids():
            raise Refused(
                _("The deadline has passed, so your response cannot be changed."),
                code="closed",
            )
        draft = _Draft(locked.read_draft())
        yield draft
        locked.keep_draft(draft.text)


def to_send(bid: Bid) -> list[str]:
    """What must be done before the draft can be sent, as sentences."""
    return bid.read_draft().problems(terms_of(bid.tender))


@transaction.atomic
def seal(
    bid: Bid,
    *,
    by,
    received_at: dt.datetime | None = None,
    arrival: str = BidVersion.Arrival.SERVER,
) -> BidVersion:
    """Send the draft: seal it to the tender's key, keep the envelope, wipe the draft.

    `received_at` is the instant at which it was received in full; it alone decides
    whether it is in time. Returns the sealed version with its receipt.
    """
    received_at = received_at or clock.now()
    # Bids of one tender wait for each other here and not behind an opening.
    tender = Tender.objects.select_for_update(no_key=True).get(pk=bid.tender_id)
    locked = Bid.objects.select_for_update(of=("self",)).get(pk=bid.pk)
    check_in_time(tender, received_at)
    if not locked.has_draft():
        raise Refused(_("There is nothing new to send."), code="nothing")
    text = replace(locked.read_draft(), pending={})
    if problems := text.problems(terms_of(tender)):
        raise Refused(problems, code="incomplete")
    label = sealing.Label(tender.uid, locked.organisation.uid, locked.version + 1)
    try:
        envelope = sealing.seal(text.as_document(), bytes(tender.sealing_key), label)
    except sealing.TooLarge as problem:
        raise Refused(str(problem)) from problem
    version = BidVersion.objects.create(
        bid=locked,
        number=label.version,
        sealed=envelope.sealed,
        sha256=envelope.sha256,
        manifest=envelope.manifest,
        received_at=received_at,
        arrival=arrival,
        sent_by=by,
    )
    BidDraft.objects.filter(bid=locked).delete()
    bid.move(
        Bid.Status.SEALED,
        by=by,
        verb="bid.sealed" if label.version == 1 else "bid.replaced",
        data={
            "version": version.number,
            "sha256": version.sha256,
            "manifest": version.manifest,
            "received_at": received_at,
            "arrival": arrival,
        },
        version=version.number,
    )
    return version


def check_in_time(tender: Tender, received_at: dt.datetime) -> None:
    """Refuse what was received outside [published, close), or after the opening."""
    if tender.takes_bids(received_at):
        return
    if tender.status == Tender.Status.CANCELLED:
        raise Refused(_("This opportunity was cancelled."), code="closed")
    when = plain_moment(clock.london(tender.bids_close_at))
    raise TooLate(
        _("The deadline was %s. Your response was not sent. Your draft is saved.")
        % when,
        code="too_late",
    )


@transaction.atomic
def withdraw(bid: Bid, *, by, received_at: dt.datetime | None = None) -> None:
    """Take a sent bid back, before the deadline. It can be sent again in time."""
    received_at = received_at or clock.now()
    tender = Tender.objects.select_for_update(no_key=True).get(pk=bid.tender_id)
    check_in_time(tender, received_at)
    bid.move(
        Bid.Status.WITHDRAWN,
        by=by,
        verb="bid.withdrawn",
        data={"version": bid.version, "received_at": received_at},
    )
