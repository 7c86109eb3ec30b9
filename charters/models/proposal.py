"""What residents propose, who supports it, and what the council answers."""

import datetime as dt
import hashlib
import hmac
import secrets

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import clock
from audit.lifecycle import Lifecycle, Refused
from audit.trail import record
from charters.models.asset import Asset
from charters.models.priority import PriorityName
from councils.models import Area, Council, CouncilQuerySet
from metrics.models import DatedRule
from records.models import PublicText
from records.models.public_text import PublicTextQuerySet

SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
LONGEST_REPLY = 1000


def new_reference() -> str:
    return "".join(secrets.choice(SIGNS) for _sign in range(8))


class SupportTrigger(models.Model):
    """From how much support on a council must answer a proposal with its reasons."""

    council = models.ForeignKey(
        Council, on_delete=models.PROTECT, related_name="support_triggers"
    )
    supporters = models.PositiveIntegerField()
    from_on = models.DateField()
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = CouncilQuerySet.as_manager()

    class Meta:
        ordering = ["council", "from_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "from_on"],
                name="one_support_trigger_begins_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(supporters__gt=0), name="a_support_trigger_counts_people"
            ),
        ]

    def __str__(self):
        return f"{self.supporters} from {self.from_on}"

    @property
    def trail_reference(self):
        return f"support-trigger/{self.from_on}"

    @classmethod
    @transaction.atomic
    def decide(cls, council, supporters: int, *, by) -> "SupportTrigger":
        """Set it from today on. What held before stays written down."""
        trigger, _is_new = cls.objects.update_or_create(
            council=council,
            from_on=clock.today(),
            defaults={"supporters": supporters, "set_by": by},
        )
        record("support_trigger.set", trigger, by=by, data={"supporters": supporters})
        return trigger

    @classmethod
    def of(cls, council) -> int:
        """What holds today: the council's own, else the usual one."""
        own = cls.objects.for_council(council).filter(from_on__lte=clock.today()).last()
        return own.supporters if own else usual_rule()["supporters"]


def usual_rule() -> dict:
    return DatedRule.objects.value("proposal_support")


class ProposalQuerySet(PublicTextQuerySet, CouncilQuerySet):
    def open(self):
        return self.filter(status=Proposal.Status.OPEN)

    def for_moderators(self):
        return self.select_related("council", "area")

    def with_support(self):
        """Adds `supporters`: how many people support it."""
        return self.annotate(supporters=Count("supports"))

    def for_reading(self):
        return self.with_support().select_related("council", "area", "asset", "became")


class Proposal(Lifecycle, PublicText):
    """A new priority, strength or measure that a resident proposes."""

    ARRIVED = "received_at"

    class Kind(models.TextChoices):
        PRIORITY = "priority", gettext_lazy("A priority")
        ASSET = "asset", gettext_lazy("A strength of the place")
        MEASURE = "measure", gettext_lazy("A way to measure")

    class Status(models.TextChoices):
        OPEN = "open", gettext_lazy("Waiting for an answer")
        TAKEN_UP = "taken_up", gettext_lazy("Taken up")
        PARTLY = "partly", gettext_lazy("Taken up in part")
        DECLINED = "declined", gettext_lazy("Not taken up")
        CLOSED = "closed", gettext_lazy("Closed")

    MOVES = {
        Status.OPEN: {Status.TAKEN_UP, Status.PARTLY, Status.DECLINED, Status.CLOSED}
    }

    council = models.ForeignKey(
        Council, on_delete=models.PROTECT, related_name="proposals"
    )
    reference = models.SlugField(
        max_length=8, unique=True, default=new_reference, editable=False
    )
    kind = models.CharField(max_length=10, choices=Kind)
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals"
    )
    received_at = models.DateTimeField(default=clock.now)
    status = models.CharField(
        max_length=10, choices=Status, default=Status.OPEN, editable=False
    )
    reply = models.TextField(max_length=LONGEST_REPLY, blank=True, editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    asset = models.OneToOneField(
        Asset,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="proposal",
    )
    became = models.ForeignKey(
        PriorityName,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="proposals",
        help_text=gettext_lazy("The priority in which it was taken up"),
    )

    objects = ProposalQuerySet.as_manager()

    class Meta(PublicText.Meta):
        ordering = ["-received_at", "-pk"]
        constraints = [
            *PublicText.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(status__in=["taken_up", "partly", "declined"])
                | (~Q(reply="") & Q(answered_by__isnull=False)),
                name="an_answered_proposal_has_a_reply",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.reference}"

    @property
    def about(self) -> str:
        """What a moderator reads that it is about."""
        return _("Proposal: %s") % self.get_kind_display()

    @property
    def trail_reference(self):
        return self.reference

    @property
    def trail_label(self):
        return str(self.get_kind_display())

    def get_absolute_url(self):
        return reverse(
            "charters:proposal_detail", args=[self.council.slug, self.reference]
        )

    def get_workspace_url(self):
        return reverse(
            "charters:proposal_answer", args=[self.council.slug, self.reference]
        )

    def answer_by(self, days: int | None = None) -> dt.date:
        """By when the council answers. `days` is the rule, for who asks about many."""
        days = days or usual_rule()["answer_days"]
        return clock.london(self.received_at).date() + dt.timedelta(days=days)

    @classmethod
    @transaction.atomic
    def receive(cls, council, *, kind: str, text: str, area=None) -> "Proposal":
        """Take what a resident proposes. It is read before it is shown."""
        if not text.strip():
            raise Refused(_("Enter what you propose"))
        proposal = cls.objects.create(
            council=council, kind=cls.Kind(kind), text=text.strip(), area=area
        )
        record("proposal.received", proposal, by="visitor", data={"kind": kind})
        return proposal

    @property
    def must_be_answered(self) -> bool:
        """Whether so many support it that it cannot be closed without a reply."""
        return self.supports.count() >= SupportTrigger.of(self.council)

    @transaction.atomic
    def answer(
        self, status: str, reply: str, *, by, became=None, asset: dict | None = None
    ) -> None:
        """Say in public what becomes of it, and why.

        `asset` holds the fields of the strength that it puts into the register.
        """
        self._check_reply(reply)
        if became is not None and became.council_id != self.council_id:
            raise Refused(_("Choose priorities of this council."))
        changes = {"became": became}
        if asset is not None:
            changes["asset"] = Asset.add(self.council, by=by, **asset)
        self.move(
            self.Status(status),
            by=by,
            verb="proposal.answered",
            reply=reply.strip(),
            answered_at=clock.now(),
            answered_by=by,
            **changes,
        )

    def _check_reply(self, reply: str) -> None:
        if not reply.strip():
            raise Refused(_("Enter the reasons for your answer"))
        if len(reply) > LONGEST_REPLY:
            raise Refused(_("Your answer must be 1,000 characters or less"))
        if not self.is_public:
            raise Refused(
                _("Check this proposal first. Only what is published is answered.")
            )

    def close(self, *, by) -> None:
        """Lay it aside without a reply, as with something said twice."""
        self.move(
            self.Status.CLOSED,
            by=by,
            verb="proposal.closed",
            answered_at=clock.now(),
            answered_by=by,
        )

    def obstacles(self, to):
        if to == self.Status.CLOSED and self.must_be_answered:
            return [
                _(
                    "%(count)d people support this. From %(trigger)d on, it needs a "
                    "reply with reasons."
                )
                % {
                    "count": self.supports.count(),
                    "trigger": SupportTrigger.of(self.council),
                }
            ]
        return []

    def voter(self, email: str) -> str:
        """One person as this proposal knows them: a keyed hash of their address.

        Another proposal knows the same person by another hash, so that nobody can
        see who supports what else; the address itself is not kept.
        """
        words = f"support {self.reference} {email.strip().casefold()}"
        key = settings.SECRET_KEY.encode()
        return hmac.digest(key, words.encode(), hashlib.sha256).hex()

    @transaction.atomic
    def support(self, voter: str) -> bool:
        """Count one person once. Answers whether they were new."""
        if self.status != self.Status.OPEN or not self.is_public:
            raise Refused(_("This proposal is not open for support."))
        _row, is_new = Support.objects.get_or_create(proposal=self, voter=voter)
        return is_new


class Support(models.Model):
    """One person's support for a proposal, without their name or address."""

    proposal = models.ForeignKey(
        Proposal, on_delete=models.CASCADE, related_name="supports"
    )
    voter = models.CharField(max_length=64)
    given_on = models.DateField(default=clock.today)

    class Meta:
        ordering = ["proposal", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "voter"], name="nobody_supports_a_proposal_twice"
            )
        ]

    def __str__(self):
        return f"{self.proposal_id} on {self.given_on}"

    @property
    def council(self):
        return self.proposal.council
