"""Weigh the changes that followed a round, and say whether people are asked again."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from audit.lifecycle import Refused
from audit.trail import record
from charters.models import Change
from consultation.models import ChangeWeight, FairnessCheck, Round

HEAVY = {
    ChangeWeight.Weight.MATERIAL,
    ChangeWeight.Weight.NEW,
    ChangeWeight.Weight.REMOVED,
}
SUGGESTED = {
    Change.Kind.NEW: ChangeWeight.Weight.NEW,
    Change.Kind.DROPPED: ChangeWeight.Weight.REMOVED,
}


def changes_of(round: Round) -> list[Change]:
    """What differs now from the text that people replied to."""
    if round.edition_id is None:
        return []
    changes = round.charter.changes.since(round.edition).real()
    return list(changes.prefetch_related("weights").select_related("charter__council"))


def weight_of(change: Change) -> str:
    """How the words as they are now were weighed; "" when nobody did."""
    wording = change.wording_hash
    found = (one for one in change.weights.all() if one.wording_hash == wording)
    return next((one.weight for one in found), "")


@transaction.atomic
def weigh(
    round: Round,
    weights: Mapping[Change, str],
    *,
    is_fundamental: bool,
    reason: str,
    by,
) -> FairnessCheck:
    """Say what each change weighs, and answer whether going on would be unfair."""
    if not reason.strip():
        raise Refused(_("Enter the reason for your answer"))
    for change, weight in weights.items():
        ChangeWeight.objects.update_or_create(
            change=change,
            wording_hash=change.wording_hash,
            defaults={"weight": ChangeWeight.Weight(weight), "weighed_by": by},
        )
    check = FairnessCheck.objects.create(
        round=round,
        is_fundamental=is_fundamental,
        reason=reason.strip(),
        checked_by=by,
    )
    counts = dict.fromkeys(ChangeWeight.Weight.values, 0)
    for weight in weights.values():
        counts[str(weight)] += 1
    record(
        "round.changes_weighed",
        round,
        by=by,
        data={"fundamental": is_fundamental, "reason": check.reason, **counts},
    )
    return check


def obstacles(round: Round) -> list[str]:
    """What is unsettled about the changes before a round is concluded."""
    changes = changes_of(round)
    if not changes:
        return []
    weights = [weight_of(change) for change in changes]
    if left := weights.count(""):
        return [_("Say how much each change weighs. %(count)s left.") % {"count": left}]
    if not HEAVY & set(weights):
        return []
    check = round.checks.last()
    if check is None:
        return [_("Answer whether it would be unfair to go on without asking again.")]
    is_new = ChangeWeight.Weight.NEW in weights
    if is_new and not check.is_fundamental and not round.is_signed_off("no_new_round"):
        return [
            _(
                "Something is new and nobody was asked. Plan another round, or "
                "have the monitoring officer sign off going on without one."
            )
        ]
    return []


def key_of(round: Round) -> str:
    """The hold that keeps a charter until people were asked again."""
    return f"again:{round.uid}"


def settle(round: Round, *, by) -> None:
    """Hold the charter after fundamental changes; lift the holds of earlier rounds."""
    for hold in round.charter.holds.filter(key__startswith="again:"):
        round.charter.lift(hold.key, by=by)
    check = round.checks.last()
    if check is not None and check.is_fundamental:
        sentence = _("The changes are fundamental. Ask people again in a new round.")
        round.charter.hold(key_of(round), sentence, by=by)
