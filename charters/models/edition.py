import uuid
from datetime import datetime

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import clock
from audit.trail import record
from charters import document
from charters.models import freezing, standing
from records import renditions
from records.canonical import digest
from records.models import Rendition

PRINT, LARGE_PRINT, DRAFT_PRINT = "charter", "charter_large", "charter_draft"


class EditionQuerySet(models.QuerySet):
    def for_council(self, council):
        return self.filter(charter__council=council)

    def public(self, at: datetime | None = None):
        """Those that anyone may read at a moment."""
        return self.filter(release__public_from__lte=at or clock.now())

    def visible_to(self, user):
        """The public ones; officers also see their own council's."""
        public = self.public().values("pk")
        if not user.is_authenticated:
            return self.filter(pk__in=public)
        councils = user.memberships.current().values("council")
        return self.filter(
            models.Q(pk__in=public) | models.Q(charter__council__in=councils)
        )

    def adopted(self):
        return self.filter(kind=Edition.Kind.ADOPTED)

    def in_force(self):
        """Adopted editions of charters that are in force."""
        return self.adopted().filter(standing.in_force("charter__"))

    @transaction.atomic
    def freeze(self, charter, kind: "Edition.Kind", *, by, **agreed) -> "Edition":
        """Write the working text down as an edition; the charter is locked already.

        `agreed` is what an adopted edition says about its decision.
        """
        written = charter.body()
        text_hash = digest(written)
        last = self.filter(charter=charter).last()
        is_adopted = kind == Edition.Kind.ADOPTED
        if last and not is_adopted and (last.kind, last.text_hash) == (kind, text_hash):
            return last
        number = last.number + 1 if last else 1
        whole = document.with_edition(
            freezing.with_surroundings(written, charter),
            number=number,
            kind=kind.value,
            status_label=str(kind.label),
            **agreed,
        )
        edition = self.create(
            charter=charter,
            number=number,
            kind=kind,
            document=whole,
            text_hash=text_hash,
            content_hash=digest(whole),
            frozen_by=by,
        )
        freezing.write_rows(edition)
        edition.ask_for_pdf()
        record(
            "edition.frozen",
            edition,
            by=by,
            data={"kind": kind, "hash": edition.content_hash},
        )
        return edition


class Edition(models.Model):
    """The numbered, frozen text of a charter, known by its hash. Never edited."""

    class Kind(models.TextChoices):
        OUTLINE = "outline", gettext_lazy("Outline for discussion")
        CONSULTATION = "consultation", gettext_lazy("Draft for consultation")
        ADOPTED = "adopted", gettext_lazy("Adopted")

    charter = models.ForeignKey(
        "charters.Charter", on_delete=models.PROTECT, related_name="editions"
    )
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Kind)
    document = models.JSONField()
    text_hash = models.CharField(max_length=64)
    content_hash = models.CharField(max_length=64)
    frozen_at = models.DateTimeField(default=clock.now)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["charter", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["charter", "number"], name="one_edition_per_number_of_a_charter"
            ),
            models.UniqueConstraint(
                fields=["charter", "content_hash"], name="one_edition_per_text"
            ),
        ]
        indexes = [models.Index(fields=["content_hash"], name="edition_by_hash")]

    def __str__(self):
        return _("%(charter)s, version %(number)s") % {
            "charter": self.charter.title,
            "number": self.number,
        }

    @property
    def council(self):
        return self.charter.council

    @property
    def trail_reference(self):
        return f"{self.charter.slug}/{self.number}"

    @property
    def trail_label(self):
        return f"{self.charter.title}, version {self.number}"

    def get_absolute_url(self):
        return reverse(
            "charters:edition_detail",
            args=[self.charter.council.slug, self.charter.slug, self.number],
        )

    def is_public(self, at: datetime | None = None) -> bool:
        release = Release.objects.filter(edition=self).first()
        return release is not None and release.public_from <= (at or clock.now())

    @transaction.atomic
    def publish(self, *, by, public_from: datetime | None = None) -> "Release":
        """Let anyone read it from a moment on, now if none is given."""
        moment = public_from or clock.now()
        release = Release.objects.filter(edition=self).first()
        if release is None:
            release = Release.objects.create(edition=self, public_from=moment)
        elif clock.now() < release.public_from != moment:
            release.public_from = moment
            release.save(update_fields=["public_from"])
        else:
            return release
        for template in (PRINT, LARGE_PRINT):
            self.ask_for_pdf(template)
        record("edition.published", self, by=by, data={"public_from": moment})
        return release

    def ask_for_pdf(self, template: str = PRINT) -> Rendition:
        """The rendition of this edition as PDF: asked for once, made by a worker.

        It is public from the moment the edition is.
        """
        release = Release.objects.filter(edition=self).first()
        return renditions.ask(
            self.document,
            template=template,
            title=str(self),
            council=self.council,
            subject=self,
            public_from=release and release.public_from,
        )

    def take_back(self, *, by) -> bool:
        """Cancel a release that has not happened yet. Answers whether there was one."""
        coming = Release.objects.filter(edition=self, public_from__gt=clock.now())
        if not coming.delete()[0]:
            return False
        for template in (PRINT, LARGE_PRINT):
            self.ask_for_pdf(template).open_from(None)
        record("edition.taken_back", self, by=by)
        return True


class Release(models.Model):
    """From when anyone may read an edition."""

    edition = models.OneToOneField(
        Edition, on_delete=models.PROTECT, related_name="release"
    )
    public_from = models.DateTimeField(db_index=True)

    def __str__(self):
        return f"{self.edition} from {self.public_from}"
