import datetime as dt

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext as _

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from consultation.models.ledger import OfRoundQuerySet
from consultation.models.round import Round
from councils.models import Council, CouncilQuerySet


class ProfileFigure(models.Model):
    """How many people of one group live in a council's area, from a census or another
    named source."""

    council = models.ForeignKey(
        Council, on_delete=models.CASCADE, related_name="profile_figures"
    )
    group = models.CharField(max_length=20)
    option = models.CharField(max_length=20)
    label = models.CharField(max_length=120)
    people = models.PositiveIntegerField()
    source = models.CharField(max_length=200)
    counted_on = models.DateField()

    objects = CouncilQuerySet.as_manager()

    class Meta:
        ordering = ["council", "group", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "group", "option"],
                name="one_profile_figure_for_a_group",
            )
        ]

    def __str__(self):
        return f"{self.group}, {self.label}: {self.people}"


class Outreach(models.Model):
    """What was done, during a round, to reach people who had not been heard."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="outreach")
    group = models.CharField(max_length=20)
    option = models.CharField(max_length=20)
    label = models.CharField(max_length=120)
    what = models.CharField(max_length=300)
    done_on = models.DateField()
    before = models.PositiveIntegerField(null=True)
    logged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    logged_at = models.DateTimeField(default=clock.now)

    objects = OfRoundQuerySet.as_manager()

    class Meta:
        ordering = ["done_on", "pk"]

    def __str__(self):
        return self.what

    @property
    def council(self):
        return self.round.council

    @classmethod
    @transaction.atomic
    def log(
        cls,
        round: Round,
        *,
        group: str,
        option: str,
        label: str,
        what: str,
        done_on: dt.date,
        before: int | None,
        by,
    ) -> "Outreach":
        """Write down what was done for whom, and how many had replied before it."""
        if not round.has_opened():
            raise Refused(_("The round has not opened yet."))
        logged = cls.objects.create(
            round=round,
            group=group,
            option=option,
            label=label,
            what=what,
            done_on=done_on,
            before=before,
            logged_by=by,
        )
        record("round.outreach_logged", round, by=by, data={"group": group})
        return logged
