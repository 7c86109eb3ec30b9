"""Whether promises for a priority or on a measure were kept, for councils that think
of copying it."""

from collections import Counter

from charters import commons
from contracts.models import Commitment
from metrics import commons as measures

UID = "bid_commitment__tender_priority__edition_priority__uid"


@commons.register
def promises_of(uids):
    asked = Commitment.objects.filter(**{f"{UID}__in": uids})
    made = Counter(asked.values_list(UID, flat=True))
    kept = Counter(uid for uid, _pk in asked.kept().values_list(UID, "pk"))
    return {uid: {"promises": made[uid], "kept": kept[uid]} for uid in made}


@measures.register
def promises_on(metric_ids):
    asked = Commitment.objects.filter(metric__in=metric_ids)
    made = Counter(asked.values_list("metric", flat=True))
    kept = asked.kept().values_list("metric", "pk") if made else ()
    still = Counter(pk for pk, _pk in kept)
    return {pk: {"promises": made[pk], "kept": still[pk]} for pk in made}
