import hashlib
import uuid
from collections.abc import Iterable

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from charters.models import Change
from consultation import receipts
from consultation.models.comment import Comment, CommentQuerySet
from consultation.models.round import Round
from councils.models import CouncilQuerySet


class IssueQuerySet(CouncilQuerySet):
    def for_council(self, council):
        return self.filter(round__consultation__council=council)

    def unanswered(self):
        return self.filter(disposition=None)

    def answered(self):
        return self.exclude(disposition=None)

    def changed_something(self):
        """Those whose answer says that the charter changes."""
        return self.filter(
            disposition__decision__in=[
                Disposition.Decision.ACCEPTED,
                Disposition.Decision.PARTLY,
            ]
        )

    def without_citation(self):
        return self.filter(
            ~Exists(IssueCitation.objects.filter(issue=OuterRef("pk")).values("pk"))
        )

    def with_answers(self):
        """With the disposition, the cited changes and `comment_count`."""
        return (
            self.select_related("disposition", "round__consultation__council")
            .prefetch_related(
                "citations__change__justifications",
                "citations__change__result__release",
                "citations__change__result__charter__council",
            )
            .annotate(
                comment_count=Count(
                    "members",
                    filter=Q(
                        members__comment__response__standing="counted",
                        members__comment__response__withdrawn_at=None,
                    ),
                )
            )
            .order_by("number")
        )


class Issue(models.Model):
    """A point that one or more comments make, in the council's words."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="issues")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(
        max_length=8, unique=True, default=receipts.new_reference, editable=False
    )
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    heard = models.TextField(max_length=1000)
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    raised_at = models.DateTimeField(default=clock.now, editable=False)
    comments = models.ManyToManyField(
        Comment, through="IssueMember", related_name="issues"
    )

    objects = IssueQuerySet.as_manager()

    class Meta:
        ordering = ["round", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "number"], name="issues_are_numbered_once"
            )
        ]

    def __str__(self):
        return self.title

    @property
    def council(self):
        return self.round.council

    @property
    def trail_label(self):
        return self.title

    @property
    def answer(self) -> "Disposition | None":
        """What the council does about it, or None while that is open."""
        return getattr(self, "disposition", None)

    def get_absolute_url(self):
        """The issue in the published results."""
        return f"{self.round.get_absolute_url()}results/#issue-{self.number}"

    @transaction.atomic
    def gather(self, comments: Iterable[Comment], *, by) -> int:
        """Put comments into this issue. Returns how many were not in it before."""
        comments = list(comments)
        self._refuse_after_results(comments)
        wanted = {comment.pk for comment in comments}
        mine = Comment.objects.filter(pk__in=wanted, round=self.round_id)
        if mine.count() != len(wanted):
            raise Refused(_("A comment can only join an issue of its own round."))
        already = set(
            self.members.filter(comment__in=wanted).values_list("comment", flat=True)
        )
        IssueMember.objects.bulk_create(
            IssueMember(issue=self, comment_id=pk, gathered_by=by)
            for pk in sorted(wanted - already)
        )
        references = Comment.objects.filter(pk__in=wanted - already)
        record(
            "issue.gathered",
            self,
            by=by,
            data={
                "comments": sorted(references.values_list("reference", flat=True)),
            },
        )
        return len(wanted - already)

    @transaction.atomic
    def gather_all(
        self, comments: CommentQuerySet, *, expected: int, filters: dict, by
    ) -> int:
        """Put every comment of a filtered list into this issue, as one act.

        The person saw how many there were: another number is refused. One event keeps
        the filters and a hash of the references, in place of a list of thousands.
        """
        self._refuse_after_results()
        found = dict(
            comments.filter(round=self.round_id).values_list("pk", "reference")
        )
        if len(found) != expected:
            raise Refused(
                _("%(now)s comments match now, and not %(then)s. Look at them again.")
                % {"now": len(found), "then": expected}
            )
        already = set(self.members.values_list("comment", flat=True))
        new = {pk: name for pk, name in found.items() if pk not in already}
        if not new:
            raise Refused(_("There is no comment here that is not in the issue yet."))
        IssueMember.objects.bulk_create(
            (IssueMember(issue=self, comment_id=pk, gathered_by=by) for pk in new),
            batch_size=1000,
        )
        manifest = hashlib.sha256("\n".join(sorted(new.values())).encode()).hexdigest()
        data = {"count": len(new), "manifest": manifest, "filters": filters}
        record("issue.gathered_all", self, by=by, data=data)
        return len(new)

    @transaction.atomic
    def let_go(self, comment: Comment, *, by) -> None:
        """Take a comment out of this issue again, before the results are published."""
        self._refuse_after_results([comment])
        removed, _rows = self.members.filter(comment=comment).delete()
        if removed:
            record("issue.let_go", self, by=by, data={"comments": [comment.reference]})

    @transaction.atomic
    def reword(self, title: str, heard: str, *, by) -> None:
        """Say the point better, before the results are published."""
        self._refuse_after_results()
        self.title, self.heard = title, heard
        self.save(update_fields=["title", "heard"])
        record("issue.reworded", self, by=by)

    @transaction.atomic
    def dispose(self, decision: str, reason: str, *, by) -> "Disposition":
        """Say what the council does about this point, and why.

        The answer can be changed until the results are published.
        """
        self._refuse_after_results()
        reason = reason.strip()
        if not reason:
            raise Refused(_("Enter the reason for your decision"))
        if len(reason) > Disposition.LONGEST:
            raise Refused(_("Reason must be 600 characters or less"))
        disposition, _new = Disposition.objects.update_or_create(
            issue=self,
            defaults={
                "decision": Disposition.Decision(decision),
                "reason": reason,
                "decided_by": by,
                "decided_at": clock.now(),
            },
        )
        self.disposition = disposition
        record("issue.disposed", self, by=by, data={"decision": disposition.decision})
        return disposition

    @transaction.atomic
    def cite(self, change: Change, *, by) -> "IssueCitation":
        """Name a change of the charter that follows from this issue.

        The answer becomes the reason of the change, for the words as they are now.
        Citing again gives it for words that were changed since.
        """
        Round.objects.select_for_update(of=("self",)).get(pk=self.round_id)
        if self.round.charter_id != change.charter_id:
            raise Refused(_("An issue can only cite a change of its own charter."))
        if self.answer is None or not self.answer.changes_the_charter:
            raise Refused(
                _("Answer the issue as changed or partly changed before citing.")
            )
        citation, is_new = IssueCitation.objects.get_or_create(
            issue=self, change=change, defaults={"cited_by": by}
        )
        change.justify("issue", self.answer.reason, by=by)
        if is_new:
            record("issue.cited", self, by=by, data={"change": change.trail_reference})
        return citation

    @transaction.atomic
    def uncite(self, change: Change, *, by) -> None:
        """Take back that a change follows from this issue, before the round is
        concluded. The answer is no longer a reason of the change."""
        status = (
            Round.objects.select_for_update(of=("self",))
            .values_list("status", flat=True)
            .get(pk=self.round_id)
        )
        if status == Round.Status.CONCLUDED:
            raise Refused(_("The round is concluded, so its citations stand."))
        gone, _rows = self.citations.filter(change=change).delete()
        if not gone:
            return
        others = change.issue_citations.select_related("issue__disposition")
        kept = {one.issue.answer.reason for one in others if one.issue.answer}
        if self.answer and self.answer.reason not in kept:
            change.take_back("issue", self.answer.reason, by=by)
        record("issue.uncited", self, by=by, data={"change": change.trail_reference})

    def _refuse_after_results(self, comments: list[Comment] | None = None) -> None:
        """Raise once the results are published, except for what was found late:
        its comments may join issues, and those issues may be answered anew."""
        status = (
            Round.objects.select_for_update(of=("self",))
            .values_list("status", flat=True)
            .get(pk=self.round_id)
        )
        if status in {Round.Status.REPORTED, Round.Status.CONCLUDED}:
            find = self.round.open_find()
            if find is None:
                raise Refused(_("The results are published, so the answer stands."))
            if comments is None and not find.concerns(self):
                raise Refused(
                    _("Nothing that was found late is in this issue, so it stands.")
                )
            if comments is not None and not find.covers(comments):
                raise Refused(
                    _("Only comments that were found late can join or leave an issue.")
                )


class IssueMember(models.Model):
    """A person's judgement that a comment makes the point of an issue."""

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="members")
    comment = models.ForeignKey(
        Comment, on_delete=models.PROTECT, related_name="memberships"
    )
    gathered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    gathered_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "comment"], name="a_comment_joins_an_issue_once"
            )
        ]

    def __str__(self):
        return f"{self.comment} in {self.issue}"


class Disposition(models.Model):
    """What the council does about an issue, and its reason."""

    class Decision(models.TextChoices):
        ACCEPTED = "accepted", gettext_lazy("Changed")
        PARTLY = "partly", gettext_lazy("Partly changed")
        NOT_ACCEPTED = "not_accepted", gettext_lazy("Not changed")
        OUT_OF_SCOPE = "out_of_scope", gettext_lazy("Out of scope")
        ANSWERED = "answered", gettext_lazy("Answered")

    LONGEST = 600

    issue = models.OneToOneField(
        Issue, on_delete=models.PROTECT, related_name="disposition"
    )
    decision = models.CharField(max_length=12, choices=Decision)
    reason = models.TextField(max_length=LONGEST)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="an_answer_gives_its_reason"
            )
        ]

    def __str__(self):
        return self.get_decision_display()

    @property
    def status_key(self) -> str:
        """Its word in the dictionary of statuses."""
        return f"disposition.{self.decision}"

    @property
    def changes_the_charter(self) -> bool:
        return self.decision in {self.Decision.ACCEPTED, self.Decision.PARTLY}


class IssueCitation(models.Model):
    """A change of the charter's words that an issue brought about."""

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="citations")
    change = models.ForeignKey(
        Change, on_delete=models.PROTECT, related_name="issue_citations"
    )
    cited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    cited_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "change"], name="an_issue_cites_a_change_once"
            )
        ]

    def __str__(self):
        return f"{self.issue} → {self.change}"

    @property
    def shows_words(self) -> bool:
        """Whether everybody may read the new words: they are frozen and published.

        Until then drafters still work on them.
        """
        edition = self.change.result
        release = edition and getattr(edition, "release", None)
        return bool(release and release.public_from <= clock.now())
