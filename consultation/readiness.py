"""What a round still lacks before it may be scheduled. Pure.

The list follows the four Gunning principles: consult while views can still change,
give enough reasons, allow enough time, and say how answers are used.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

TEXTS = (
    "proposal",
    "reasons",
    "options",
    "effect",
    "still_open",
    "fixed",
    "decision_maker",
    "how_used",
    "other_ways",
)
DATES_TASK, TEXTS_TASK, CHARTER_TASK = "dates", "information", "charter"


@dataclass(frozen=True)
class LengthRule:
    """How long a round should be. Dated reference data, not code."""

    usual_weeks: int
    warn_below_weeks: int
    reason_below_weeks: int


@dataclass(frozen=True)
class Plan:
    """The facts that readiness depends on."""

    texts: Mapping[str, str]
    decision_on: dt.date | None
    opens_at: dt.datetime | None
    closes_at: dt.datetime | None
    closes_on: dt.date | None
    results_by_on: dt.date | None
    short_reason: str
    open_paragraphs: int
    overlapping_rounds: int = 0
    unanswered_rounds: int = 0


@dataclass(frozen=True)
class Gap:
    """One thing that is missing, and the task in which it is mended."""

    task: str
    code: str


def days_open(opens_at: dt.datetime | None, closes_at: dt.datetime | None) -> int:
    """The length of a round in days, to the nearest: clocks may change within it."""
    if not opens_at or not closes_at:
        return 0
    return round((closes_at - opens_at) / dt.timedelta(days=1))


def gaps(plan: Plan, rule: LengthRule, at: dt.datetime) -> list[Gap]:
    """Everything that is missing, at once, in the order of the task list."""
    return [*_charter_gaps(plan), *_text_gaps(plan), *_date_gaps(plan, rule, at)]


def _charter_gaps(plan: Plan) -> list[Gap]:
    found = []
    if not plan.open_paragraphs:
        found.append(Gap(CHARTER_TASK, "no_open_paragraph"))
    if plan.unanswered_rounds:
        found.append(Gap(CHARTER_TASK, "earlier_round_unanswered"))
    return found


def _text_gaps(plan: Plan) -> list[Gap]:
    found = [
        Gap(TEXTS_TASK, name) for name in TEXTS if not plan.texts.get(name, "").strip()
    ]
    if plan.decision_on is None:
        found.append(Gap(TEXTS_TASK, "decision_on"))
    elif plan.closes_on and plan.decision_on <= plan.closes_on:
        found.append(Gap(TEXTS_TASK, "decision_before_close"))
    return found


def _date_gaps(plan: Plan, rule: LengthRule, at: dt.datetime) -> list[Gap]:
    if not plan.opens_at or not plan.closes_at:
        return [Gap(DATES_TASK, "dates")]
    found = []
    if plan.opens_at < at:
        found.append(Gap(DATES_TASK, "opens_in_the_past"))
    if plan.closes_at <= plan.opens_at:
        found.append(Gap(DATES_TASK, "closes_before_opening"))
    elif needs_reason(plan.opens_at, plan.closes_at, rule) and not plan.short_reason:
        found.append(Gap(DATES_TASK, "short_reason"))
    if plan.overlapping_rounds:
        found.append(Gap(DATES_TASK, "overlap"))
    if plan.results_by_on is None:
        found.append(Gap(DATES_TASK, "results_by_on"))
    elif plan.closes_on and plan.results_by_on <= plan.closes_on:
        found.append(Gap(DATES_TASK, "results_before_close"))
    return found


def needs_reason(
    opens_at: dt.datetime, closes_at: dt.datetime, rule: LengthRule
) -> bool:
    """Whether the round is so short that the council must say why that is fair."""
    return days_open(opens_at, closes_at) < 7 * rule.reason_below_weeks


def is_shorter_than_usual(
    opens_at: dt.datetime, closes_at: dt.datetime, rule: LengthRule
) -> bool:
    return days_open(opens_at, closes_at) < 7 * rule.warn_below_weeks
