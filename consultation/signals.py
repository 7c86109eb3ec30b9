"""What people said about each priority since it came into force."""

from collections.abc import Iterator

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from charters import signals
from charters.proposing import BAD, COMMENTS, GOOD, PLAIN, Signal
from consultation.models import Comment

LEAST_STANCES = 3
"""Fewer people who say whether they agree are told, and weigh nothing."""


@signals.register
def said_since(charter) -> Iterator[Signal]:
    agrees = Count("pk", filter=Q(stance=Comment.Stance.AGREE))
    against = Count("pk", filter=Q(stance=Comment.Stance.DISAGREE))
    found = (
        Comment.objects.for_council(charter.council)
        .counted()
        .filter(
            edition_priority__isnull=False, written_at__date__gte=charter.adopted_on
        )
        .order_by()
        .values_list("edition_priority__uid")
        .annotate(count=Count("pk"), agrees=agrees, against=against)
    )
    for uid, count, agreeing, disagreeing in found:
        tells = PLAIN
        if agreeing + disagreeing >= LEAST_STANCES:
            tells = BAD if disagreeing > agreeing else GOOD
        words = _(
            "%(count)d new comments: %(agree)d agree with it, %(disagree)d disagree."
        ) % {"count": count, "agree": agreeing, "disagree": disagreeing}
        yield Signal(str(uid), COMMENTS, words, tells)
