from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from audit import clock
from consultation.models.draft import Draft
from consultation.models.response import Response
from councils.models import CouncilQuerySet
from records.models import FileKind, StoredFile

MEGABYTE = 1024 * 1024


class AttachmentQuerySet(CouncilQuerySet):
    def for_council(self, council):
        return self.filter(file__council=council)

    def discard(self) -> int:
        """Forget these files, rows and bytes. Returns how many."""
        every = list(self.select_related("file"))
        for attachment in every:
            attachment.discard()
        return len(every)


class Attachment(models.Model):
    """A file that somebody sends with a response. Guests may, like everybody."""

    MOST = 5
    MOST_BYTES = 20 * MEGABYTE
    KINDS = (
        *(FileKind.PDF, FileKind.DOCX, FileKind.ODT),
        *(FileKind.JPG, FileKind.PNG),
    )

    draft = models.ForeignKey(
        Draft, null=True, on_delete=models.PROTECT, related_name="attachments"
    )
    response = models.ForeignKey(
        Response, null=True, on_delete=models.PROTECT, related_name="attachments"
    )
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(draft=None, response__isnull=False)
                | Q(draft__isnull=False, response=None),
                name="a_file_hangs_on_a_draft_or_on_a_response",
            )
        ]

    def __str__(self):
        return self.file.name

    @property
    def council(self):
        return self.file.council

    @classmethod
    @transaction.atomic
    def add(cls, bearer: Draft | Response, upload) -> "Attachment":
        """Keep a file with what is being written or was sent, within what one response
        may have."""
        if upload is None:
            raise ValidationError(_("Select a file"))
        every = type(bearer).objects
        every.select_for_update(of=("self",)).get(pk=bearer.pk)
        mine = bearer.attachments
        if mine.count() >= cls.MOST:
            raise ValidationError(_("You can send up to %s files") % cls.MOST)
        bytes_so_far = mine.aggregate(total=Sum("file__size"))["total"] or 0
        if bytes_so_far + upload.size > cls.MOST_BYTES:
            raise ValidationError(_("Your files must be smaller than 20MB together"))
        file = StoredFile.keep(upload, bearer.council, None, kinds=cls.KINDS)
        return mine.create(file=file)

    def discard(self) -> None:
        """Forget the file: nothing of it stays."""
        file = self.file
        self.delete()
        file.discard()
