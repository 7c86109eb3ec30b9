"""What the consultation said, for whoever decides about the charter or cites it."""

from collections.abc import Iterator

from django.db.models import Count, OuterRef, Subquery
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit import clock
from charters import asked, pack
from consultation.models import (
    Comment,
    Disposition,
    IssueCitation,
    Response,
    Round,
    Statement,
)


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


@pack.register_unread
def what_they_have_not_read(charter, person) -> Iterator[str]:
    """A sentence for each round of which this person has not confirmed the newest
    statement. That another approver has read it does not stand for them."""
    newest = Statement.objects.filter(round=OuterRef("round")).order_by("-number")
    unread = (
        Statement.objects.filter(
            round__charter=charter,
            round__kind=Round.Kind.CONTENT,
            round__status=Round.Status.CONCLUDED,
            pk=Subquery(newest.values("pk")[:1]),
        )
        .exclude(acknowledgements__person=person)
        .select_related("round__consultation")
    )
    for one in unread.order_by("round"):
        yield _(
            "You have not confirmed yet that you read what people said in “%(round)s” "
            "(statement, version %(number)s). Open its decision pack first."
        ) % {"round": one.round, "number": one.number}


@asked.register
def who_was_asked(charter) -> Iterator[asked.Exercise]:
    """Each announced round with its dates and, once there is one, its statement."""
    rounds = Round.objects.public().filter(charter=charter).for_reading()
    for round in rounds.order_by("pk").prefetch_related("statements"):
        statements = list(round.statements.all()) if round.has_results else []
        newest = max(statements, key=lambda one: one.number, default=None)
        base = round.get_absolute_url()
        words = _("From %(opens)s to %(closes)s, on version %(edition)s.") % {
            "opens": _day(round.opens_at),
            "closes": _day(round.closes_at),
            "edition": round.edition.number,
        }
        papers, reference = [], ""
        if newest:
            papers = [
                (_("The consultation statement"), f"{base}statement/"),
                (_("The statement as PDF"), f"{base}statement.pdf"),
                (_("The statement as JSON"), f"{base}statement.json"),
                (_("What you said, what we did"), f"{base}results/"),
            ]
            reference = _(
                "%(council)s, “%(round)s”, consultation statement version %(number)s, "
                "%(day)s, hash %(hash)s"
            ) % {
                "council": round.council.name,
                "round": round,
                "number": newest.number,
                "day": _day(newest.built_at),
                "hash": newest.document_hash[:12],
            }
        sentences = [words, *(_sentences(round) if round.has_results else ())]
        yield asked.Exercise(str(round), sentences, base, papers, reference)


@asked.register_behind
def issues_behind(changes) -> dict[int, list[tuple[str, str]]]:
    """The published issues that each change follows from."""
    found: dict[int, list[tuple[str, str]]] = {}
    citations = IssueCitation.objects.filter(
        change__in=changes, issue__round__status__in=["reported", "concluded"]
    ).select_related("issue__round__consultation__council")
    for citation in citations.order_by("issue__round", "issue__number"):
        label = _("Issue %(number)s and the comments behind it") % {
            "number": citation.issue.number
        }
        link = (label, citation.issue.get_absolute_url())
        found.setdefault(citation.change_id, []).append(link)
    return found


def _day(moment) -> str:
    return date_format(clock.london(moment).date(), "j F Y")
