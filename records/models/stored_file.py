import hashlib
import re
import uuid
from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import models, transaction
from django.db.models import Q, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit import clock
from councils.models import Council, CouncilQuerySet
from records import contents, limits

FOLDER = "files"


class FileKind(models.TextChoices):
    """The kinds of file that we take, told by their content."""

    PDF = "pdf", "PDF"
    DOCX = "docx", "DOCX"
    ODT = "odt", "ODT"
    XLSX = "xlsx", "XLSX"
    ODS = "ods", "ODS"
    CSV = "csv", "CSV"
    JPG = "jpg", "JPG"
    PNG = "png", "PNG"


class StoredFileQuerySet(CouncilQuerySet):
    def bytes_kept(self) -> int:
        return self.aggregate(total=Sum("size"))["total"] or 0


class StoredFile(models.Model):
    """A file that someone gave us or that we made. Its bytes never change."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    council = models.ForeignKey(
        Council, on_delete=models.PROTECT, null=True, blank=True, related_name="files"
    )
    name = models.CharField(max_length=120, help_text="What people see it called")
    path = models.CharField(max_length=120, unique=True, editable=False)
    kind = models.CharField(max_length=8, choices=FileKind)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="uploads",
    )
    kept_at = models.DateTimeField(default=clock.now)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        ordering = ["-kept_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="a_file_is_not_empty")
        ]

    def __str__(self):
        return self.name

    @property
    def content_type(self) -> str:
        return contents.TYPES[self.kind]

    def get_absolute_url(self):
        return reverse("records:stored_file", args=[self.council.slug, self.uid])

    @classmethod
    def keep(
        cls,
        upload: Any,
        council: Council | None,
        by: Any,
        *,
        kinds: tuple[str, ...] = tuple(contents.TYPES),
    ) -> Self:
        """Take what a person uploaded, or refuse in words that they understand.

        `upload` is anything with `name`, `size` and `read()`. The bytes are written
        first and the row after, so that a row never points at nothing.
        """
        if upload is None:
            raise ValidationError(contents.MISSING, code="missing")
        if upload.size > contents.LARGEST:
            raise ValidationError(contents.TOO_LARGE, code="too_large")
        found = contents.recognise(upload.read(), upload.name or "", kinds)
        cls._refuse_over_quota(len(found.content), council, by)
        return cls._write(found.content, found.kind, upload.name, council, by)

    @classmethod
    def keep_made(
        cls, content: bytes, *, kind: str, name: str, council: Council | None, by=None
    ) -> Self:
        """Keep a file that the portal made itself."""
        return cls._write(content, kind, name, council, by)

    @classmethod
    def _write(cls, content, kind, name, council, by) -> Self:
        uid = uuid.uuid4()
        path = f"{FOLDER}/{uid.hex[:2]}/{uid.hex}"
        try:
            path = storages["default"].save(path, ContentFile(content))
        except OSError as problem:
            raise ValidationError(contents.NOT_KEPT, code="not_kept") from problem
        return cls.objects.create(
            uid=uid,
            path=path,
            council=council,
            name=shown_name(name, kind),
            kind=kind,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            uploaded_by=by if by and not isinstance(by, str) else None,
        )

    @classmethod
    def _refuse_over_quota(cls, size: int, council, by) -> None:
        refused = ValidationError(
            _("There is no room for this file. Delete files that you no longer need"),
            code="quota",
        )
        kept = cls.objects.filter(council=council).bytes_kept()
        if kept + size > limits.bytes_per_council():
            raise refused
        if by and not isinstance(by, str):
            day = cls.objects.filter(
                uploaded_by=by, kept_at__gt=clock.now() - timedelta(days=1)
            )
            if day.bytes_kept() + size > limits.bytes_per_person_a_day():
                raise refused

    def open(self):
        """The bytes as a file object. FileNotFoundError when they are gone."""
        return storages["default"].open(self.path, "rb")

    def read(self) -> bytes:
        with self.open() as stream:
            return stream.read()

    @transaction.atomic
    def discard(self) -> None:
        """Forget the file: the row now, the bytes once that is certain."""
        path = self.path
        self.delete()
        transaction.on_commit(lambda: storages["default"].delete(path), robust=True)


def shown_name(name: str | None, kind: str) -> str:
    """A name to show and to save under: no folders, no tricks, the true ending."""
    base = re.split(r"[\\/]", name or "")[-1]
    stem = base.rsplit(".", 1)[0] if "." in base else base
    stem = re.sub(r"[^\w \-()]", "", stem).strip(" .-_")
    return f"{stem[:100] or 'file'}.{kind}"
