import uuid
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import F, Prefetch, Q, Sum
from django.urls import reverse
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from audit import clock
from audit.lifecycle import Lifecycle, Refused
from audit.trail import record
from charters.models import Edition, EditionPriority
from councils.models import Council, CouncilQuerySet
from tenders import readiness, starting_weights
from tenders.plain_dates import plain_moment

if TYPE_CHECKING:
    from tenders.models.terms import TenderPriority

PERCENT = [MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))]
# A bid that was received in time may still be on its way from the edge to its row.
SETTLING = timedelta(minutes=5)


class TenderQuerySet(CouncilQuerySet):
    def public(self):
        """Those that anyone may read: whatever has been published at some time."""
        return self.exclude(published_at=None)

    def open(self, at=None):
        """Those for which a bid can be sent at a moment."""
        at = at or clock.now()
        return self.filter(
            status=Tender.Status.PUBLISHED, published_at__lte=at, bids_close_at__gt=at
        )

    def closed(self, at=None):
        """Those past their deadline whose bids nobody has opened yet."""
        return self.filter(
            status=Tender.Status.PUBLISHED, bids_close_at__lte=at or clock.now()
        )

    def visible_to(self, user):
        """The published ones; officers also see what their own council drafts."""
        public = Q(published_at__isnull=False)
        if not user.is_authenticated:
            return self.filter(public)
        councils = user.memberships.current().values("council")
        return self.filter(public | Q(council__in=councils))

    def with_terms(self):
        """Adds council, edition, priorities with their measures, and openers."""
        return self.select_related(
            "council", "edition__charter__council"
        ).prefetch_related(
            Prefetch(
                "priorities__edition_priority",
                EditionPriority.objects.select_related(
                    "edition__charter__council"
                ).defer("edition__document"),
            ),
            "priorities__metrics__metric",
            "openers__user",
            "openers__key",
        )


class Tender(Lifecycle):
    """A council's invitation to suppliers, with the charter's priorities in it."""

    class Status(models.TextChoices):
        DRAFTING = "drafting", _("Being drafted")  # officers write
        PUBLISHED = "published", _("Published")  # its terms are locked
        OPENED = "opened", _("Bids opened")  # by two people, after the deadline
        EVALUATING = "evaluating", _("Being evaluated")
        AWARDED = "awarded", _("Awarded")
        CANCELLED = "cancelled", _("Cancelled")

    MOVES = {
        Status.DRAFTING: {Status.PUBLISHED, Status.CANCELLED},
        Status.PUBLISHED: {Status.OPENED, Status.CANCELLED},
        Status.OPENED: {Status.EVALUATING, Status.CANCELLED},
        Status.EVALUATING: {Status.AWARDED, Status.CANCELLED},
    }

    class Category(models.TextChoices):
        GOODS = "goods", _("Goods")
        SERVICES = "services", _("Services")
        WORKS = "works", _("Works")

    class Regime(models.TextChoices):
        STANDARD = "standard", _("Ordinary competition")
        LIGHT_TOUCH = "light_touch", _("Light touch (social, health, education)")
        CONCESSION = "concession", _("Concession")
        FRAMEWORK = "framework", _("Framework or call-off")

    council = models.ForeignKey(
        Council, on_delete=models.PROTECT, related_name="tenders"
    )
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.SlugField(max_length=20, editable=False)
    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="tenders"
    )
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    value = models.DecimalField(
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
        help_text=_("Total value in pounds, VAT included"),
    )
    category = models.CharField(max_length=10, choices=Category, blank=True)
    lots = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text=_("In how many parts it is awarded")
    )
    over_cap_reason = models.TextField(
        max_length=600,
        blank=True,
        help_text=_("Why it is larger than the charter allows without lots"),
    )
    regime = models.CharField(max_length=12, choices=Regime, default=Regime.STANDARD)
    questions_close_at = models.DateTimeField(null=True, blank=True)
    bids_close_at = models.DateTimeField(null=True, blank=True)
    decision_on = models.DateField(null=True, blank=True)
    contract_starts_on = models.DateField(null=True, blank=True)
    contract_ends_on = models.DateField(null=True, blank=True)
    price_weight = models.DecimalField(
        max_digits=5, decimal_places=2, default=40, validators=PERCENT
    )
    quality_weight = models.DecimalField(
        max_digits=5, decimal_places=2, default=40, validators=PERCENT
    )
    social_value_weight = models.DecimalField(
        max_digits=5, decimal_places=2, default=20, validators=PERCENT
    )
    amount_share = models.DecimalField(
        max_digits=5,
        decimal_places=2,
        default=50,
        validators=PERCENT,
        help_text=_("How much of a priority's marks the amount promised can earn"),
    )
    ocid = models.CharField(max_length=120, blank=True)
    source_reference = models.CharField(max_length=120, blank=True)
    notice_url = models.URLField(max_length=500, blank=True)
    sealing_key = models.BinaryField(null=True, editable=False, max_length=32)
    status = models.CharField(
        max_length=12, choices=Status, default=Status.DRAFTING, editable=False
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(default=clock.now, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    opened_at = models.DateTimeField(null=True, editable=False)
    cancelled_at = models.DateTimeField(null=True, editable=False)
    cancelled_reason = models.TextField(blank=True, editable=False)

    objects = TenderQuerySet.as_manager()

    class Meta:
        ordering = ["council", "-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "reference"],
                name="one_tender_per_reference_in_a_council",
            ),
            models.CheckConstraint(
                condition=Q(status="drafting")
                | Q(status="cancelled")
                | Q(
                    published_at__isnull=False,
                    bids_close_at__isnull=False,
                    sealing_key__isnull=False,
                ),
                name="a_published_tender_has_a_deadline_and_a_key",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(bids_close_at__gt=F("published_at")),
                name="bids_close_after_publication",
            ),
            models.CheckConstraint(
                condition=Q(opened_at=None) | Q(opened_at__gte=F("bids_close_at")),
                name="bids_are_never_opened_before_they_close",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["opened", "evaluating", "awarded"])
                | Q(opened_at__isnull=False),
                name="an_opened_tender_has_a_time_of_opening",
            ),
            models.CheckConstraint(
                condition=Q(contract_ends_on=None)
                | Q(contract_starts_on=None)
                | Q(contract_ends_on__gt=F("contract_starts_on")),
                name="a_contract_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(status="cancelled") | ~Q(cancelled_reason=""),
                name="a_tender_is_cancelled_for_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.reference} {self.title}"

    @property
    def trail_label(self):
        return self.title

    @property
    def sealed_chain(self) -> str:
        """The chain of acts on its sealed bids, which nobody reads before opening."""
        return f"tender:{self.uid}"

    def get_absolute_url(self):
        return reverse(
            "tenders:tender_detail", args=[self.council.slug, self.reference]
        )

    def get_workspace_url(self):
        return reverse("tenders:tender_work", args=[self.council.slug, self.reference])

    # What is the case

    def takes_bids(self, at=None) -> bool:
        """Whether a bid received at this moment counts. Half-open: not at the close."""
        at = at or clock.now()
        return (
            self.status == self.Status.PUBLISHED
            and self.published_at <= at < self.bids_close_at
        )

    def is_closed(self, at=None) -> bool:
        """Whether the deadline has passed and the bids are still sealed."""
        at = at or clock.now()
        return self.status == self.Status.PUBLISHED and at >= self.bids_close_at

    @property
    def status_key(self) -> str:
        """The key of the words for its status; open and closed follow the clock."""
        if self.status != self.Status.PUBLISHED:
            return f"tender.{self.status}"
        return "tender.closed" if self.is_closed() else "tender.open"

    @property
    def is_opened(self) -> bool:
        return self.opened_at is not None

    @property
    def opens_from(self):
        """The first instant at which two openers can open the bids."""
        return self.bids_close_at + SETTLING

    def priority_weights(self) -> Decimal:
        return self.priorities.aggregate(sum=Sum("weight"))["sum"] or Decimal(0)

    def obstacles(self, to):
        if to == self.Status.PUBLISHED:
            return readiness.to_publish(self) + readiness.openers(self)
        if to == self.Status.OPENED and clock.now() < self.opens_from:
            when = plain_moment(clock.london(self.opens_from))
            return [
                __("Bids can be opened from %s. Nobody can open them before.") % when
            ]
        if to == self.Status.EVALUATING:
            return readiness.to_evaluate(self)
        if to == self.Status.AWARDED:
            return readiness.to_award(self)
        return []

    # Drafting

    @classmethod
    @transaction.atomic
    def draft(cls, council, *, edition, title, by, **fields) -> "Tender":
        """Begin a tender that cites an adopted edition of the council's charter."""
        tender = cls(
            council=council,
            edition=edition,
            title=title.strip(),
            created_by=by,
            reference=cls._next_reference(council),
            **fields,
        )
        tender._check()
        tender.save(force_insert=True)
        record("tender.drafted", tender, by=by, data={"edition": edition.content_hash})
        return tender

    @classmethod
    def _next_reference(cls, council) -> str:
        Council.objects.select_for_update(no_key=True).get(pk=council.pk)
        prefix = f"T{clock.today():%Y}-"
        taken = cls.objects.for_council(council).filter(reference__startswith=prefix)
        numbers = [
            int(one.rpartition("-")[2])
            for one in taken.values_list("reference", flat=True)
        ]
        return f"{prefix}{max(numbers, default=0) + 1:02}"

    @transaction.atomic
    def change(self, *, by, **fields) -> None:
        """Change what the draft says. Another edition takes its priorities away."""
        self.stay_editable()
        if "edition" in fields and fields["edition"] != self.edition:
            self.priorities.all().delete()
        for name, value in fields.items():
            setattr(self, name, value)
        self._check()
        self.save(update_fields=list(fields))
        if "social_value_weight" in fields:
            starting_weights.share_out(self)
        record("tender.changed", self, by=by, data={"fields": sorted(fields)})

    def stay_editable(self) -> "Tender":
        """Lock the row and refuse once its terms are locked."""
        locked = Tender.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if locked.status != self.Status.DRAFTING:
            raise Refused(
                __(
                    "This opportunity is published, so its terms are locked. "
                    "Suppliers rely on what it says."
                ),
                code="locked",
            )
        return locked

    @property
    def cap(self) -> Decimal | None:
        """The largest value without lots that its charter sets for its kind."""
        caps = self.edition.document.get("value_caps", [])
        found = [cap["most"] for cap in caps if cap["category"] == self.category]
        return Decimal(found[0]) if found else None

    @property
    def is_over_cap(self) -> bool:
        """Whether it is larger than the charter allows, and not in lots."""
        if self.cap is None or self.value is None:
            return False
        return self.value > self.cap and (self.lots or 1) < 2

    def _check_cap(self) -> None:
        if self.is_over_cap and not self.over_cap_reason.strip():
            raise Refused(
                __(
                    "The charter sets a largest contract of £%(cap)s for %(kind)s. "
                    "Use lots, or enter the reason that is published."
                )
                % {
                    "cap": f"{self.cap:,.0f}",
                    "kind": self.get_category_display().lower(),
                },
                code="over_cap",
            )

    def _check(self) -> None:
        self._check_cap()
        if self.edition.kind != Edition.Kind.ADOPTED:
            raise Refused(
                __("Choose an adopted version of the charter. A draft cannot be cited.")
            )
        if self.edition.charter.council_id != self.council_id:
            raise Refused(__("That charter belongs to another council."))
        starts_on, ends_on = self.contract_starts_on, self.contract_ends_on
        if starts_on and ends_on and ends_on <= starts_on:
            raise Refused(__("The contract must end after it starts."))
        try:
            self.full_clean(
                exclude=["reference", "created_by"],
                validate_unique=False,
                validate_constraints=False,
            )
        except ValidationError as problem:
            raise Refused(problem.messages) from problem

    @transaction.atomic
    def add_priority(
        self,
        edition_priority: EditionPriority,
        *,
        weight=None,
        weight_reason="",
        question="",
        by,
    ) -> "TenderPriority":
        """Ask for a priority of the cited edition, with its weight and a question.

        Where the charter has weights, the marks start from them; another weight needs
        a reason, which is published.
        """
        from tenders.models.terms import TenderPriority

        self.stay_editable()
        if edition_priority.edition_id != self.edition_id:
            raise Refused(
                __("That priority is not in the version of the charter cited.")
            )
        if self.priorities.filter(edition_priority=edition_priority).exists():
            raise Refused(__("This priority is already in the opportunity."))
        chosen = TenderPriority(
            tender=self,
            edition_priority=edition_priority,
            charter_weight=starting_weights.of(edition_priority),
            question=question.strip() or _usual_question(edition_priority),
        )
        starting_weights.settle(chosen, weight, weight_reason)
        record(
            "tender.priority_added",
            self,
            by=by,
            data={"priority": edition_priority.code, **chosen.weighed},
        )
        return chosen

    # Acts

    @transaction.atomic
    def cancel(self, reason: str, *, by) -> None:
        """End it without a contract, for a reason that suppliers and residents read."""
        if not reason.strip():
            raise Refused(__("Enter why it is cancelled"))
        self.move(
            self.Status.CANCELLED,
            by=by,
            verb="tender.cancelled",
            data={"reason": reason.strip()},
            cancelled_at=clock.now(),
            cancelled_reason=reason.strip(),
        )

    @transaction.atomic
    def begin_evaluation(self, *, by) -> None:
        """Let the evaluators declare their interests and mark the bids."""
        self.move(self.Status.EVALUATING, by=by, verb="tender.evaluation_began")

    def publish(self, *, by) -> None:
        """Make it public, lock its terms and make its key."""
        from tenders.publication import publish

        publish(self, by=by)


def _usual_question(priority: EditionPriority) -> str:
    return __("How will you help with “%(title)s”, and how will we all know?") % {
        "title": priority.title
    }
