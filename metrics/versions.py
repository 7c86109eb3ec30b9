"""A list of measures, or a new version of one, proposed from a file.

The steward takes a list as a file, edits it and brings it back. A row that says what
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
    """A plan for a list, and what it would withdraw of the version before."""

    older: Framework | None
    plan: Plan
    carried: list[Metric]
    new: list[Metric]

    @property
    def withdrawn(self) -> list[Metric]:
        if self.older is None:
            return []
        kept = {metric.pk for metric in self.carried}
        kept |= {metric.replaces_id for metric in self.new}
        return [one for one in metrics_of(self.older) if one.pk not in kept]


def metrics_of(framework) -> list[Metric]:
    """What a list names, by code."""
    return list(Metric.objects.in_list(framework).order_by("code"))


def read(older: Framework | None, table: Table) -> Proposal:
    """Say for each row whether it is carried over, changed or new. Keeps nothing.
    Without an older version every row is new."""
    known = {metric.code: metric for metric in metrics_of(older)} if older else {}
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


KEPT_OF_OLDER = ("issuer", "binds", "choosing", "least_weight")


@transaction.atomic
def propose(proposal: Proposal, *, by, slug: str, source, **about) -> Framework:
    """Write the list down as proposed; the steward approves it as any other. Themes,
    outcomes and criteria of the version before come along."""
    older = proposal.older
    if proposal.plan.errors:
        raise Refused(_("Mend the rows with a problem first. Nothing was kept."))
    if older and not proposal.new and not proposal.withdrawn:
        raise Refused(_("The file says what the list says already."))
    if Framework.objects.filter(slug=slug).exists():
        raise Refused(_("There is a list with this short name already."))
    taken_over = {name: getattr(older, name) for name in KEPT_OF_OLDER} if older else {}
    framework = Framework(
        slug=slug,
        replaces=older,
        confidence=Confidence.OWN,
        source=source,
        **(taken_over | about),
    )
    framework.full_clean(exclude=["replaces"])
    framework.save()
    for metric in proposal.new:
        metric.framework, metric.source = framework, source
        metric.save()
    framework.carries.set(proposal.carried)
    if older:
        copy_contents(framework, proposal)
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


def copy_contents(framework: Framework, proposal: Proposal) -> None:
    """Copy themes, outcomes and criteria of the version before. A criterion points at
    the newer measure where one replaces the older, and no longer at withdrawn ones."""
    now = {metric.pk: metric for metric in proposal.carried}
    now |= {metric.replaces_id: metric for metric in proposal.new}
    older = Framework.objects.with_contents().get(pk=proposal.older.pk)
    themes = {}
    for theme in older.themes.all():
        themes[theme.pk] = copied(theme, framework=framework)
    for outcome in older.outcomes.all():
        mine = copied(outcome, framework=framework, theme=themes.get(outcome.theme_id))
        for criterion in outcome.criteria.all():
            judged = [now[one.pk] for one in criterion.metrics.all() if one.pk in now]
            copied(criterion, outcome=mine).metrics.set(judged)


def copied(part, **owner):
    """A new row that says what another says, with another owner."""
    skipped = {"id", *owner}
    fields = {
        one.name: getattr(part, one.name)
        for one in part._meta.concrete_fields
        if one.name not in skipped
    }
    return type(part).objects.create(**fields, **owner)


COMPARED_PARTS = {
    "theme": ("title",),
    "outcome": ("title", "about"),
    "criterion": ("title", "about"),
}


def parts_of(framework: Framework) -> dict[str, dict]:
    """Themes, outcomes and criteria of a list, each by its code."""
    found = Framework.objects.with_contents().get(pk=framework.pk)
    outcomes = list(found.outcomes.all())
    return {
        "theme": {theme.code: theme for theme in found.themes.all()},
        "outcome": {outcome.code: outcome for outcome in outcomes},
        "criterion": {
            f"{outcome.code} / {criterion.code}": criterion
            for outcome in outcomes
            for criterion in outcome.criteria.all()
        },
    }


def part_changes(framework: Framework) -> dict[str, list[differences.PartDifference]]:
    """What became of themes, outcomes and criteria since the version before; those
    that are the same are left out."""
    before, after = parts_of(framework.replaces), parts_of(framework)
    return {
        kind: [
            one
            for one in differences.between_parts(before[kind], after[kind], compared)
            if one.kind != differences.SAME
        ]
        for kind, compared in COMPARED_PARTS.items()
    }
