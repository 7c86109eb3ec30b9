from django.conf import settings
from django.db import models

from audit import clock
from charters.models.frozen import EditionPriority
from charters.models.priority import Priority


class Borrowing(models.Model):
    """Where a priority was copied from: another council's, as an edition froze it."""

    priority = models.OneToOneField(
        Priority, on_delete=models.CASCADE, related_name="borrowing"
    )
    origin = models.ForeignKey(
        EditionPriority, on_delete=models.PROTECT, related_name="borrowings"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    borrowed_at = models.DateTimeField(default=clock.now)

    def __str__(self):
        return f"{self.priority} from {self.origin.council}"

    @property
    def council(self):
        return self.priority.council
