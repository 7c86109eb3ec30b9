"""Procurement rules as dated data. No figure is code."""

from dataclasses import dataclass
from decimal import Decimal

from audit import clock
from metrics.models import DatedRule
from metrics.nations import profile_of


@dataclass(frozen=True)
class Threshold:
    """Whether a contract is a public contract, and what that was decided by."""

    applies: bool | None  # None: it cannot be told
    amount: Decimal | None
    source: str
    means: str = ""  # what a contract at or above it is, in the council's nation


def threshold(tender) -> Threshold:
    """Whether the tender's value reaches the threshold of its kind.

    The council's nation and the day of publication decide, today while it is
    drafted. Cannot tell without a value, a category, or a rule for the day.
    """
    day = (
        clock.london(tender.published_at).date()
        if tender.published_at
        else clock.today()
    )
    try:
        law = profile_of(tender.council, day)
        rule = DatedRule.objects.select_related("source").in_force(law.thresholds, day)
    except DatedRule.DoesNotExist:
        return Threshold(None, None, "")
    amount = rule.value.get(_kind(tender))
    if amount is None or tender.value is None or not tender.category:
        return Threshold(None, None, str(rule.source))
    amount = Decimal(amount)
    reached = tender.value >= amount
    return Threshold(reached, amount, str(rule.source), law.above_threshold)


def _kind(tender) -> str:
    if tender.regime in {"light_touch", "concession"}:
        return tender.regime
    return "works" if tender.category == "works" else "goods_services"
