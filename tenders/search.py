"""What a search finds in tenders: published words, never anything of a bid."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from records import search
from records.search import Hit
from tenders.models import Tender


@search.register
def opportunities(query: str, council, user) -> Iterator[Hit]:
    """Published opportunities, and for officers those being drafted."""
    words = (
        Q(title__icontains=query)
        | Q(description__icontains=query)
        | Q(reference__iexact=query)
        | Q(ocid__iexact=query)
    )
    found = Tender.objects.for_council(council).visible_to(user).filter(words)
    for tender in found.select_related("council").order_by("-created_at"):
        public = tender.published_at is not None
        yield Hit(
            tender.title,
            tender.get_absolute_url() if public else tender.get_workspace_url(),
            _("Opportunity"),
            search.extract(tender.description, query),
            rank=1.0 if query.casefold() in tender.title.casefold() else 0.5,
        )
