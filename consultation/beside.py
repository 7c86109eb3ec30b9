"""What people said about each paragraph, for the officers who write it."""

from collections.abc import Iterator
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import ngettext

from charters import beside
from consultation.models import Comment, Round


@beside.register
def comments(charter, uids: list[UUID]) -> Iterator[tuple[UUID, beside.Link]]:
    """How many comments each round brought, also on the charter that this revises."""
    about = {charter.pk, charter.revises_id}
    found = list(
        Comment.objects.for_council(charter.council)
        .counted()
        .filter(
            edition_clause__uid__in=uids, edition_clause__edition__charter__in=about
        )
        .order_by("-round", "edition_clause__number")
        .values_list("edition_clause__uid", "edition_clause__number", "round")
        .annotate(count=Count("pk"))
    )
    rounds = Round.objects.select_related("consultation__council").in_bulk(
        {row[2] for row in found}
    )
    for uid, number, key, count in found:
        round = rounds[key]
        words = ngettext(
            "%(count)d comment in “%(round)s”",
            "%(count)d comments in “%(round)s”",
            count,
        ) % {"count": count, "round": round}
        themes = reverse("consultation:themes", args=[charter.council.slug, round.slug])
        query = urlencode({"show": "all", "paragraph": number})
        yield uid, beside.Link(words, f"{themes}?{query}")
