"""Measures."""

from django.utils.text import slugify

from councils.models import Role
from metrics.models import Metric
from tests.factories.councils import somebody


def local_measure(council, title="Apprenticeships started by local people") -> Metric:
    """A measure of the council's own, which targets can be set on at once."""
    code = Metric.local_code(council, slugify(title)[:24].upper().strip("-"))
    return Metric.objects.filter(code=code).first() or Metric.add_local(
        council,
        by=somebody(council, Role.DRAFTER),
        code=code,
        title=title,
        unit="apprenticeships",
        value_type=Metric.ValueType.INTEGER,
        local_reason="The national lists count starts of all ages together.",
    )
