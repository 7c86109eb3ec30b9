"""What comments cite, compared with the round's text, its evidence and a dated list.

A hint says what to look up. It never says who or what wrote a comment.
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from audit import clock
from consultation import citations
from consultation.citations import Checked, Known
from consultation.models import Comment, Round
from metrics.models import DatedRule


def known_of(round: Round) -> Known:
    """What a comment on this round can cite: in four queries."""
    on = clock.london(round.opens_at).date() if round.opens_at else None
    names = DatedRule.objects.value("known_references", on)["names"]
    facts = round.charter.facts.values_list("claim", "source")
    library = " ".join(citations.plain(" ".join(fact)) for fact in facts)
    edition = round.edition
    return Known(
        paragraphs=frozenset(edition.clauses.values_list("number", flat=True)),
        priorities=frozenset(edition.priorities.values_list("code", flat=True)),
        laws=frozenset(citations.plain(name) for name in names),
        library=library,
    )


def hint_for(checked: Checked) -> str:
    """What an officer should look at, in words, or nothing when it is in order."""
    words = {"what": checked.cited.words}
    if checked.standing == "exists":
        return ""
    if checked.cited.kind == "paragraph":
        return _("cites paragraph %(what)s, which does not exist") % words
    if checked.cited.kind == "priority":
        return _("cites priority %(what)s, which does not exist") % words
    if checked.cited.kind == "policy":
        return _("cites policy %(what)s: look up whose policy it is") % words
    return _("cites “%(what)s”, which is not on our list: look it up") % words


def hints(comment: Comment, known: Known) -> list[str]:
    text = f"{comment.text}\n{comment.wanted_change}"
    found = (hint_for(checked) for checked in citations.check(text, known))
    return [hint for hint in found if hint]


def with_hints(comments: Iterable[Comment], round: Round) -> list[Comment]:
    """The comments, each with its `cites`. What is known is asked for once."""
    found = list(comments)
    known = known_of(round) if found else Known()
    for comment in found:
        comment.cites = hints(comment, known)
    return found
