import rules

from councils.models import Role
from councils.permissions import has_role, is_member


@rules.predicate
def wrote_it(user, obj):
    """The user started the charter, changed its words or submitted it."""
    charter = getattr(obj, "charter", obj)
    if not hasattr(charter, "writers"):
        return False
    return user.pk in charter.writers()


@rules.predicate
def reviews_it(user, obj):
    """The user was asked to review the charter, and still is."""
    charter = getattr(obj, "charter", obj)
    if not user.is_authenticated or not hasattr(charter, "reviewers"):
        return False
    return charter.reviewers.current().for_user(user).exists()


@rules.predicate
def asked_to_endorse(user, obj):
    """The user acts for the body that was asked: steward, peer or public body."""
    if not user.is_authenticated or not user.is_active:
        return False
    if not hasattr(obj, "deciders"):
        return False
    return obj.deciders().filter(pk=user.pk).exists()


drafts = has_role(Role.DRAFTER)
answers_people = has_role(Role.DRAFTER, Role.CONSULTATION_LEAD)
weighs_equality = has_role(Role.DRAFTER, Role.EQUALITY_OFFICER)
approves = has_role(Role.APPROVER)
watches = has_role(Role.APPROVER, Role.MONITORING_OFFICER, Role.AUDITOR)

rules.add_perm("charters.view_charter", is_member)
rules.add_perm("charters.begin_charter", drafts)
rules.add_perm("charters.change_charter", drafts)
rules.add_perm("charters.invite_reviewer", drafts)
rules.add_perm("charters.suggest_change", is_member & reviews_it)
rules.add_perm("charters.answer_suggestion", drafts)
rules.add_perm("charters.revise_charter", drafts)
rules.add_perm("charters.review_charter", drafts)
rules.add_perm("charters.submit_charter", drafts)
rules.add_perm(
    "charters.record_indicator_value",
    has_role(Role.DRAFTER, Role.CONTRACT_MANAGER),
)
rules.add_perm("charters.keep_assets", drafts)
rules.add_perm(
    "charters.name_champion",
    has_role(Role.ADMINISTRATOR, Role.MONITORING_OFFICER, Role.DRAFTER),
)
rules.add_perm("charters.view_proposals", is_member)
rules.add_perm("charters.answer_proposal", answers_people)
rules.add_perm(
    "charters.set_support_trigger",
    has_role(Role.ADMINISTRATOR, Role.MONITORING_OFFICER),
)
rules.add_perm("charters.attach_equality_analysis", weighs_equality)
rules.add_perm("charters.justify_change", answers_people)
rules.add_perm("charters.set_weight", answers_people)
rules.add_perm("charters.plan_survey", answers_people)
rules.add_perm("charters.view_approval", watches | drafts)
rules.add_perm("charters.adopt_charter", approves & ~wrote_it)
rules.add_perm(
    "charters.withdraw_charter", has_role(Role.APPROVER, Role.MONITORING_OFFICER)
)
rules.add_perm("charters.confirm_legal", has_role(Role.MONITORING_OFFICER))
rules.add_perm("charters.confirm_accessibility", drafts)
rules.add_perm("charters.seek_endorsement", drafts)
rules.add_perm("charters.decide_endorsement", asked_to_endorse & ~wrote_it)
