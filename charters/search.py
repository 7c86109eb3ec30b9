"""What a search finds in charters: published words only."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from charters.models import Edition, EditionClause, EditionPriority
from records import search


def latest_editions(council):
    """One edition for each charter that is not over: the last that is public."""
    public = Edition.objects.public().for_council(council)
    return (
        public.exclude(charter__status__in=["superseded", "withdrawn"])
        .order_by("charter_id", "-number")
        .distinct("charter_id")
    )


@search.register
def clauses(query, council, user):
    editions = latest_editions(council).values("pk")
    found = EditionClause.objects.filter(edition__in=editions, text__icontains=query)
    for clause in found.select_related("edition__charter__council"):
        charter = clause.edition.charter
        page = reverse(
            "charters:charter_section",
            args=[council.slug, charter.slug, clause.section_key],
        )
        yield search.Hit(
            f"{clause.heading}, {clause.number}",
            f"{page}#p-{clause.uid}",
            _("Paragraph of a charter"),
            search.extract(clause.text, query),
            rank=1.0,
        )


@search.register
def priorities(query, council, user):
    editions = latest_editions(council).values("pk")
    words = Q(title__icontains=query) | Q(statement__icontains=query)
    found = EditionPriority.objects.filter(words, edition__in=editions)
    for priority in found.select_related("edition__charter__council"):
        yield search.Hit(
            str(priority),
            priority.get_absolute_url(),
            _("Priority"),
            priority.statement,
            rank=2.0,
        )
