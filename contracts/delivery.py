"""Has a promise been kept? Amounts and dates in, plain words out. Pure; no Django.

Three keys make a promise *kept*: claimed by the supplier, checked by an officer, felt
by residents. Late is what the calendar says, never a status that somebody sets.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

NOTHING = Decimal(0)
WHOLE = Decimal(100)
OTHER = "other"

PROMISED = "promised"
STARTED = "started"
DONE = "done"
CHECKED = "checked"
FELT = "felt"
KEPT = "kept"
LATE = "late"
BROKEN = "broken"


@dataclass(frozen=True)
class Report:
    """One report of the supplier: what was claimed, and what an officer accepted."""

    happened_on: date
    claimed: Decimal
    accepted: Decimal | None
    """None while nobody has checked it. A returned report counts for nothing."""


@dataclass(frozen=True)
class Step:
    """A dated step of a promise: so much by then, in all."""

    level: Decimal
    due_on: date


@dataclass(frozen=True)
class Felt:
    """What residents said in answer to the three questions."""

    answers: int = 0
    happened: int = 0
    noticed: int = 0
    helped: int = 0

    def is_felt(self, least_answers: int, from_percent: Decimal) -> bool:
        """Enough people answered, and enough of them say that it helped."""
        if self.answers < least_answers:
            return False
        return Decimal(self.helped) * WHOLE >= from_percent * self.answers

    def is_not_felt(self, least_answers: int, from_percent: Decimal) -> bool:
        """Enough people answered, and too few of them say that it helped."""
        enough = self.answers >= least_answers
        return enough and not self.is_felt(least_answers, from_percent)


@dataclass(frozen=True)
class Standing:
    """How one promise stands on one day."""

    level: Decimal
    claimed: Decimal
    accepted: Decimal
    due: Decimal
    """How much should have been delivered by now."""
    state: str
    is_felt: bool
    is_paper_success: bool

    @property
    def is_late(self) -> bool:
        return self.state == LATE

    @property
    def is_delivered(self) -> bool:
        return self.state in {CHECKED, FELT, KEPT}

    @property
    def is_on_track(self) -> bool:
        return self.state not in {LATE, BROKEN}


def amount(values: Iterable[tuple[date, Decimal]], *, adds_up: bool) -> Decimal | None:
    """What the reports come to: their sum, or the latest one where sums make no
    sense (a percentage, a level). None when there is no report."""
    ordered = sorted(values, key=lambda pair: pair[0])
    if not ordered:
        return None
    if adds_up:
        return sum((value for _, value in ordered), NOTHING)
    return ordered[-1][1]


def reached(value: Decimal | None, level: Decimal, *, lower_is_better: bool) -> bool:
    if value is None:
        return False
    return value <= level if lower_is_better else value >= level


def standing(
    level: Decimal,
    steps: Sequence[Step],
    reports: Iterable[Report],
    felt: Felt,
    *,
    on: date,
    adds_up: bool = True,
    lower_is_better: bool = False,
    contract_broken: bool = False,
    least_answers: int = 3,
    felt_from_percent: Decimal = Decimal(50),
) -> Standing:
    """Work out how a promise stands on a day."""
    reports = list(reports)
    checked = [(r.happened_on, r.accepted) for r in reports if r.accepted is not None]
    told = [
        (r.happened_on, r.claimed if r.accepted is None else r.accepted)
        for r in reports
    ]
    accepted = amount(checked, adds_up=adds_up)
    claimed = amount(told, adds_up=adds_up)
    passed = [step for step in steps if step.due_on < on]
    due = max((step.level for step in passed), default=None)
    if lower_is_better and passed:
        due = max(passed, key=lambda step: step.due_on).level

    def has_reached(value, goal):
        return reached(value, goal, lower_is_better=lower_is_better)

    delivered = has_reached(accepted, level)
    is_felt = felt.is_felt(least_answers, felt_from_percent)
    if delivered:
        state = KEPT if is_felt else CHECKED
    elif contract_broken:
        state = BROKEN
    elif due is not None and not has_reached(claimed, due):
        state = LATE
    elif has_reached(claimed, level):
        state = DONE
    else:
        state = STARTED if reports else PROMISED
    return Standing(
        level=level,
        claimed=claimed or NOTHING,
        accepted=accepted or NOTHING,
        due=due or NOTHING,
        state=state,
        is_felt=is_felt,
        is_paper_success=delivered
        and felt.is_not_felt(least_answers, felt_from_percent),
    )


def share(
    due: Decimal, verified: Decimal, *, lower_is_better: bool = False
) -> Decimal | None:
    """How much of what was due has been delivered and checked, in percent. None when
    nothing is due yet, so that nobody divides by nought."""
    if lower_is_better:
        if due <= 0:
            return None
        return WHOLE if verified <= 0 else due / verified * WHOLE
    return None if due <= 0 else verified / due * WHOLE


def rating(percent: Decimal | None, cut_offs: Mapping[str, Decimal]) -> str:
    """The statutory word for a share: the best one whose cut-off it reaches.

    `cut_offs` gives the lowest share of each word, such as {"good": 100}; below all
    of them it is inadequate, and without a share it is other.
    """
    if percent is None:
        return OTHER
    for word, lowest in sorted(cut_offs.items(), key=lambda cut: -Decimal(cut[1])):
        if percent >= Decimal(lowest):
            return word
    return "inadequate"


def weighted_share(lines: Iterable[tuple[Decimal, Decimal | None]]) -> Decimal | None:
    """The mean share over all promises by weight, each capped at 100%.

    Lines are (weight, share). What is not due yet is left out, and its weight with it.
    """
    counted = [(weight, min(part, WHOLE)) for weight, part in lines if part is not None]
    total = sum((weight for weight, _ in counted), NOTHING)
    if not total:
        return None
    return sum((weight * part for weight, part in counted), NOTHING) / total
