"""Which comments of a round an officer looks at: by place, issue, kind, view, part."""

from django.db.models import Count, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from consultation import drafts, senders
from consultation.models import Comment, Round
from councils.filtering import Field, Filters

LOOSE, ALL = "loose", "all"
PRIORITIES, OTHER = "priorities", "other"
REST = Q(edition_clause=None, edition_priority=None)


def sections_of(round: Round) -> dict[str, str]:
    """The parts of the text by which comments are filtered and counted."""
    parts = drafts.sections_of(round) if round.edition_id else []
    return {part.key: part.title for part in parts} | {
        PRIORITIES: _("Priorities"),
        OTHER: _("Anything else"),
    }


def asked(round: Round, query: QueryDict) -> Filters:
    """What an officer asked to see of a round."""
    areas = {a.code: a.name for a in round.council.areas.order_by("name")}
    issues = {
        str(number): f"{number}. {title}"
        for number, title in round.issues.order_by("number").values_list(
            "number", "title"
        )
    }
    show = {LOOSE: _("In no issue yet"), ALL: _("All comments")}
    return Filters(
        query,
        Field("show", _("Show: %s"), show, usual=LOOSE),
        Field("words", _("Words: %s")),
        Field("paragraph", _("About %s"), longest=12),
        Field("section", _("Section: %s"), sections_of(round)),
        Field("ward", _("Place: %s"), areas),
        Field("kind", _("From: %s"), senders.LABELS),
        Field("stance", _("View: %s"), dict(Comment.Stance.choices)),
        Field("issue", _("Issue: %s"), issues),
    )


def narrow(comments: QuerySet, wanted: Filters) -> QuerySet:
    """The comments that match all filters. An issue that is asked for is shown with
    its comments, although they are in an issue."""
    if wanted["issue"]:
        comments = comments.filter(memberships__issue__number=wanted["issue"])
    elif wanted["show"] == LOOSE:
        comments = comments.without_issue()
    if words := wanted["words"]:
        comments = comments.filter(
            Q(text__icontains=words) | Q(wanted_change__icontains=words)
        )
    if number := wanted["paragraph"]:
        about = Q(edition_clause__number=number) | Q(edition_priority__code=number)
        comments = comments.filter(about)
    if wanted["section"]:
        comments = comments.filter(in_section(wanted["section"]))
    if wanted["ward"]:
        comments = comments.filter(response__area__code=wanted["ward"])
    if wanted["stance"]:
        comments = comments.filter(stance=wanted["stance"])
    return senders.only(comments, wanted["kind"], "response__")


def in_section(key: str) -> Q:
    if key == PRIORITIES:
        return Q(edition_priority__isnull=False)
    if key == OTHER:
        return REST
    return Q(edition_clause__section_key=key) | Q(section_key=key)


def counts(round: Round, comments: QuerySet) -> list[tuple[str, str, list[int], int]]:
    """Comments by section and view: key, title, one count for each view and for those
    that tell none, and all. In one query, whatever their number."""
    views = [*Comment.Stance.values, ""]
    titles = sections_of(round)
    rows = comments.order_by().values_list(
        "edition_clause__section_key", "section_key", "edition_priority", "stance"
    )
    table = {key: dict.fromkeys(views, 0) for key in titles}
    for clause, section, priority, stance, count in rows.annotate(
        Count("pk", distinct=True)
    ):
        key = PRIORITIES if priority else clause or section or OTHER
        table[key if key in table else OTHER][stance] += count
    return [
        (key, title, list(table[key].values()), sum(table[key].values()))
        for key, title in titles.items()
        if any(table[key].values())
    ]
