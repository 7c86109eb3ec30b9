"""What waits for a person: keys, rehearsals, openings, marks and decisions."""

from collections.abc import Iterator

from django.db.models import OuterRef
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils.translation import gettext as _

from audit import clock
from audit.trail import chain_of, last_moment
from councils.models import Role
from councils.work import Change, WorkItem, register, register_changes
from tenders import evaluation
from tenders.models import InterestDeclaration, Tender
from tenders.opener_keys import current_key

KIND = "tender"


@register
def waiting(user, council) -> Iterator[WorkItem]:
    roles = user.roles_in(council)
    if Role.BID_OPENER in roles:
        yield from _for_opener(user, council)
    if Role.PROCUREMENT_OFFICER in roles:
        yield from _for_buyer(council)
    if Role.EVALUATOR in roles or Role.EVALUATION_CHAIR in roles:
        yield from _for_judge(user, council)


def _for_opener(user, council):
    if current_key(user, council) is None:
        yield WorkItem(
            None,
            _("Make your key for opening bids"),
            reverse("tenders:opener_key", args=[council.slug]),
            KIND,
        )
    mine = Tender.objects.for_council(council).filter(openers__user=user)
    for tender in mine.filter(
        status=Tender.Status.DRAFTING,
        openers__user=user,
        openers__rehearsed_at=None,
        openers__key__isnull=False,
    ).select_related("council"):
        yield _item(tender, _("Rehearse opening: %s"), "tenders:tender_rehearse", None)
    for tender in mine.closed().select_related("council"):
        yield _item(
            tender,
            _("Open the bids: %s"),
            "tenders:tender_open_bids",
            clock.london(tender.bids_close_at).date(),
        )


def _for_buyer(council):
    tenders = Tender.objects.for_council(council).select_related("council")
    for tender in tenders.filter(status=Tender.Status.DRAFTING):
        yield _item(tender, _("Finish and publish: %s"), "tenders:tender_work", None)
    for tender in tenders.filter(status=Tender.Status.OPENED):
        yield _item(
            tender,
            _("Begin the evaluation: %s"),
            "tenders:evaluation_begin",
            tender.decision_on,
        )
    for tender in tenders.filter(status=Tender.Status.EVALUATING):
        yield _item(tender, _("Decide: %s"), "tenders:tender_work", tender.decision_on)


def _for_judge(user, council):
    tenders = Tender.objects.for_council(council).select_related("council")
    evaluated = list(tenders.filter(status=Tender.Status.EVALUATING))
    mine = InterestDeclaration.objects.filter(user=user, tender__in=evaluated)
    has_interest = dict(mine.values_list("tender", "has_interest"))
    left = evaluation.left_to_mark_in(council, evaluated, user)
    for tender in evaluated:
        if tender.pk not in has_interest:
            title, name = _("Declare your interests: %s"), "tenders:evaluation_declare"
        elif has_interest[tender.pk] or not left[tender.pk]:
            continue
        else:
            title, name = _("Score the bids: %s"), "tenders:evaluation"
        yield _item(tender, title, name, tender.decision_on)


def _item(tender, title, name, due_on) -> WorkItem:
    url = reverse(name, args=[tender.council.slug, tender.reference])
    return WorkItem(due_on, title % tender.title, url, KIND)


@register_changes
def tenders_changed(user, council, most) -> Iterator[Change]:
    """By the last act on each."""
    if not user.has_perm("tenders.view_tender_work", council):
        return
    acts = last_moment(chain_of(council), "tender", OuterRef("reference"))
    every = Tender.objects.for_council(council).select_related("council")
    found = every.annotate(changed_at=Greatest("created_at", acts))
    for one in found.order_by("-changed_at", "-pk")[:most]:
        url = one.get_workspace_url()
        yield Change(one.changed_at, one.title, url, _("Opportunity"))
