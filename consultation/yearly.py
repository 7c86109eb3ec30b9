"""A council's consultations year by year: every figure is a sum of its rounds'."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q

from audit import clock
from consultation.models import IssueCitation, Response, Round
from councils.models import Council


@dataclass(frozen=True)
class RoundFigures:
    """What came of one round."""

    round: Round
    responses: int
    signatures: int
    changes: int
    days_to_outcome: int | None


@dataclass(frozen=True)
class Year:
    """The rounds that closed in one calendar year."""

    year: int
    rounds: list[RoundFigures]

    @property
    def responses(self) -> int:
        return sum(one.responses for one in self.rounds)

    @property
    def signatures(self) -> int:
        return sum(one.signatures for one in self.rounds)

    @property
    def changes(self) -> int:
        return sum(one.changes for one in self.rounds)

    @property
    def mean_days(self) -> int | None:
        """The mean time from close to outcome, in days, of those that have one."""
        days = [one.days_to_outcome for one in self.rounds if one.days_to_outcome]
        return round(sum(days) / len(days)) if days else None


def years_of(council: Council, at: dt.datetime | None = None) -> list[int]:
    """The years in which rounds closed, the newest first."""
    closed = Round.objects.for_council(council).closed(at)
    return sorted({clock.london(one).year for one in _closings(closed)}, reverse=True)


def _closings(rounds):
    return rounds.values_list("closes_at", flat=True)


def year_of(council: Council, year: int) -> Year:
    """All rounds of a council that closed in a year, with their figures."""
    first = clock.day_starts(dt.date(year, 1, 1))
    after = clock.day_starts(dt.date(year + 1, 1, 1))
    rounds = list(
        Round.objects.for_council(council)
        .closed()
        .filter(closes_at__gte=first, closes_at__lt=after)
        .for_reading()
        .order_by("closes_at", "pk")
    )
    counted = _responses(rounds)
    changed = _changes(rounds)
    return Year(
        year,
        [
            RoundFigures(
                one,
                *counted.get(one.pk, (0, 0)),
                changed.get(one.pk, 0),
                _days_to_outcome(one),
            )
            for one in rounds
        ],
    )


def _responses(rounds: list[Round]) -> dict[int, tuple[int, int]]:
    from django.db.models import Sum

    rows = (
        Response.objects.filter(round__in=rounds)
        .counted()
        .order_by()
        .values_list("round")
        .annotate(Count("pk"), Sum("signatures"))
    )
    return {key: (count, signatures or 0) for key, count, signatures in rows}


def _changes(rounds: list[Round]) -> dict[int, int]:
    """How many changes to the text each round brought: each is counted once."""
    published = Q(issue__round__status__in=["reported", "concluded"])
    rows = (
        IssueCitation.objects.filter(published, issue__round__in=rounds)
        .order_by()
        .values_list("issue__round")
        .annotate(Count("change", distinct=True))
    )
    return dict(rows)


def _days_to_outcome(one: Round) -> int | None:
    if one.reported_at is None:
        return None
    return (one.reported_at - one.closes_at).days
