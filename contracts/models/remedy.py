import datetime as dt

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from audit import clock
from audit.lifecycle import Lifecycle, Refused
from audit.trail import record
from contracts import rules
from contracts.models.commitment import Commitment
from contracts.models.contract import Contract
from councils.models import CouncilQuerySet

LAST_RUNG = "break"


class RemedyStepQuerySet(CouncilQuerySet):
    def for_council(self, council):
        return self.filter(contract__council=council)

    def taken(self):
        return self.filter(
            status__in=[RemedyStep.Status.TAKEN, RemedyStep.Status.CLOSED]
        )

    def proposed(self):
        return self.filter(status=RemedyStep.Status.PROPOSED)


class RemedyStep(Lifecycle):
    """A rung of the ladder: what the council did because a promise was not kept."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("Waits for a second person")
        TAKEN = "taken", _("Taken")
        DECLINED = "declined", _("Not taken")
        CLOSED = "closed", _("Closed")

    MOVES = {
        Status.PROPOSED: {Status.TAKEN, Status.DECLINED},
        Status.TAKEN: {Status.CLOSED},
    }

    contract = models.ForeignKey(
        Contract, on_delete=models.PROTECT, related_name="remedies"
    )
    commitment = models.ForeignKey(
        Commitment, on_delete=models.PROTECT, related_name="remedies"
    )
    number = models.PositiveSmallIntegerField()
    rung = models.SlugField(max_length=30)
    label = models.CharField(max_length=80)
    grounds = models.TextField(help_text=_("What it rests on"))
    skip_reason = models.TextField(blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    proposed_at = models.DateTimeField(default=clock.now)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    taken_on = models.DateField(null=True, editable=False)
    reply_by = models.DateField(null=True, editable=False)
    reply = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True, editable=False)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    outcome = models.TextField(blank=True)
    status = models.CharField(
        max_length=10, choices=Status, default=Status.PROPOSED, editable=False
    )

    objects = RemedyStepQuerySet.as_manager()

    class Meta:
        ordering = ["contract", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "number"],
                name="one_remedy_per_number_of_a_contract",
            ),
            models.CheckConstraint(
                condition=~Q(grounds=""), name="a_remedy_rests_on_something"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["taken", "closed"])
                | Q(taken_on__isnull=False),
                name="a_remedy_taken_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None)
                | Q(proposed_by=None)
                | ~Q(approved_by=F("proposed_by")),
                name="nobody_approves_their_own_remedy",
            ),
        ]

    def __str__(self):
        return f"{self.label} ({self.contract.reference}/{self.number})"

    @property
    def council(self):
        return self.contract.council

    @property
    def trail_reference(self):
        return f"{self.contract.reference}/remedy-{self.number}"

    @property
    def trail_label(self):
        return self.label

    @property
    def awaits_reply(self) -> bool:
        taken = self.status == self.Status.TAKEN
        return taken and not self.reply and clock.today() <= self.reply_by

    @classmethod
    def next_rung(cls, commitment: Commitment) -> rules.Rung | None:
        """The rung that follows the highest one taken so far; None past the last."""
        order = rules.ladder()
        place = {rung.code: n for n, rung in enumerate(order)}
        taken = cls.objects.taken().filter(commitment=commitment)
        highest = max((place.get(step.rung, -1) for step in taken), default=-1)
        return order[highest + 1] if highest + 1 < len(order) else None

    @classmethod
    @transaction.atomic
    def take(
        cls,
        commitment: Commitment,
        rung: str,
        grounds: str,
        *,
        by,
        skip_reason: str = "",
    ) -> "RemedyStep":
        """Take the next step of the ladder. Skipping some needs a reason, and then
        waits for a second person."""
        contract = commitment.contract.stay_running()
        chosen = cls._rung(rung)
        if not grounds.strip():
            raise Refused(__("Enter what the step rests on"))
        skips = cls._skips(commitment, chosen)
        if skips and not skip_reason.strip():
            raise Refused(
                __("Enter why these steps are skipped: %(steps)s")
                % {"steps": ", ".join(one.label for one in skips)}
            )
        last = contract.remedies.order_by("-number").first()
        step = cls.objects.create(
            contract=contract,
            commitment=commitment,
            number=last.number + 1 if last else 1,
            rung=chosen.code,
            label=chosen.label,
            grounds=grounds.strip(),
            skip_reason=skip_reason.strip() if skips else "",
            proposed_by=by,
        )
        record(
            "remedy.proposed",
            step,
            by=by,
            data={"rung": chosen.code, "skips": [one.code for one in skips]},
        )
        if not skips:
            step._begin(by=by)
        return step

    @staticmethod
    def _rung(code: str) -> rules.Rung:
        found = {rung.code: rung for rung in rules.ladder()}.get(code)
        if found is None or code == LAST_RUNG:
            raise Refused(__("Select a step"))
        return found

    @classmethod
    def _skips(cls, commitment, chosen) -> list[rules.Rung]:
        """The rungs between the next one and the chosen one."""
        order = rules.ladder()
        following = cls.next_rung(commitment)
        first = order.index(following) if following else len(order)
        return order[first : max(first, order.index(chosen))]

    def _begin(self, *, by, **more) -> None:
        today = clock.today()
        self.move(
            self.Status.TAKEN,
            by=by,
            verb="remedy.taken",
            data={"rung": self.rung},
            taken_on=today,
            reply_by=today + dt.timedelta(days=rules.reply_days()),
            **more,
        )

    @transaction.atomic
    def approve(self, *, by) -> None:
        """Agree, as a second person, that steps are skipped."""
        if by.pk == self.proposed_by_id:
            raise Refused(
                __("You proposed this step, so another person must approve it."),
                code="four_eyes",
            )
        self._begin(by=by, approved_by=by)

    def decline(self, reason: str, *, by) -> None:
        """Say no to skipping, with a reason."""
        if not reason.strip():
            raise Refused(__("Enter why the step is not taken"))
        self.move(
            self.Status.DECLINED,
            by=by,
            verb="remedy.declined",
            outcome=reason.strip(),
        )

    @transaction.atomic
    def answer(self, text: str, *, by) -> None:
        """The supplier's right of reply: once, until the last day for it."""
        locked = RemedyStep.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if not text.strip():
            raise Refused(__("Enter your reply"))
        if locked.reply:
            raise Refused(__("A reply has been sent already."))
        if not locked.awaits_reply:
            raise Refused(__("The time to reply has ended."))
        self.reply, self.replied_at, self.replied_by = text.strip(), clock.now(), by
        self.save(update_fields=["reply", "replied_at", "replied_by"])
        record("remedy.answered", self, by=by)

    def close(self, outcome: str, *, by) -> None:
        """Say what came of it."""
        if not outcome.strip():
            raise Refused(__("Enter what came of it"))
        self.move(
            self.Status.CLOSED, by=by, verb="remedy.closed", outcome=outcome.strip()
        )
