from django.db import models
from django.db.models import Q

from audit import clock
from contracts.models.commitment import Milestone
from contracts.models.re_evaluation import ReEvaluation


class Reminder(models.Model):
    """That the owners were reminded of one thing, at one step, for one due date.

    The row is what makes a reminder happen once; moving the due date asks again.
    """

    milestone = models.ForeignKey(
        Milestone, null=True, on_delete=models.CASCADE, related_name="reminders"
    )
    re_evaluation = models.ForeignKey(
        ReEvaluation, null=True, on_delete=models.CASCADE, related_name="reminders"
    )
    step = models.CharField(max_length=20)
    due_on = models.DateField()
    letters = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["milestone", "step", "due_on"],
                name="a_milestone_is_reminded_of_once_a_step",
            ),
            models.UniqueConstraint(
                fields=["re_evaluation", "step", "due_on"],
                name="a_re_evaluation_is_reminded_of_once_a_step",
            ),
            models.CheckConstraint(
                condition=Q(milestone=None) ^ Q(re_evaluation=None),
                name="a_reminder_is_about_one_thing",
            ),
        ]

    def __str__(self):
        return f"{self.step} for {self.due_on}"

    @property
    def council(self):
        return (self.milestone or self.re_evaluation).council
