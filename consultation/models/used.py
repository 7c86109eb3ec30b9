from django.conf import settings
from django.db import models

from audit import clock
from charters.models import Suggestion
from consultation.models.comment import Comment
from councils.models import CouncilQuerySet


class DraftUseQuerySet(CouncilQuerySet):
    def for_council(self, council):
        return self.filter(comment__round__consultation__council=council)


class DraftUse(models.Model):
    """A change that somebody asked for, put before the drafters as a suggestion."""

    comment = models.ForeignKey(
        Comment, on_delete=models.PROTECT, related_name="draft_uses"
    )
    suggestion = models.OneToOneField(
        Suggestion, on_delete=models.CASCADE, related_name="draft_use"
    )
    used_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    used_at = models.DateTimeField(default=clock.now, editable=False)

    objects = DraftUseQuerySet.as_manager()

    class Meta:
        ordering = ["used_at", "pk"]

    def __str__(self):
        return f"{self.comment} → {self.suggestion}"

    @property
    def council(self):
        return self.comment.council
