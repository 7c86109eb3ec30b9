"""What stands in the way, in sentences that a page can list."""

from django.utils.translation import gettext as _

from audit import clock
from audit.lifecycle import Refused
from councils.models import Role


def to_sign(contract) -> list[str]:
    """Why a contract cannot be signed yet."""
    found = []
    if contract.signed_on:
        found.append(_("This contract is signed already."))
    last = contract.award.standstill_ends_on
    if clock.today() <= last:
        found.append(
            _("The standstill lasts until %(day)s. Sign the contract after it.")
            % {"day": f"{last.day} {last:%B %Y}"}
        )
    return found


def to_complete(contract) -> list[str]:
    """Why a contract cannot be closed yet."""
    found = []
    if not contract.signed_on:
        found.append(_("Sign the contract first."))
    if contract.ends_on and clock.today() <= contract.ends_on:
        last = contract.ends_on
        found.append(
            _("The contract runs until %(day)s.") % {"day": f"{last.day} {last:%B %Y}"}
        )
    waiting = waiting_evidence(contract)
    if waiting:
        found.append(_("Check the proof that still waits for you first."))
    if not contract.unspent and open_milestones(contract):
        found.append(_("Say what becomes of the promises that were not kept."))
    return found


def open_milestones(contract) -> bool:
    from contracts.models import Milestone

    return Milestone.objects.of_contract(contract).open().exists()


def waiting_evidence(contract) -> bool:
    from contracts.models import Evidence

    return Evidence.objects.of_contract(contract).submitted().exists()


def check_owner(contract, owner) -> None:
    if Role.CONTRACT_MANAGER not in owner.roles_in(contract.council):
        raise Refused(_("Choose an officer who manages contracts for the council"))


def check_supplier_contact(contract, person) -> None:
    people = contract.organisation.representatives.filter(ended_at=None)
    if not people.filter(user=person).exists():
        raise Refused(_("Choose a person who acts for the supplier"))
