import uuid

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from consultation.models.comment import Comment
from consultation.models.mandate import ForResponseQuerySet
from consultation.models.response import Response


class SenderRequestQuerySet(ForResponseQuerySet):
    def open(self):
        """Those that nobody has decided."""
        return self.filter(decided_at=None)

    def for_round(self, round):
        return self.filter(response__round=round)

    def for_reading(self):
        return self.select_related(
            "response__round__consultation__council", "comment__question"
        )


class SenderRequest(models.Model):
    """What a sender asks after the close: to take the response back, to put words
    right, or to be erased. An officer decides, with a reason."""

    class Kind(models.TextChoices):
        WITHDRAWAL = "withdrawal", gettext_lazy("Take my whole response back")
        CORRECTION = "correction", gettext_lazy("Put something right in what I wrote")
        ERASURE = "erasure", gettext_lazy("Erase what you hold about me")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    response = models.ForeignKey(
        Response, on_delete=models.CASCADE, related_name="requests"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    comment = models.ForeignKey(
        Comment, null=True, on_delete=models.CASCADE, related_name="+"
    )
    words = models.TextField(max_length=2000, blank=True)
    asked_at = models.DateTimeField(default=clock.now, editable=False)
    is_granted = models.BooleanField(null=True, editable=False)
    reason = models.CharField(max_length=500, blank=True, editable=False)
    decided_at = models.DateTimeField(null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    proof = models.CharField(max_length=64, blank=True, editable=False)

    objects = SenderRequestQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["response", "kind"],
                condition=Q(decided_at=None),
                name="a_sender_waits_for_one_answer_of_each_kind",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, is_granted=None, reason="")
                | (Q(decided_at__isnull=False, is_granted__isnull=False))
                & ~Q(reason=""),
                name="a_decided_request_has_its_reason",
            ),
            models.CheckConstraint(
                condition=~Q(kind="correction") | Q(comment__isnull=False),
                name="a_correction_is_of_one_comment",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.response.printed_code}"

    @property
    def council(self):
        return self.response.council

    @property
    def letter_obligation(self) -> str:
        return f"response:{self.response.uid}:request:{self.uid}"

    @property
    def is_open(self) -> bool:
        return self.decided_at is None

    @classmethod
    @transaction.atomic
    def ask(
        cls, response: Response, kind: str, words: str = "", *, comment=None
    ) -> "SenderRequest":
        """Ask, once for each kind until it is answered. Before the close nobody needs
        to ask: the sender's own pages do it."""
        mine = response._locked()
        if mine.may_be_changed():
            raise Refused(_("You can still change this yourself, until the close."))
        if mine.erased_at:
            raise Refused(_("Who sent this response has already been forgotten."))
        if mine.is_withdrawn and kind == cls.Kind.WITHDRAWAL:
            raise Refused(_("This response has already been taken back."))
        if response.requests.open().filter(kind=kind).exists():
            raise Refused(_("You have asked for this already. We answer it soon."))
        if kind == cls.Kind.CORRECTION and not (comment and words.strip()):
            raise Refused(_("Enter what it should say"))
        asked = cls.objects.create(
            response=response,
            kind=kind,
            words=words.strip(),
            comment=comment if kind == cls.Kind.CORRECTION else None,
        )
        record("response.request_made", response, data={"kind": kind})
        return asked

    def get_workspace_url(self) -> str:
        return f"{self.response.round.get_workspace_url()}requests/{self.uid}/"
