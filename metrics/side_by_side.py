"""Lists of measures beside each other: what each names, and what counts the same."""

from collections.abc import Sequence
from dataclasses import dataclass

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


def rows(frameworks: Sequence[Framework]) -> list[Row]:
    """Every measure that any of the lists names, those that several share first."""
    named = {one.pk: {m.pk: m for m in metrics_of(one)} for one in frameworks}
    metrics = {pk: metric for some in named.values() for pk, metric in some.items()}
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
                    pk in named[framework.pk],
                    [
                        mapping
                        for other, mapping in beside.get(pk, [])
                        if other in named[framework.pk]
                    ],
                )
                for framework in frameworks
            ],
        )
        for pk, metric in metrics.items()
    ]
    return sorted(found, key=lambda row: (not row.is_shared, row.metric.code))
