"""What people said about each priority since it came into force."""

from collections.abc import Iterator

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from audit import clock
from charters import early, signals
from charters.proposing import BAD, COMMENTS, GOOD, PLAIN, Signal
from consultation.models import Comment, Petition
from metrics.models import DatedRule

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


@early.register
def large_petitions(watched: list[early.Watched]) -> Iterator[tuple]:
    """Petitions since it came into force that are large enough to be debated."""
    least = DatedRule.objects.value("petition_debate")["signatures"]
    by_charter = {one.charter.pk: one for one in watched}
    about = Q(response__round__consultation__charter__in=by_charter)
    about |= Q(response__round__consultation__charter__revises__in=by_charter)
    found = Petition.objects.annotate(
        counted=F("handed_in") - F("duplicates"),
        charter=F("response__round__consultation__charter"),
        revised=F("response__round__consultation__charter__revises"),
    ).select_related("response")
    for petition in found.filter(about, counted__gte=least).order_by("pk"):
        for pk in {petition.charter, petition.revised} & set(by_charter):
            one = by_charter[pk]
            since = one.reviewed_at or clock.day_starts(one.charter.in_force_from)
            if petition.response.received_at >= since:
                words = _("A petition about this charter has %s signatures.")
                sentence = words % petition.signatures
                yield one.charter, early.Trigger("petition", sentence)
