"""What waits for those who answer for people's data."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from councils.work import WorkItem, register
from records.models import DataRequest


@register
def waiting(user, council) -> Iterator[WorkItem]:
    """Each request about somebody's own data, by the day of its answer."""
    if not user.has_perm("records.answer_data_request", council):
        return
    asked = DataRequest.objects.for_council(council).waiting()
    for request in asked.select_related("council"):
        yield WorkItem(
            request.answer_by_on,
            _("Answer data request %s") % request.reference,
            request.get_absolute_url(),
            _("Data requests"),
        )
