"""The decision which bid wins, or that one is excluded."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from audit import clock
from audit.lifecycle import Refused
from councils.models import Council
from metrics.calendars import standstill_ends_on
from tenders.evaluation import judges_of
from tenders.models import Award, Bid, Tender


@transaction.atomic
def award(bid: Bid, *, by, reason: str, decided_on: dt.date | None = None) -> Award:
    """Decide for a bid, with a reason. Whoever marked a bid cannot also decide."""
    if not reason.strip():
        raise Refused(_("Enter the reason for the decision"))
    decided_on = decided_on or clock.today()
    if decided_on > clock.today():
        raise Refused(_("The date of the decision must be today or in the past"))
    tender = Tender.objects.select_for_update().get(pk=bid.tender_id)
    if decided_on < clock.london(tender.opened_at or clock.now()).date():
        raise Refused(_("The decision must be on or after the day of the opening"))
    if by.pk in judges_of(tender):
        raise Refused(
            _("You marked a bid of this opportunity, so another person must decide."),
            code="four_eyes",
        )
    bid.refresh_from_db()
    if bid.status != Bid.Status.OPENED:
        raise Refused(_("This bid is not in the running."))
    bid.move(Bid.Status.SUCCESSFUL, by=by, verb="bid.successful")
    for other in tender.bids.in_the_running().exclude(pk=bid.pk):
        other.move(Bid.Status.UNSUCCESSFUL, by=by, verb="bid.unsuccessful")
    made = Award.objects.create(
        tender=tender,
        bid=bid,
        decided_on=decided_on,
        decided_by=by,
        reason=reason.strip(),
        standstill_ends_on=standstill_ends_on(
            decided_on, Council.Nation(tender.council.nation)
        ),
    )
    bid.tender.move(
        Tender.Status.AWARDED,
        by=by,
        verb="tender.awarded",
        data={"tender": tender.reference, "award": made.pk},
    )
    return made


@transaction.atomic
def exclude(bid: Bid, reason: str, *, by) -> None:
    """Take a bid out of the running, for a reason that its supplier is told."""
    if not reason.strip():
        raise Refused(_("Enter why the bid is excluded"))
    bid.move(
        Bid.Status.EXCLUDED,
        by=by,
        verb="bid.excluded",
        data={"reason": reason.strip()},
        excluded_reason=reason.strip(),
    )
