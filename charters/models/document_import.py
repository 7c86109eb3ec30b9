import uuid

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from charters.models.blocks import Block
from charters.models.content import Section
from records.models.errand import Errand, ErrandQuerySet


class DocumentImport(Errand):
    """A document from elsewhere, read by a worker; a person says what is kept of it."""

    MOST_TRIES = 3

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    charter = models.ForeignKey(
        "charters.Charter", on_delete=models.CASCADE, related_name="imports"
    )
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=4)
    content = models.BinaryField(help_text="Empty once it was read")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(default=clock.now)
    found = models.JSONField(default=list, blank=True)
    refusal = models.CharField(max_length=200, blank=True)
    kept_at = models.DateTimeField(null=True, blank=True)

    objects = ErrandQuerySet.as_manager()

    class Meta(Errand.Meta):
        ordering = ["-asked_at"]
        constraints = [
            *Errand.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(kept_at=None) | models.Q(done_at__isnull=False),
                name="a_document_is_read_before_it_is_kept",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def council(self):
        return self.charter.council

    @property
    def trail_reference(self):
        return f"{self.charter.slug}/imports/{self.uid}"

    @property
    def trail_label(self):
        return self.charter.title

    def get_absolute_url(self):
        """Where a person checks what was found."""
        return reverse(
            "charters:import_check",
            args=[self.council.slug, self.charter.slug, self.uid],
        )

    # What the page of a long job asks

    @property
    def title(self) -> str:
        return _("Reading “%s”") % self.name

    @property
    def status(self) -> str:
        """waiting, under_way, ready or failed."""
        if self.is_parked or self.refusal:
            return "failed"
        if self.is_done:
            return "ready"
        return "under_way" if self.is_under_way else "waiting"

    @property
    def sentence(self) -> str:
        return {
            "ready": _("We have read your document."),
            "under_way": _("We are reading your document now."),
            "waiting": _("Your document is waiting to be read."),
            "failed": self.refusal or _("We could not read your document."),
        }[self.status]

    @property
    def result_text(self) -> str:
        return _("Check what we found")

    def get_start_url(self) -> str:
        """Where another file can be chosen."""
        return reverse(
            "charters:import_document", args=[self.council.slug, self.charter.slug]
        )

    @transaction.atomic
    def keep(self, choices: dict[int, str], *, by) -> int:
        """Put the chosen parts into the charter. Answers how many paragraphs came.

        `choices` says for the number of a part the key of a section, or nothing for a
        new section with its heading. What is not named is not kept.
        """
        mine = type(self).objects.select_for_update(of=("self",)).get(pk=self.pk)
        if mine.kept_at is not None:
            raise Refused(_("This document was brought in already."))
        if not choices:
            raise Refused(_("Select at least one part to keep"), code="none")
        count = 0
        with self.charter.editing() as charter:
            sections = {section.key: section for section in charter.sections.all()}
            for number, key in sorted(choices.items()):
                part = mine.found[number]
                section = sections.get(key) or self._new_section(part, charter, by)
                for text in part["paragraphs"]:
                    section.place(Block(text), by=by, because=f"import:{self.uid}")
                section._touch(by)
                count += len(part["paragraphs"])
        self.kept_at = mine.kept_at = clock.now()
        mine.save(update_fields=["kept_at"])
        record("charter.imported", charter, by=by, data={"paragraphs": count})
        return count

    def _new_section(self, part: dict, charter, by) -> Section:
        return Section.add(charter, part["heading"] or _("Without a heading"), by=by)
