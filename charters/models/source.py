from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record

LONGEST_WORDING = 600


class Source(models.Model):
    """Why a paragraph is in the charter: who said it, what shows it, what demands it.

    It belongs to the paragraph's permanent id, so that it outlives a split or merge.
    """

    class Kind(models.TextChoices):
        COMMENTS = "comments", gettext_lazy("What people told us")
        EVIDENCE = "evidence", gettext_lazy("Evidence")
        LAW = "law", gettext_lazy("The law")
        SUGGESTION = "suggestion", gettext_lazy("A reviewer’s suggestion")
        DECISION = "decision", gettext_lazy("A decision of the council")
        JUDGEMENT = "judgement", gettext_lazy("Officers’ judgement")

    charter = models.ForeignKey(
        "charters.Charter", on_delete=models.CASCADE, related_name="sources"
    )
    clause_uid = models.UUIDField()
    kind = models.CharField(max_length=10, choices=Kind)
    wording = models.TextField(max_length=LONGEST_WORDING)
    address = models.URLField(max_length=400, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    given_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["given_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["charter", "clause_uid", "kind", "wording"],
                name="a_source_is_given_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(wording=""), name="a_source_has_words"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.wording[:60]}"

    @property
    def council(self):
        return self.charter.council

    @property
    def trail_reference(self):
        return f"{self.charter.slug}/{self.clause_uid}"

    @property
    def trail_label(self):
        return str(self)

    @classmethod
    def give(
        cls, clause, kind: str, wording: str, *, by, address: str = ""
    ) -> "Source":
        """Say why a paragraph is here. Saying the same again changes nothing but the
        address at which people can read it."""
        wording = wording.strip()
        if not wording:
            raise Refused(_("Enter why this paragraph is here"), code="empty")
        if len(wording) > LONGEST_WORDING:
            raise Refused(_("The reason must be 600 characters or less"))
        with clause.section.charter.editing() as charter:
            source, is_new = cls.objects.get_or_create(
                charter=charter,
                clause_uid=clause.uid,
                kind=cls.Kind(kind),
                wording=wording,
                defaults={"by": by, "address": address},
            )
            if address and source.address != address:
                source.address = address
                source.save(update_fields=["address"])
            if is_new:
                record("source.given", source, by=by, data={"kind": kind})
        return source

    def take_back(self, *, by) -> None:
        """Remove the reason from the working text; editions keep what they froze."""
        with self.charter.editing():
            record("source.taken_back", self, by=by, data={"kind": self.kind})
            self.delete()
