"""Lists of measures beside each other: what each names, and what counts the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from metrics.models import Framework, Metric, MetricMapping
from metrics.versions import metrics_of


@dataclass(frozen=True)
class Cell:
    """What one list has for a measure: it names it, or measures that compare."""

    is_named: bool
    mappings: list[MetricMapping]


@dataclass(frozen=True)
class Row:
    metric: Metric
    cells: list[Cell]

    @property
    def is_shared(self) -> bool:
        """Whether more than one list has it, or something like it."""
        return sum(cell.is_named or bool(cell.mappings) for cell in self.cells) > 1


@dataclass(frozen=True)
class Column:
    """One list, or a council's own measures, with what it names by primary key."""

    title: str
    named: dict[int, Metric]


def columns(frameworks: Sequence[Framework], council=None) -> list[Column]:
    """A column for each list, and one for a council's own measures if it is given."""
    found = [
        Column(one.title, {metric.pk: metric for metric in metrics_of(one)})
        for one in frameworks
    ]
    if council:
        own = Metric.objects.local_to(council).approved()
        title = _("%(council)s’s own") % {"council": council.name}
        found.append(Column(title, {metric.pk: metric for metric in own}))
    return found


def rows(columns: Sequence[Column]) -> list[Row]:
    """Every measure that any of the columns names, those that several share first."""
    metrics = {pk: metric for one in columns for pk, metric in one.named.items()}
    beside: dict[int, list[tuple[int, MetricMapping]]] = {}
    mappings = MetricMapping.objects.filter(metric__in=metrics, other__in=metrics)
    for one in mappings.select_related("metric", "other"):
        beside.setdefault(one.metric_id, []).append((one.other_id, one))
        beside.setdefault(one.other_id, []).append((one.metric_id, one))
    found = [
        Row(
            metric,
            [
                Cell(
                    pk in column.named,
                    [
                        mapping
                        for other, mapping in beside.get(pk, [])
                        if other in column.named
                    ],
                )
                for column in columns
            ],
        )
        for pk, metric in metrics.items()
    ]
    return sorted(found, key=lambda row: (not row.is_shared, row.metric.code))
