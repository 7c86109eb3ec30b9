"""Who may do what in a consultation. Never when: that is the round's business."""

import rules

from consultation.models import Attachment, ImportBatch, IngestItem, SignOff
from councils.models import Role
from councils.permissions import has_role, is_member
from records import readers

leads = has_role(Role.CONSULTATION_LEAD)
moderates = has_role(Role.MODERATOR)
signs = has_role(Role.APPROVER, Role.MONITORING_OFFICER)
analyses_equality = has_role(Role.CONSULTATION_LEAD, Role.EQUALITY_OFFICER)
asks = has_role(
    Role.CONSULTATION_LEAD, Role.DRAFTER, Role.MODERATOR, Role.EQUALITY_OFFICER
)
reads = has_role(
    Role.CONSULTATION_LEAD,
    Role.MODERATOR,
    Role.DRAFTER,
    Role.APPROVER,
    Role.EQUALITY_OFFICER,
    Role.MONITORING_OFFICER,
    Role.AUDITOR,
)

rules.add_perm("consultation.view_plan", is_member)
rules.add_perm("consultation.plan_consultation", leads)
rules.add_perm("consultation.ask_stakeholders", asks)
rules.add_perm("consultation.schedule_round", leads)
rules.add_perm("consultation.unschedule_round", leads)
rules.add_perm("consultation.analyse_equality", analyses_equality)
rules.add_perm("consultation.sign_off_round", signs)
# who answers for which unusual thing, beside the page
answers_for = {
    SignOff.Matter.SHORT: has_role(Role.APPROVER),
    SignOff.Matter.ELECTION_OPENING: has_role(Role.MONITORING_OFFICER),
    SignOff.Matter.ELECTION_RESULTS: has_role(Role.MONITORING_OFFICER),
    SignOff.Matter.NO_NEW_ROUND: has_role(Role.MONITORING_OFFICER),
}
for matter, predicate in answers_for.items():
    rules.add_perm(matter.permission, predicate)
rules.add_perm("consultation.extend_round", leads)
rules.add_perm("consultation.correct_round", leads)
rules.add_perm("consultation.pause_round", leads)
rules.add_perm("consultation.cancel_round", leads)
rules.add_perm("consultation.decide_late", leads)
rules.add_perm("consultation.weigh_changes", leads)
rules.add_perm("consultation.explain_delay", leads)
rules.add_perm("consultation.analyse_round", leads)
rules.add_perm("consultation.report_round", leads)
rules.add_perm("consultation.conclude_round", leads)
rules.add_perm("consultation.log_late_find", leads)
rules.add_perm("consultation.settle_late_find", leads)
rules.add_perm("consultation.add_response", leads | moderates)
rules.add_perm("consultation.read_responses", reads)
rules.add_perm("consultation.import_responses", leads)
rules.add_perm("consultation.erase_sender", leads)
rules.add_perm("consultation.read_equality", has_role(Role.EQUALITY_OFFICER))
rules.add_perm("consultation.log_outreach", leads | has_role(Role.EQUALITY_OFFICER))
rules.add_perm("consultation.load_profile", leads | has_role(Role.EQUALITY_OFFICER))
rules.add_perm("consultation.moderate_comment", moderates)
rules.add_perm("consultation.mark_read", leads | moderates)
rules.add_perm("consultation.settle_campaign", leads)
rules.add_perm("consultation.assign_work", leads)
rules.add_perm(
    "consultation.code_again",
    has_role(Role.CONSULTATION_LEAD, Role.MODERATOR, Role.DRAFTER),
)
rules.add_perm("consultation.build_statement", leads)
rules.add_perm("consultation.acknowledge_pack", has_role(Role.APPROVER))
rules.add_perm(
    "consultation.take_record",
    has_role(Role.CONSULTATION_LEAD, Role.MONITORING_OFFICER, Role.AUDITOR),
)
rules.add_perm("consultation.use_in_draft", leads | has_role(Role.DRAFTER))
rules.add_perm("consultation.raise_issue", leads)
rules.add_perm("consultation.gather_comments", leads)
rules.add_perm("consultation.dispose_issue", leads)
rules.add_perm("consultation.cite_change", leads)


@readers.register
def files_of_responses(user, file) -> bool:
    """Those who read responses also read the files and scans that came with them."""
    if not user.is_authenticated or file.council_id is None:
        return False
    came_in = (
        Attachment.objects.filter(file=file, response__isnull=False).exists()
        or IngestItem.objects.filter(scan=file).exists()
        or ImportBatch.objects.filter(file=file).exists()
    )
    return came_in and user.has_perm("consultation.read_responses", file.council)
