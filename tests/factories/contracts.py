"""Contracts and the proof under them."""

import datetime as dt

from audit import clock
from contracts.formation import form
from contracts.models import Contract, Evidence
from contracts.signing import USUAL_CLAUSE, sign
from councils.models import Role
from tests.factories.councils import somebody, somebody_of
from tests.factories.tenders import awarded_tender


def formed_contract(council, organisation=None, **more) -> Contract:
    """The contract of an award, not signed yet."""
    tender = awarded_tender(council, organisation, **more)
    with clock.at(clock.day_starts(tender.award.decided_on) + dt.timedelta(hours=12)):
        return form(tender.award)


def signed_contract(council, organisation=None, teeth=True, **more) -> Contract:
    """A contract in force with owners on both sides, signed after the standstill.

    It is signed at the clock's time when that is after the standstill, and on the
    first day after it otherwise: `contract.signed_on` says when.
    """
    contract = formed_contract(council, organisation, **more)
    first = clock.day_starts(contract.award.standstill_ends_on + dt.timedelta(days=1))
    with clock.at(max(clock.now(), first + dt.timedelta(hours=12))):
        sign(
            contract,
            by=somebody(council, Role.CONTRACT_MANAGER),
            starts_on=contract.starts_on,
            ends_on=contract.ends_on,
            owner=somebody(council, Role.CONTRACT_MANAGER),
            supplier_contact=somebody_of(contract.organisation),
            re_evaluate_on=contract.starts_on + dt.timedelta(days=365),
            break_wording=str(USUAL_CLAUSE) if teeth else "",
        )
    return Contract.objects.with_parties().get(pk=contract.pk)


def report(milestone, amount, by=None, **more) -> Evidence:
    """Proof from the supplier, waiting for an officer."""
    words = {
        "story": "Two people started with us in spring.",
        "happened_on": clock.today(),
    }
    by = by or somebody_of(milestone.contract.organisation)
    return Evidence.submit(milestone, amount=amount, by=by, **(words | more))


def accepted_report(milestone, amount, by=None, accepted=None, **more) -> Evidence:
    """Proof that an officer has accepted, in full unless `accepted` says less."""
    evidence = report(milestone, amount, by=by, **more)
    evidence.accept(
        by=somebody(milestone.council, Role.CONTRACT_MANAGER),
        amount=accepted,
        reason="" if accepted is None else "One of them was there before.",
    )
    return evidence
