from collections.abc import Iterable

from django.conf import settings
from django.db import models, transaction

from audit import clock
from audit.trail import record
from consultation.models.response import Response


class ReadingQuerySet(models.QuerySet):
    @transaction.atomic
    def mark(self, round, responses: Iterable[Response], *, by) -> int:
        """Say that this person has opened these responses. Returns how many are new."""
        wanted = {response.pk for response in responses}
        known = set(self.filter(response__in=wanted).values_list("response", flat=True))
        new = sorted(wanted - known)
        self.bulk_create(
            (Reading(response_id=pk, read_by=by) for pk in new), ignore_conflicts=True
        )
        if new:
            record("responses.read", round, by=by, data={"count": len(new)})
        return len(new)


class Reading(models.Model):
    """That a named person has opened a response and read all of it."""

    response = models.OneToOneField(
        Response, on_delete=models.CASCADE, related_name="reading"
    )
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    read_at = models.DateTimeField(default=clock.now, editable=False)

    objects = ReadingQuerySet.as_manager()

    def __str__(self):
        return f"{self.response} read"

    @property
    def council(self):
        return self.response.council
