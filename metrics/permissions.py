"""Who may approve, adopt, add and define."""

import rules

from councils.models import Role
from councils.permissions import has_role, is_steward

rules.add_perm("metrics.approve_framework", is_steward)
rules.add_perm("metrics.propose_framework", is_steward)
rules.add_perm("metrics.map_metric", is_steward)
rules.add_perm("metrics.retry_stuck", is_steward)
rules.add_perm("metrics.define_standard_term", is_steward)
rules.add_perm("metrics.retire_framework", is_steward)
rules.add_perm("metrics.adopt_framework", has_role(Role.ADMINISTRATOR))
rules.add_perm("metrics.add_metric", has_role(Role.ADMINISTRATOR, Role.DRAFTER))
rules.add_perm("metrics.retire_metric", has_role(Role.ADMINISTRATOR))
rules.add_perm("metrics.add_observation", has_role(Role.DRAFTER, Role.CONTRACT_MANAGER))
rules.add_perm(
    "metrics.set_money_value", has_role(Role.ADMINISTRATOR, Role.CONTRACT_MANAGER)
)
rules.add_perm("metrics.choose_standard", has_role(Role.ADMINISTRATOR))
rules.add_perm("metrics.define_term", has_role(Role.ADMINISTRATOR, Role.DRAFTER))
