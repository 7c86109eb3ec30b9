"""What a council's home page says: what is in force, what is open, what came of it."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from audit import clock
from charters.models import Charter
from consultation.models import Comment, Disposition, Round
from contracts.models import Commitment
from tenders.models import Tender


@dataclass(frozen=True)
class Home:
    """The facts of one council today. Lists are short: the pages hold the rest."""

    charter: Charter | None
    priorities: list
    open_rounds: list[Round]
    coming_rounds: list[Round]
    open_tenders: list[Tender]
    promises: int
    promises_kept: int
    comments_answered: int
    counted_on: object

    @property
    def has_anything(self) -> bool:
        return bool(self.charter or self.open_rounds or self.coming_rounds)


def home_of(council) -> Home:
    """Gather the facts, in a number of queries that does not grow."""
    charters = Charter.objects.for_council(council).in_force().select_related("council")
    charter = charters.filter(area=None).first()
    edition = charter.adopted_edition if charter else None
    rounds = Round.objects.for_council(council).for_reading()
    commitments = Commitment.objects.for_council(council)
    return Home(
        charter=charter,
        priorities=list(edition.priorities.order_by("position")) if edition else [],
        open_rounds=list(rounds.open()[:3]),
        coming_rounds=list(rounds.coming()[:3]),
        open_tenders=list(
            Tender.objects.for_council(council).open().order_by("bids_close_at")[:3]
        ),
        promises=commitments.count(),
        promises_kept=commitments.kept().count(),
        comments_answered=Comment.objects.for_council(council)
        .counted()
        .filter(
            Exists(Disposition.objects.filter(issue__comments=OuterRef("pk"))),
            round__status__in=["reported", "concluded"],
        )
        .count(),
        counted_on=clock.today(),
    )
