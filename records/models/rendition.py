import json
import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audit import clock
from councils.models import Council, CouncilQuerySet
from records.models.errand import Errand, ErrandQuerySet
from records.models.stored_file import StoredFile


class RenditionQuerySet(ErrandQuerySet, CouncilQuerySet):
    def public(self, at: datetime | None = None):
        """Those that anyone may fetch at a moment."""
        return self.filter(public_from__lte=at or clock.now())

    def last_made(self) -> "Rendition | None":
        """The one that was asked for last."""
        return self.order_by("pk").last()

    def visible_to(self, user):
        """The public ones, and all of a council to its officers."""
        public = self.public()
        if not user.is_authenticated:
            return public
        mine = user.memberships.current().values("council")
        return public | self.filter(council__in=mine) | self.filter(asked_by=user)


class Rendition(Errand):
    """A document made into a file, once for each hash of its content.

    `document` is the canonical JSON, byte for byte what the hash was taken of and
    what the file carries inside.
    """

    MOST_TRIES = 4
    LEASE = timedelta(seconds=30)

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    council = models.ForeignKey(
        Council,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="renditions",
    )
    title = models.CharField(max_length=300)
    document = models.TextField()
    document_hash = models.CharField(max_length=64)
    template = models.CharField(max_length=60)
    version = models.CharField(
        max_length=16,
        help_text="Hash of the templates and styles it is made with",
    )
    public_from = models.DateTimeField(
        null=True, blank=True, help_text="From when anyone may fetch it"
    )
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_reference = models.CharField(max_length=120, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    asked_at = models.DateTimeField(default=clock.now)
    file = models.OneToOneField(
        StoredFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="rendition",
    )
    pages = models.PositiveIntegerField(null=True, blank=True)

    objects = RenditionQuerySet.as_manager()

    class Meta(Errand.Meta):
        ordering = ["-asked_at", "-pk"]
        constraints = [
            *Errand.Meta.constraints,
            models.UniqueConstraint(
                fields=["council", "document_hash", "template", "version"],
                name="one_rendition_per_hash",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=models.Q(done_at=None) | models.Q(file__isnull=False),
                name="a_finished_rendition_has_its_file",
            ),
        ]

    def __str__(self):
        return f"{self.title} ({self.document_hash[:12]})"

    @property
    def status(self) -> str:
        """ready, failed, rendering or waiting."""
        if self.is_done:
            return "ready"
        if self.is_parked:
            return "failed"
        return "rendering" if self.is_under_way else "waiting"

    @property
    def is_public(self) -> bool:
        """Whether anyone may fetch it now."""
        return self.public_from is not None and self.public_from <= clock.now()

    def open_from(self, moment: datetime | None) -> None:
        """Let anyone fetch it from a moment on; None keeps it back again."""
        self.public_from = moment
        self.save(update_fields=["public_from"])

    @property
    def is_ready(self) -> bool:
        return self.is_done

    @property
    def size(self) -> int | None:
        """Bytes of the file, or None while there is none."""
        return self.file.size if self.file_id else None

    @property
    def content(self) -> dict:
        return json.loads(self.document)

    @property
    def trail_reference(self):
        return self.uid

    @property
    def trail_label(self):
        return self.title

    @property
    def sentence(self) -> str | Promise:
        """How it is going, in words."""
        return {
            "ready": _("Your file is ready."),
            "rendering": _("We are making your file now."),
            "waiting": _("Your file is waiting to be made."),
            "failed": _("We could not make your file."),
        }[self.status]

    @property
    def file_url(self) -> str:
        """Where the file can be had, or "" while there is none."""
        return reverse("job_file", args=[self.uid]) if self.is_done else ""

    def get_absolute_url(self):
        """The page that says how the work is going."""
        return reverse("job", args=[self.uid])
