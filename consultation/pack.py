"""What the consultation said, for whoever decides about the charter."""

from collections.abc import Iterator

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charters import pack
from consultation.models import Comment, Disposition, Response, Round


@pack.register
def what_people_said(charter) -> Iterator[pack.Chapter]:
    """One chapter for each round that was opened, in three sentences."""
    rounds = Round.objects.filter(charter=charter).for_reading().order_by("pk")
    for round in rounds:
        if not round.has_opened():
            continue
        yield pack.Chapter(
            _("What people told us: %s") % round,
            list(_sentences(round)),
            round.get_absolute_url(),
        )


def _sentences(round) -> Iterator[str]:
    responses = Response.objects.filter(round=round).counted().count()
    comments = Comment.objects.filter(round=round).counted().count()
    yield _("%(responses)s and %(comments)s.") % {
        "responses": ngettext("%d response", "%d responses", responses) % responses,
        "comments": ngettext("%d comment", "%d comments", comments) % comments,
    }
    issues = round.issues.count()
    decided = dict(
        Disposition.objects.filter(issue__round=round)
        .values_list("decision")
        .annotate(Count("pk"))
    )
    if issues:
        answered = sum(decided.values())
        yield _("%(answered)d of %(issues)d issues have an answer.") % {
            "answered": answered,
            "issues": issues,
        }
    words = [
        f"{Disposition.Decision(decision).label}: {count}"
        for decision, count in sorted(decided.items())
    ]
    if words:
        yield ", ".join(words) + "."
