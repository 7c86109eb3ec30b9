"""Whom tenders write to, and when.

Letters about sealed bids belong to no council, so that no outbox of a council shows
who bids before the opening. No letter holds anything of a bid.
"""

from django.conf import settings
from django.urls import reverse

from audit.models import Event
from audit.subscriptions import subscribe
from records import letters
from tenders.models import Award, Bid, Tender


@subscribe("bid.sealed", "bid.replaced")
def send_receipt(event: Event) -> None:
    """The receipt, to everybody who acts for the organisation."""
    bid = _bid(event)
    version = bid.versions.get(number=event.data["version"])
    _tell_bidder(
        bid,
        "bid_receipt",
        f"bid:{bid.uid}:receipt:{version.number}",
        {"version": version, "link": _link("bid_sent", bid)},
    )


@subscribe("bid.withdrawn")
def confirm_withdrawal(event: Event) -> None:
    bid = _bid(event)
    _tell_bidder(
        bid,
        "bid_withdrawn",
        f"bid:{bid.uid}:withdrawn:{event.sequence}",
        {"link": _link("bid_tasks", bid)},
    )


@subscribe("bid.excluded")
def tell_exclusion(event: Event) -> None:
    bid = _bid(event)
    _tell_bidder(
        bid,
        "bid_excluded",
        f"bid:{bid.uid}:excluded",
        {"link": _link("bid_result", bid)},
    )


@subscribe("tender.awarded")
def tell_outcome(event: Event) -> None:
    """The outcome, to every bidder: the winner and those who did not win."""
    award = Award.objects.select_related("bid__organisation", "tender__council").get(
        pk=event.data["award"]
    )
    decided = [Bid.Status.SUCCESSFUL, Bid.Status.UNSUCCESSFUL]
    for bid in award.tender.bids.filter(status__in=decided):
        _tell_bidder(
            bid,
            "bid_outcome",
            f"bid:{bid.uid}:outcome",
            {"award": award, "link": _link("bid_result", bid)},
        )


@subscribe("tender.cancelled")
def tell_cancellation(event: Event) -> None:
    """Everybody who began a bid is told, with the reason."""
    council = event.chain.removeprefix("council:")
    tender = Tender.objects.get(council__uid=council, reference=event.subject_reference)
    if tender.published_at is None:
        return
    for bid in tender.bids.all():
        link = settings.SITE_ORIGIN + tender.get_absolute_url()
        _tell_bidder(
            bid, "tender_cancelled", f"bid:{bid.uid}:cancelled", {"link": link}
        )


def _tell_bidder(bid: Bid, kind: str, obligation: str, context: dict) -> None:
    people = bid.organisation.representatives.filter(ended_at=None)
    for one in people.select_related("user"):
        letters.write(
            kind,
            one.user,
            {"bid": bid, "tender": bid.tender, "council": bid.council, **context},
            obligation=obligation,
            council=None,
        )


def _bid(event: Event) -> Bid:
    return Bid.objects.select_related("tender__council", "organisation").get(
        reference=event.subject_reference
    )


def _link(name: str, bid: Bid) -> str:
    return settings.SITE_ORIGIN + reverse(name, args=[bid.reference])
