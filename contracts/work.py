"""What waits for officers because of a contract."""

from collections.abc import Iterator

from django.db.models import OuterRef
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils.translation import gettext as _

from audit import clock
from audit.trail import chain_of, last_moment
from contracts import readiness
from contracts.models import (
    BreakNotice,
    Contract,
    Evidence,
    Milestone,
    ReEvaluation,
    RemedyStep,
)
from councils.work import Change, WorkItem, register, register_changes

MOST = 50


@register
def contract_work(user, council) -> Iterator[WorkItem]:
    if user.has_perm("contracts.check_evidence", council):
        yield from unsigned(council)
        yield from proof_to_check(user, council)
        yield from overdue_milestones(council)
        yield from re_evaluations(council)
    yield from second_opinions(user, council)


def unsigned(council) -> Iterator[WorkItem]:
    waiting = Contract.objects.for_council(council).running().filter(signed_on=None)
    for contract in waiting.with_parties()[:MOST]:
        if not readiness.to_sign(contract):
            yield WorkItem(
                contract.starts_on,
                _("Record the signing of “%s”") % contract.title,
                reverse(
                    "contracts:contract_sign", args=[council.slug, contract.reference]
                ),
                kind="contract",
            )


def proof_to_check(user, council) -> Iterator[WorkItem]:
    waiting = Evidence.objects.for_council(council).submitted()
    waiting = waiting.exclude(submitted_by=user).with_thread()
    for proof in waiting.order_by("submitted_at")[:MOST]:
        yield WorkItem(
            clock.london(proof.submitted_at).date(),
            _("Check the proof %(reference)s: %(claim)s")
            % {"reference": proof.reference, "claim": proof.claim},
            proof.get_absolute_url(),
            kind="evidence",
        )


def overdue_milestones(council) -> Iterator[WorkItem]:
    late = Milestone.objects.for_council(council).overdue()
    late = late.filter(commitment__contract__signed_on__isnull=False).select_related(
        "commitment__metric", "commitment__contract__council"
    )
    for step in late.order_by("due_on")[:MOST]:
        yield WorkItem(
            step.due_on,
            _("Follow up what is late: %s") % step.commitment.metric.title,
            step.contract.get_workspace_url(),
            kind="milestone",
        )


def re_evaluations(council) -> Iterator[WorkItem]:
    waiting = ReEvaluation.objects.for_council(council).exclude(
        status=ReEvaluation.Status.CONCLUDED
    )
    waiting = waiting.filter(contract__status__in=Contract.RUNNING)
    for one in waiting.select_related("contract__council")[:MOST]:
        yield WorkItem(
            one.scheduled_on,
            _("Re-evaluate “%s”") % one.contract.title,
            one.get_workspace_url(),
            kind="re_evaluation",
        )


def second_opinions(user, council) -> Iterator[WorkItem]:
    """Steps and notices that wait for a second person, if this one may be it."""
    steps = RemedyStep.objects.for_council(council).proposed()
    for step in steps.select_related("contract__council")[:MOST]:
        if user.has_perm("contracts.approve_remedy", step):
            yield WorkItem(
                None,
                _("Decide on the step “%s”") % step.label,
                reverse(
                    "contracts:remedy_decide",
                    args=[council.slug, step.contract.reference, step.number],
                ),
                kind="remedy",
            )
    notices = BreakNotice.objects.for_council(council).filter(
        status=BreakNotice.Status.PROPOSED
    )
    for notice in notices.select_related("contract__council")[:MOST]:
        if user.has_perm("contracts.give_break_notice", notice):
            yield WorkItem(
                None,
                _("Decide on ending “%s”") % notice.contract.title,
                reverse(
                    "contracts:break_give",
                    args=[council.slug, notice.contract.reference, notice.number],
                ),
                kind="break",
            )


@register_changes
def contracts_changed(user, council, most) -> Iterator[Change]:
    """By the last act on each."""
    if not user.has_perm("contracts.view_contract_work", council):
        return
    acts = last_moment(chain_of(council), "contract", OuterRef("reference"))
    every = Contract.objects.for_council(council).select_related("council")
    found = every.annotate(changed_at=Greatest("formed_at", acts))
    for one in found.order_by("-changed_at", "-pk")[:most]:
        url = one.get_workspace_url()
        yield Change(one.changed_at, one.title, url, _("Contract"))
