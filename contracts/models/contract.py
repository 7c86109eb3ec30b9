import datetime as dt

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from audit import clock
from audit.lifecycle import Lifecycle, Refused
from audit.trail import record
from contracts import readiness, references
from contracts.rules import felt_rule
from councils.models import Council, CouncilQuerySet, Organisation, Role
from tenders.models import Award, Tender


class ContractQuerySet(CouncilQuerySet):
    def running(self):
        """Those in which promises still fall due."""
        return self.filter(status__in=Contract.RUNNING)

    def signed(self):
        return self.exclude(signed_on=None)

    def represented_by(self, user):
        """Those of the organisations for which a person acts."""
        if not user.is_authenticated:
            return self.none()
        organisations = Organisation.objects.represented_by(user).values("pk")
        return self.filter(organisation__in=organisations)

    def with_parties(self):
        """Adds council, organisation, tender and break clause."""
        return self.select_related(
            "council", "organisation", "tender", "break_clause", "award"
        )

    def with_delivery(self):
        """Adds `commitments` with all that `Commitment.standing` reads."""
        from contracts.models.commitment import Commitment

        commitments = Commitment.objects.with_delivery()
        return self.prefetch_related(Prefetch("commitments", commitments))


class Contract(Lifecycle):
    """What the council and the winning supplier agreed, promise by promise."""

    class Status(models.TextChoices):
        IN_FORCE = "in_force", _("In force")
        UNDER_RE_EVALUATION = "under_re_evaluation", _("Under re-evaluation")
        COMPLETED = "completed", _("Completed")
        BROKEN = "broken", _("Ended early")

    RUNNING = (Status.IN_FORCE, Status.UNDER_RE_EVALUATION)
    MOVES = {
        Status.IN_FORCE: {
            Status.UNDER_RE_EVALUATION,
            Status.COMPLETED,
            Status.BROKEN,
        },
        Status.UNDER_RE_EVALUATION: {Status.IN_FORCE},
    }

    council = models.ForeignKey(
        Council, on_delete=models.PROTECT, related_name="contracts"
    )
    reference = models.CharField(
        max_length=10, unique=True, default=references.contract, editable=False
    )
    award = models.OneToOneField(
        Award, on_delete=models.PROTECT, related_name="contract"
    )
    tender = models.ForeignKey(
        Tender, on_delete=models.PROTECT, related_name="contracts"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="contracts"
    )
    title = models.CharField(max_length=200)
    value = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="contracts_owned",
        help_text=_("The officer who follows it"),
    )
    supplier_contact = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="contracts_delivered",
        help_text=_("The supplier's person who answers for it"),
    )
    status = models.CharField(
        max_length=20, choices=Status, default=Status.IN_FORCE, editable=False
    )
    formed_at = models.DateTimeField(default=clock.now, editable=False)
    ended_on = models.DateField(null=True, editable=False)
    unspent = models.TextField(
        blank=True, help_text=_("What became of promises that were not kept")
    )

    objects = ContractQuerySet.as_manager()

    class Meta:
        ordering = ["-formed_at", "reference"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None)
                | Q(starts_on=None)
                | Q(ends_on__gt=F("starts_on")),
                name="a_contract_in_force_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(signed_on=None)
                | Q(starts_on__isnull=False, ends_on__isnull=False),
                name="a_signed_contract_has_dates",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["completed", "broken"]) ^ Q(ended_on=None),
                name="an_ended_contract_has_a_last_day",
            ),
        ]

    def __str__(self):
        return f"{self.reference} {self.title}"

    @property
    def trail_label(self):
        return self.title

    def get_absolute_url(self):
        return reverse(
            "contracts:contract_detail", args=[self.council.slug, self.reference]
        )

    def get_workspace_url(self):
        return reverse(
            "contracts:contract_work", args=[self.council.slug, self.reference]
        )

    def get_supplier_url(self):
        return reverse("supplier_contract", args=[self.reference])

    @property
    def is_running(self) -> bool:
        return self.status in self.RUNNING

    @property
    def has_teeth(self) -> bool:
        """Whether it says on what grounds it may be ended early."""
        return hasattr(self, "break_clause")

    def standings(self, on: dt.date | None = None) -> list:
        """How each promise stands; needs `with_delivery` to stay at few queries."""
        rule = felt_rule(on)
        return [(one, one.standing(on, rule)) for one in self.commitments.all()]

    def on_track(self) -> tuple[int, int]:
        """How many promises are on track, and how many there are."""
        found = [standing for _promise, standing in self.standings()]
        return sum(one.is_on_track for one in found), len(found)

    def next_due(self):
        """The next open milestone; needs `with_delivery`."""
        steps = [
            step
            for promise in self.commitments.all()
            for step in promise.milestones.all()
            if step.met_on is None
        ]
        return min(steps, key=lambda step: step.due_on, default=None)

    def owners(self) -> list:
        """The officers to be told: the named one, or every contract manager."""
        if self.owner_id:
            return [self.owner]
        held = self.council.memberships.current().filter(role=Role.CONTRACT_MANAGER)
        return [one.user for one in held.select_related("user")]

    def supplier_people(self) -> list:
        """The supplier's people to be told: the named one, or everyone who leads."""
        if self.supplier_contact_id:
            return [self.supplier_contact]
        people = self.organisation.representatives.filter(ended_at=None)
        leads = people.filter(is_lead=True)
        chosen = leads if leads.exists() else people
        return [one.user for one in chosen.select_related("user")]

    def obstacles(self, to):
        if to == self.Status.COMPLETED:
            return readiness.to_complete(self)
        return []

    def lock(self) -> "Contract":
        """The row, locked, so that acts on one contract follow each other."""
        return Contract.objects.select_for_update(of=("self",)).get(pk=self.pk)

    def stay_running(self) -> "Contract":
        """Lock the row and refuse once the contract has ended."""
        locked = self.lock()
        if not locked.is_running:
            raise Refused(__("This contract has ended, so nothing in it can change."))
        return locked

    @transaction.atomic
    def name_owners(self, *, owner, supplier_contact, by) -> None:
        """Say who answers for it on either side."""
        self.stay_running()
        readiness.check_owner(self, owner)
        readiness.check_supplier_contact(self, supplier_contact)
        self.owner, self.supplier_contact = owner, supplier_contact
        self.save(update_fields=["owner", "supplier_contact"])
        record(
            "contract.owners_named",
            self,
            by=by,
            data={
                "officer": str(owner.actor_id),
                "supplier": str(supplier_contact.actor_id),
            },
        )

    @transaction.atomic
    def complete(self, *, by, unspent: str = "") -> None:
        """Close it after its last day. What was not kept needs a word on what
        became of it, which is public."""
        self.unspent = unspent.strip()
        self.save(update_fields=["unspent"])
        self.move(
            self.Status.COMPLETED,
            by=by,
            verb="contract.completed",
            data={"unspent": bool(self.unspent)},
            ended_on=clock.today(),
        )
