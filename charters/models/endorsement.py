import uuid

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import clock
from audit.lifecycle import Lifecycle, Refused
from charters.models.edition import Edition
from charters.models.endorsement_step import EndorsementRemark, EndorsementStep
from councils.models import Council, Organisation, Role, User


class EndorsementQuerySet(models.QuerySet):
    def for_council(self, council):
        return self.filter(charter__council=council)

    def waiting(self):
        """Those about which a body must decide now."""
        return self.filter(status=Endorsement.Status.SUBMITTED)

    def for_decider(self, user):
        """Those that this person decides about, whatever became of them."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        approves = user.memberships.current().filter(role=Role.APPROVER)
        mine = Q(peer__in=approves.values("council"))
        mine |= Q(organisation__in=Organisation.objects.represented_by(user))
        if user.is_steward:
            mine |= Q(peer=None, organisation=None)
        return self.filter(mine)


class Endorsement(Lifecycle):
    """What a body outside the council says of a charter's text, on its request."""

    class Status(models.TextChoices):
        NOT_SOUGHT = "not_sought", gettext_lazy("Not sought")
        SUBMITTED = "submitted", gettext_lazy("Submitted for endorsement")
        RETURNED = "returned", gettext_lazy("Returned with comments")
        CONDITIONS = "conditions", gettext_lazy("Endorsed with conditions")
        ENDORSED = "endorsed", gettext_lazy("Endorsed")

    MOVES = {
        Status.NOT_SOUGHT: {Status.SUBMITTED},
        Status.SUBMITTED: {Status.RETURNED, Status.CONDITIONS, Status.ENDORSED},
        Status.RETURNED: {Status.SUBMITTED},
        # The body says later that its conditions are met.
        Status.CONDITIONS: {Status.ENDORSED},
    }
    UNDECIDED = (Status.NOT_SOUGHT, Status.SUBMITTED, Status.RETURNED)
    GIVEN = (Status.CONDITIONS, Status.ENDORSED)
    VERBS = {
        Status.RETURNED: "endorsement.returned",
        Status.CONDITIONS: "endorsement.given_with_conditions",
        Status.ENDORSED: "endorsement.given",
    }

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    charter = models.ForeignKey(
        "charters.Charter", on_delete=models.PROTECT, related_name="endorsements"
    )
    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="endorsements"
    )
    body_name = models.CharField(max_length=160)
    peer = models.ForeignKey(
        Council,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=gettext_lazy("The other council that decides"),
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=gettext_lazy("The public body that decides"),
    )
    status = models.CharField(
        max_length=10, choices=Status, default=Status.NOT_SOUGHT, editable=False
    )
    sought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    sought_at = models.DateTimeField(default=clock.now, editable=False)
    moved_at = models.DateTimeField(default=clock.now, editable=False)

    objects = EndorsementQuerySet.as_manager()

    class Meta:
        ordering = ["sought_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["charter"],
                condition=Q(status__in=["not_sought", "submitted", "returned"]),
                name="a_charter_waits_for_one_endorsement",
            ),
            models.CheckConstraint(
                condition=Q(peer=None) | Q(organisation=None),
                name="one_body_endorses",
            ),
            models.CheckConstraint(
                condition=~Q(body_name=""), name="who_endorses_has_a_name"
            ),
        ]

    def __str__(self):
        return _("%(body)s about %(edition)s") % {
            "body": self.body_name,
            "edition": self.edition,
        }

    @property
    def council(self):
        return self.charter.council

    @property
    def trail_reference(self):
        return f"{self.charter.slug}/{self.uid.hex[:8]}"

    @property
    def trail_label(self):
        return f"{self.charter.title}: {self.body_name}"

    @property
    def is_national(self) -> bool:
        return self.peer_id is None and self.organisation_id is None

    @property
    def is_given(self) -> bool:
        return self.status in self.GIVEN

    def get_absolute_url(self):
        return reverse("endorsement_detail", args=[self.uid])

    def deciders(self):
        """Who decides: stewards, the other council's approvers, or the body's own."""
        people = User.objects.filter(is_active=True)
        if self.peer_id:
            held = self.peer.memberships.current().filter(role=Role.APPROVER)
            return people.filter(pk__in=held.values("user"))
        if self.organisation_id:
            acting = self.organisation.representatives.filter(ended_at=None)
            return people.filter(pk__in=acting.values("user"))
        return people.filter(is_steward=True)

    @classmethod
    def edition_to_submit(cls, charter) -> Edition | None:
        """What a body would be asked about now: the text that anyone reads."""
        public = charter.editions.public().exclude(kind=Edition.Kind.OUTLINE)
        return public.adopted().last() or public.last()

    @classmethod
    @transaction.atomic
    def seek(
        cls, charter, body_name: str, note: str, *, by, peer=None, organisation=None
    ) -> "Endorsement":
        """Ask a body outside the council to endorse the text that anyone can read."""
        type(charter).objects.select_for_update(of=("self",)).get(pk=charter.pk)
        edition = cls.edition_to_submit(charter)
        if edition is None:
            raise Refused(_("There is no public version to endorse yet."))
        if charter.status in (charter.Status.SUPERSEDED, charter.Status.WITHDRAWN):
            raise Refused(_("This charter is over, so nobody can endorse it."))
        if peer is not None and peer.pk == charter.council_id:
            raise Refused(_("A council cannot endorse its own charter."))
        if charter.endorsements.filter(status__in=cls.UNDECIDED).exists():
            raise Refused(_("An endorsement of this charter was sought already."))
        endorsement = cls.objects.create(
            charter=charter,
            edition=edition,
            body_name=body_name,
            peer=peer,
            organisation=organisation,
            sought_by=by,
        )
        endorsement._take(cls.Status.SUBMITTED, note, "endorsement.sought", by=by)
        return endorsement

    @transaction.atomic
    def submit_again(self, answer: str, *, by) -> None:
        """Answer what was returned; the body looks at the version of today."""
        if not answer.strip():
            raise Refused(_("Enter what you changed, or why you did not"))
        edition = self.edition_to_submit(self.charter) or self.edition
        self._take(
            self.Status.SUBMITTED,
            answer,
            "endorsement.sought_again",
            by=by,
            edition=edition,
        )

    @transaction.atomic
    def decide(self, status: str, wording: str, *, by) -> None:
        """Endorse, endorse with conditions or return, with words that all can read."""
        status = self.Status(status)
        wording = wording.strip() or self._summary_of_remarks(status)
        if status == self.Status.RETURNED and not wording:
            raise Refused(_("Enter what needs to change"))
        if status == self.Status.CONDITIONS and not wording:
            raise Refused(_("List the conditions"))
        if by.pk in self.charter.writers() | {self.sought_by_id}:
            raise Refused(
                _(
                    "You helped to write or submit this charter, so somebody else must "
                    "decide."
                ),
                code="four_eyes",
            )
        step = self._take(status, wording, self.VERBS[status], by=by)
        self.remarks.filter(step=None).update(step=step)

    def confirm_conditions(self, wording: str, *, by) -> None:
        """Say that what the endorsement was tied to has been done."""
        if self.status != self.Status.CONDITIONS:
            raise Refused(_("No conditions are open."))
        self.decide(self.Status.ENDORSED, wording, by=by)

    @transaction.atomic
    def _take(self, status, wording: str, verb: str, *, by, **changes):
        """Write the step down and move; a refused move takes the step with it."""
        step = EndorsementStep.objects.create(
            endorsement=self,
            edition=changes.get("edition", self.edition),
            status=status,
            wording=wording.strip(),
            by=by,
        )
        self.move(
            status,
            by=by,
            verb=verb,
            data={
                "endorsement": str(self.uid),
                "step": step.pk,
                "body": self.body_name,
            },
            moved_at=clock.now(),
            **changes,
        )
        return step

    def _summary_of_remarks(self, status) -> str:
        if status == self.Status.ENDORSED:
            return ""
        labels = dict.fromkeys(
            self.remarks.filter(step=None).values_list("label", flat=True)
        )
        return _("See the comments on: %s.") % "; ".join(labels) if labels else ""

    def remark(self, key, wording: str, *, by) -> EndorsementRemark:
        """Say what should change in one paragraph or priority of the version."""
        if self.status != self.Status.SUBMITTED:
            raise Refused(_("This was decided already."))
        return EndorsementRemark.make(self, key, wording, by=by)
