"""A new version of a list of measures, proposed from a file.

The steward takes the list as a file, edits it and brings it back. A row that says what
the older version said is carried over; a row in other words becomes a new measure that
replaces the old one, with a code of its own; rows left out are withdrawn with it. The
older version is never touched: charters stand on it.
"""

import re
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from audit.lifecycle import Refused
from audit.trail import record
from metrics import differences
from metrics.imports import ADD, CHANGE, SAME, Line, Plan, measure_fields, planned
from metrics.models import Confidence, Framework, Metric
from records.tables import Table

NEEDED = ("code", "title", "unit", "definition")
_VERSIONED = re.compile(r"\.V\d+$")


@dataclass(frozen=True)
class Proposal:
    """A plan for a new version, and what it would withdraw."""

    older: Framework
    plan: Plan
    carried: list[Metric]
    new: list[Metric]

    @property
    def withdrawn(self) -> list[Metric]:
        kept = {metric.pk for metric in self.carried}
        kept |= {metric.replaces_id for metric in self.new}
        return [one for one in metrics_of(self.older) if one.pk not in kept]


def metrics_of(framework) -> list[Metric]:
    """What a list names, by code."""
    return list(Metric.objects.in_list(framework).order_by("code"))


def read(older: Framework, table: Table) -> Proposal:
    """Say for each row whether it is carried over, changed or new. Keeps nothing."""
    known = {metric.code: metric for metric in metrics_of(older)}
    taken = set(Metric.objects.values_list("code", flat=True))
    carried: list[Metric] = []
    new: list[Metric] = []

    def plan_row(row) -> Line:
        fields = measure_fields(row)
        metric = Metric(
            **fields, confidence=Confidence.OWN, replaces=known.get(fields["code"])
        )
        metric.adds_up = metric.counts_things
        old = metric.replaces
        if old and not differences.field_changes(old, metric):
            carried.append(old)
            return Line(row.number, SAME, old.code)
        if old:
            metric.code = next_code(old.code, taken)
        elif metric.code in taken:
            raise Refused(_("The code %s is used by another list") % metric.code)
        metric.full_clean(exclude=["replaces"])
        taken.add(metric.code)
        new.append(metric)
        if not old:
            return Line(row.number, ADD, metric.code, metric.title)
        changed = ", ".join(
            one.name.replace("_", " ") for one in differences.field_changes(old, metric)
        )
        words = _("%(old)s in other words (%(changed)s)")
        sentence = words % {"old": old.code, "changed": changed}
        return Line(row.number, CHANGE, metric.code, sentence)

    plan = planned(table, NEEDED, plan_row)
    return Proposal(older, plan, carried, new)


def next_code(code: str, taken: set[str]) -> str:
    """The code of the next version: SV-JOB-01, then SV-JOB-01.V2, SV-JOB-01.V3."""
    base, number = _VERSIONED.sub("", code), 2
    while f"{base}.V{number}" in taken:
        number += 1
    return f"{base}.V{number}"


@transaction.atomic
def propose(proposal: Proposal, *, by, slug: str, source, **about) -> Framework:
    """Write the new version down as proposed; the steward approves it as any other."""
    older = proposal.older
    if proposal.plan.errors:
        raise Refused(_("Mend the rows with a problem first. Nothing was kept."))
    if not proposal.new and not proposal.withdrawn:
        raise Refused(_("The file says what the list says already."))
    if Framework.objects.filter(slug=slug).exists():
        raise Refused(_("There is a list with this short name already."))
    framework = Framework(
        slug=slug,
        issuer=older.issuer,
        binds=older.binds,
        choosing=older.choosing,
        least_weight=older.least_weight,
        replaces=older,
        confidence=Confidence.OWN,
        source=source,
        **about,
    )
    framework.full_clean(exclude=["replaces"])
    framework.save()
    for metric in proposal.new:
        metric.framework, metric.source = framework, source
        metric.save()
    framework.carries.set(proposal.carried)
    record(
        "framework.proposed",
        framework,
        by=by,
        data={
            "carried": len(proposal.carried),
            "new": len(proposal.new),
            "withdrawn": len(proposal.withdrawn),
        },
    )
    return framework
