"""What changed from one version of a list of measures to the next.

Pure: two sets of measures in, rows out. A measure is the same when both versions name
it, changed when the newer one says that it replaces the older, else added or withdrawn.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

ADDED, CHANGED, WITHDRAWN, SAME = "added", "changed", "withdrawn", "same"
COMPARED = (
    "title",
    "unit",
    "value_type",
    "direction",
    "definition",
    "not_counted",
    "proof",
)


@dataclass(frozen=True)
class FieldChange:
    """One part of a measure, before and after."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Difference:
    """What became of one measure."""

    kind: str
    before: Any = None
    after: Any = None
    fields: list[FieldChange] = field(default_factory=list)

    @property
    def metric(self):
        """The measure to name: the newer one if there is one."""
        return self.after or self.before


def between(older: Iterable[Any], newer: Iterable[Any]) -> list[Difference]:
    """Every measure of both versions with what became of it, by code."""
    before = {metric.pk: metric for metric in older}
    found, met = [], set()
    for metric in newer:
        if metric.pk in before:
            found.append(Difference(SAME, before[metric.pk], metric))
            met.add(metric.pk)
        elif metric.replaces_id in before:
            old = before[metric.replaces_id]
            found.append(Difference(CHANGED, old, metric, field_changes(old, metric)))
            met.add(old.pk)
        else:
            found.append(Difference(ADDED, None, metric))
    gone = [metric for pk, metric in before.items() if pk not in met]
    found += [Difference(WITHDRAWN, metric, None) for metric in gone]
    return sorted(found, key=lambda one: one.metric.code)


def field_changes(before: Any, after: Any) -> list[FieldChange]:
    """The parts of a measure whose words or kind are not the same any more."""
    return [
        FieldChange(name, said(before, name), said(after, name))
        for name in COMPARED
        if getattr(before, name) != getattr(after, name)
    ]


def said(metric: Any, name: str) -> str:
    """A part of a measure as people read it."""
    shown = getattr(metric, f"get_{name}_display", None)
    return str(shown() if shown else getattr(metric, name))


@dataclass(frozen=True)
class PartDifference:
    """What became of a theme, an outcome or a criterion, by its code."""

    kind: str
    code: str
    before: Any = None
    after: Any = None
    fields: list[FieldChange] = field(default_factory=list)

    @property
    def title(self) -> str:
        return (self.after or self.before).title


def between_parts(
    older: Mapping[str, Any], newer: Mapping[str, Any], compared: Sequence[str]
) -> list[PartDifference]:
    """The same for parts that are known by a code in their list."""
    found = []
    for code in sorted({*older, *newer}):
        before, after = older.get(code), newer.get(code)
        if before is None or after is None:
            kind = ADDED if before is None else WITHDRAWN
            found.append(PartDifference(kind, code, before, after))
            continue
        changes = [
            FieldChange(name, said(before, name), said(after, name))
            for name in compared
            if said(before, name) != said(after, name)
        ]
        kind = CHANGED if changes else SAME
        found.append(PartDifference(kind, code, before, after, changes))
    return found
