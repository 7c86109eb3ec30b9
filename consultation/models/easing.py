from django.conf import settings
from django.db import models
from django.db.models import Q

from audit import clock
from charters.models import Suggestion
from consultation.models.round import Round
from councils.models import CouncilQuerySet


class EasingQuerySet(CouncilQuerySet):
    def for_council(self, council):
        return self.filter(round__consultation__council=council)


class Easing(models.Model):
    """A way to lighten the work that a priority would make for organisations of one
    size, put before the drafters with the figures that call for it."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="easings")
    suggestion = models.OneToOneField(
        Suggestion, on_delete=models.CASCADE, related_name="easing"
    )
    priority = models.CharField(max_length=20)
    size = models.CharField(max_length=10)
    way = models.CharField(max_length=20)
    answered = models.PositiveIntegerField()
    found_hard = models.PositiveIntegerField()
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    chosen_at = models.DateTimeField(default=clock.now, editable=False)

    objects = EasingQuerySet.as_manager()

    class Meta:
        ordering = ["chosen_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(found_hard__lte=models.F("answered")),
                name="no_more_find_it_hard_than_answered",
            )
        ]

    def __str__(self):
        return f"{self.priority}, {self.size}: {self.way}"

    @property
    def council(self):
        return self.round.council
