from django.db import models

from audit import clock
from consultation.models.mandate import ForResponseQuerySet
from consultation.models.response import Response


class ResponseVersion(models.Model):
    """What a response said before its sender changed it."""

    response = models.ForeignKey(
        Response, on_delete=models.CASCADE, related_name="versions"
    )
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    kept_at = models.DateTimeField(default=clock.now, editable=False)

    objects = ForResponseQuerySet.as_manager()

    class Meta:
        ordering = ["response", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["response", "number"], name="versions_are_numbered_once"
            )
        ]

    def __str__(self):
        return f"{self.response}, version {self.number}"

    @property
    def council(self):
        return self.response.council

    @classmethod
    def keep(cls, response: Response) -> "ResponseVersion":
        """Keep what a locked response says now, before it changes."""
        comments = response.comments.order_by("pk").values(
            "reference", "stance", "text", "wanted_change"
        )
        answers = response.answers.values_list("question__number", "value")
        content = {
            "comments": list(comments),
            "answers": {str(number): value for number, value in answers},
            "sender": {
                "kind": response.kind,
                "area": response.area.code if response.area else "",
                "signatures": response.signatures,
            },
        }
        number = response.versions.count() + 1
        return cls.objects.create(response=response, number=number, content=content)
