"""The dated rules that contracts follow, as plain values."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from metrics.models import DatedRule


@dataclass(frozen=True)
class FeltRule:
    """From when on residents' answers say that something was felt."""

    least_answers: int
    from_percent: Decimal
    open_days: int


@dataclass(frozen=True)
class Rung:
    """One step of the remedy ladder."""

    code: str
    label: str
    means: str


@dataclass(frozen=True)
class BreakRule:
    """When the right to end a contract early opens."""

    inadequate_running: int
    weighted_under: Decimal
    cure_days: int


def felt_rule(on: dt.date | None = None) -> FeltRule:
    value = DatedRule.objects.value("resident_check", on)
    return FeltRule(
        value["least_answers"], Decimal(value["felt_from_percent"]), value["open_days"]
    )


def ladder(on: dt.date | None = None) -> list[Rung]:
    """The remedies in their order. The last one is ending the contract."""
    steps = DatedRule.objects.value("remedy_ladder", on)["steps"]
    return [Rung(step["code"], step["label"], step["means"]) for step in steps]


def reply_days(on: dt.date | None = None) -> int:
    return DatedRule.objects.value("remedy_ladder", on)["reply_days"]


def break_rule(on: dt.date | None = None) -> BreakRule:
    value = DatedRule.objects.value("break_rule", on)
    return BreakRule(
        value["inadequate_running"],
        Decimal(value["weighted_under"]),
        value["cure_days"],
    )


def rating_words(on: dt.date | None = None) -> list[dict]:
    """The statutory rating words: code, label and what each means."""
    return DatedRule.objects.value("kpi_ratings", on)["words"]


def cut_offs(on: dt.date | None = None) -> dict[str, Decimal]:
    value = DatedRule.objects.value("rating_cut_offs", on)
    return {word: Decimal(lowest) for word, lowest in value.items()}
