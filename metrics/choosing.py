"""Measures as people choose from them: those of the council's own lists first."""

from django.utils.translation import gettext as _

from metrics.models import Metric


def label(metric: Metric) -> str:
    return f"{metric.title} ({metric.unit})"


def grouped(metrics, council) -> list[tuple[str, list[tuple[int, str]]]]:
    """Choices by where measures come from: lists that the council has adopted, its
    own ones, all others. Two queries, however many measures."""
    adopted = set(
        Metric.objects.in_adopted(council).order_by().values_list("pk", flat=True)
    )
    found: dict[str, list[tuple[int, str]]] = {
        _("Lists that your council uses"): [],
        _("Your council's own, not on an approved list"): [],
        _("Other approved lists"): [],
    }
    listed, own, others = found.values()
    for metric in metrics.order_by("title", "pk"):
        group = listed if metric.pk in adopted else own if metric.is_local else others
        group.append((metric.pk, label(metric)))
    return [(name, options) for name, options in found.items() if options]


def offer(field, metrics, council) -> None:
    """Let a form's field offer measures in these groups."""
    field.queryset = metrics
    field.label_from_instance = label
    empty = [("", field.empty_label)] if field.empty_label else []
    field.choices = [*empty, *grouped(metrics, council)]
