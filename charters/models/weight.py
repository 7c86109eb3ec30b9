import uuid
from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from charters import weighting
from charters.models.charter import Charter
from charters.models.priority import PriorityName
from councils.models import CouncilQuerySet

PERCENT = [MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))]


class PointsQuerySet(CouncilQuerySet):
    def for_council(self, council):
        return self.filter(charter__council=council)


class SharedPoints(models.Model):
    """How people shared 100 points among a charter's priorities, as it was published:
    the counts of each group, from which anyone can work out the weights again."""

    charter = models.ForeignKey(
        Charter, on_delete=models.PROTECT, related_name="shared_points"
    )
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(max_length=80, unique=True, editable=False)
    title = models.CharField(max_length=200)
    question = models.CharField(max_length=250)
    address = models.CharField(max_length=200)
    least = models.PositiveSmallIntegerField()
    people_source = models.CharField(max_length=300, blank=True)
    groups = models.JSONField()
    published_at = models.DateTimeField(default=clock.now, editable=False)

    objects = PointsQuerySet.as_manager()

    class Meta:
        ordering = ["charter", "-published_at", "-pk"]
        verbose_name_plural = "shared points"

    def __str__(self):
        return self.title

    @property
    def council(self):
        return self.charter.council

    @property
    def trail_reference(self):
        return str(self.uid)

    @property
    def trail_label(self):
        return self.title

    @property
    def data(self) -> list[weighting.Group]:
        return [weighting.Group(**group) for group in self.groups]

    @property
    def answers(self) -> int:
        return sum(group.answers for group in self.data)

    @classmethod
    @transaction.atomic
    def publish(
        cls, charter, *, key, title, question, address, groups, codes, by, **facts
    ) -> "SharedPoints":
        """Make public what was counted, and the weights that follow from it.

        The same `key` a second time changes nothing.
        """
        if known := cls.objects.filter(key=key).first():
            return known
        points = cls.objects.create(
            charter=charter,
            key=key,
            title=title,
            question=question,
            address=address,
            groups=[
                {
                    "label": group.label,
                    "people": group.people,
                    "answers": group.answers,
                    "points": dict(group.points),
                }
                for group in groups
            ],
            **facts,
        )
        raw = weighting.raw(groups, codes)
        balanced = weighting.balanced(groups, codes)
        names = {
            name.code: name
            for name in PriorityName.objects.for_council(charter.council)
        }
        PriorityWeight.objects.bulk_create(
            PriorityWeight(
                points=points,
                name=names[code],
                raw=raw[code],
                balanced=balanced.get(code),
            )
            for code in codes
            if raw and code in names
        )
        record(
            "charter.weights_published",
            points,
            by=by,
            data={"answers": points.answers, "raw": raw, "balanced": balanced},
        )
        return points


class PriorityWeightQuerySet(models.QuerySet):
    def of(self, charter):
        """The weights of a charter that hold now: those last published."""
        last = SharedPoints.objects.filter(charter=charter).values("pk")[:1]
        return self.filter(points=models.Subquery(last)).select_related(
            "name", "points__charter__council"
        )


class PriorityWeight(models.Model):
    """What one priority weighs: as people shared their points, or as an officer set it
    instead, for a reason that everybody can read."""

    points = models.ForeignKey(
        SharedPoints, on_delete=models.PROTECT, related_name="weights"
    )
    name = models.ForeignKey(
        PriorityName, on_delete=models.PROTECT, related_name="weights"
    )
    raw = models.DecimalField(max_digits=5, decimal_places=2, validators=PERCENT)
    balanced = models.DecimalField(
        max_digits=5, decimal_places=2, null=True, blank=True, validators=PERCENT
    )
    override = models.DecimalField(
        max_digits=5, decimal_places=2, null=True, blank=True, validators=PERCENT
    )
    override_reason = models.CharField(max_length=600, blank=True)
    overridden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    overridden_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PriorityWeightQuerySet.as_manager()

    class Meta:
        ordering = ["points", "name__number"]
        constraints = [
            models.UniqueConstraint(
                fields=["points", "name"], name="a_priority_is_weighed_once"
            ),
            models.CheckConstraint(
                condition=Q(
                    override=None,
                    override_reason="",
                    overridden_by=None,
                    overridden_at=None,
                )
                | Q(
                    override__isnull=False,
                    overridden_by__isnull=False,
                    overridden_at__isnull=False,
                )
                & ~Q(override_reason=""),
                name="a_weight_set_by_hand_has_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.code}: {self.weight}"

    @property
    def council(self):
        return self.points.council

    @property
    def code(self) -> str:
        return self.name.code

    @property
    def computed(self) -> Decimal:
        """What the formula gives: balanced where that is possible, else raw."""
        return self.raw if self.balanced is None else self.balanced

    @property
    def weight(self) -> Decimal:
        return self.computed if self.override is None else self.override

    def get_absolute_url(self):
        charter = self.points.charter
        page = reverse("charters:weights", args=[charter.council.slug, charter.slug])
        return f"{page}#{self.code}"

    @transaction.atomic
    def set_by_hand(self, weight: Decimal, reason: str, *, by) -> None:
        """Let it weigh something else than people's points say, and say why."""
        if not reason.strip():
            raise Refused({"reason": _("Enter why this weight is different")})
        self._lock()
        self.override, self.override_reason = weight, reason.strip()
        self.overridden_by, self.overridden_at = by, clock.now()
        self._keep("charter.weight_set_by_hand", by=by)

    @transaction.atomic
    def follow_points(self, *, by) -> None:
        """Let it weigh what the formula gives again."""
        self._lock()
        if self.override is None:
            return
        self.override, self.override_reason = None, ""
        self.overridden_by = self.overridden_at = None
        self._keep("charter.weight_follows_points", by=by)

    def _lock(self) -> None:
        PriorityWeight.objects.select_for_update(of=("self",)).get(pk=self.pk)

    def _keep(self, verb: str, *, by) -> None:
        self.full_clean(validate_unique=False, validate_constraints=False)
        self.save(
            update_fields=[
                *("override", "override_reason", "overridden_by", "overridden_at")
            ]
        )
        data = {"code": self.code, "computed": self.computed, "weight": self.weight}
        if self.override_reason:
            data["reason"] = self.override_reason
        record(verb, self.points, by=by, data=data)
