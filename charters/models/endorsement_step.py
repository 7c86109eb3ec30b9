from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import clock
from audit.lifecycle import Refused
from charters import compare
from charters.models.edition import Edition
from charters.models.remark import LONGEST_REMARK


class EndorsementStep(models.Model):
    """One step of an endorsement on the public record: what was asked or answered."""

    endorsement = models.ForeignKey(
        "charters.Endorsement", on_delete=models.PROTECT, related_name="steps"
    )
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10)
    wording = models.TextField(blank=True, max_length=2000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    taken_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["taken_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status__in=["returned", "conditions"])
                | ~models.Q(wording=""),
                name="an_endorsement_returned_says_what_to_change",
            )
        ]

    def __str__(self):
        return f"{self.endorsement}: {self.label}"

    @property
    def council(self):
        return self.endorsement.council

    @property
    def label(self) -> str:
        """What the body was asked or answered, as its status says it."""
        return str(self.endorsement.Status(self.status).label)


class EndorsementRemark(models.Model):
    """What a body wants changed in one paragraph or priority. Public once decided."""

    endorsement = models.ForeignKey(
        "charters.Endorsement", on_delete=models.PROTECT, related_name="remarks"
    )
    step = models.ForeignKey(
        EndorsementStep,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="remarks",
        help_text=gettext_lazy("The decision that it came with; empty until then"),
    )
    key = models.UUIDField(
        help_text=gettext_lazy("Permanent id of the paragraph or priority")
    )
    label = models.CharField(max_length=120)
    wording = models.TextField(max_length=LONGEST_REMARK)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(wording=""), name="an_endorsers_remark_has_words"
            )
        ]

    def __str__(self):
        return f"{self.label}: {self.wording[:60]}"

    @property
    def council(self):
        return self.endorsement.council

    @classmethod
    def make(cls, endorsement, key, wording: str, *, by) -> "EndorsementRemark":
        wording = wording.strip()
        if not wording:
            raise Refused(_("Enter what needs to change"), code="empty")
        parts = {one.key: one for one in parts_of(endorsement.edition)}
        part = parts.get(str(key))
        if part is None:
            raise Refused(_("That part is not in this version."))
        return cls.objects.create(
            endorsement=endorsement,
            key=key,
            label=part.label[:120],
            wording=wording,
            by=by,
        )

    def take_back(self) -> None:
        if self.step_id is not None:
            raise Refused(_("This was decided already."))
        self.delete()


def parts_of(edition) -> list[compare.Part]:
    """What can be remarked on: the paragraphs and priorities of a version."""
    parts = compare.parts_of(edition.document)
    return [one for one in parts if one.part in (compare.CLAUSE, compare.PRIORITY)]
