"""The golden thread: from what a resident said to what residents felt, and back.

A thread starts at one thing and follows the rows that link it, upwards to the comments
and downwards to the results. Each station is one query, however much stands at it.
Only what anyone may read is followed.
"""

from dataclasses import dataclass, field
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from charters.models import Change, EditionGround, EditionPriority
from consultation.models import Comment, Issue, Round
from contracts.delivery import Felt, Standing
from contracts.models import Commitment, Evidence, Milestone, ReEvaluation
from contracts.rules import felt_rule
from tenders.models import Bid, BidCommitment, Tender, TenderPriority

PUBLIC = AnonymousUser()
REPORTED = (Round.Status.REPORTED, Round.Status.CONCLUDED)


@dataclass
class Thread:
    """Everything on one thread, station by station. Each list may be empty."""

    comments: list[Comment] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    priorities: list[EditionPriority] = field(default_factory=list)
    asks: list[TenderPriority] = field(default_factory=list)
    promises: list[BidCommitment] = field(default_factory=list)
    commitments: list[Commitment] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    standings: dict[int, Standing] = field(default_factory=dict)
    felt: Felt = field(default_factory=Felt)
    reviews: list[ReEvaluation] = field(default_factory=list)


class Tracer:
    """Follows the links of one council, from one thing, both ways."""

    def __init__(self, council):
        self.council = council
        self.thread = Thread()

    # Starting points. Each answers the thread, or None when there is no such thing.

    def from_comment(self, reference: str) -> Thread | None:
        comments = self._comments().filter(reference=reference)
        self.thread.comments = list(comments)
        if not self.thread.comments:
            return None
        self.thread.issues = list(self._issues().filter(comments__in=comments))
        self._issues_to_priorities(
            Q(uid__in=[c.edition_priority.uid for c in comments if c.edition_priority])
            | Q(grounds__edition_clause__in=[c.edition_clause_id for c in comments])
        )
        return self._down_from_priorities()

    def from_issue(self, reference: str) -> Thread | None:
        try:
            issues = self._issues().filter(uid=UUID(reference))
        except ValueError:
            return None
        self.thread.issues = list(issues)
        if not self.thread.issues:
            return None
        self.thread.comments = list(self._comments().filter(issues__in=issues))
        self._issues_to_priorities(Q(pk=None))
        return self._down_from_priorities()

    def from_priority(self, code: str) -> Thread | None:
        self.thread.priorities = self._latest(Q(code=code))
        if not self.thread.priorities:
            return None
        self._up_from_priorities()
        return self._down_from_priorities()

    def from_tender(self, reference: str) -> Thread | None:
        self.thread.asks = list(self._asks().filter(tender__reference=reference))
        return self._both_ways_from_asks()

    def from_promise(self, reference: str) -> Thread | None:
        wanted = self._commitments().filter(reference=reference)
        return self._from_commitments(list(wanted))

    def from_contract(self, reference: str) -> Thread | None:
        wanted = self._commitments().filter(contract__reference=reference)
        return self._from_commitments(list(wanted))

    def from_milestone(self, reference: str) -> Thread | None:
        wanted = self._commitments().filter(milestones__reference=reference)
        return self._from_commitments(list(wanted), milestone=reference)

    # The two directions

    def _issues_to_priorities(self, besides: Q) -> None:
        """The changed words that issues led to, and the priorities that they touch."""
        issues = self.thread.issues
        self.thread.changes = list(
            self._changes().filter(issue_citations__issue__in=issues)
        )
        touched = Q(uid__in=self._keys(Change.Part.PRIORITY)) | Q(
            grounds__edition_clause__uid__in=self._keys(Change.Part.CLAUSE)
        )
        self.thread.priorities = self._latest(touched | besides)

    def _keys(self, part: str) -> list[str]:
        return [change.key for change in self.thread.changes if change.part == part]

    def _up_from_priorities(self) -> None:
        uids = [priority.uid for priority in self.thread.priorities]
        grounds = EditionGround.objects.filter(
            edition_priority__uid__in=uids,
            edition_priority__edition__charter__council=self.council,
        ).values_list("edition_clause__uid", flat=True)
        keys = [str(uid) for uid in [*uids, *grounds.distinct()]]
        self.thread.changes = list(self._changes().filter(key__in=keys))
        direct = Q(edition_priority__uid__in=uids)
        cited = Q(issues__citations__change__in=self.thread.changes)
        self.thread.comments = list(self._comments().filter(direct | cited).distinct())
        self.thread.issues = list(
            self._issues()
            .filter(
                Q(citations__change__in=self.thread.changes)
                | Q(comments__edition_priority__uid__in=uids)
            )
            .distinct()
        )

    def _down_from_priorities(self) -> Thread:
        uids = [priority.uid for priority in self.thread.priorities]
        asks = self._asks().filter(edition_priority__uid__in=uids)
        self.thread.asks = list(asks)
        self._down_from_asks()
        return self.thread

    def _both_ways_from_asks(self) -> Thread | None:
        if not self.thread.asks:
            return None
        uids = [ask.edition_priority.uid for ask in self.thread.asks]
        self.thread.priorities = self._latest(Q(uid__in=uids))
        self._up_from_priorities()
        self._down_from_asks()
        return self.thread

    def _down_from_asks(self) -> None:
        self.thread.promises = list(
            BidCommitment.objects.filter(
                tender_priority__in=self.thread.asks,
                bid__status=Bid.Status.SUCCESSFUL,
            ).select_related("bid__organisation", "bid__tender__council", "metric")
        )
        self.thread.commitments = list(
            self._commitments().filter(bid_commitment__in=self.thread.promises)
        )
        self._down_from_commitments()

    def _from_commitments(self, commitments, milestone="") -> Thread | None:
        if not commitments:
            return None
        self.thread.commitments = commitments
        self.thread.promises = [one.bid_commitment for one in commitments]
        asks = {one.tender_priority_id for one in self.thread.promises}
        self.thread.asks = list(self._asks().filter(pk__in=asks))
        uids = [ask.edition_priority.uid for ask in self.thread.asks]
        self.thread.priorities = self._latest(Q(uid__in=uids))
        self._up_from_priorities()
        self._down_from_commitments(milestone)
        return self.thread

    def _down_from_commitments(self, milestone="") -> None:
        rule = felt_rule()
        thread = self.thread
        for commitment in thread.commitments:
            thread.standings[commitment.pk] = commitment.standing(rule=rule)
            for step in commitment.milestones.all():
                if milestone in ("", step.reference):
                    thread.milestones.append(step)
                    thread.evidence += step.evidence.all()
        thread.milestones.sort(key=lambda step: (step.due_on, step.pk))
        thread.felt = _together(step.felt() for step in thread.milestones)
        contracts = {one.contract_id for one in thread.commitments}
        reviews = ReEvaluation.objects.filter(contract__in=contracts)
        thread.reviews = list(
            reviews.select_related("contract__council").order_by("scheduled_on", "pk")
        )

    # What stands at a station, as far as anyone may read it

    def _comments(self):
        comments = Comment.objects.for_council(self.council).shown()
        return comments.filter(round__status__in=REPORTED).for_reading()

    def _issues(self):
        issues = Issue.objects.for_council(self.council)
        return issues.filter(round__status__in=REPORTED).select_related(
            "disposition", "round__consultation__council"
        )

    def _changes(self):
        changes = Change.objects.for_council(self.council).visible_to(PUBLIC).real()
        return changes.select_related("result", "charter__council").order_by("order")

    def _latest(self, wanted: Q) -> list[EditionPriority]:
        """The newest public wording of each priority."""
        found = (
            EditionPriority.objects.filter(edition__charter__council=self.council)
            .filter(wanted, edition__kind="adopted")
            .select_related("edition__charter__council")
            .order_by("code", "-edition__frozen_at")
        )
        newest: dict = {}
        for priority in found:
            newest.setdefault(priority.uid, priority)
        return list(newest.values())

    def _asks(self):
        return (
            TenderPriority.objects.filter(
                tender__in=Tender.objects.for_council(self.council).public()
            )
            .select_related("tender__council", "edition_priority")
            .order_by("tender__published_at", "pk")
        )

    def _commitments(self):
        commitments = Commitment.objects.for_council(self.council).with_delivery()
        return commitments.select_related(
            "metric",
            "contract__council",
            "contract__organisation",
            "bid_commitment__bid__organisation",
            "bid_commitment__tender_priority__edition_priority",
        ).order_by("contract", "position")


def _together(parts) -> Felt:
    """What residents said about several milestones, added up."""
    parts = list(parts)
    return Felt(
        answers=sum(part.answers for part in parts),
        happened=sum(part.happened for part in parts),
        noticed=sum(part.noticed for part in parts),
        helped=sum(part.helped for part in parts),
    )


def trace(council, kind: str, reference: str) -> Thread | None:
    """The thread through one thing, or None when the public knows no such thing."""
    start = getattr(Tracer(council), f"from_{kind}", None) if kind in KINDS else None
    return start(reference) if start else None


KINDS = (
    "comment",
    "issue",
    "priority",
    "tender",
    "promise",
    "contract",
    "milestone",
)
