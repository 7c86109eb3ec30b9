"""Who may see what was sent out, and read what was handed in."""

import rules

from councils.models import Role
from councils.permissions import has_role
from records.readers import may_read

rules.add_perm("records.read_file", rules.predicate(may_read, name="may_read"))
rules.add_perm(
    "records.read_outbox",
    has_role(Role.ADMINISTRATOR, Role.MONITORING_OFFICER, Role.AUDITOR),
)
rules.add_perm("records.retry_letter", has_role(Role.ADMINISTRATOR))
rules.add_perm("records.retry_delivery", has_role(Role.ADMINISTRATOR))
rules.add_perm("records.moderate_text", has_role(Role.MODERATOR))
rules.add_perm(
    "records.review_moderation", has_role(Role.MODERATOR, Role.MONITORING_OFFICER)
)
rules.add_perm(
    "records.read_moderation",
    has_role(
        Role.MODERATOR,
        Role.CONSULTATION_LEAD,
        Role.DRAFTER,
        Role.APPROVER,
        Role.EQUALITY_OFFICER,
        Role.MONITORING_OFFICER,
        Role.AUDITOR,
    ),
)
rules.add_perm(
    "records.answer_data_request", has_role(Role.MONITORING_OFFICER, Role.ADMINISTRATOR)
)
