import datetime as dt
import uuid

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from audit import clock
from audit.lifecycle import Refused
from contracts.models.commitment import Milestone
from contracts.rules import felt_rule
from councils.models import CouncilQuerySet


class ResidentCheckQuerySet(CouncilQuerySet):
    def for_council(self, council):
        return self.filter(milestone__commitment__contract__council=council)


class ResidentCheck(models.Model):
    """One resident's answers about a milestone: did it happen, notice, help?

    Nobody is asked who they are, and nothing says who they were.
    """

    class Reply(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")
        UNSURE = "unsure", _("I am not sure")

    milestone = models.ForeignKey(
        Milestone, on_delete=models.PROTECT, related_name="resident_checks"
    )
    key = models.UUIDField(unique=True, help_text="Made by the form: sent once")
    happened = models.CharField(max_length=6, choices=Reply)
    noticed = models.CharField(max_length=6, choices=Reply)
    helped = models.CharField(max_length=6, choices=Reply)
    answered_on = models.DateField(default=clock.today)

    objects = ResidentCheckQuerySet.as_manager()

    class Meta:
        ordering = ["milestone", "pk"]

    def __str__(self):
        return f"{self.milestone_id}: {self.happened}, {self.noticed}, {self.helped}"

    @property
    def council(self):
        return self.milestone.council

    @staticmethod
    def opens_on(milestone: Milestone) -> dt.date:
        """Residents can say something from the day of the milestone, or from the
        day on which it was met when that was earlier."""
        return min(milestone.met_on or milestone.due_on, milestone.due_on)

    @classmethod
    def is_open(cls, milestone: Milestone, on: dt.date | None = None) -> bool:
        on = on or clock.today()
        first = cls.opens_on(milestone)
        return first <= on < first + dt.timedelta(days=felt_rule(on).open_days)

    @classmethod
    @transaction.atomic
    def answer(
        cls,
        milestone: Milestone,
        *,
        happened: str,
        noticed: str,
        helped: str,
        key: uuid.UUID,
    ) -> "ResidentCheck":
        """Take one answer. The same form sent twice counts once."""
        if not cls.is_open(milestone):
            raise Refused(__("Answers about this are not being taken now."))
        found = cls.objects.filter(key=key).first()
        if found:
            return found
        try:
            with transaction.atomic():
                return cls.objects.create(
                    milestone=milestone,
                    key=key,
                    happened=cls.Reply(happened),
                    noticed=cls.Reply(noticed),
                    helped=cls.Reply(helped),
                )
        except IntegrityError:
            return cls.objects.get(key=key)
