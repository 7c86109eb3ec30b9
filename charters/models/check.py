from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy

from audit import clock
from audit.trail import record

LONGEST_NOTE = 1000


class Check(models.Model):
    """Somebody confirms that the text was looked at: by a lawyer, or for access."""

    class Kind(models.TextChoices):
        LEGAL = "legal", gettext_lazy("Legal check")
        ACCESSIBILITY = "accessibility", gettext_lazy("Accessibility check")

    charter = models.ForeignKey(
        "charters.Charter", on_delete=models.CASCADE, related_name="checks"
    )
    kind = models.CharField(max_length=13, choices=Kind)
    note = models.TextField(blank=True, max_length=LONGEST_NOTE)
    text_hash = models.CharField(max_length=64, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["made_at", "pk"]

    def __str__(self):
        return f"{self.charter}: {self.get_kind_display()}"

    @property
    def council(self):
        return self.charter.council

    @property
    def trail_reference(self):
        return f"{self.charter.slug}/{self.kind}"

    @property
    def trail_label(self):
        return str(self)

    @classmethod
    @transaction.atomic
    def confirm(cls, charter, kind: str, *, by, note: str = "") -> "Check":
        """Say that exactly these words were checked. Earlier checks stay readable."""
        check = cls.objects.create(
            charter=charter,
            kind=cls.Kind(kind),
            note=note.strip(),
            text_hash=charter.content_hash(),
            by=by,
        )
        record("check.confirmed", check, by=by, data={"kind": check.kind})
        return check
