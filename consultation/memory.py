"""What people said before on the same matter, so that they are not asked again."""

from django.db.models import Q, QuerySet

from consultation.models import Issue, Round

WORDS_OF_A_TOPIC = 4  # shorter words, like "and" or "the", name no topic
MOST_WORDS = 40


def issues_before(round: Round, words: str = "") -> QuerySet[Issue]:
    """Answered points of earlier rounds of the council, those on this text first.

    With words, only points that hold one of them.
    """
    answered = [Round.Status.REPORTED, Round.Status.CONCLUDED]
    found = (
        Issue.objects.for_council(round.council)
        .filter(round__status__in=answered)
        .exclude(round=round)
        .select_related("disposition", "round__consultation__council")
        .order_by("-round__closes_at", "number")
    )
    terms = {word.lower() for word in words.split() if len(word) >= WORDS_OF_A_TOPIC}
    if words.strip() and not terms:
        terms = {words.strip().lower()}
    if not terms:
        return found
    match = Q()
    for term in sorted(terms)[:MOST_WORDS]:
        match |= Q(title__icontains=term) | Q(heard__icontains=term)
    return found.filter(match)
