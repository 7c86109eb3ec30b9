"""How often opportunities asked for each priority, for the review of a charter."""

from collections.abc import Iterator

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charters import signals
from charters.proposing import BAD, GOOD, USE, Signal
from tenders.models import Tender, TenderPriority


@signals.register
def uses(charter) -> Iterator[Signal]:
    public = Tender.objects.for_council(charter.council).public()
    counts = dict(
        TenderPriority.objects.filter(tender__in=public)
        .order_by()
        .values_list("edition_priority__uid")
        .annotate(count=Count("tender", distinct=True))
    )
    for priority in charter.adopted_edition.priorities.all():
        if count := counts.get(priority.uid, 0):
            words = ngettext(
                "%d opportunity asked for it.", "%d opportunities asked for it.", count
            )
            yield Signal(str(priority.uid), USE, words % count, GOOD)
        else:
            yield Signal(
                str(priority.uid), USE, _("No opportunity asked for it yet."), BAD
            )
