import datetime as dt
import uuid

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from charters.models.charter import Charter
from councils.models import Area, CouncilQuerySet
from metrics.models import DatedRule


class ViewSurveyQuerySet(CouncilQuerySet):
    def for_council(self, council):
        return self.filter(charter__council=council)

    def open(self, on: dt.date | None = None):
        on = on or clock.today()
        return self.filter(opens_on__lte=on, closes_on__gte=on)

    def over(self, on: dt.date | None = None):
        return self.filter(closes_on__lt=on or clock.today())


class ViewSurvey(models.Model):
    """One wave of standard questions to residents about their place: before a charter
    is in force, while it is, or after it. It is open because of its days."""

    class Wave(models.TextChoices):
        BEFORE = "before", gettext_lazy("Before the charter")
        DURING = "during", gettext_lazy("While it is in force")
        AFTER = "after", gettext_lazy("After the charter")

    charter = models.ForeignKey(
        Charter, on_delete=models.PROTECT, related_name="view_surveys"
    )
    wave = models.CharField(max_length=6, choices=Wave)
    opens_on = models.DateField()
    closes_on = models.DateField()
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = ViewSurveyQuerySet.as_manager()

    class Meta:
        ordering = ["charter", "opens_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["charter", "wave"], name="a_survey_has_each_wave_once"
            ),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")),
                name="a_survey_closes_after_it_opens",
            ),
        ]

    def __str__(self):
        return f"{self.charter}: {self.get_wave_display()}"

    @property
    def council(self):
        return self.charter.council

    @property
    def trail_reference(self):
        return f"{self.charter.slug}/{self.wave}"

    @property
    def trail_label(self):
        return str(self)

    @property
    def questions(self) -> list[dict]:
        """The standard questions as they were when it opened."""
        rule = DatedRule.objects.value("view_survey", on=self.opens_on)
        return rule["questions"]

    @property
    def is_open(self) -> bool:
        return self.opens_on <= clock.today() <= self.closes_on

    @property
    def is_over(self) -> bool:
        return self.closes_on < clock.today()

    @classmethod
    @transaction.atomic
    def plan(cls, charter, *, wave, opens_on, closes_on, by) -> "ViewSurvey":
        """Say when residents are asked. Each wave is asked once."""
        if opens_on < clock.today():
            raise Refused({"opens_on": _("The first day must be today or later")})
        if closes_on < opens_on:
            raise Refused({"closes_on": _("The last day must be after the first day")})
        Charter.objects.select_for_update(of=("self",)).get(pk=charter.pk)
        if charter.view_surveys.filter(wave=wave).exists():
            raise Refused({"wave": _("This wave is planned already")})
        survey = cls.objects.create(
            charter=charter,
            wave=cls.Wave(wave),
            opens_on=opens_on,
            closes_on=closes_on,
            planned_by=by,
        )
        record("view_survey.planned", survey, by=by, data={"wave": survey.wave})
        return survey

    def take(self, key: uuid.UUID, said: dict[str, str], *, area=None, age="") -> None:
        """Keep one person's answers, once for a key. No name, no time, no event: the
        trail would tell who answered next to whom."""
        if not self.is_open:
            raise Refused(_("This survey is not open today."))
        known = {
            one["code"]: {option["code"] for option in one["options"]}
            for one in self.questions
        }
        said = {code: value for code, value in said.items() if value}
        if not said:
            raise Refused(_("Answer at least one question"))
        if any(value not in known.get(code, ()) for code, value in said.items()):
            raise Refused(_("Choose one of the answers"))
        ResidentView.objects.bulk_create(
            [ResidentView(id=key, survey=self, area=area, age=age, answers=said)],
            ignore_conflicts=True,
        )


class ResidentView(models.Model):
    """What one person answered, without anything that says who or when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(
        ViewSurvey, on_delete=models.PROTECT, related_name="views"
    )
    area = models.ForeignKey(
        Area, null=True, on_delete=models.PROTECT, related_name="+"
    )
    age = models.CharField(max_length=20, blank=True)
    answers = models.JSONField()

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return str(_("Answers of a resident"))

    @property
    def council(self):
        return self.survey.council
