from django.db import models, transaction

from audit.trail import record
from consultation.models.question import Question
from consultation.models.response import Response
from consultation.models.version import ResponseVersion
from councils.models import CouncilQuerySet


class AnswerQuerySet(CouncilQuerySet):
    def for_council(self, council):
        return self.filter(response__round__consultation__council=council)

    def counted(self):
        """Those of responses that the council weighs."""
        return self.filter(
            response__standing=Response.Standing.COUNTED, response__withdrawn_at=None
        )


class Answer(models.Model):
    """What one response chose, ranked or gave points to.

    An answer in somebody's own words is a comment about the question.
    """

    response = models.ForeignKey(
        Response, on_delete=models.PROTECT, related_name="answers"
    )
    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="answers"
    )
    value = models.JSONField()

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["question__number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["response", "question"], name="a_question_is_answered_once"
            )
        ]

    def __str__(self):
        return "; ".join(self.in_words)

    @property
    def council(self):
        return self.response.council

    @transaction.atomic
    def amend(self, value) -> None:
        """Answer otherwise, before the close. None takes the answer back."""
        response = self.response._locked()
        response.refuse_if_fixed()
        if value is not None:
            self.question.refuse_wrong(value)
        ResponseVersion.keep(response)
        if value is None:
            self.delete()
        else:
            self.value = value
            self.save(update_fields=["value"])
        record("response.answer_amended", response)

    @property
    def in_words(self) -> list[str]:
        return self.question.said(self.value)
