"""Weights of a tender's priorities: they start from what people's points say.

The charter says what each of its priorities weighs. A tender that asks for some of them
shares its weight of social value among these in the same proportion. An officer who
lets one count otherwise says why, and suppliers and residents read it.
"""

from decimal import Decimal

from django.utils.translation import gettext as _

from audit.lifecycle import Refused
from charters import weighting
from charters.models import EditionPriority, PriorityWeight


def of_charter(charter) -> dict:
    """The charter's weights by the permanent id of the priority."""
    weights = PriorityWeight.objects.of(charter)
    return {weight.name.uid: weight.weight for weight in weights}


def of(priority: EditionPriority) -> Decimal | None:
    """What a priority weighs in its charter, or None when that has no weights."""
    return of_charter(priority.edition.charter).get(priority.uid)


def settle(asked, weight: Decimal | None, reason: str) -> None:
    """Save a priority of a tender with the weight given, or with the one that follows
    from the charter. Another than that is refused without a reason."""
    asked.weight_reason = reason.strip()
    if asked.charter_weight is None and weight is None:
        raise Refused({"weight": _("Enter the weight")})
    if asked.weight_reason and weight is None:
        raise Refused({"weight": _("Enter the weight that the reason is for")})
    asked.weight = Decimal(1) if weight is None else weight
    asked.check_and_save()
    share_out(asked.tender)
    if not asked.follows_charter:
        return
    asked.refresh_from_db(fields=["weight"])
    if weight is not None and asked.weight != weight:
        raise Refused(
            {
                "weight_reason": _(
                    "Enter why this weight is not %(start)s, which follows from "
                    "people’s points"
                )
                % {"start": f"{asked.weight.normalize():f}"}
            },
            code="needs_reason",
        )


def share_out(tender) -> None:
    """Give those that follow the charter what the others leave, as people weighed."""
    rows = list(tender.priorities.select_related("edition_priority"))
    following = [row for row in rows if row.follows_charter]
    if not following:
        return
    fixed = sum(row.weight for row in rows if not row.follows_charter)
    left = tender.social_value_weight - fixed
    if left <= 0:
        raise Refused(
            _(
                "The weights set by hand take up all of social value’s weight. Nothing "
                "is left for the priorities that follow people’s points."
            )
        )
    shares = weighting.share_out(
        left, {row.pk: row.charter_weight for row in following}
    )
    for row in following:
        row.weight = shares.get(row.pk, Decimal(0))
        if row.weight <= 0:
            raise Refused(
                _(
                    "People gave “%s” no points. Enter a weight and a reason, or leave "
                    "it out."
                )
                % row.title
            )
        row.save(update_fields=["weight"])
