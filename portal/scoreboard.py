"""How whole a council's threads are: five plain fractions and the lists of breaks."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from audit import clock
from charters.models import EditionPriority
from consultation.models import Comment, Disposition, Round
from contracts.models import Commitment, Evidence, Milestone
from tenders.models import Bid, BidCommitment, Tender, TenderPriority


@dataclass(frozen=True)
class Fraction:
    """How many of how many, and the list of those that are missing."""

    key: str
    sentence: str
    done: int
    total: int
    breaks: QuerySet
    none_yet: str

    @property
    def missing(self) -> int:
        return self.total - self.done


def fractions_of(council) -> list[Fraction]:
    """The five fractions, in the order of the thread."""
    return [
        _comments_answered(council),
        _priorities_used(council),
        _promises_contracted(council),
        _milestones_proved(council),
        _promises_kept(council),
    ]


def _fraction(key, sentence, everything, breaks, none_yet) -> Fraction:
    total = everything.count()
    return Fraction(key, sentence, total - breaks.count(), total, breaks, none_yet)


def _comments_answered(council) -> Fraction:
    closed = Round.objects.for_council(council).closed()
    comments = Comment.objects.filter(round__in=closed).counted().order_by("pk")
    answered = Disposition.objects.filter(issue__comments=OuterRef("pk"))
    return _fraction(
        "comments",
        _("comments in closed consultations have an answer"),
        comments,
        comments.filter(~Exists(answered)).for_reading(),
        _("No consultation has closed yet."),
    )


def _priorities_used(council) -> Fraction:
    priorities = (
        EditionPriority.objects.in_force()
        .filter(edition__charter__council=council)
        .order_by("code")
    )
    used = TenderPriority.objects.filter(
        edition_priority__uid=OuterRef("uid"),
        tender__in=Tender.objects.for_council(council).public(),
    )
    return _fraction(
        "priorities",
        _("priorities in force are used in an opportunity"),
        priorities,
        priorities.filter(~Exists(used)).select_related("edition__charter__council"),
        _("No charter is in force yet."),
    )


def _promises_contracted(council) -> Fraction:
    promises = BidCommitment.objects.filter(
        bid__tender__council=council, bid__status=Bid.Status.SUCCESSFUL
    ).order_by("pk")
    kept_in = Commitment.objects.filter(bid_commitment=OuterRef("pk"))
    return _fraction(
        "promises",
        _("winning promises stand in a contract"),
        promises,
        promises.filter(~Exists(kept_in)).select_related("bid__organisation"),
        _("Nothing has been awarded yet."),
    )


def _milestones_proved(council) -> Fraction:
    due = Milestone.objects.filter(
        commitment__contract__council=council, due_on__lt=clock.today()
    ).order_by("due_on", "pk")
    proof = Evidence.objects.filter(milestone=OuterRef("pk"))
    return _fraction(
        "milestones",
        _("milestones that have fallen due have proof"),
        due,
        due.filter(~Exists(proof)).select_related("commitment__contract__council"),
        _("No milestone has fallen due yet."),
    )


def _promises_kept(council) -> Fraction:
    commitments = Commitment.objects.for_council(council).order_by("reference")
    kept = Commitment.objects.kept().filter(pk=OuterRef("pk"))
    return _fraction(
        "kept",
        _("promises are kept: claimed, checked and felt"),
        commitments,
        commitments.filter(~Exists(kept)).select_related(
            "contract__council", "contract__organisation"
        ),
        _("No contract is in force yet."),
    )
