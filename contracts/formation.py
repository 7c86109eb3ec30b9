"""An award becomes a contract: once, and word for word."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from audit.trail import record
from contracts.models import Commitment, Contract, Milestone
from tenders.models import Award


@transaction.atomic
def form(award: Award, *, by="system") -> Contract:
    """The contract of an award, formed if there is none yet.

    The winner's promises are taken over word for word and number for number, and each
    stays linked to the promise in the bid. Running again changes nothing.
    """
    award = (
        Award.objects.select_for_update(of=("self",))
        .select_related("tender__council", "bid__organisation")
        .get(pk=award.pk)
    )
    found = Contract.objects.filter(award=award).first()
    if found:
        return found
    tender = award.tender
    contract = Contract.objects.create(
        council=tender.council,
        award=award,
        tender=tender,
        organisation=award.bid.organisation,
        title=tender.title,
        value=tender.value,
        starts_on=tender.contract_starts_on,
        ends_on=tender.contract_ends_on,
    )
    promises = take_over_promises(contract)
    record(
        "contract.formed",
        contract,
        by=by,
        data={
            "tender": tender.reference,
            "award": award.pk,
            "promises": [promise.reference for promise in promises],
        },
    )
    return contract


def take_over_promises(contract: Contract) -> list[Commitment]:
    """One commitment for each promise of the winning bid, each with the milestone on
    which all of it is due."""
    offered = (
        contract.award.bid.commitments.select_related("tender_priority", "metric")
        .order_by("tender_priority__edition_priority__position", "pk")
        .all()
    )
    offered = list(offered)
    beside = {}
    for promise in offered:
        key = promise.tender_priority_id
        beside[key] = beside.get(key, 0) + 1
    commitments = Commitment.objects.bulk_create(
        Commitment(
            contract=contract,
            position=position,
            bid_commitment=promise,
            wording=promise.wording,
            metric=promise.metric,
            level=promise.level,
            unit=promise.unit,
            due_on=promise.due_on,
            where=promise.where,
            who_benefits=promise.who_benefits,
            proof=promise.proof,
            weight=promise.tender_priority.weight
            / Decimal(beside[promise.tender_priority_id]),
        )
        for position, promise in enumerate(offered, start=1)
    )
    Milestone.objects.bulk_create(
        Milestone(
            commitment=promise,
            title=_("All of it: %(title)s") % {"title": promise.metric.title},
            level=promise.level,
            due_on=promise.due_on,
        )
        for promise in commitments
    )
    return commitments
