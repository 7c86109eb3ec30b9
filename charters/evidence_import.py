"""Bringing a checked file of evidence into a charter's library."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction

from audit.trail import record
from charters.models import Charter, Fact

WORDS = ("claim", "figure", "unit", "source", "url", "data_on")


@dataclass
class Plan:
    """What bringing rows in would add, change and leave as it is."""

    added: list[dict] = field(default_factory=list)
    changed: list[tuple[Fact, dict]] = field(default_factory=list)
    unchanged: int = 0


def plan(charter: Charter, rows: Iterable[dict]) -> Plan:
    """Compare rows with the library. The claim and its source say which is which."""
    known = {
        _identity(fact.claim, fact.source): fact
        for fact in charter.facts.prefetch_related("areas")
    }
    found = Plan()
    for row in _last_of_each(rows):
        fact = known.get(_identity(row["claim"], row["source"]))
        if fact is None:
            found.added.append(row)
        elif _differs(fact, row):
            found.changed.append((fact, row))
        else:
            found.unchanged += 1
    return found


@transaction.atomic
def bring_in(charter: Charter, rows: Iterable[dict], *, by) -> Plan:
    """Add what is new and renew what changed. The same file again changes nothing."""
    with charter.editing() as charter:
        found = plan(charter, rows)
        for row in found.added:
            Fact.put(charter, by=by, **row)
        for fact, row in found.changed:
            fact.take(by=by, **row)
        if found.added or found.changed:
            data = {"added": len(found.added), "changed": len(found.changed)}
            record("evidence.imported", charter, by=by, data=data)
    return found


def _identity(claim: str, source: str) -> tuple[str, str]:
    return " ".join(claim.split()).casefold(), " ".join(source.split()).casefold()


def _last_of_each(rows: Iterable[dict]) -> Iterable[dict]:
    return {_identity(row["claim"], row["source"]): row for row in rows}.values()


def _differs(fact: Fact, row: dict) -> bool:
    now = {area.pk for area in fact.areas.all()}
    return now != {area.pk for area in row["areas"]} or any(
        getattr(fact, name) != row[name] for name in WORDS
    )
