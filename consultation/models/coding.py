import hashlib
from urllib.parse import urlencode

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from consultation import agreement
from consultation.models.comment import Comment
from consultation.models.issue import IssueMember
from consultation.models.round import Round
from metrics.models import DatedRule


class CodeFrame(models.Model):
    """The issues of a round as they were defined when they were fixed as a version.

    Two people can only agree about how to group comments when both use the same words.
    """

    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, related_name="code_frames"
    )
    version = models.PositiveSmallIntegerField()
    issues = models.JSONField(help_text="Number, title and what was heard, of each")
    fixed_at = models.DateTimeField(default=clock.now, editable=False)
    fixed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        ordering = ["round", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "version"], name="code_frames_are_numbered_once"
            )
        ]

    def __str__(self):
        return _("List of issues, version %s") % self.version

    @property
    def council(self):
        return self.round.council

    @property
    def trail_reference(self):
        return f"{self.round.uid}/{self.version}"

    @classmethod
    @transaction.atomic
    def fix(cls, round: Round, *, by) -> "CodeFrame":
        """Fix the issues as they are now, and draw the comments that a second officer
        groups again. The draw follows from the comments' own references."""
        Round.objects.select_for_update(of=("self",)).get(pk=round.pk)
        issues = list(
            round.issues.order_by("number").values("number", "title", "heard")
        )
        if not issues:
            raise Refused(_("Add the issues first."))
        latest = round.code_frames.order_by("-version").first()
        if latest and latest.issues == issues:
            raise Refused(_("The issues are as they were when they were fixed."))
        frame = cls.objects.create(
            round=round,
            version=latest.version + 1 if latest else 1,
            issues=issues,
            fixed_by=by,
        )
        grouped = round.comments.counted().filter(memberships__isnull=False).distinct()
        SecondCoding.objects.bulk_create(
            SecondCoding(frame=frame, comment_id=pk) for pk in frame._drawn(grouped)
        )
        data = {"version": frame.version, "sample": frame.codings.count()}
        record("code_frame.fixed", frame, by=by, data=data)
        return frame

    def _drawn(self, comments) -> list[int]:
        rule = DatedRule.objects.value("double_coding")
        found = list(comments.values_list("reference", "pk"))
        share = -(-len(found) * rule["percent"] // 100)
        count = min(len(found), max(share, rule["fewest"]))
        seed = f"{self.round.uid}/{self.version}"
        found.sort(key=lambda one: hashlib.sha256(f"{seed}/{one[0]}".encode()).digest())
        return sorted(pk for _reference, pk in found[:count])

    def agreement(self) -> agreement.Agreement | None:
        """How far two people agree, or None before a second has grouped anything."""
        done = self.codings.exclude(coded_at=None)
        second = {coding.comment_id: set(coding.numbers) for coding in done}
        first: dict[int, set] = {pk: set() for pk in second}
        members = IssueMember.objects.filter(comment__in=second).values_list(
            "comment", "issue__number"
        )
        for comment, number in members:
            first[comment].add(number)
        numbers = [issue["number"] for issue in self.issues]
        pairs = [(first[pk], second[pk]) for pk in sorted(second)]
        return agreement.of_groupings(pairs, numbers) if pairs else None


class SecondCoding(models.Model):
    """A comment of the sample, grouped again by a second officer who does not see the
    first grouping."""

    frame = models.ForeignKey(
        CodeFrame, on_delete=models.CASCADE, related_name="codings"
    )
    comment = models.ForeignKey(
        Comment, on_delete=models.PROTECT, related_name="second_codings"
    )
    numbers = models.JSONField(default=list)
    coded_at = models.DateTimeField(null=True, editable=False)
    coded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        ordering = ["frame", "comment"]
        constraints = [
            models.UniqueConstraint(
                fields=["frame", "comment"], name="a_comment_is_sampled_once"
            ),
            models.CheckConstraint(
                condition=Q(coded_at=None) | ~Q(numbers=[]),
                name="a_second_grouping_names_an_issue",
            ),
        ]

    def __str__(self):
        return f"{self.comment} again"

    @transaction.atomic
    def code(self, numbers: list[int], *, by) -> None:
        """Say which issues the comment belongs to, without looking at the first."""
        known = {issue["number"] for issue in self.frame.issues}
        if not numbers or not set(numbers) <= known:
            raise Refused(_("Select at least one issue"))
        first = IssueMember.objects.filter(comment=self.comment, gathered_by=by)
        if by is not None and first.exists():
            raise Refused(_("You grouped this comment first. Another officer does it."))
        self.numbers = sorted(set(numbers))
        self.coded_at, self.coded_by = clock.now(), by
        self.save(update_fields=["numbers", "coded_at", "coded_by"])
        record("comment.coded_again", self.comment, by=by)


class AssignmentQuerySet(models.QuerySet):
    def with_comments_left(self):
        """Those with comments in no issue yet: `Assignment.comments`, for many."""
        left = Comment.objects.counted().without_issue().filter(round=OuterRef("round"))
        key, part = OuterRef("key"), Assignment.Part
        named = Q(edition_clause__number=key) | Q(edition_priority__code=key)
        whole = Q(edition_clause=None, edition_priority=None)
        return self.filter(
            Q(Exists(left.filter(named)), part=part.CLAUSE)
            | Q(Exists(left.filter(response__area__code=key)), part=part.AREA)
            | Q(Exists(left.filter(whole)), part=part.WHOLE)
        )


class Assignment(models.Model):
    """Which officer reads and groups the comments about one part of a round."""

    class Part(models.TextChoices):
        CLAUSE = "clause", gettext_lazy("Paragraph")
        AREA = "area", gettext_lazy("Place")
        ISSUE = "issue", gettext_lazy("Issue")
        WHOLE = "whole", gettext_lazy("The whole charter")

    round = models.ForeignKey(
        Round, on_delete=models.CASCADE, related_name="assignments"
    )
    part = models.CharField(max_length=6, choices=Part)
    key = models.CharField(max_length=80, blank=True)
    label = models.CharField(max_length=160)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    assigned_at = models.DateTimeField(default=clock.now, editable=False)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["round", "part", "label"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "part", "key"], name="a_part_has_one_officer"
            )
        ]

    def __str__(self):
        return f"{self.label}: {self.officer}"

    @property
    def council(self):
        return self.round.council

    @property
    def comments(self):
        """The counted comments about the part."""
        every = self.round.comments.counted()
        if self.part == self.Part.CLAUSE:
            about = Q(edition_clause__number=self.key)
            return every.filter(about | Q(edition_priority__code=self.key))
        if self.part == self.Part.AREA:
            return every.filter(response__area__code=self.key)
        if self.part == self.Part.ISSUE:
            return every.filter(memberships__issue__number=self.key)
        return every.filter(edition_clause=None, edition_priority=None)

    def get_workspace_url(self) -> str:
        """The list of comments that it is about, those in no issue yet."""
        named = {
            self.Part.CLAUSE: {"paragraph": self.key},
            self.Part.AREA: {"ward": self.key},
            self.Part.ISSUE: {"issue": self.key},
            self.Part.WHOLE: {"section": "other"},
        }
        query = urlencode(named[self.part])
        return f"{self.round.get_workspace_url()}themes/?{query}"

    @classmethod
    @transaction.atomic
    def give(cls, round: Round, part: str, key: str, label: str, officer, *, by):
        """Give a part of the work to an officer, in place of whoever had it."""
        given, _is_new = cls.objects.update_or_create(
            round=round,
            part=part,
            key=key,
            defaults={
                "label": label[:160],
                "officer": officer,
                "assigned_at": clock.now(),
            },
        )
        data = {"part": part, "key": key, "officer": str(officer.actor_id)}
        record("round.assigned", round, by=by, data=data)
        return given
