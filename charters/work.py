"""What of the charters waits for a person."""

from collections.abc import Iterator

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit.trail import chain_of, last_moment
from charters import early, hub, reading_check
from charters.models import (
    Approval,
    Charter,
    Clause,
    Endorsement,
    Fact,
    Priority,
    Proposal,
    Reviewer,
    Section,
)
from charters.models.charter import WORDS
from charters.models.proposal import usual_rule
from councils.models import Role
from councils.work import (
    FEW,
    Change,
    Entry,
    Shelf,
    WorkItem,
    register,
    register_changes,
    register_shelf,
)


@register
def waiting(user, council) -> list[WorkItem]:
    roles = user.roles_in(council)
    items: list[WorkItem] = []
    if Role.APPROVER in roles:
        items += to_decide(user, council)
        items += to_endorse(council)
    if Role.DRAFTER in roles:
        items += to_write(council)
        items += to_answer(council)
        items += endorsements_returned(council)
    items += to_review(user, council)
    if roles & {Role.DRAFTER, Role.CONSULTATION_LEAD}:
        items += proposals_to_answer(council)
    return items


def proposals_to_answer(council):
    """Published proposals that wait for an answer, those with most support first."""
    found = Proposal.objects.for_council(council).public().open().for_reading()
    days = usual_rule()["answer_days"]
    for proposal in found.order_by("-supporters", "received_at")[:20]:
        words = Truncator(proposal.public_plain).words(10)
        yield WorkItem(
            proposal.answer_by(days),
            _("Answer the proposal “%s”") % words,
            proposal.get_workspace_url(),
            _("Proposal"),
        )


def to_decide(user, council):
    """Charters that this person was asked to approve, or that any approver may."""
    found = Approval.objects.for_council(council).waiting()
    for approval in found.select_related(
        "charter__council", "approver"
    ).prefetch_related("also_asked"):
        asked = approval.asked()
        if not asked or user in asked:
            yield WorkItem(
                approval.decide_by,
                _("Decide about “%s”") % approval.charter.title,
                approval.get_absolute_url(),
                _("Approval"),
            )


def to_endorse(council):
    """Charters of other councils that this one was asked to endorse."""
    asked = Endorsement.objects.filter(peer=council).waiting()
    for one in asked.select_related("charter__council"):
        title = _("Decide whether to endorse “%s”") % one.charter.title
        yield WorkItem(None, title, one.get_absolute_url(), _("Endorsement"))


def endorsements_returned(council):
    """What came back from the body that was asked."""
    back = Endorsement.objects.for_council(council).filter(
        status=Endorsement.Status.RETURNED
    )
    for one in back.select_related("charter__council"):
        title = _("Answer %(body)s about “%(charter)s”") % {
            "body": one.body_name,
            "charter": one.charter.title,
        }
        address = f"{one.charter.get_workspace_url()}endorsement/"
        yield WorkItem(None, title, address, _("Endorsement"))


def to_write(council):
    """Charters that wait for their writers, and those due for review."""
    charters = Charter.objects.for_council(council).select_related("council")
    for charter in charters.filter(status=Charter.Status.DRAFTING):
        title = _("Go on writing “%s”") % charter.title
        yield WorkItem(None, title, charter.get_workspace_url(), _("Charter"))
    for charter in charters.filter(status=Charter.Status.CONSULTED):
        title = _("Finish “%s” and submit it") % charter.title
        yield WorkItem(None, title, charter.get_workspace_url(), _("Charter"))
    in_force = list(charters.in_force().filter(revisions=None))
    triggers = early.triggers_of(in_force)
    for charter in in_force:
        if charter.is_due_for_review() or charter.is_out_of_date():
            title = _("Review “%s”") % charter.title
            yield WorkItem(
                charter.review_on,
                title,
                f"{charter.get_workspace_url()}renewal/",
                _("Charter"),
            )
        elif triggers[charter.pk]:
            title = _("Consider an early review of “%s”") % charter.title
            address = f"{charter.get_workspace_url()}renewal/"
            yield WorkItem(None, title, address, _("Charter"))


@register_shelf
def charters_in_work(user, council) -> Iterator[Shelf]:
    """The charters of the council, those being written first."""
    if not user.has_perm("charters.view_charter", council):
        return
    every = Charter.objects.for_council(council)
    first = every.unfinished_first().select_related("council")
    yield Shelf(
        10,
        _("Charters"),
        [
            Entry(charter.title, charter.get_workspace_url(), charter)
            for charter in first[:FEW]
        ],
        every.count(),
        reverse("charters:charter_work_list", args=[council.slug]),
        _("All charters"),
        _("No charters yet. Charters appear here once somebody starts one."),
    )


@register_changes
def charters_changed(user, council, most) -> Iterator[Change]:
    """Charters by the last word that was written in them or the last act on them."""
    if not user.has_perm("charters.view_charter", council):
        return
    this = OuterRef("pk")
    written = [
        rows.order_by("-history_date").values("history_date")[:1]
        for rows in (
            Charter.history.filter(id=this, history_change_reason=WORDS),
            Section.history.filter(charter=this),
            Clause.history.filter(section__charter=this),
            Priority.history.filter(charter=this),
            Fact.history.filter(charter=this),
        )
    ]
    acts = last_moment(chain_of(council), "charter", OuterRef("slug"))
    charters = Charter.objects.for_council(council).select_related("council")
    found = charters.annotate(
        changed_at=Greatest("created_at", acts, *map(Subquery, written))
    )
    for charter in found.order_by("-changed_at", "-pk")[:most]:
        yield Change(
            charter.changed_at,
            charter.title,
            charter.get_workspace_url(),
            _("Charter"),
        )


@hub.register
def reading_task(charter, user):
    """How easy the text is to read; advice only, so it never stands in the way."""
    found = reading_check.check(charter)
    to_mend, words = len(found.to_mend), len(found.unexplained)
    hints = [
        ngettext("%d part could be clearer", "%d parts could be clearer", to_mend)
        % to_mend
        if to_mend
        else "",
        ngettext("%d word has no meaning", "%d words have no meaning", words) % words
        if words
        else "",
    ]
    yield hub.Task(
        hub.CHECK,
        _("Reading check"),
        reverse("charters:reading_check", args=[charter.council.slug, charter.slug]),
        "in_progress" if to_mend or words or not found.whole.words else "completed",
        ". ".join(filter(None, hints)),
    )


def to_answer(council):
    """Charters with suggestions that wait for an answer."""
    asked = Count("suggestions", filter=Q(suggestions__status="waiting"))
    charters = Charter.objects.for_council(council).annotate(asked=asked)
    editable = charters.filter(asked__gt=0, status__in=Charter.EDITABLE)
    for charter in editable.select_related("council"):
        title = ngettext(
            "Answer %(count)d suggestion for “%(title)s”",
            "Answer %(count)d suggestions for “%(title)s”",
            charter.asked,
        ) % {"count": charter.asked, "title": charter.title}
        url = reverse("charters:suggestion_list", args=[council.slug, charter.slug])
        yield WorkItem(None, title, url, _("Charter"))


def to_review(user, council):
    """Drafts that this person was asked to read."""
    seats = Reviewer.objects.current().for_user(user)
    seats = seats.filter(charter__council=council).select_related("charter__council")
    for seat in seats.filter(charter__status__in=Charter.EDITABLE):
        title = _("Review “%s”") % seat.charter.title
        yield WorkItem(seat.due_on, title, seat.get_absolute_url(), _("Charter"))
