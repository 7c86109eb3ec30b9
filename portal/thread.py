"""The golden thread: from what a resident said to what residents felt, and back.

A thread starts at one thing and follows the rows that link it, upwards to the comments
and downwards to the results. Each station is one query, however much stands at it.
Only what anyone may read is followed.
"""

from dataclasses import dataclass, field
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Q, Window
from django.db.models.functions import JSONObject

from audit import clock
from charters.models import (
    Change,
    Edition,
    EditionClause,
    EditionGround,
    EditionPriority,
)
from consultation.models import Comment, Issue, IssueCitation, IssueMember, Round
from contracts.delivery import Felt, Standing
from contracts.models import (
    BreakNotice,
    Commitment,
    Evidence,
    Milestone,
    ReEvaluation,
)
from contracts.rules import felt_rule
from tenders.models import Bid, BidCommitment, Tender, TenderPriority

PUBLIC = AnonymousUser()
MOST_COMMENTS = 10
REPORTED = (Round.Status.REPORTED, Round.Status.CONCLUDED)


@dataclass
class Thread:
    """Everything on one thread, station by station. Each list may be empty.

    Of the comments there are only the first few; `comment_count` says how many.
    """

    comments: list[Comment] = field(default_factory=list)
    comment_count: int = 0
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
    notices: list[BreakNotice] = field(default_factory=list)


class Tracer:
    """Follows the links of one council, from one thing, both ways."""

    def __init__(self, council):
        self.council = council
        self.thread = Thread()
        self.said = Comment.objects.none()  # all of them, however many are shown

    # Starting points. Each answers the thread, or None when there is no such thing.

    def from_comment(self, reference: str) -> Thread | None:
        return self.from_comments(self._comments().filter(reference=reference))

    def said_by(self, response):
        """What of a response may be followed by anyone."""
        return self._comments().filter(response=response)

    def from_comments(self, comments) -> Thread | None:
        """The one thread through several comments, as of one response."""
        self._say(comments)
        found = self.thread.comments
        if not found:
            return None
        self.thread.issues = list(self._issues().filter(comments__in=found))
        clauses = [c.edition_clause.uid for c in found if c.edition_clause]
        self._issues_to_priorities(
            Q(uid__in=[c.edition_priority.uid for c in found if c.edition_priority]),
            clauses,
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
        members = IssueMember.objects.filter(
            comment=OuterRef("pk"), issue__in=self.thread.issues
        )
        self._say(self._comments().filter(Exists(members)))
        self._issues_to_priorities(Q(pk=None))
        return self._down_from_priorities()

    def from_paragraph(self, reference: str) -> Thread | None:
        """A paragraph, with those that it was made of and those made of it."""
        try:
            uid = UUID(reference)
        except ValueError:
            return None
        family = self._family(uid)
        if not family:
            return None
        keys = [str(one) for one in family]
        self.thread.changes = list(
            self._changes().filter(part=Change.Part.CLAUSE, key__in=keys)
        )
        self._hear(Q(edition_clause__uid__in=family))
        self.thread.priorities = self._latest(
            Q(grounds__edition_clause__uid__in=family)
        )
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

    def _issues_to_priorities(self, besides: Q, clauses=()) -> None:
        """The changed words that issues led to, and the priorities that they touch."""
        self.thread.changes = list(
            self._changes().filter(issue_citations__issue__in=self.thread.issues)
        )
        words = [*self._keys(Change.Part.CLAUSE), *map(str, clauses)]
        touched = (
            Q(uid__in=self._keys(Change.Part.PRIORITY))
            | Q(grounds__edition_clause__uid__in=words)
            | Q(grounds__edition_clause__came_from__has_any_keys=words)
        )
        self.thread.priorities = self._latest(touched | besides)

    def _keys(self, part: str) -> list[str]:
        return [change.key for change in self.thread.changes if change.part == part]

    def _up_from_priorities(self) -> None:
        uids = [priority.uid for priority in self.thread.priorities]
        keys = [str(uid) for uid in uids]
        for priority in self.thread.priorities:
            for ground in priority.rests_on:
                keys += [ground["uid"], *ground["origins"]]
        self.thread.changes = list(self._changes().filter(key__in=keys))
        self._hear(Q(edition_priority__uid__in=uids))

    def _hear(self, about: Q) -> None:
        """Comments about something, or in issues that the changes cite; the issues."""
        citing = IssueCitation.objects.filter(change__in=self.thread.changes)
        led_here = IssueMember.objects.filter(
            comment=OuterRef("pk"), issue__in=citing.values("issue")
        )
        self._say(self._comments().filter(about | Exists(led_here)))
        commented = Comment.objects.filter(about).values("pk")
        mine = IssueMember.objects.filter(issue=OuterRef("pk"), comment__in=commented)
        self.thread.issues = list(
            self._issues().filter(
                Exists(citing.filter(issue=OuterRef("pk"))) | Exists(mine)
            )
        )

    def _say(self, comments) -> None:
        """Keep the first comments and the number of all, in one query."""
        self.said = comments
        counted = comments.annotate(in_all=Window(Count("pk")))
        found = list(counted.order_by("pk")[:MOST_COMMENTS])
        self.thread.comments = found
        self.thread.comment_count = found[0].in_all if found else 0

    def _family(self, uid: UUID) -> set[UUID]:
        """The paragraph, all that it was made of and all that was made of it; nothing
        if no public version holds it."""
        mine = Q(uid=uid) | Q(came_from__has_any_keys=[str(uid)])
        rows = list(self._clauses().filter(mine).values_list("uid", "came_from"))
        if all(one != uid for one, _origins in rows):
            return set()
        made_of = {UUID(o) for one, origins in rows if one == uid for o in origins}
        return {one for one, _origins in rows} | made_of

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
        if thread.reviews:  # a notice rests on what a re-evaluation found
            notices = BreakNotice.objects.was_given().filter(contract__in=contracts)
            thread.notices = list(
                notices.select_related("contract__council").order_by("given_on", "pk")
            )

    # What stands at a station, as far as anyone may read it

    def _comments(self):
        comments = Comment.objects.for_council(self.council).shown()
        reported = comments.filter(round__status__in=REPORTED)
        return reported.for_reading().prefetch_related(None)

    def _clauses(self):
        return EditionClause.objects.filter(
            edition__charter__council=self.council,
            edition__release__public_from__lte=clock.now(),
        )

    def _issues(self):
        issues = Issue.objects.for_council(self.council)
        return issues.filter(round__status__in=REPORTED).select_related(
            "disposition", "round__consultation__council"
        )

    def _changes(self):
        changes = Change.objects.for_council(self.council).visible_to(PUBLIC).real()
        return changes.select_related(
            "result__charter__council", "charter__council"
        ).order_by("order")

    def _latest(self, wanted: Q) -> list[EditionPriority]:
        """The newest agreed wording of each priority, or the newest public one where
        none was agreed, with the paragraphs on which any version lets it rest."""
        found = (
            EditionPriority.objects.public()
            .filter(wanted, edition__charter__council=self.council)
            .select_related("edition__charter__council")
            .annotate(
                rests_on=ArraySubquery(self._grounds()),
                was_agreed=Q(edition__kind=Edition.Kind.ADOPTED),
            )
            .order_by("code", "-was_agreed", "-edition__frozen_at")
        )
        newest: dict = {}
        for priority in found:
            newest.setdefault(priority.uid, priority)
        return list(newest.values())

    def _grounds(self):
        return EditionGround.objects.filter(
            edition_priority__uid=OuterRef("uid"),
            edition_priority__edition__charter__council=self.council,
        ).values(
            one=JSONObject(
                uid="edition_clause__uid", origins="edition_clause__came_from"
            )
        )

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
    "paragraph",
    "priority",
    "tender",
    "promise",
    "contract",
    "milestone",
)
