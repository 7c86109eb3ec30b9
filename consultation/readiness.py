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
AUDIENCE_TASK, FORMATS_TASK = "audience", "formats"
PRIVACY_TASK, EQUALITY_TASK, SIGN_TASK = "privacy", "equality", "sign_off"


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
    charter_obstacles: tuple[str, ...] = ()
    overlapping_rounds: int = 0
    unanswered_rounds: int = 0
    has_privacy_notice: bool = False
    dpia_is_settled: bool = False
    has_equality_analysis: bool = False
    groups_left: tuple[str, ...] = ()
    targets_left: tuple[str, ...] = ()
    formats_missing: tuple[str, ...] = ()
    formats_stale: tuple[str, ...] = ()
    short_is_signed_off: bool = False
    calendar_is_answered: bool = False
    election_is_signed_off: bool = False
    is_scoping: bool = False
    scoping_weeks: int = 0


@dataclass(frozen=True)
class Gap:
    """One thing that is missing, and the task in which it is mended."""

    task: str
    code: str
    detail: str = ""


def days_open(opens_at: dt.datetime | None, closes_at: dt.datetime | None) -> int:
    """The length of a round in days, to the nearest: clocks may change within it."""
    if not opens_at or not closes_at:
        return 0
    return round((closes_at - opens_at) / dt.timedelta(days=1))


def gaps(plan: Plan, rule: LengthRule, at: dt.datetime) -> list[Gap]:
    """Everything that is missing, at once, in the order of the task list."""
    return [
        *_charter_gaps(plan),
        *_text_gaps(plan),
        *_date_gaps(plan, rule, at),
        *_preparation_gaps(plan),
    ]


def _preparation_gaps(plan: Plan) -> list[Gap]:
    found = []
    if plan.groups_left:
        found.append(Gap(AUDIENCE_TASK, "groups", ", ".join(plan.groups_left)))
    if plan.targets_left:
        found.append(Gap(AUDIENCE_TASK, "targets", ", ".join(plan.targets_left)))
    for code in ("formats_missing", "formats_stale"):
        if labels := getattr(plan, code):
            found.append(Gap(FORMATS_TASK, code, ", ".join(labels)))
    if not plan.has_privacy_notice:
        found.append(Gap(PRIVACY_TASK, "privacy_notice"))
    if not plan.dpia_is_settled:
        found.append(Gap(PRIVACY_TASK, "dpia"))
    if not plan.has_equality_analysis:
        found.append(Gap(EQUALITY_TASK, "equality_analysis"))
    return found


def _charter_gaps(plan: Plan) -> list[Gap]:
    found = [Gap(CHARTER_TASK, "charter", one) for one in plan.charter_obstacles]
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
    else:
        found += _length_gaps(plan, rule)
    if not plan.calendar_is_answered:
        found.append(Gap(DATES_TASK, "calendar_reason"))
    if not plan.election_is_signed_off:
        found.append(Gap(SIGN_TASK, "election_sign_off"))
    if plan.overlapping_rounds:
        found.append(Gap(DATES_TASK, "overlap"))
    return [*found, *_results_gaps(plan)]


def _length_gaps(plan: Plan, rule: LengthRule) -> list[Gap]:
    found = []
    if needs_reason(plan.opens_at, plan.closes_at, rule):
        if not plan.short_reason:
            found.append(Gap(DATES_TASK, "short_reason"))
        if not plan.short_is_signed_off:
            found.append(Gap(SIGN_TASK, "short_sign_off"))
    least = plan.scoping_weeks
    if plan.is_scoping and days_open(plan.opens_at, plan.closes_at) < 7 * least:
        found.append(Gap(DATES_TASK, "scoping_short", str(least)))
    return found


def _results_gaps(plan: Plan) -> list[Gap]:
    if plan.results_by_on is None:
        return [Gap(DATES_TASK, "results_by_on")]
    if plan.closes_on and plan.results_by_on <= plan.closes_on:
        return [Gap(DATES_TASK, "results_before_close")]
    return []


def needs_reason(
    opens_at: dt.datetime, closes_at: dt.datetime, rule: LengthRule
) -> bool:
    """Whether the round is so short that the council must say why that is fair."""
    return days_open(opens_at, closes_at) < 7 * rule.reason_below_weeks


def is_shorter_than_usual(
    opens_at: dt.datetime, closes_at: dt.datetime, rule: LengthRule
) -> bool:
    return days_open(opens_at, closes_at) < 7 * rule.warn_below_weeks
