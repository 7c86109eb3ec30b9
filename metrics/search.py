"""Finding measures and words."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from metrics.models import Metric, Term
from records import search

MOST = 20


@search.register
def words(query, council, user) -> Iterator[search.Hit]:
    terms = Term.objects.current().for_council(council)
    named = Q(term__icontains=query) | Q(definition__icontains=query)
    for term in terms.filter(named).alphabetical()[:MOST]:
        yield search.Hit(
            term.term,
            reverse("metrics:term_detail", args=[council.slug, term.slug]),
            _("Word"),
            term.definition,
            rank=1.0 if term.term.casefold() == query.casefold() else 0.2,
        )


@search.register
def measures(query, council, user) -> Iterator[search.Hit]:
    found = Metric.objects.usable_by(council)
    named = Q(title__icontains=query) | Q(code__iexact=query)
    for metric in found.filter(named)[:MOST]:
        yield search.Hit(
            metric.title,
            metric.get_absolute_url(),
            _("Measure"),
            metric.definition,
            rank=0.3,
        )
