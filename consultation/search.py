"""What a search finds in consultations."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultation.models import Comment, Consultation, Issue, Round
from records import search
from records.search import Hit

MOST_COMMENTS = 20


@search.register
def consultations(query: str, council, user) -> Iterator[Hit]:
    """Announced consultations, and for officers those being planned."""
    found = Consultation.objects.for_council(council).visible_to(user)
    words = Q(title__icontains=query)
    for name in ("proposal", "reasons", "still_open", "effect"):
        words |= Q(**{f"{name}__icontains": query})
    for one in found.filter(words).select_related("council")[: search.MOST_FROM_EACH]:
        is_title = query.casefold() in one.title.casefold()
        extract = search.extract(one.proposal, query)
        address = one.get_absolute_url()
        if one.latest_round is None:
            address = one.get_workspace_url()
        yield Hit(
            one.title, address, _("Consultation"), extract, 2.0 if is_title else 1
        )


@search.register
def answers(query: str, council, user) -> Iterator[Hit]:
    """Points that people made and that the council has answered in public."""
    found = (
        Issue.objects.for_council(council)
        .filter(round__in=Round.objects.with_results().values("pk"))
        .filter(
            Q(title__icontains=query)
            | Q(heard__icontains=query)
            | Q(disposition__reason__icontains=query)
        )
        .select_related("round__consultation__council")
    )
    for issue in found[: search.MOST_FROM_EACH]:
        extract = search.extract(issue.heard, query)
        kind = _("What people said")
        yield Hit(issue.title, issue.get_absolute_url(), kind, extract, 0.8)


@search.register
def comments(query: str, council, user) -> Iterator[Hit]:
    """Published comments of rounds that show them now. Redacted words are not found."""
    found = Comment.objects.for_council(council).readable()
    found = found.filter(text__icontains=query).for_reading()
    for comment in found[:MOST_COMMENTS]:
        plain = comment.public_plain
        if query.casefold() in plain.casefold():
            extract = search.extract(plain, query)
            title = _("Comment: %s") % comment.about
            yield Hit(title, comment.get_absolute_url(), _("Comment"), extract, 0.5)
