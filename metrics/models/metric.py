"""What can be counted, what was counted, and what one unit is worth."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Upper
from django.urls import reverse
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from audit.lifecycle import Lifecycle, Refused
from audit.trail import NATIONAL, record
from councils.models import Council
from metrics.models.framework import Framework
from metrics.models.reference import Confidence, Source

CODE = RegexValidator(
    r"^[A-Z0-9]+([.-][A-Z0-9]+)*$",
    _("Code must be capital letters, numbers, dots and hyphens, like SV-JOB-01"),
)


class MetricQuerySet(models.QuerySet):
    def approved(self):
        return self.filter(status=Metric.Status.APPROVED)

    def national(self):
        return self.filter(council=None)

    def local_to(self, council):
        return self.filter(council=council)

    def usable_by(self, council):
        """What a council may set a target on or ask bidders for: approved national
        measures and its own ones."""
        return self.approved().filter(Q(council=None) | Q(council=council))

    def in_adopted(self, council):
        """National measures that stand in a list which the council has adopted."""
        adopted = {
            "adoptions__council": council,
            "adoptions__ended_on": None,
        }
        frameworks = Framework.objects.filter(**adopted).values("pk")
        return self.filter(
            Q(framework__in=frameworks)
            | Q(carried_in__in=frameworks)
            | Q(criteria__outcome__framework__in=frameworks)
        ).distinct()

    def public(self):
        return self.exclude(status=Metric.Status.PROPOSED)

    def in_list(self, framework):
        """What a list names: its own measures, those it took over, and those by
        which its criteria are judged."""
        named = (
            Q(framework=framework)
            | Q(carried_in=framework)
            | Q(criteria__outcome__framework=framework)
        )
        return self.filter(pk__in=self.model.objects.filter(named).values("pk"))

    def visible_to(self, user):
        return self if getattr(user, "is_steward", False) else self.public()


class Metric(Lifecycle):
    """One thing that can be counted, with its unit and the direction that is better."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        APPROVED = "approved", _("Approved")
        SUPERSEDED = "superseded", _("Replaced")
        RETIRED = "retired", _("Withdrawn")

    MOVES = {
        Status.PROPOSED: {Status.APPROVED, Status.RETIRED},
        Status.APPROVED: {Status.SUPERSEDED, Status.RETIRED},
    }

    class ValueType(models.TextChoices):
        INTEGER = "integer", _("Whole number")
        DECIMAL = "decimal", _("Number")
        PERCENT = "percent", _("Percentage")
        MONEY = "money", _("Pounds")
        BOOLEAN = "boolean", _("Yes or no")

    class Direction(models.TextChoices):
        HIGHER = "higher", _("More is better")
        LOWER = "lower", _("Less is better")

    code = models.CharField(max_length=40, validators=[CODE])
    title = models.CharField(max_length=160)
    unit = models.CharField(max_length=60)
    value_type = models.CharField(max_length=10, choices=ValueType)
    direction = models.CharField(
        max_length=8, choices=Direction, default=Direction.HIGHER
    )
    adds_up = models.BooleanField(
        default=True,
        help_text=_("Reports are added together; otherwise the latest one counts"),
    )
    definition = models.TextField(blank=True)
    not_counted = models.TextField(blank=True)
    proof = models.TextField(blank=True, help_text=_("What usually proves it"))
    framework = models.ForeignKey(
        Framework,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="metrics",
    )
    replaces = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replaced_by",
        help_text=_("The same measure in an earlier version of the list"),
    )
    council = models.ForeignKey(
        Council,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="local_metrics",
        help_text=_("Only for a measure of the council's own"),
    )
    local_reason = models.TextField(
        blank=True, help_text=_("Why no measure on an approved list would do")
    )
    copied_from = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="copied_to",
        help_text=_("Another council's measure that this one was taken from"),
    )
    confidence = models.CharField(max_length=12, choices=Confidence)
    source = models.ForeignKey(
        Source, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    status = models.CharField(
        max_length=12, choices=Status, default=Status.PROPOSED, editable=False
    )

    objects = MetricQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(Upper("code"), name="one_metric_per_code"),
            models.CheckConstraint(
                condition=Q(council=None) | (Q(framework=None) & ~Q(local_reason="")),
                name="a_local_metric_has_a_reason_and_no_framework",
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.title}"

    @property
    def trail_chain(self):
        return f"council:{self.council.uid}" if self.council_id else NATIONAL

    @property
    def trail_reference(self):
        return self.code

    @property
    def trail_label(self):
        return self.title

    def get_absolute_url(self):
        return reverse("metric_detail", args=[self.code])

    @property
    def counts_things(self) -> bool:
        """Whether more reports mean more, as with people, hours and pounds."""
        levels = {self.ValueType.PERCENT, self.ValueType.BOOLEAN}
        higher = self.direction == self.Direction.HIGHER
        return higher and self.value_type not in levels

    @property
    def is_local(self) -> bool:
        return self.council_id is not None

    def approve(self, *, by):
        self.move(self.Status.APPROVED, by=by, verb="metric.approved")

    def retire(self, *, by):
        self.move(self.Status.RETIRED, by=by, verb="metric.retired")

    @classmethod
    @transaction.atomic
    def add_local(cls, council, *, by, local_reason, **fields) -> "Metric":
        """Add a measure of the council's own. It is marked as not on an approved
        list, and needs a reason that is shown."""
        if not local_reason.strip():
            raise Refused(__("Enter why no measure on an approved list would do"))
        metric = cls.local(council, local_reason=local_reason, **fields)
        metric.full_clean()
        metric.save()
        record("metric.added", metric, by=by, data={"unit": metric.unit})
        return metric

    @classmethod
    def local(cls, council, *, local_reason: str, **fields) -> "Metric":
        """A measure of the council's own, not yet kept."""
        fields["code"] = cls.local_code(council, fields["code"])
        metric = cls(
            council=council,
            local_reason=local_reason.strip(),
            confidence=Confidence.OWN,
            status=cls.Status.APPROVED,
            **fields,
        )
        metric.adds_up = metric.counts_things
        return metric

    COPIED = (
        "title",
        "unit",
        "value_type",
        "direction",
        "definition",
        "not_counted",
        "proof",
    )

    @transaction.atomic
    def copy_to(self, council, *, by, local_reason: str) -> "Metric":
        """Let another council count the same. The origin stays in sight, and the
        council says for itself why no measure on an approved list would do."""
        if not self.is_local or self.council == council:
            raise Refused(__("Choose a measure of another council"))
        if self.status != self.Status.APPROVED:
            raise Refused(__("That council does not use this measure any more."))
        code = self.code.removeprefix(f"{self.council.slug.upper()}-")
        taken = Metric.objects.filter(code__iexact=self.local_code(council, code))
        if taken.exists():
            raise Refused(__("Your council has a measure with this code already."))
        return Metric.add_local(
            council,
            by=by,
            local_reason=local_reason,
            code=code,
            copied_from=self,
            **{name: getattr(self, name) for name in self.COPIED},
        )

    @staticmethod
    def local_code(council, code: str) -> str:
        """The code with the council's name in front, so that codes never clash."""
        prefix = f"{council.slug.upper()}-"
        code = code.strip().upper()
        return code if code.startswith(prefix) else prefix + code

    def check_value(self, value: Decimal) -> None:
        """Refuse a value that this measure cannot have."""
        whole = {self.ValueType.INTEGER, self.ValueType.BOOLEAN}
        if self.value_type in whole and value != value.to_integral_value():
            raise ValidationError(__("The value must be a whole number"))
        if self.value_type == self.ValueType.BOOLEAN and value not in {0, 1}:
            raise ValidationError(__("The value must be 1 for yes or 0 for no"))
        if self.value_type == self.ValueType.PERCENT and not 0 <= value <= 100:
            raise ValidationError(__("The value must be between 0 and 100"))
