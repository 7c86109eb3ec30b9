"""How long things are kept. The periods are dated reference data, handed in.

    from records import retention

    retention.register("contacts", find=…, forget=…)

`apply({"contacts": 365, …}, council)` forgets what is older than its days among what is
the council's. A kind without a period is kept: nothing is deleted because a number is
missing.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db import models, transaction

from audit import clock
from councils.models import Council
from records.models import Follow, Letter
from records.personal_data import forget_letters


@dataclass(frozen=True)
class Kept:
    """One kind of record: which are past their time, and how they are forgotten."""

    find: Callable[[dt.datetime], models.QuerySet]
    forget: Callable[[models.QuerySet], object]


_kinds: dict[str, Kept] = {}


def register(
    kind: str,
    *,
    find: Callable[[dt.datetime], models.QuerySet],
    forget: Callable[[models.QuerySet], object],
) -> None:
    """Say how to forget one kind of record: `find(before)` gives those older."""
    _kinds[kind] = Kept(find, forget)


def kinds() -> list[str]:
    return sorted(_kinds)


def apply(periods: Mapping[str, int], council: Council | None) -> dict[str, int]:
    """Forget a council's records that are past their period of days; without a council
    those that belong to none. Says how many of each kind."""
    forgotten = {}
    for kind in kinds():
        if kind in periods:
            forgotten[kind] = _forget(_kinds[kind], periods[kind], council)
    return forgotten


@transaction.atomic
def _forget(kept: Kept, days: int, council: Council | None) -> int:
    if days < 1:
        raise ValueError("A period of retention is at least one day.")
    rows = kept.find(clock.now() - timedelta(days=days)).filter(council=council)
    count = rows.count()
    if count:
        kept.forget(rows)
    return count


register(
    "letters",
    find=lambda before: (
        Letter.objects.done().filter(done_at__lt=before).exclude(text="")
    ),
    forget=forget_letters,
)
register(
    "unconfirmed_follows",
    find=lambda before: Follow.objects.asked_before(before),
    forget=lambda follows: follows.delete(),
)
