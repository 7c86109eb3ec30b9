import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models

from audit import clock
from consultation.models.ledger import OfRoundQuerySet
from consultation.models.round import Round
from records.models.errand import Errand, ErrandQuerySet


class TopicSearchQuerySet(ErrandQuerySet, OfRoundQuerySet):
    pass


class TopicSearch(Errand):
    """One search for topics among the comments of a round that stand in no issue, done
    by a worker. What it found are suggestions, until a person makes an issue of one."""

    LEASE = timedelta(minutes=5)

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    round = models.ForeignKey(
        Round, on_delete=models.CASCADE, related_name="topic_searches"
    )
    asked_at = models.DateTimeField(default=clock.now, editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    comments = models.PositiveIntegerField(default=0)
    found = models.JSONField(default=list)

    objects = TopicSearchQuerySet.as_manager()

    class Meta(Errand.Meta):
        ordering = ["-asked_at", "-pk"]

    def __str__(self):
        return f"{self.round}, {self.asked_at:%Y-%m-%d}"

    @property
    def council(self):
        return self.round.council

    @property
    def trail_reference(self):
        return str(self.uid)
