"""What stands in the way of each step of a tender, as sentences."""

from decimal import Decimal

from django.utils.translation import gettext as _

from audit import clock
from councils.models import Role
from tenders.plain_dates import plain_number

OPENERS = 3
HUNDRED = Decimal(100)


def to_publish(tender) -> list[str]:
    """What a draft still lacks before suppliers may see it."""
    return [
        *about(tender),
        *dates(tender),
        *weights(tender),
        *priorities(tender),
    ]


def about(tender) -> list[str]:
    found = []
    if not tender.description.strip():
        found.append(_("Describe what the council wants to buy."))
    if tender.value is None:
        found.append(_("Enter the value of the contract."))
    if not tender.category:
        found.append(_("Say whether it is goods, services or works."))
    if not tender.edition.charter.is_in_force:
        found.append(
            _("The charter cited is no longer in force. Cite the one that is.")
        )
    return found


def dates(tender) -> list[str]:
    found = []
    steps = (
        (tender.questions_close_at, _("Enter the last time for questions.")),
        (tender.bids_close_at, _("Enter when bids close.")),
        (tender.decision_on, _("Enter the date of the decision.")),
        (tender.contract_starts_on, _("Enter the date the contract starts.")),
        (tender.contract_ends_on, _("Enter the date the contract ends.")),
    )
    found += [sentence for value, sentence in steps if value is None]
    if found:
        return found
    closes_on = clock.london(tender.bids_close_at).date()
    if tender.bids_close_at <= clock.now():
        found.append(_("Bids must close in the future."))
    if tender.questions_close_at > tender.bids_close_at:
        found.append(_("Questions must close before bids close."))
    if tender.decision_on <= closes_on:
        found.append(_("The decision must be after bids close."))
    if tender.contract_starts_on <= tender.decision_on:
        found.append(_("The contract must start after the decision."))
    if tender.contract_ends_on <= tender.contract_starts_on:
        found.append(_("The contract must end after it starts."))
    return found


def weights(tender) -> list[str]:
    sum_of_all = (
        tender.price_weight + tender.quality_weight + tender.social_value_weight
    )
    found = []
    if sum_of_all != HUNDRED:
        found.append(
            _(
                "Price, quality and social value add up to %(sum)s. "
                "They must add up to 100."
            )
            % {"sum": plain_number(sum_of_all)}
        )
    if tender.social_value_weight <= 0:
        found.append(_("Social value must have a weight of more than 0."))
    return found


def priorities(tender) -> list[str]:
    chosen = list(
        tender.priorities.select_related("edition_priority").prefetch_related("metrics")
    )
    if not chosen:
        return [_("Choose at least one priority of the charter.")]
    found = []
    sum_of_weights = sum((one.weight for one in chosen), Decimal(0))
    if sum_of_weights != tender.social_value_weight:
        found.append(
            _(
                "The weights of the priorities add up to %(sum)s. They must add up "
                "to %(all)s, the weight of social value."
            )
            % {
                "sum": plain_number(sum_of_weights),
                "all": plain_number(tender.social_value_weight),
            }
        )
    for one in chosen:
        shares = [metric.share for metric in one.metrics.all()]
        if not shares:
            found.append(_("Add a measure to “%s”.") % one.title)
        elif sum(shares) != HUNDRED:
            found.append(
                _("The shares of the measures under “%(title)s” must add up to 100.")
                % {"title": one.title}
            )
    return found


def openers(tender) -> list[str]:
    """Three people who can open the bids, and have shown that they can."""
    named = list(tender.openers.select_related("user", "key"))
    if len(named) != OPENERS:
        return [_("Name three people who will open the bids.")]
    found = []
    for one in named:
        who = {"who": str(one.user)}
        if Role.BID_OPENER not in one.user.roles_in(tender.council):
            found.append(_("%(who)s is no longer a bid opener. Name another.") % who)
        elif one.key is None or one.key.retired_at:
            found.append(_("%(who)s has not made a key yet.") % who)
        elif one.rehearsed_at is None:
            found.append(_("%(who)s has not rehearsed opening yet.") % who)
    return found


def to_evaluate(tender) -> list[str]:
    found = []
    damaged = tender.bids.filter(status="damaged")
    for bid in damaged:
        found.append(
            _("%(bid)s could not be opened. Record what was decided about it first.")
            % {"bid": bid.reference}
        )
    if not tender.bids.filter(status="opened").exists():
        found.append(_("No bid was received, so there is nothing to evaluate."))
    return found


def to_award(tender) -> list[str]:
    """Each bid in the running has a mark that counts for each priority."""
    from tenders.evaluation import open_questions

    return open_questions(tender)
