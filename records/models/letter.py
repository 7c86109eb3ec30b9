import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit import clock
from councils.models import Council, CouncilQuerySet
from records.models.errand import Errand, ErrandQuerySet


class LetterQuerySet(ErrandQuerySet, CouncilQuerySet):
    def about(self, obligation):
        return self.filter(obligation=obligation)


class Letter(Errand):
    """One e-mail that we owe someone: written once, sent once.

    `obligation` says what it is owed for, in words that stay the same however often
    the reason is found again ("milestone:4b2…:due"). Who it goes to is kept apart
    from the key that makes it unique, so that the address can be erased.
    """

    MOST_TRIES = 8
    LEASE = timedelta(seconds=60)
    FIRST_PAUSE = timedelta(seconds=30)

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    council = models.ForeignKey(
        Council, on_delete=models.PROTECT, null=True, blank=True, related_name="letters"
    )
    kind = models.CharField(max_length=60)
    obligation = models.CharField(max_length=200)
    due_on = models.DateField(null=True, blank=True)
    recipient_key = models.CharField(max_length=64)
    recipient = models.EmailField(blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    subject = models.CharField(max_length=200)
    text = models.TextField()
    reply_to = models.EmailField(blank=True)
    stop_url = models.URLField(blank=True, max_length=300)
    written_at = models.DateTimeField(default=clock.now)
    is_forgotten_once_sent = models.BooleanField(default=False)

    objects = LetterQuerySet.as_manager()

    class Meta(Errand.Meta):
        ordering = ["-written_at", "-pk"]
        constraints = [
            *Errand.Meta.constraints,
            models.UniqueConstraint(
                fields=["obligation", "recipient_key", "kind", "due_on"],
                name="one_letter_per_obligation",
                nulls_distinct=False,
            ),
        ]
        indexes = [
            *Errand.Meta.indexes,
            models.Index(fields=["council", "-written_at"], name="letter_outbox"),
        ]

    def __str__(self):
        return f"{self.kind} {self.uid}"

    def finish(self, **outcome) -> None:
        gone = {"recipient": "", "text": ""} if self.is_forgotten_once_sent else {}
        super().finish(**gone, **outcome)

    def put_back(self, problem: object) -> None:
        """Try again later. What mail systems say of a problem often names the address,
        so of a letter that is to be forgotten only its kind is kept."""
        if self.is_forgotten_once_sent:
            problem = str(problem).partition(":")[0]
        super().put_back(problem)
        if self.is_forgotten_once_sent and self.is_parked:
            self.recipient, self.text = "", ""
            self.save(update_fields=["recipient", "text"])

    @property
    def status(self) -> str:
        """sent, failed or waiting."""
        if self.is_done:
            return "sent"
        return "failed" if self.is_parked else "waiting"

    def get_status_display(self):
        return {"sent": _("Sent"), "failed": _("Failed"), "waiting": _("Waiting")}[
            self.status
        ]

    @property
    def shown_recipient(self) -> str:
        """Enough of the address to know it again, not enough to write to it."""
        name, _at, host = self.recipient.partition("@")
        return f"{name[:2]}…@{host}" if host else str(_("The address was erased"))

    @property
    def sent_at(self):
        return self.done_at

    @property
    def trail_reference(self):
        return self.uid

    @property
    def trail_label(self):
        return self.kind

    @property
    def message_id(self) -> str:
        """Stays the same on a second try, so that a mail system can tell."""
        host = settings.SITE_ORIGIN.partition("//")[2].partition(":")[0]
        return f"<{self.uid}@{host or 'localhost'}>"

    def get_absolute_url(self):
        return reverse("records:letter_detail", args=[self.council.slug, self.uid])
