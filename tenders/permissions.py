"""Who may do what with tenders and bids. When is a matter of the lifecycles."""

import rules

from councils.models import Role
from councils.permissions import has_role, is_member, represents
from tenders.models import Bid, Tender


def _tender_of(obj) -> Tender | None:
    if isinstance(obj, Tender):
        return obj
    return getattr(obj, "tender", None)


@rules.predicate
def is_named_opener(user, obj):
    """The user is one of the three people named to open this tender's bids."""
    tender = _tender_of(obj)
    return tender is not None and tender.openers.filter(user=user).exists()


@rules.predicate
def has_no_interest(user, obj):
    """The user declared that they have no interest in any bidder of this tender."""
    tender = _tender_of(obj)
    return tender is not None and (
        tender.declarations.filter(user=user, has_interest=False).exists()
    )


@rules.predicate
def marked_no_bid(user, obj):
    """The user gave no mark to any bid of this tender."""
    tender = _tender_of(obj)
    return tender is None or not (tender.bids.filter(marks__given_by=user).exists())


acts_for_bidder = represents(
    lambda bid: bid.organisation if isinstance(bid, Bid) else None
)
buys = has_role(Role.PROCUREMENT_OFFICER)
judges = has_role(Role.EVALUATOR, Role.EVALUATION_CHAIR)

rules.add_perm("tenders.view_tender_work", is_member)
rules.add_perm("tenders.draft_tender", buys)
rules.add_perm("tenders.change_tender", buys)
rules.add_perm("tenders.publish_tender", buys)
rules.add_perm("tenders.name_openers", buys)
rules.add_perm("tenders.cancel_tender", buys)
rules.add_perm("tenders.begin_evaluation", buys)
rules.add_perm("tenders.make_opener_key", has_role(Role.BID_OPENER))
rules.add_perm("tenders.rehearse_opening", has_role(Role.BID_OPENER) & is_named_opener)
rules.add_perm("tenders.open_bids", has_role(Role.BID_OPENER) & is_named_opener)
rules.add_perm("tenders.make_recovery_sheets", has_role(Role.MONITORING_OFFICER))
rules.add_perm("tenders.open_with_sheets", has_role(Role.MONITORING_OFFICER))
rules.add_perm("tenders.declare_interest", judges)
rules.add_perm("tenders.read_bids", judges & has_no_interest)
rules.add_perm("tenders.mark_bid", judges & has_no_interest)
rules.add_perm("tenders.agree_mark", has_role(Role.EVALUATION_CHAIR) & has_no_interest)
rules.add_perm(
    "tenders.view_result",
    has_role(
        Role.PROCUREMENT_OFFICER, Role.APPROVER, Role.AUDITOR, Role.MONITORING_OFFICER
    )
    | (judges & has_no_interest),
)
rules.add_perm(
    "tenders.award_tender",
    has_role(Role.PROCUREMENT_OFFICER, Role.APPROVER) & marked_no_bid,
)
rules.add_perm("tenders.exclude_bid", has_role(Role.PROCUREMENT_OFFICER))
rules.add_perm("tenders.write_bid", acts_for_bidder)
