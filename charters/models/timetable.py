import datetime as dt

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record


class TimetableStep(models.Model):
    """A step that a charter is planned to take, on a day that everyone can see."""

    charter = models.ForeignKey(
        "charters.Charter", on_delete=models.CASCADE, related_name="timetable"
    )
    title = models.CharField(max_length=100)
    planned_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["planned_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["charter", "title"], name="a_timetable_names_a_step_once"
            )
        ]

    def __str__(self):
        return self.title

    @property
    def council(self):
        return self.charter.council

    @property
    def trail_reference(self):
        return f"{self.charter.slug}/{self.pk}"

    @property
    def trail_label(self):
        return f"{self.charter.title}: {self.title}"

    @property
    def is_late(self) -> bool:
        return self.done_on is None and self.planned_on < clock.today()

    @classmethod
    @transaction.atomic
    def plan(cls, charter, title: str, on: dt.date, *, by) -> "TimetableStep":
        """Promise a step for a day."""
        title = title.strip()
        if not title:
            raise Refused(_("Enter the step"))
        if charter.timetable.filter(title__iexact=title).exists():
            raise Refused(_("“%s” is in the timetable already.") % title)
        step = cls.objects.create(charter=charter, title=title, planned_on=on)
        record("timetable.planned", step, by=by, data={"on": on})
        return step

    @transaction.atomic
    def move_to(self, on: dt.date, reason: str, *, by) -> None:
        """Change the day. The old day and the reason stay visible."""
        step = TimetableStep.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if step.done_on:
            raise Refused(_("This step is done already."))
        if on == step.planned_on:
            raise Refused(_("Enter another date"), code="same_day")
        if not reason.strip():
            raise Refused(_("Enter the reason for the new date"))
        TimetableMove.objects.create(
            step=step, old_on=step.planned_on, new_on=on, reason=reason.strip(), by=by
        )
        self.planned_on = on
        self.save(update_fields=["planned_on"])
        record("timetable.moved", self, by=by, data={"from": step.planned_on, "to": on})

    @transaction.atomic
    def mark_done(self, *, by) -> None:
        """Say that the step was taken, today."""
        step = TimetableStep.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if step.done_on:
            raise Refused(_("This step is done already."))
        self.done_on = clock.today()
        self.save(update_fields=["done_on"])
        record("timetable.done", self, by=by)


class TimetableMove(models.Model):
    """One change of a day in the timetable: from when to when, and why."""

    step = models.ForeignKey(
        TimetableStep, on_delete=models.CASCADE, related_name="moves"
    )
    old_on = models.DateField()
    new_on = models.DateField()
    reason = models.TextField(max_length=500)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    moved_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["moved_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(old_on=F("new_on")), name="a_move_changes_the_day"
            ),
            models.CheckConstraint(
                condition=~Q(reason=""), name="a_move_gives_its_reason"
            ),
        ]

    def __str__(self):
        return f"{self.step}: {self.old_on} → {self.new_on}"
