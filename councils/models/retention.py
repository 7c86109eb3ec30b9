from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from audit.trail import record
from councils.models.council import Council, CouncilQuerySet


class RetentionPeriod(models.Model):
    """How many months a council keeps one kind of personal record."""

    class Kind(models.TextChoices):
        CONTACT = "contact", _("Names and addresses of people who responded")
        RESPONSE = "response", _("Responses as they were sent, before moderation")
        EQUALITY = "equality", _("Answers about equality")
        LETTER = "letter", _("Emails that the portal sent")

    USUAL = {Kind.CONTACT: 24, Kind.RESPONSE: 72, Kind.EQUALITY: 12, Kind.LETTER: 24}
    SHORTEST, LONGEST = 1, 120

    council = models.ForeignKey(
        Council, on_delete=models.CASCADE, related_name="retention_periods"
    )
    kind = models.CharField(max_length=12, choices=Kind)
    months = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)]
    )

    objects = CouncilQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["council", "kind"], name="one_period_per_kind_of_record"
            ),
            models.CheckConstraint(
                condition=models.Q(months__range=(1, 120)),
                name="a_retention_period_is_one_month_to_ten_years",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.months} months"

    @classmethod
    def months_for(cls, council, kind) -> int:
        """The council's own period, or the usual one."""
        return cls.all_for(council)[kind]

    @classmethod
    def all_for(cls, council) -> dict[str, int]:
        """The months for each kind of record, the council's own or the usual ones."""
        chosen = dict(council.retention_periods.values_list("kind", "months"))
        return {
            kind.value: chosen.get(kind, usual) for kind, usual in cls.USUAL.items()
        }

    @classmethod
    @transaction.atomic
    def decide(cls, council, periods: dict[str, int], *, by) -> None:
        """Set the periods of a council; one event tells which changed."""
        before = cls.all_for(council)
        changed = {
            kind: months for kind, months in periods.items() if before[kind] != months
        }
        for kind, months in changed.items():
            cls.objects.update_or_create(
                council=council, kind=kind, defaults={"months": months}
            )
        if changed:
            record("council.retention_changed", council, by=by, data=changed)
