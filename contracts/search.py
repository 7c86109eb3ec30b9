"""Finding contracts and promises by their words."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contracts.models import Commitment, Contract
from records import search

MOST = 20


@search.register
def contracts(query, council, user) -> Iterator[search.Hit]:
    found = Contract.objects.for_council(council).with_parties()
    named = Q(title__icontains=query) | Q(organisation__name__icontains=query)
    for contract in found.filter(named | Q(reference__iexact=query))[:MOST]:
        yield search.Hit(
            contract.title,
            contract.get_absolute_url(),
            _("Contract"),
            contract.organisation.name,
            rank=1.0,
        )


@search.register
def promises(query, council, user) -> Iterator[search.Hit]:
    found = Commitment.objects.for_council(council).select_related(
        "metric", "contract__council"
    )
    named = Q(wording__icontains=query) | Q(reference__iexact=query)
    for promise in found.filter(named)[:MOST]:
        yield search.Hit(
            promise.metric.title,
            promise.get_absolute_url(),
            _("Promise"),
            search.extract(promise.wording, query),
            rank=0.5,
        )
