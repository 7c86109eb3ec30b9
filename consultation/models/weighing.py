"""Whether a text changed so much after a round that people must be asked again."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit import clock
from charters.models import Change
from consultation.models.round import Round


class ChangeWeight(models.Model):
    """How much one change to the text weighs, for the words as they were then."""

    class Weight(models.TextChoices):
        WORDING = "wording", _("Wording only")
        MATERIAL = "material", _("It changes what the paragraph asks")
        NEW = "new", _("New: nobody was asked about it")
        REMOVED = "removed", _("Something that people were asked about is gone")

    change = models.ForeignKey(Change, on_delete=models.CASCADE, related_name="weights")
    wording_hash = models.CharField(max_length=64)
    weight = models.CharField(max_length=8, choices=Weight)
    weighed_at = models.DateTimeField(default=clock.now)
    weighed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["change", "weighed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["change", "wording_hash"], name="a_wording_is_weighed_once"
            )
        ]

    def __str__(self):
        return f"{self.change}: {self.get_weight_display()}"

    @property
    def council(self):
        return self.change.council


class FairnessCheck(models.Model):
    """The answer to one question: has so much changed that going on without asking
    again would be unfair?"""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="checks")
    is_fundamental = models.BooleanField()
    reason = models.TextField()
    checked_at = models.DateTimeField(default=clock.now)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["round", "checked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="a_fairness_check_has_a_reason"
            )
        ]

    def __str__(self):
        return f"{self.round}: {self.is_fundamental}"

    @property
    def council(self):
        return self.round.council
