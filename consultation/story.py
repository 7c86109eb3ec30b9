"""Who asked for a priority: the points that people made about it."""

from collections.abc import Iterator

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import ngettext

from charters import story
from charters.models import Change
from consultation.models import Comment, Issue, IssueCitation, IssueMember, Round

MOST = 10
REPORTED = (Round.Status.REPORTED, Round.Status.CONCLUDED)


@story.asked
def points(council, name) -> Iterator[story.Ask]:
    """Issues with results that changed the priority or gather comments on it."""
    citing = IssueCitation.objects.filter(
        issue=OuterRef("pk"),
        change__part=Change.Part.PRIORITY,
        change__key=str(name.uid),
    )
    about = Comment.objects.filter(edition_priority__uid=name.uid)
    gathered = IssueMember.objects.filter(
        issue=OuterRef("pk"), comment__in=about.values("pk")
    )
    issues = (
        Issue.objects.for_council(council)
        .filter(Exists(citing) | Exists(gathered), round__status__in=REPORTED)
        .select_related("disposition", "round__consultation__council")
        .annotate(
            said=Count(
                "comments",
                filter=Q(comments__response__standing="counted")
                & Q(comments__response__withdrawn_at=None),
            )
        )
        .order_by("-said", "pk")
    )
    for issue in issues[:MOST]:
        said = ngettext("%d comment", "%d comments", issue.said) % issue.said
        yield story.Ask(
            issue.title,
            issue.get_absolute_url(),
            issue.disposition.status_key if issue.answer else "",
            said,
        )
