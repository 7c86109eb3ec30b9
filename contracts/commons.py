"""Whether promises for a priority were kept, for councils that think of copying it."""

from collections import Counter

from charters import commons
from contracts.models import Commitment

UID = "bid_commitment__tender_priority__edition_priority__uid"


@commons.register
def promises_of(uids):
    asked = Commitment.objects.filter(**{f"{UID}__in": uids})
    made = Counter(asked.values_list(UID, flat=True))
    kept = Counter(uid for uid, _pk in asked.kept().values_list(UID, "pk"))
    return {uid: {"promises": made[uid], "kept": kept[uid]} for uid in made}
