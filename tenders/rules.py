"""Procurement rules as dated data. No figure is code."""

from dataclasses import dataclass
from decimal import Decimal

from audit import clock
from metrics.models import DatedRule

THRESHOLDS = "procurement_thresholds"


@dataclass(frozen=True)
class Threshold:
    """Whether a contract is a public contract, and what that was decided by."""

    applies: bool | None  # None: it cannot be told
    amount: Decimal | None
    source: str


def threshold(tender) -> Threshold:
    """Whether the tender's value reaches the threshold of its kind.

    The day of publication decides, today while it is drafted. Cannot tell without
    a value, a category, or a rule for the day.
    """
    day = (
        clock.london(tender.published_at).date()
        if tender.published_at
        else clock.today()
    )
    try:
        rule = DatedRule.objects.select_related("source").in_force(THRESHOLDS, on=day)
    except DatedRule.DoesNotExist:
        return Threshold(None, None, "")
    amount = rule.value.get(_kind(tender))
    if amount is None or tender.value is None or not tender.category:
        return Threshold(None, None, str(rule.source))
    amount = Decimal(amount)
    return Threshold(tender.value >= amount, amount, str(rule.source))


def _kind(tender) -> str:
    if tender.regime in {"light_touch", "concession"}:
        return tender.regime
    return "works" if tender.category == "works" else "goods_services"
