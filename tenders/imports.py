"""A draft tender from a notice that another platform published."""

from django.db import transaction
from django.utils.translation import gettext as _

from audit.lifecycle import Refused
from tenders.models import Tender
from tenders.notices import Notice


@transaction.atomic
def draft_from(notice: Notice, council, *, edition, by) -> Tender:
    """Draft a tender with what the notice says. The rest stays to be written.

    The notice keeps its identifier (ocid), so that both are known to be one.
    """
    if notice.ocid and Tender.objects.for_council(council).filter(ocid=notice.ocid):
        raise Refused(_("This notice is already here. Open the opportunity instead."))
    starts_on, ends_on = notice.contract_starts_on, notice.contract_ends_on
    if starts_on and ends_on and ends_on <= starts_on:
        ends_on = None
    return Tender.draft(
        council,
        edition=edition,
        title=notice.title,
        by=by,
        description=notice.description,
        value=notice.value,
        category=notice.category,
        questions_close_at=notice.questions_close_at,
        bids_close_at=notice.closes_at,
        contract_starts_on=starts_on,
        contract_ends_on=ends_on,
        ocid=notice.ocid,
        source_reference=notice.source_reference,
        notice_url=notice.notice_url,
    )
