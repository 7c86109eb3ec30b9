import datetime as dt
from decimal import Decimal

from django.db import models, transaction
from django.db.models import Count, F, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext as __

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from contracts import delivery, references
from contracts.models.contract import Contract
from contracts.rules import FeltRule, felt_rule
from councils.models import CouncilQuerySet
from metrics.models import Metric
from tenders.models import BidCommitment


class CommitmentQuerySet(CouncilQuerySet):
    def for_council(self, council):
        return self.filter(contract__council=council)

    def with_delivery(self):
        """Adds the measure, the milestones with their evidence and resident checks,
        and the priority at the other end of the thread: all that `standing` reads."""
        from contracts.models.evidence import Evidence

        milestones = Milestone.objects.with_felt().prefetch_related(
            Prefetch("evidence", Evidence.objects.order_by("happened_on", "pk"))
        )
        return self.select_related(
            "metric",
            "contract__council",
            "contract__organisation",
            "bid_commitment__tender_priority__edition_priority__edition"
            "__charter__council",
        ).prefetch_related(Prefetch("milestones", milestones))

    def delivered(self):
        """Every milestone has been met: claimed by the supplier, checked by us."""
        open_ones = Milestone.objects.open().filter(commitment=models.OuterRef("pk"))
        return self.filter(~models.Exists(open_ones))

    def kept(self):
        """Claimed, checked and felt."""
        rule = felt_rule()
        answers = Count("milestones__resident_checks", distinct=True)
        helped = Count(
            "milestones__resident_checks",
            filter=Q(milestones__resident_checks__helped="yes"),
            distinct=True,
        )
        return (
            self.delivered()
            .annotate(answers=answers, helped=helped)
            .annotate(bar=F("answers") * int(rule.from_percent), got=F("helped") * 100)
            .filter(answers__gte=rule.least_answers, got__gte=F("bar"))
        )

    def of_priority(self, code: str):
        """Those that answer a priority of the charter, in whatever edition."""
        return self.filter(bid_commitment__tender_priority__edition_priority__code=code)


class Commitment(models.Model):
    """A promise in force: the winning bid's words, word for word."""

    contract = models.ForeignKey(
        Contract, on_delete=models.PROTECT, related_name="commitments"
    )
    reference = models.CharField(
        max_length=10, unique=True, default=references.commitment, editable=False
    )
    position = models.PositiveSmallIntegerField()
    bid_commitment = models.OneToOneField(
        BidCommitment, on_delete=models.PROTECT, related_name="commitment"
    )
    wording = models.TextField()
    metric = models.ForeignKey(
        Metric, on_delete=models.PROTECT, related_name="commitments"
    )
    level = models.DecimalField(max_digits=18, decimal_places=4)
    unit = models.CharField(max_length=60)
    due_on = models.DateField()
    where = models.CharField(max_length=200)
    who_benefits = models.CharField(max_length=200)
    proof = models.CharField(max_length=400)
    weight = models.DecimalField(
        max_digits=6,
        decimal_places=3,
        help_text="Its share of the marks in the tender",
    )

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["contract", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "position"],
                name="one_commitment_per_place_in_a_contract",
            ),
            models.CheckConstraint(
                condition=~Q(wording=""), name="a_commitment_has_its_words"
            ),
        ]

    def __str__(self):
        return self.wording

    @property
    def council(self):
        return self.contract.council

    @property
    def trail_label(self):
        return self.metric.title

    def get_absolute_url(self):
        return f"{self.contract.get_absolute_url()}#{self.reference}"

    @property
    def priority(self):
        """The priority of the charter that it answers, as the tender froze it."""
        return self.bid_commitment.tender_priority.edition_priority

    @property
    def lower_is_better(self) -> bool:
        return self.metric.direction == Metric.Direction.LOWER

    def standing(
        self, on: dt.date | None = None, rule: FeltRule | None = None
    ) -> delivery.Standing:
        """How it stands on a day, today if none is given. Whoever asks about many
        promises brings the rule for felt results, so that it is read once."""
        on = on or clock.today()
        steps = list(self.milestones.all())
        rule = rule or felt_rule(on)
        return delivery.standing(
            self.level,
            [delivery.Step(step.level, step.due_on) for step in steps],
            [report for step in steps for report in step.reports(until=on)],
            self.felt(),
            on=on,
            adds_up=self.metric.adds_up,
            lower_is_better=self.lower_is_better,
            contract_broken=self.contract.status == Contract.Status.BROKEN,
            least_answers=rule.least_answers,
            felt_from_percent=rule.from_percent,
        )

    def felt(self) -> delivery.Felt:
        """What residents said about all its milestones together."""
        steps = [step.felt() for step in self.milestones.all()]
        return delivery.Felt(
            answers=sum(step.answers for step in steps),
            happened=sum(step.happened for step in steps),
            noticed=sum(step.noticed for step in steps),
            helped=sum(step.helped for step in steps),
        )

    @property
    def state(self) -> str:
        """The key of its word in the status dictionary, such as "promise.late"."""
        return f"promise.{self.standing().state}"

    def accepted_by(self, day: dt.date) -> Decimal:
        """How much had happened by a day and has been checked and accepted."""
        return self.standing(day).accepted

    @transaction.atomic
    def add_milestone(
        self, title: str, *, level: Decimal | int | str, due_on: dt.date, by
    ) -> "Milestone":
        """Add a dated step on the way. The promise itself stays as it was made."""
        contract = self.contract.stay_running()
        level = Decimal(level)
        self.metric.check_value(level)
        if not title.strip():
            raise Refused(__("Enter what should have happened by then"))
        if due_on >= self.due_on:
            raise Refused(__("The date must be before the date of the promise"))
        if contract.starts_on and due_on < contract.starts_on:
            raise Refused(__("The date must be after the contract starts"))
        if not self.lower_is_better and not 0 < level <= self.level:
            raise Refused(
                __("The amount must be more than 0 and at most what was promised")
            )
        step = Milestone.objects.create(
            commitment=self, title=title.strip(), level=level, due_on=due_on
        )
        record(
            "milestone.added",
            step,
            by=by,
            data={"level": level, "due_on": due_on, "contract": contract.reference},
        )
        return step


class MilestoneQuerySet(CouncilQuerySet):
    def for_council(self, council):
        return self.filter(commitment__contract__council=council)

    def of_contract(self, contract):
        return self.filter(commitment__contract=contract)

    def open(self):
        """Those that have not been met."""
        return self.filter(met_on=None)

    def met(self):
        return self.exclude(met_on=None)

    def running(self):
        """Those of contracts in which promises still fall due."""
        return self.filter(commitment__contract__status__in=Contract.RUNNING)

    def overdue(self, at: dt.date | None = None):
        """Open ones whose day has passed."""
        return self.open().running().filter(due_on__lt=at or clock.today())

    def due_between(self, first: dt.date, last: dt.date):
        return self.open().filter(due_on__range=(first, last))

    def with_felt(self):
        """Adds how many residents answered, and how many said yes to each question."""

        def yes(question):
            return Count(
                "resident_checks", filter=Q(**{f"resident_checks__{question}": "yes"})
            )

        return self.annotate(
            check_count=Count("resident_checks"),
            happened_count=yes("happened"),
            noticed_count=yes("noticed"),
            helped_count=yes("helped"),
        )


class Milestone(models.Model):
    """A dated step of a commitment: so much by that day."""

    commitment = models.ForeignKey(
        Commitment, on_delete=models.PROTECT, related_name="milestones"
    )
    reference = models.CharField(
        max_length=10, unique=True, default=references.milestone, editable=False
    )
    title = models.CharField(max_length=200)
    level = models.DecimalField(max_digits=18, decimal_places=4)
    due_on = models.DateField()
    met_on = models.DateField(
        null=True, blank=True, editable=False, help_text="When enough was accepted"
    )
    check_token = models.CharField(
        max_length=20, unique=True, default=references.check_token, editable=False
    )

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        ordering = ["commitment", "due_on", "pk"]
        indexes = [
            models.Index(
                fields=["due_on"],
                name="milestone_falling_due",
                condition=Q(met_on=None),
            )
        ]

    def __str__(self):
        return f"{self.title} by {self.due_on}"

    @property
    def council(self):
        return self.commitment.contract.council

    @property
    def contract(self):
        return self.commitment.contract

    @property
    def trail_label(self):
        return self.title

    def get_absolute_url(self):
        return f"{self.contract.get_absolute_url()}#{self.reference}"

    def get_check_url(self):
        return reverse(
            "contracts:resident_check", args=[self.council.slug, self.check_token]
        )

    @property
    def is_met(self) -> bool:
        return self.met_on is not None

    def is_overdue(self, at: dt.date | None = None) -> bool:
        return self.met_on is None and self.due_on < (at or clock.today())

    @property
    def state(self) -> str:
        if self.met_on:
            return "milestone.met"
        if self.is_overdue():
            return "milestone.overdue"
        near = self.due_on <= clock.today() + dt.timedelta(days=30)
        return "milestone.due" if near else "milestone.to_come"

    def reports(self, until: dt.date | None = None) -> list[delivery.Report]:
        """Its reports that were not returned, as plain numbers."""
        return [
            delivery.Report(one.happened_on, one.amount, one.accepted_amount)
            for one in self.evidence.all()
            if one.status != "returned" and (until is None or one.happened_on <= until)
        ]

    def felt(self) -> delivery.Felt:
        """What residents said about it; needs `with_felt` to ask no query."""
        if not hasattr(self, "check_count"):
            return Milestone.objects.with_felt().get(pk=self.pk).felt()
        return delivery.Felt(
            self.check_count,
            self.happened_count,
            self.noticed_count,
            self.helped_count,
        )
