"""Who may do what with contracts. When is a matter of the lifecycles."""

import rules

from contracts.models import BreakNotice, Contract, Evidence, RemedyStep
from councils.models import Role
from councils.permissions import has_role, is_member, represents
from records import readers
from records.models import StoredFile


@rules.predicate
def did_not_send_it(user, obj):
    """The user is not the one who sent this proof in."""
    return not isinstance(obj, Evidence) or obj.submitted_by_id != user.pk


@rules.predicate
def did_not_propose_it(user, obj):
    """The user is not the one who proposed this step or notice."""
    proposed = isinstance(obj, RemedyStep | BreakNotice)
    return not proposed or obj.proposed_by_id != user.pk


def _organisation_of(obj):
    contract = obj if isinstance(obj, Contract) else getattr(obj, "contract", None)
    return contract.organisation if contract else None


manages = has_role(Role.CONTRACT_MANAGER)
agrees = has_role(Role.CONTRACT_MANAGER, Role.APPROVER, Role.MONITORING_OFFICER)
decides = has_role(Role.APPROVER, Role.MONITORING_OFFICER)

rules.add_perm("contracts.view_contract_work", is_member)
rules.add_perm("contracts.sign_contract", manages)
rules.add_perm("contracts.name_owners", manages)
rules.add_perm("contracts.map_stakeholders", manages)
rules.add_perm("contracts.add_milestone", manages)
rules.add_perm("contracts.enter_evidence", manages)
rules.add_perm("contracts.check_evidence", manages & did_not_send_it)
rules.add_perm("contracts.re_evaluate", manages)
rules.add_perm("contracts.take_remedy", manages)
rules.add_perm("contracts.approve_remedy", agrees & did_not_propose_it)
rules.add_perm("contracts.propose_break", manages)
rules.add_perm("contracts.give_break_notice", decides & did_not_propose_it)
rules.add_perm("contracts.exercise_break", manages)
rules.add_perm("contracts.complete_contract", manages)
rules.add_perm("contracts.deliver_contract", represents(_organisation_of))


@readers.register
def may_read_proof(user, file: StoredFile) -> bool:
    """Proof is read by the supplier who sent it and by the council's officers."""
    proof = Evidence.objects.filter(files__file=file).with_thread().first()
    if proof is None:
        return False
    return user.has_perm("contracts.deliver_contract", proof) or user.has_perm(
        "contracts.view_contract_work", proof
    )
