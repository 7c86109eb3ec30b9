import uuid

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from councils.models import CouncilQuerySet
from tenders.models.tender import Tender


class TenderCoDesignQuerySet(CouncilQuerySet):
    def for_council(self, council):
        return self.filter(tender__council=council)


class TenderCoDesign(models.Model):
    """A meeting at which people helped to shape what is bought, and what it changed."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    tender = models.ForeignKey(
        Tender, on_delete=models.CASCADE, related_name="co_design"
    )
    title = models.CharField(max_length=100)
    held_on = models.DateField()
    who = models.CharField(max_length=300, help_text=_("Groups, never a person's name"))
    how_many = models.PositiveIntegerField(null=True, blank=True)
    changed = models.TextField(max_length=600)
    added_at = models.DateTimeField(default=clock.now, editable=False)

    objects = TenderCoDesignQuerySet.as_manager()

    class Meta:
        ordering = ["tender", "held_on", "pk"]
        verbose_name_plural = "co-design entries of tenders"
        constraints = [
            models.CheckConstraint(
                condition=~Q(who="") & ~Q(changed=""),
                name="co_design_of_a_tender_says_who_and_what_changed",
            )
        ]

    def __str__(self):
        return self.title

    @property
    def council(self):
        return self.tender.council

    @classmethod
    @transaction.atomic
    def add(cls, tender: Tender, *, by, **words) -> "TenderCoDesign":
        """Write down who helped, when, and what changed because of it."""
        if tender.status == Tender.Status.CANCELLED:
            raise Refused(__("This opportunity was cancelled."))
        entry = cls(tender=tender, **words)
        entry.full_clean()
        if entry.held_on > clock.today():
            raise Refused(__("The date must be today or in the past"))
        entry.save()
        record("tender.co_design_added", tender, by=by)
        return entry

    @transaction.atomic
    def remove(self, *, by) -> None:
        """Take out a mistake. Once suppliers have read it, it stays."""
        if self.tender.status != Tender.Status.DRAFTING:
            raise Refused(
                __("This opportunity is published, so its entries stay as they are.")
            )
        self.delete()
        record("tender.co_design_removed", self.tender, by=by)
