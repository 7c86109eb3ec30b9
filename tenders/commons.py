"""How many tenders asked for a priority or a measure, for councils that think of
copying it."""

from django.db.models import Count

from charters import commons
from metrics import commons as measures
from tenders.models import Tender, TenderMetric, TenderPriority

NOT_ASKED = (Tender.Status.DRAFTING, Tender.Status.CANCELLED)


@commons.register
def tenders_of(uids):
    used = TenderPriority.objects.filter(edition_priority__uid__in=uids).exclude(
        tender__status__in=NOT_ASKED
    )
    counted = used.values_list("edition_priority__uid").annotate(
        tenders=Count("tender", distinct=True)
    )
    return {uid: {"tenders": count} for uid, count in counted}


@measures.register
def tenders_with(metric_ids):
    used = TenderMetric.objects.filter(metric__in=metric_ids).exclude(
        tender_priority__tender__status__in=NOT_ASKED
    )
    counted = used.values_list("metric").annotate(
        tenders=Count("tender_priority__tender", distinct=True)
    )
    return {pk: {"tenders": count} for pk, count in counted}
