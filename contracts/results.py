"""What residents got, by priority: promised, reported, accepted, felt."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from charters.models import Edition, EditionPriority
from contracts.delivery import Felt, Standing
from contracts.models import Commitment
from contracts.rules import felt_rule
from metrics.models import Metric


@dataclass
class MeasureResult:
    """One measure under one priority, over all contracts."""

    metric: Metric
    promised: Decimal = Decimal(0)
    waiting: Decimal = Decimal(0)
    accepted: Decimal = Decimal(0)

    @property
    def percent(self) -> int | None:
        """Whole percent of what was promised, rounded down; None without a promise."""
        return int(self.accepted * 100 // self.promised) if self.promised else None


@dataclass
class PriorityResult:
    """One priority, its promises with how they stand, and its measures."""

    priority: EditionPriority
    promises: list[tuple[Commitment, Standing]] = field(default_factory=list)
    measures: dict[int, MeasureResult] = field(default_factory=dict)

    @property
    def code(self) -> str:
        return self.priority.code

    @property
    def kept(self) -> int:
        return sum(standing.state == "kept" for _, standing in self.promises)

    @property
    def late(self) -> int:
        return sum(standing.is_late for _, standing in self.promises)

    @property
    def paper(self) -> int:
        return sum(standing.is_paper_success for _, standing in self.promises)

    @property
    def felt(self) -> Felt:
        found = [promise.felt() for promise, _ in self.promises]
        return Felt(
            sum(one.answers for one in found),
            sum(one.happened for one in found),
            sum(one.noticed for one in found),
            sum(one.helped for one in found),
        )

    def add(self, promise: Commitment, standing: Standing) -> None:
        self.promises.append((promise, standing))
        if not promise.metric.adds_up:
            return
        measure = self.measures.setdefault(
            promise.metric_id, MeasureResult(promise.metric)
        )
        measure.promised += promise.level
        measure.accepted += standing.accepted
        measure.waiting += max(standing.claimed - standing.accepted, Decimal(0))


@dataclass(frozen=True)
class Figures:
    """Plain counts over the whole council."""

    promises: int
    kept: int
    checked: int
    late: int
    paper: int


def by_priority(council) -> list[PriorityResult]:
    """All priorities that stand in a contract, by code, with their results."""
    return _gather(Commitment.objects.for_council(council))


def of_priority(council, code: str) -> PriorityResult | None:
    """The results of one priority, or None when no such priority has been frozen."""
    promises = Commitment.objects.for_council(council).of_priority(code)
    found = _gather(promises)
    if found:
        return found[0]
    frozen = EditionPriority.objects.filter(
        edition__charter__council=council,
        code=code,
        edition__in=_adopted(council),
    )
    priority = frozen.select_related("edition__charter__council").last()
    return PriorityResult(priority) if priority else None


def _adopted(council):
    return Edition.objects.for_council(council).adopted().values("pk")


def _gather(promises) -> list[PriorityResult]:
    rule = felt_rule()
    found: dict[str, PriorityResult] = {}
    shown = promises.with_delivery()
    for promise in shown.order_by("contract__formed_at", "position"):
        result = found.setdefault(
            promise.priority.code, PriorityResult(promise.priority)
        )
        result.add(promise, promise.standing(rule=rule))
    return [found[code] for code in sorted(found, key=_place)]


def _place(code: str) -> tuple[str, int]:
    """P2 before P10."""
    letters = code.rstrip("0123456789")
    return letters, int(code[len(letters) :] or 0)


def figures(found: Iterable[PriorityResult]) -> Figures:
    standings = [standing for one in found for _, standing in one.promises]
    return Figures(
        promises=len(standings),
        kept=sum(one.state == "kept" for one in standings),
        checked=sum(one.is_delivered for one in standings),
        late=sum(one.is_late for one in standings),
        paper=sum(one.is_paper_success for one in standings),
    )
