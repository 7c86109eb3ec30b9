"""What everybody reads about a consultation. No cookie, no token, no session."""

from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import DetailView, ListView

from audit import clock
from charters.models import EditionClause, EditionPriority
from consultation import (
    answers,
    campaigns,
    choosing,
    figures,
    preparing,
    senders,
    telling,
)
from consultation.models import Comment, Issue, Notice, Question, Round
from consultation.views.rounds import OfAnnouncedRound
from councils.filtering import Field, Filters
from councils.pages import CouncilPage

PRIORITIES = "priorities"


class ConsultationList(CouncilPage, ListView):
    """Three lists: open, coming soon, and closed, the last twenty at a time."""

    model = Round
    template_name = "consultation/consultation_list.html"
    page_size = 20

    def get_queryset(self):
        return super().get_queryset().public().for_reading()

    def get_context_data(self, **kwargs):
        now = clock.now()
        over = self.get_queryset().over(now)
        running = list(self.object_list.exclude(pk__in=over.values("pk")))
        begun = [round for round in running if round.has_opened(now)]
        coming = [round for round in running if not round.has_opened(now)]
        page = Paginator(over.order_by("-closes_at", "-pk"), self.page_size).get_page(
            self.request.GET.get("page")
        )
        return super().get_context_data(
            open=sorted(begun, key=lambda round: round.closes_at),
            coming=sorted(coming, key=lambda round: round.opens_at),
            closed=page.object_list,
            page=page,
            **kwargs,
        )


class ConsultationDetail(OfAnnouncedRound, CouncilPage, DetailView):
    """The start page: what is proposed, why, until when, and who decides."""

    template_name = "consultation/consultation_detail.html"

    def get_context_data(self, **kwargs):
        round = self.object
        sections = round.edition.document["sections"] if round.has_opened() else []
        return super().get_context_data(
            sections=sections,
            figures=round.figures() if round.has_closed() else None,
            earlier=round.consultation.rounds.public()
            .filter(number__lt=round.number)
            .order_by("number"),
            is_short=round.is_short(),
            formats=self.formats(round.consultation),
            has_privacy_notice=round.consultation.privacy_notices.exists(),
            sign_offs=round.sign_offs.all(),
            analyses=round.consultation.equality_analyses.order_by("-number"),
            notices=round.notices.select_related("edition_clause")[:3],
            **kwargs,
        )

    def formats(self, consultation):
        """Each format, and the paragraphs that changed since it was made."""
        standing = list(consultation.formats.standing())
        stale = preparing.stale_formats(consultation, standing)
        return [(one, stale.get(one.pk, [])) for one in standing]


class ReadSection(OfAnnouncedRound, CouncilPage, DetailView):
    """One section of the draft, with a link to comment under each paragraph."""

    template_name = "consultation/read_section.html"

    def get(self, request, *args, **kwargs):
        round = self.get_object()
        if not round.has_opened():
            return HttpResponseRedirect(round.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        round, key = self.object, self.kwargs["section"]
        document = round.edition.document
        pages = [
            (s["key"], f"{s['number']}. {s['heading']}") for s in document["sections"]
        ]
        if document["priorities"]:
            pages.append((PRIORITIES, _("Priorities")))
        keys = [page for page, _title in pages]
        if key not in keys:
            raise Http404
        place = keys.index(key)
        shows = round.shows_comments()
        return super().get_context_data(
            section_key=key,
            section_title=pages[place][1],
            pages=pages,
            previous=pages[place - 1] if place else None,
            next=pages[place + 1] if place + 1 < len(pages) else None,
            clauses=self.clauses(round, key, shows),
            priorities=self.priorities(round, shows) if key == PRIORITIES else [],
            shows_comments=shows,
            **kwargs,
        )

    def clauses(self, round, key, shows):
        clauses = EditionClause.objects.filter(
            edition=round.edition, section_key=key
        ).prefetch_related(Prefetch("errata", Notice.objects.filter(round=round)))
        return self.with_counts(clauses, round, shows).order_by("pk")

    def priorities(self, round, shows):
        priorities = EditionPriority.objects.filter(edition=round.edition)
        return self.with_counts(priorities, round, shows).order_by("pk")

    def with_counts(self, parts, round, shows):
        """Adds `comment_count`: the published comments about each part."""
        if not shows:
            return parts
        counted = Q(
            comments__round=round,
            comments__moderation__in=["published", "published_in_part"],
            comments__response__standing="counted",
            comments__response__withdrawn_at=None,
        )
        return parts.annotate(comment_count=Count("comments", filter=counted))


class CommentList(OfAnnouncedRound, CouncilPage, DetailView):
    """The published comments, twenty at a time."""

    template_name = "consultation/comment_list.html"
    page_size = 20

    def get_context_data(self, **kwargs):
        round = self.object
        if not round.shows_comments():
            return super().get_context_data(shows_comments=False, **kwargs)
        every = round.comments.counted()
        newest = self.request.GET.get("sort") == "newest"
        wanted = self.wanted()
        comments = self.filtered(every.public(), wanted).for_reading()
        comments = comments.order_by("-pk" if newest else "pk")
        page = Paginator(comments, self.page_size).get_page(
            self.request.GET.get("page")
        )
        counts = every.aggregate(
            received=Count("pk"),
            withheld=Count("pk", filter=Q(moderation="withheld")),
            waiting=Count("pk", filter=Q(moderation="received")),
        )
        return super().get_context_data(
            shows_comments=True,
            page=page,
            counts=counts,
            wanted=wanted,
            withheld=self.withheld_by_rule(every) if counts["withheld"] else [],
            **kwargs,
        )

    def wanted(self) -> Filters:
        areas = {a.code: a.name for a in self.council.areas.order_by("name")}
        return Filters(
            self.request.GET,
            Field("paragraph", _("About %s"), longest=12),
            Field("section", _("Section: %s"), choosing.sections_of(self.object)),
            Field("stance", _("View: %s"), dict(Comment.Stance.choices)),
            Field("issue", _("Point %s"), longest=4),
            Field("question", _("Question %s"), longest=4),
            Field("sender", _("From: %s"), senders.LABELS),
            Field("comment", _("Comment %s"), longest=8),
            Field("place", _("Place: %s"), areas),
            Field("reply", _("Reply of the council: %s"), {"yes": _("with a reply")}),
        )

    def filtered(self, comments, wanted):
        if paragraph := wanted["paragraph"]:
            comments = comments.filter(
                Q(edition_clause__number=paragraph)
                | Q(edition_priority__code=paragraph)
            )
        if wanted["section"]:
            comments = comments.filter(choosing.in_section(wanted["section"]))
        if wanted["stance"]:
            comments = comments.filter(stance=wanted["stance"])
        if wanted.number("issue") is not None and self.object.has_results:
            comments = comments.filter(
                memberships__issue__number=wanted.number("issue")
            )
        if wanted.number("question") is not None:
            comments = comments.filter(question__number=wanted.number("question"))
        comments = senders.only(comments, wanted["sender"], "response__")
        if wanted["comment"]:
            comments = comments.filter(reference=wanted["comment"])
        if wanted["place"]:
            comments = comments.filter(response__area__code=wanted["place"])
        if wanted["reply"] and self.object.has_results:
            answered = Issue.objects.answered().filter(round=self.object)
            answered = answered.filter(members__comment=OuterRef("pk"))
            comments = comments.filter(Exists(answered.values("pk")))
        return comments

    def withheld_by_rule(self, comments) -> list[tuple[str, int]]:
        """How many comments were left out under each rule: counts and no words."""
        rows = comments.withheld().order_by().values_list("withheld_reason")
        counts = dict(rows.annotate(Count("pk")))
        return [
            (label, counts[code])
            for code, label in Comment.Reason.choices
            if counts.get(code)
        ]


class Results(OfAnnouncedRound, CouncilPage, DetailView):
    """What you said, what we did. Before it is published, what happens next."""

    template_name = "consultation/results.html"

    def get_context_data(self, **kwargs):
        round = self.object
        if not round.has_results:
            return super().get_context_data(issues=[], **kwargs)
        tallies = campaigns.with_and_without(round)
        rule = campaigns.rule_in_force() if tallies else None
        return super().get_context_data(
            issues=round.issues.with_answers(),
            **shown_figures(round),
            asked_points=round.questions.filter(
                kind=Question.Kind.POINTS, of_priorities=True
            ).exists(),
            tallies=tallies,
            rule=rule,
            percent=int(rule.shared * 100) if rule else 0,
            **kwargs,
        )


def shown_figures(round) -> dict:
    """What the results say in numbers, before and after they are published."""
    counted = round.figures()
    return {
        "figures": counted,
        "petitions": telling.petitions(round) if counted["signatures"] else [],
        "kinds": figures.kinds(round),
        "areas": figures.areas(round),
        "views_by_kind": figures.views_by_kind(round.comments.counted()),
        "questions": answers.plain_results(round),
        "fewest": answers.percentage_base(),
    }


def read_url(round, key: str) -> str:
    return reverse(
        "consultation:read_section",
        kwargs={
            "council": round.council.slug,
            "slug": round.slug,
            "section": key,
        },
    )
