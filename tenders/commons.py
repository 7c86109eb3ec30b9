"""How many tenders asked for a priority, for councils that think of copying it."""

from django.db.models import Count

from charters import commons
from tenders.models import Tender, TenderPriority


@commons.register
def tenders_of(uids):
    used = TenderPriority.objects.filter(edition_priority__uid__in=uids).exclude(
        tender__status__in=[Tender.Status.DRAFTING, Tender.Status.CANCELLED]
    )
    counted = used.values_list("edition_priority__uid").annotate(
        tenders=Count("tender", distinct=True)
    )
    return {uid: {"tenders": count} for uid, count in counted}
