"""An outcome in numbers, as people see it: what is aimed for, and how it went.

Pure: plain numbers and the data of a document in, numbers and words out.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from metrics.progress import HIGHER, LOWER, progress

FEWER, MORE = "fewer", "more"
MET, PARTLY, NOT_MET = "met", "partly", "not_met"
NO_DATA, NOT_DUE = "no_data", "not_due"


def change_of(
    baseline: Decimal, *, amount: Decimal | None = None, percent: Decimal | None = None
) -> Decimal:
    """How much should change: as given, or so many percent of the baseline.

    A percentage is rounded as the baseline is counted: whole things stay whole.
    """
    if amount is not None:
        return amount
    is_whole = baseline == baseline.to_integral_value()
    step = Decimal(1) if is_whole else Decimal("0.1")
    return (baseline * percent / 100).quantize(step, ROUND_HALF_UP)


def level_of(baseline: Decimal, change: Decimal, direction: str) -> Decimal:
    return baseline - change if direction == FEWER else baseline + change


def count(number: Decimal) -> str:
    """A number as people read it: 1,130 and 12.5."""
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True)
class Seen:
    """One value of an indicator, and the day that it describes."""

    value: Decimal
    seen_on: dt.date
    source: str = ""


@dataclass(frozen=True)
class Score:
    """How one indicator stands on a day."""

    words: str
    direction: str
    baseline: Decimal
    change: Decimal
    level: Decimal
    due_on: dt.date
    latest: Seen | None
    verdict: str

    @property
    def aim(self) -> str:
        """The aim without its date: 1,130 fewer households in fuel poverty."""
        return f"{count(self.change)} {self.direction} {self.words}"

    @property
    def so_far(self) -> str:
        """How far it has come, in the same words, or an empty string."""
        if self.latest is None:
            return ""
        moved = self.latest.value - self.baseline
        if moved == 0:
            return f"No change yet in {self.words}"
        direction = MORE if moved > 0 else FEWER
        return f"{count(abs(moved))} {direction} {self.words}"


def score(
    indicator: dict, values: Iterable[Seen], *, on: dt.date, months_before: int
) -> Score:
    """Judge a frozen indicator on a day. Nobody decides the result; it follows.

    Before the target date it is "not due". After it, only a value counts that
    describes a day at most `months_before` before the date: without one there is no
    data, and that is said.
    """
    baseline, level = Decimal(indicator["baseline"]), Decimal(indicator["level"])
    baseline_on = dt.date.fromisoformat(indicator["baseline_on"])
    due_on = dt.date.fromisoformat(indicator["due_on"])
    later = [one for one in values if one.seen_on > baseline_on]
    latest = max(later, key=lambda one: one.seen_on, default=None)
    direction = LOWER if indicator["direction"] == FEWER else HIGHER
    verdict = verdict_at(
        baseline,
        level,
        latest,
        direction,
        due_on=due_on,
        on=on,
        months_before=months_before,
    )
    return Score(
        words=indicator["words"],
        direction=indicator["direction"],
        baseline=baseline,
        change=Decimal(indicator["change"]),
        level=level,
        due_on=due_on,
        latest=latest,
        verdict=verdict,
    )


def verdict_at(
    baseline: Decimal | None,
    level: Decimal,
    latest: Seen | None,
    direction: str,
    *,
    due_on: dt.date,
    on: dt.date,
    months_before: int,
) -> str:
    """How an aim stands on a day, after the rule that `score` tells."""
    if on <= due_on:
        return NOT_DUE
    fresh = latest and latest.seen_on >= months_back(due_on, months_before)
    way = progress(baseline, level, latest.value if fresh else None, direction)
    return {"unknown": NO_DATA, "met": MET, "started": PARTLY}.get(way.state, NOT_MET)


@dataclass(frozen=True)
class TargetScore:
    """How a target on a measure stands on a day."""

    title: str
    unit: str
    baseline: Decimal | None
    baseline_on: dt.date | None
    level: Decimal
    due_on: dt.date
    latest: Seen | None
    percent: int | None
    verdict: str

    @property
    def aim(self) -> str:
        return f"{self.title}: {amount(self.level, self.unit)}"

    @property
    def so_far(self) -> str:
        """The latest figure with its unit, or an empty string."""
        return amount(self.latest.value, self.unit) if self.latest else ""


def amount(number: Decimal, unit: str) -> str:
    """A number with its unit: £1,200 and 30 people."""
    return f"£{count(number)}" if unit == "£" else f"{count(number)} {unit}"


def score_target(
    target: dict,
    values: Iterable[Seen],
    *,
    direction: str,
    on: dt.date,
    months_before: int,
) -> TargetScore:
    """Judge a frozen target by the figures seen since its baseline."""
    baseline = Decimal(target["baseline"]) if target["baseline"] else None
    start = target["baseline_on"]
    since = dt.date.fromisoformat(start) if start else None
    level, due_on = Decimal(target["level"]), dt.date.fromisoformat(target["due_on"])
    later = [one for one in values if since is None or one.seen_on > since]
    latest = max(later, key=lambda one: one.seen_on, default=None)
    way = progress(baseline, level, latest.value if latest else None, direction)
    verdict = verdict_at(
        baseline,
        level,
        latest,
        direction,
        due_on=due_on,
        on=on,
        months_before=months_before,
    )
    return TargetScore(
        title=target["metric"]["title"],
        unit=target["metric"]["unit"],
        baseline=baseline,
        baseline_on=since,
        level=level,
        due_on=due_on,
        latest=latest,
        percent=way.percent,
        verdict=verdict,
    )


def months_back(day: dt.date, months: int) -> dt.date:
    """The first day of the month that lies so many months before."""
    index = day.year * 12 + day.month - 1 - months
    return dt.date(index // 12, index % 12 + 1, 1)


def headline(priority: dict) -> dict:
    """The one number and one date that a public card of a priority shows.

    Empty when there is none to show, or when its statement names a number already.
    """
    if any(sign.isdigit() for sign in priority["statement"]):
        return {}
    for outcome in priority["outcomes"]:
        if indicator := outcome.get("indicator"):
            change = count(Decimal(indicator["change"]))
            words = f"{change} {indicator['direction']} {indicator['words']}"
            return {"words": words, "by": indicator["due_on"]}
    for outcome in priority["outcomes"]:
        for target in outcome["targets"]:
            metric = target["metric"]
            aim = amount(Decimal(target["level"]), metric["unit"])
            return {"words": f"{metric['title']}: {aim}", "by": target["due_on"]}
    return {}
