import uuid

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from consultation.models.comment import Comment
from consultation.models.round import Round
from councils.models import CouncilQuerySet


class CampaignQuerySet(CouncilQuerySet):
    def for_council(self, council):
        return self.filter(round__consultation__council=council)

    def suggested(self):
        return self.filter(confirmed_at=None, dissolved_at=None)

    def confirmed(self):
        return self.exclude(confirmed_at=None)

    def with_counts(self):
        """With `member_count` and `addition_count`: counted comments, and those of
        them whose senders added words of their own."""
        counted = Q(
            members__comment__response__standing="counted",
            members__comment__response__withdrawn_at=None,
        )
        return self.select_related("round__consultation__council", "common").annotate(
            member_count=Count("members", filter=counted),
            addition_count=Count(
                "members", filter=counted & Q(members__has_addition=True)
            ),
        )


class Campaign(models.Model):
    """Comments that are nearly the same, because somebody asked people to send them.

    The method suggests it; a person confirms or dissolves it. Each comment is counted.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="campaigns")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120, blank=True)
    common = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="+")
    method = models.JSONField()
    found_at = models.DateTimeField(default=clock.now, editable=False)
    confirmed_at = models.DateTimeField(null=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    dissolved_at = models.DateTimeField(null=True, editable=False)
    additions_read_at = models.DateTimeField(null=True, editable=False)
    additions_read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ["round", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "number"], name="campaigns_are_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(dissolved_at=None),
                name="a_campaign_is_confirmed_or_dissolved",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | ~Q(title=""),
                name="a_confirmed_campaign_has_a_name",
            ),
        ]

    def __str__(self):
        return self.title or _("Suggested campaign %s") % self.number

    @property
    def council(self):
        return self.round.council

    @property
    def trail_label(self):
        return str(self)

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None

    @property
    def comments(self):
        """Its counted comments."""
        return Comment.objects.counted().filter(campaign_membership__campaign=self)

    @transaction.atomic
    def confirm(self, title: str, *, by) -> None:
        """Decide that these comments are one campaign, and name it."""
        self._refuse_when_settled()
        if not title.strip():
            raise Refused(_("Enter what the campaign asks for"))
        self.title = title.strip()
        self.confirmed_at, self.confirmed_by = clock.now(), by
        self.save(update_fields=["title", "confirmed_at", "confirmed_by"])
        data = {"comments": self.members.count(), "method": self.method}
        record("campaign.confirmed", self, by=by, data=data)

    @transaction.atomic
    def dissolve(self, *, by) -> None:
        """Decide that these comments only look alike. Each is read on its own."""
        self._refuse_when_settled()
        members = sorted(self.members.values_list("comment__reference", flat=True))
        self.dissolved_at = clock.now()
        self.method = {**self.method, "members": members}
        self.save(update_fields=["dissolved_at", "method"])
        self.members.all().delete()
        record("campaign.dissolved", self, by=by, data={"comments": len(members)})

    @transaction.atomic
    def leave_out(self, comment: Comment, *, by) -> None:
        """Take a comment that does not belong out of the campaign."""
        if self.round.has_results:
            raise Refused(_("The results are published, so the campaign stands."))
        removed, _rows = self.members.filter(comment=comment).delete()
        if removed:
            data = {"comments": [comment.reference]}
            record("campaign.left_out", self, by=by, data=data)

    @transaction.atomic
    def mark_additions_read(self, *, by) -> None:
        """Say that this person has read what senders added in their own words."""
        if not self.is_confirmed:
            raise Refused(_("Confirm the campaign first."))
        self.additions_read_at, self.additions_read_by = clock.now(), by
        self.save(update_fields=["additions_read_at", "additions_read_by"])
        count = self.members.filter(has_addition=True).count()
        record("campaign.additions_read", self, by=by, data={"additions": count})

    def _refuse_when_settled(self) -> None:
        mine = Campaign.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if mine.confirmed_at or mine.dissolved_at:
            raise Refused(_("Somebody has already decided about this campaign."))


class CampaignMember(models.Model):
    """That a comment is nearly the same as the common text of a campaign."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="members"
    )
    comment = models.OneToOneField(
        Comment, on_delete=models.PROTECT, related_name="campaign_membership"
    )
    shared_percent = models.PositiveSmallIntegerField()
    has_addition = models.BooleanField()

    class Meta:
        ordering = ["campaign", "comment"]

    def __str__(self):
        return f"{self.comment} in {self.campaign}"
