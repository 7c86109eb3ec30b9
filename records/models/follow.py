import secrets
import uuid

from django.db import models
from django.db.models import Q

from audit import clock
from councils.models import Council, CouncilQuerySet


def new_token() -> str:
    """128 bits that nobody guesses."""
    return secrets.token_urlsafe(16)


class FollowQuerySet(CouncilQuerySet):
    def confirmed(self):
        return self.exclude(confirmed_at=None).filter(stopped_at=None)

    def asked_before(self, moment):
        """Never confirmed, so the address was perhaps typed by someone else."""
        return self.filter(confirmed_at=None, asked_at__lt=moment)


class Follow(models.Model):
    """Someone who asked to hear news of one topic of a council by e-mail.

    Nothing is sent until they have confirmed the address; one click stops it.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    council = models.ForeignKey(
        Council, on_delete=models.CASCADE, related_name="followers"
    )
    topic = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    token = models.CharField(
        max_length=43,
        db_index=True,
        default=new_token,
        help_text="Shared by the topics that were asked for together",
    )
    asked_at = models.DateTimeField(default=clock.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)

    objects = FollowQuerySet.as_manager()

    class Meta:
        ordering = ["council", "topic", "pk"]
        constraints = [
            models.UniqueConstraint(
                "council",
                "topic",
                models.functions.Lower("email"),
                name="a_topic_is_followed_once",
                condition=Q(stopped_at=None),
            )
        ]

    def __str__(self):
        return f"{self.topic} of {self.council}"

    @property
    def trail_label(self):
        return self.topic

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None and self.stopped_at is None
