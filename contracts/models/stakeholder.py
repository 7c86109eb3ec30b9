import uuid

from django.db import models, transaction
from django.db.models import Q

from audit import clock
from audit.trail import record
from charters.models import Stakeholder as CharterGroup
from contracts.models.contract import Contract
from councils.models import CouncilQuerySet


class StakeholderQuerySet(CouncilQuerySet):
    def for_council(self, council):
        return self.filter(contract__council=council)

    def who_may_lose(self):
        """Groups that could be harmed, or that are often missed."""
        return self.filter(effect__in=Stakeholder.MAY_LOSE)


class Stakeholder(models.Model):
    """A group that a contract touches: how it was reached, and what it said."""

    Effect = CharterGroup.Effect
    MAY_LOSE = (Effect.HARMED, Effect.MISSED)
    WORDS = ("name", "effect", "how_reached", "how_many", "what_they_said")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    contract = models.ForeignKey(
        Contract, on_delete=models.CASCADE, related_name="stakeholders"
    )
    name = models.CharField(max_length=100)
    effect = models.CharField(max_length=10, choices=Effect)
    how_reached = models.CharField(max_length=300, blank=True)
    how_many = models.PositiveIntegerField(null=True, blank=True)
    what_they_said = models.TextField(max_length=600, blank=True)
    named_at = models.DateTimeField(default=clock.now, editable=False)

    objects = StakeholderQuerySet.as_manager()

    class Meta:
        ordering = ["contract", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""), name="a_group_of_a_contract_has_a_name"
            )
        ]

    def __str__(self):
        return self.name

    @property
    def council(self):
        return self.contract.council

    @classmethod
    @transaction.atomic
    def add(cls, contract: Contract, *, by, **words) -> "Stakeholder":
        """Name a group while the contract runs."""
        contract.stay_running()
        group = cls(contract=contract, **words)
        group.full_clean()
        group.save()
        group.tell("contract.group_named", by=by)
        return group

    @transaction.atomic
    def change(self, *, by, **words) -> None:
        """Say what has been learnt since."""
        self.contract.stay_running()
        changed = [name for name in words if getattr(self, name) != words[name]]
        if not changed:
            return
        for name in changed:
            setattr(self, name, words[name])
        self.full_clean()
        self.save(update_fields=changed)
        self.tell("contract.group_changed", by=by, fields=sorted(changed))

    @transaction.atomic
    def remove(self, *, by) -> None:
        self.contract.stay_running()
        self.tell("contract.group_removed", by=by)
        self.delete()

    def tell(self, verb: str, *, by, **data) -> None:
        record(verb, self.contract, by=by, data={"effect": self.effect, **data})
