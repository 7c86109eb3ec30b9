"""What is strong in the place already, kept as a register."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.db import models, transaction
from django.db.models import Max, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from charters.models.priority import PriorityName
from councils.models import Area, Council, CouncilQuerySet


class AssetQuerySet(CouncilQuerySet):
    def standing(self):
        """Those that are still there."""
        return self.filter(retired_on=None)


class Asset(models.Model):
    """A strength of the place: a building, group, network, green place or skill."""

    class Kind(models.TextChoices):
        BUILDING = "building", gettext_lazy("Building or room")
        GROUP = "group", gettext_lazy("Group or club")
        NETWORK = "network", gettext_lazy("Network of people or firms")
        GREEN = "green", gettext_lazy("Green place")
        SKILL = "skill", gettext_lazy("Skill or tradition")

    council = models.ForeignKey(
        Council, on_delete=models.PROTECT, related_name="assets"
    )
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=10, choices=Kind)
    area = models.ForeignKey(
        Area,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assets",
        help_text=gettext_lazy("Empty when it belongs to the whole area"),
    )
    about = models.TextField(max_length=600, blank=True)
    helps = models.ManyToManyField(
        PriorityName,
        blank=True,
        related_name="assets",
        help_text=gettext_lazy("The priorities that can build on it"),
    )
    added_on = models.DateField(default=clock.today)
    retired_on = models.DateField(null=True, blank=True)
    retired_because = models.CharField(max_length=200, blank=True)

    objects = AssetQuerySet.as_manager()

    class Meta:
        ordering = ["council", "name", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "number"], name="one_asset_per_number_in_a_council"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="an_asset_has_a_name"),
            models.CheckConstraint(
                condition=Q(retired_on=None) | ~Q(retired_because=""),
                name="an_asset_is_retired_for_a_reason",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def trail_reference(self):
        return f"asset-{self.number}"

    def get_absolute_url(self):
        page = reverse("charters:asset_list", args=[self.council.slug])
        return f"{page}#asset-{self.number}"

    @classmethod
    @transaction.atomic
    def add(cls, council, *, by, helps=(), **fields) -> "Asset":
        """Put a strength of the place into the register."""
        Council.objects.select_for_update(no_key=True).get(pk=council.pk)
        last = cls.objects.for_council(council).aggregate(last=Max("number"))["last"]
        asset = cls(council=council, number=(last or 0) + 1, **fields)
        asset._check_place()
        asset.save()
        asset._help(helps)
        record("asset.added", asset, by=by)
        return asset

    def change(self, *, by, helps=None, **fields) -> None:
        """Correct what the register says. Drafts that name it say the new words."""
        with self._drafts_still():
            for name, value in fields.items():
                setattr(self, name, value)
            self._check_place()
            self.save()
            self._help(helps)
            record("asset.changed", self, by=by, data={"fields": sorted(fields)})

    def retire(self, reason: str, *, by) -> None:
        """Say that it is no longer there. It leaves the drafts that name it."""
        if not reason.strip():
            raise Refused(_("Enter why it is no longer there"))
        with self._drafts_still():
            self.retired_on, self.retired_because = clock.today(), reason.strip()
            self.save(update_fields=["retired_on", "retired_because"])
            for priority in self.priorities.all():
                if priority.charter.status in priority.charter.UNFINISHED:
                    priority.assets.remove(self)
            record("asset.retired", self, by=by)

    @contextmanager
    def _drafts_still(self) -> Iterator[None]:
        """Hold the drafts that name it; refuses while one of them is locked."""
        drafts = {
            priority.charter
            for priority in self.priorities.select_related("charter__council")
            if priority.charter.status in priority.charter.UNFINISHED
        }
        with transaction.atomic(), ExitStack() as stack:
            for charter in sorted(drafts, key=lambda one: one.pk):
                stack.enter_context(charter.editing())
            yield

    def _check_place(self) -> None:
        if self.area and self.area.council_id != self.council_id:
            raise Refused(_("Choose places of this council."))

    def _help(self, helps) -> None:
        if helps is not None:
            names = list(helps)
            if any(name.council_id != self.council_id for name in names):
                raise Refused(_("Choose priorities of this council."))
            self.helps.set(names)
