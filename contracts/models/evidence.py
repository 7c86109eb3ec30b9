import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from audit import clock
from audit.lifecycle import Lifecycle, Refused
from audit.trail import record
from contracts import delivery, references
from contracts.models.commitment import Commitment, Milestone
from councils.models import CouncilQuerySet
from records.models import StoredFile

MOST_WORDS = 200


class EvidenceQuerySet(CouncilQuerySet):
    def for_council(self, council):
        return self.filter(milestone__commitment__contract__council=council)

    def of_contract(self, contract):
        return self.filter(milestone__commitment__contract=contract)

    def submitted(self):
        """What waits for an officer."""
        return self.filter(status=Evidence.Status.SUBMITTED)

    def accepted(self):
        return self.filter(status=Evidence.Status.ACCEPTED)

    def returned(self):
        return self.filter(status=Evidence.Status.RETURNED)

    def unanswered(self):
        """Returned, and nothing new has been sent instead."""
        return self.returned().filter(replies=None)

    def with_thread(self):
        """Adds milestone, commitment, measure, contract and its parties."""
        return self.select_related(
            "milestone__commitment__metric",
            "milestone__commitment__contract__council",
            "milestone__commitment__contract__organisation",
            "submitted_by",
            "decided_by",
        )


class Evidence(Lifecycle):
    """What a supplier reports for a milestone: an amount, a story, and files."""

    class Status(models.TextChoices):
        SUBMITTED = "submitted", _("Waiting to be checked")
        ACCEPTED = "accepted", _("Accepted")
        RETURNED = "returned", _("More needed")

    MOVES = {Status.SUBMITTED: {Status.ACCEPTED, Status.RETURNED}}

    milestone = models.ForeignKey(
        Milestone, on_delete=models.PROTECT, related_name="evidence"
    )
    reference = models.CharField(
        max_length=10, unique=True, default=references.evidence, editable=False
    )
    amount = models.DecimalField(max_digits=18, decimal_places=4)
    happened_on = models.DateField()
    story = models.TextField()
    who_benefited = models.CharField(max_length=200, blank=True)
    problem = models.TextField(blank=True)
    replies_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replies"
    )
    is_on_behalf = models.BooleanField(
        default=False, help_text=_("Entered by an officer for the supplier")
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    submitted_at = models.DateTimeField(default=clock.now)
    status = models.CharField(
        max_length=10, choices=Status, default=Status.SUBMITTED, editable=False
    )
    accepted_amount = models.DecimalField(
        max_digits=18, decimal_places=4, null=True, blank=True
    )
    decision_reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["-submitted_at", "-pk"]
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                condition=Q(status="accepted") ^ Q(accepted_amount=None),
                name="accepted_evidence_has_an_amount",
            ),
            models.CheckConstraint(
                condition=~Q(status="returned") | ~Q(decision_reason=""),
                name="evidence_is_returned_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(status="submitted") | Q(decided_at__isnull=False),
                name="decided_evidence_says_when",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None)
                | Q(submitted_by=None)
                | ~Q(decided_by=F("submitted_by")),
                name="nobody_accepts_their_own_evidence",
            ),
        ]

    def __str__(self):
        return f"{self.reference} for {self.milestone}"

    @property
    def council(self):
        return self.milestone.council

    @property
    def contract(self):
        return self.milestone.commitment.contract

    @property
    def trail_label(self):
        return self.milestone.title

    @property
    def claim(self) -> str:
        """What is reported, in a few words: "3 people"."""
        return f"{self.amount.normalize():f} {self.milestone.commitment.unit}"

    def get_absolute_url(self):
        return reverse(
            "contracts:evidence_check",
            args=[self.council.slug, self.contract.reference, self.reference],
        )

    @classmethod
    @transaction.atomic
    def submit(
        cls,
        milestone: Milestone,
        *,
        amount: Decimal | int | str,
        story: str,
        happened_on: dt.date,
        by,
        files: Iterable[StoredFile] = (),
        who_benefited: str = "",
        problem: str = "",
        replies_to: "Evidence | None" = None,
        is_on_behalf: bool = False,
    ) -> "Evidence":
        """Report what was done. An officer checks it before it counts."""
        contract = milestone.contract.stay_running()
        amount = Decimal(amount)
        milestone.commitment.metric.check_value(amount)
        _check_report(contract, amount, story, happened_on)
        evidence = cls.objects.create(
            milestone=milestone,
            amount=amount,
            story=story.strip(),
            happened_on=happened_on,
            who_benefited=who_benefited.strip(),
            problem=problem.strip(),
            replies_to=replies_to,
            is_on_behalf=is_on_behalf,
            submitted_by=by,
        )
        kept = [EvidenceFile(evidence=evidence, file=file) for file in files]
        EvidenceFile.objects.bulk_create(kept)
        record(
            "evidence.submitted",
            evidence,
            by=by,
            data={
                "contract": contract.reference,
                "milestone": milestone.reference,
                "amount": amount,
                "files": [row.file.sha256 for row in kept],
            },
        )
        return evidence

    @transaction.atomic
    def accept(
        self, *, by, amount: Decimal | int | str | None = None, reason: str = ""
    ):
        """Say that it happened, in full or in part. A part needs a reason."""
        self._check_not_mine(by)
        self.contract.stay_running()
        accepted = self.amount if amount is None else Decimal(amount)
        self.milestone.commitment.metric.check_value(accepted)
        if not 0 <= accepted <= self.amount:
            raise Refused(
                __("The amount you accept must be %(most)s or less")
                % {"most": f"{self.amount.normalize():f}"}
            )
        if accepted < self.amount and not reason.strip():
            raise Refused(__("Enter why you do not accept all of it"))
        self.move(
            self.Status.ACCEPTED,
            by=by,
            verb="evidence.accepted",
            data={"claimed": self.amount, "accepted": accepted},
            accepted_amount=accepted,
            decision_reason=reason.strip(),
            decided_by=by,
            decided_at=clock.now(),
        )
        settle_milestones(self.milestone.commitment, by=by)

    @transaction.atomic
    def send_back(self, reason: str, *, by) -> None:
        """Ask for more, and say what."""
        self._check_not_mine(by)
        self.contract.stay_running()
        if not reason.strip():
            raise Refused(__("Enter what you need to see"))
        self.move(
            self.Status.RETURNED,
            by=by,
            verb="evidence.returned",
            data={"reason": reason.strip()},
            decision_reason=reason.strip(),
            decided_by=by,
            decided_at=clock.now(),
        )

    def _check_not_mine(self, by) -> None:
        if by.pk == self.submitted_by_id:
            raise Refused(
                __(
                    "You sent this proof in yourself, so another officer must check it."
                ),
                code="four_eyes",
            )


class EvidenceFile(models.Model):
    """A file that was sent with a report."""

    evidence = models.ForeignKey(
        Evidence, on_delete=models.PROTECT, related_name="files"
    )
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["evidence", "file"], name="a_file_is_sent_once_with_a_report"
            )
        ]

    def __str__(self):
        return self.file.name

    @property
    def council(self):
        return self.evidence.council


def _check_report(contract, amount, story, happened_on) -> None:
    if amount < 0:
        raise Refused(__("Enter how many, or 0 if none"))
    if not story.strip():
        raise Refused(__("Enter what happened"))
    if len(story.split()) > MOST_WORDS:
        raise Refused(__("What happened must be 200 words or less"))
    if happened_on > clock.today():
        raise Refused(__("The date must be today or in the past"))
    if contract.signed_on is None:
        raise Refused(__("The contract is not signed yet, so nothing is due."))


def settle_milestones(commitment: Commitment, *, by) -> list[Milestone]:
    """Mark the milestones that the accepted amounts have reached."""
    accepted = Evidence.objects.accepted().filter(milestone__commitment=commitment)
    value = delivery.amount(
        accepted.values_list("happened_on", "accepted_amount"),
        adds_up=commitment.metric.adds_up,
    )
    met = []
    for step in commitment.milestones.open().select_for_update(of=("self",)):
        if delivery.reached(
            value, step.level, lower_is_better=commitment.lower_is_better
        ):
            step.met_on = clock.today()
            step.save(update_fields=["met_on"])
            record("milestone.met", step, by=by, data={"accepted": value})
            met.append(step)
    return met
