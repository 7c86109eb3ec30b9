import hashlib

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import clock
from audit.trail import record
from charters.models import EditionClause, EditionPriority
from consultation.models.question import Question
from consultation.models.reading import Reading
from consultation.models.response import Response
from consultation.models.round import Round
from consultation.models.version import ResponseVersion
from records import letters
from records.models import (
    ModerationDecision,
    ModerationReview,
    PublicText,
    PublicTextQuerySet,
)


class CommentQuerySet(PublicTextQuerySet):
    def for_council(self, council):
        return self.filter(round__consultation__council=council)

    def in_queue(self, council):
        return self.for_council(council).counted()

    def within(self, scope: str):
        """Those of one consultation, by its slug."""
        return self.filter(round__consultation__slug=scope)

    def reported(self):
        waiting = CommentReport.objects.filter(comment=OuterRef("pk"), answered_at=None)
        return self.filter(Exists(waiting.values("pk")))

    def for_moderators(self):
        return self.for_reading()

    def counted(self):
        """Those of responses that the council weighs."""
        return self.filter(
            response__standing=Response.Standing.COUNTED, response__withdrawn_at=None
        )

    def shown(self):
        """Those that everybody may read, once the round shows comments."""
        return self.counted().public()

    def readable(self, at=None):
        """Those that everybody may read now: checked, of rounds that show them."""
        rounds = Round.objects.showing_comments(at).values("pk")
        return self.shown().filter(round__in=rounds)

    def without_issue(self):
        from consultation.models.issue import IssueMember

        return self.filter(
            ~Exists(IssueMember.objects.filter(comment=OuterRef("pk")).values("pk"))
        )

    def for_reading(self):
        """With all that a list shows: its sender's kind, place, name, paragraph and
        answers, whatever the number of comments."""
        from consultation.models.issue import Issue

        issues = Issue.objects.select_related("disposition").order_by("number")
        return self.select_related(
            "response__area",
            "response__contact",
            "response__mandate",
            "edition_clause",
            "edition_priority",
            "question",
            "round__consultation__council",
        ).prefetch_related(Prefetch("issues", queryset=issues))


class Comment(PublicText):
    """A remark bound to one paragraph, section or priority of one frozen edition, to
    the whole of it, or to a question that was asked beside it."""

    class Stance(models.TextChoices):
        AGREE = "agree", gettext_lazy("Agree")
        AGREE_IN_PART = "agree_in_part", gettext_lazy("Agree in part")
        DISAGREE = "disagree", gettext_lazy("Disagree")
        NOT_SURE = "not_sure", gettext_lazy("Not sure")

    LONGEST = 2000
    LONGEST_CHANGE = 1000

    response = models.ForeignKey(
        Response, on_delete=models.PROTECT, related_name="comments"
    )
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="comments")
    reference = models.CharField(max_length=8, unique=True, editable=False)
    edition_clause = models.ForeignKey(
        EditionClause,
        null=True,
        on_delete=models.PROTECT,
        related_name="comments",
    )
    edition_priority = models.ForeignKey(
        EditionPriority,
        null=True,
        on_delete=models.PROTECT,
        related_name="comments",
    )
    section_key = models.CharField(max_length=60, blank=True)
    section_title = models.CharField(max_length=200, blank=True)
    question = models.ForeignKey(
        Question, null=True, on_delete=models.PROTECT, related_name="comments"
    )
    stance = models.CharField(max_length=13, choices=Stance, blank=True)
    wanted_change = models.TextField(max_length=LONGEST_CHANGE, blank=True)
    written_at = models.DateTimeField(default=clock.now)
    amended_at = models.DateTimeField(null=True, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta(PublicText.Meta):
        ordering = ["pk"]
        constraints = [
            *PublicText.Meta.constraints,
            models.CheckConstraint(
                condition=Q(edition_clause=None) | Q(edition_priority=None),
                name="a_comment_is_about_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(section_key="")
                | Q(edition_clause=None, edition_priority=None, question=None),
                name="a_comment_on_a_section_is_about_nothing_else",
            ),
            models.CheckConstraint(
                condition=Q(question=None)
                | Q(edition_clause=None, edition_priority=None),
                name="a_comment_on_a_question_is_about_nothing_else",
            ),
        ]
        indexes = [
            models.Index(fields=["round", "moderation"], name="comment_moderation"),
        ]

    def __str__(self):
        return self.reference

    @property
    def council(self):
        return self.round.council

    @property
    def is_late(self) -> bool:
        """Whether its response came at or after the closing instant."""
        self.response.round = self.round
        return self.response.is_late

    @property
    def arrived_at(self):
        return self.amended_at or self.written_at

    @property
    def moderation_facts(self) -> list[tuple[str, str]]:
        """Who sent it, as everybody will see them, and what else they said."""
        late = _("%s, after the close") if self.is_late else "%s"
        facts = [
            (_("Consultation"), str(self.round)),
            (_("From"), late % self.response.type_label),
            (_("Shown as"), self.response.public_label),
        ]
        if self.stance:
            facts.append((_("View"), self.get_stance_display()))
        if self.wanted_change:
            facts.append((_("Wanted change (not published)"), self.wanted_change))
        if cited := self._citation_hints():
            facts.append((_("To look up"), "\n".join(cited)))
        return facts

    def _citation_hints(self) -> list[str]:
        from consultation import references

        return references.hints(self, references.known_of(self.round))

    @property
    def original_html(self) -> str:
        if self.edition_clause_id:
            return self.edition_clause.html
        if self.edition_priority_id:
            return format_html("<p>{}</p>", self.edition_priority.statement)
        return super().original_html

    @property
    def open_reports(self):
        return self.reports.filter(answered_at=None)

    def after_decision(self, *, by) -> None:
        for report in self.open_reports:
            report.answer(by=by)

    def author_notice(self):
        """One letter for the response, once all its comments are checked."""
        contact = getattr(self.response, "contact", None)
        comments = list(self.response.comments.order_by("pk"))
        if not contact or not contact.email or self.response.is_withdrawn:
            return None
        if any(one.moderation == self.Moderation.RECEIVED for one in comments):
            return None
        reviews = ModerationReview.objects.filter(kind=self._meta.label_lower)
        reviews = reviews.filter(text_id__in=[one.pk for one in comments]).decided()
        by_text = {review.text_id: review for review in reviews}
        states = []
        for one in comments:
            one.response, one.round = self.response, self.round
            one.review = by_text.get(one.pk)
            outcome = one.review.outcome if one.review else ""
            states += [one.reference, one.moderation, one.withheld_reason, outcome]
            states += [str(one.redactions)]
        decided = hashlib.sha256("\n".join(states).encode()).hexdigest()[:16]
        return letters.Order(
            "comments_checked",
            contact.email,
            {
                "round": self.round,
                "response": self.response,
                "comments": comments,
                "link": self.response.private_link,
                "reviewable": any(
                    not one.is_whole and one.review is None for one in comments
                ),
            },
            obligation=f"response:{self.response.uid}:checked:{decided}",
            council=self.council,
        )

    def _decide(self, moderation, by, *args, **more) -> None:
        """A moderator who decides about each comment of a response has read it."""
        super()._decide(moderation, by, *args, **more)
        if isinstance(by, str) or by is None:
            return
        mine = list(self.response.comments.values_list("pk", flat=True))
        decided = ModerationDecision.objects.filter(
            kind=self._meta.label_lower, text_id__in=mine, is_bulk=False
        )
        seen = decided.exclude(actor="").values("text_id").distinct().count()
        if seen == len(mine) and not hasattr(self.response, "reading"):
            Reading.objects.mark(self.round, [self.response], by=by)

    @property
    def is_whole(self) -> bool:
        """Whether everybody may read all of it."""
        return self.moderation == self.Moderation.PUBLISHED

    @property
    def reasons(self) -> list[str]:
        """Why it, or words of it, are not shown."""
        if self.withheld_reason:
            return [self.get_withheld_reason_display()]
        given = {span["reason"] for span in self.redactions}
        return [str(words) for code, words in self.Reason.choices if code in given]

    @property
    def about(self) -> str:
        """What the comment is about, in words."""
        if self.edition_clause_id:
            return _("Paragraph %(number)s") % {"number": self.edition_clause.number}
        if self.edition_priority_id:
            return _("Priority %(code)s, %(title)s") % {
                "code": self.edition_priority.code,
                "title": self.edition_priority.title,
            }
        if self.question_id:
            return _("Question %(number)s, %(wording)s") % {
                "number": self.question.number,
                "wording": self.question.wording,
            }
        if self.section_key:
            return _("Section %s") % self.section_title
        return _("The whole charter")

    def get_absolute_url(self):
        """The published comment in its list."""
        url = reverse(
            "consultation:comment_list",
            kwargs={
                "council": self.council.slug,
                "slug": self.round.slug,
            },
        )
        return f"{url}?comment={self.reference}#comment-{self.reference}"

    def get_workspace_url(self):
        return self.get_moderation_url()

    @transaction.atomic
    def amend(self, text: str, *, wanted_change: str = "", stance: str = "") -> None:
        """Put the sender's new words in place of the old ones, before the close.

        They are checked again before anybody else reads them.
        """
        response = self.response._locked()
        response.refuse_if_fixed()
        ResponseVersion.keep(response)
        self.text, self.wanted_change, self.stance = text, wanted_change, stance
        self.put_right()
        record("comment.amended", self)

    def put_right(self) -> None:
        """Save other words: they are checked again before anybody else reads them."""
        self.amended_at = clock.now()
        self.moderation, self.moderated_at, self.moderated_by = "received", None, None
        self.redactions, self.withheld_reason = [], ""
        self.save()


class CommentReport(models.Model):
    """Somebody's remark that a published comment breaks the rules."""

    class Reason(models.TextChoices):
        PERSONAL = "personal", gettext_lazy("It names or describes a private person")
        OFFENSIVE = "offensive", gettext_lazy("It is offensive or threatening")
        UNTRUE = "untrue", gettext_lazy("It says something untrue about someone")
        ADVERT = "advert", gettext_lazy("It is an advert")
        OTHER = "other", gettext_lazy("Another reason")

    comment = models.ForeignKey(
        Comment, on_delete=models.CASCADE, related_name="reports"
    )
    reason = models.CharField(max_length=9, choices=Reason)
    detail = models.TextField(max_length=1000, blank=True)
    reported_at = models.DateTimeField(default=clock.now, editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["reported_at", "pk"]

    def __str__(self):
        return self.get_reason_display()

    @property
    def council(self):
        return self.comment.council

    @classmethod
    @transaction.atomic
    def file(cls, comment: Comment, reason: str, detail: str = "") -> "CommentReport":
        """Keep a report for the moderators."""
        report = cls.objects.create(comment=comment, reason=reason, detail=detail)
        record("comment.reported", comment, data={"reason": reason})
        return report

    @transaction.atomic
    def answer(self, *, by) -> None:
        """Say that a moderator has looked at the report and at the comment."""
        if self.answered_at:
            return
        self.answered_at = clock.now()
        self.save(update_fields=["answered_at"])
        record("comment.report_answered", self.comment, by=by)
