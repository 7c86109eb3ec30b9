import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from audit import clock
from audit.lifecycle import Lifecycle
from councils.models import Organisation
from metrics.models import Metric
from tenders import drafts, promises
from tenders.models.tender import Tender
from tenders.models.terms import TenderPriority

SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_reference() -> str:
    return "B-" + get_random_string(8, SYMBOLS)


class BidQuerySet(models.QuerySet):
    def for_council(self, council):
        """What officers of a council may know of: nothing before the opening."""
        return self.filter(tender__council=council).opened()

    def opened(self):
        return self.filter(tender__opened_at__isnull=False).exclude(
            status__in=[Bid.Status.DRAFT, Bid.Status.WITHDRAWN]
        )

    def represented_by(self, user):
        """Those of the organisations for which a person acts."""
        if not user.is_authenticated:
            return self.none()
        organisations = Organisation.objects.represented_by(user).values("pk")
        return self.filter(organisation__in=organisations)

    def visible_to(self, user):
        """Their own; officers of the council see opened ones, never before."""
        if not user.is_authenticated:
            return self.none()
        councils = user.memberships.current().values("council")
        organisations = Organisation.objects.represented_by(user).values("pk")
        opened = Bid.objects.opened().filter(tender__council__in=councils)
        return self.filter(
            Q(organisation__in=organisations) | Q(pk__in=opened.values("pk"))
        )

    def in_the_running(self):
        return self.filter(status=Bid.Status.OPENED)

    def with_promises(self):
        """Adds organisation, promises with their measures, and answers."""
        return self.select_related("organisation", "tender__council").prefetch_related(
            "commitments__metric",
            "commitments__tender_priority__edition_priority",
            "answers__tender_priority__edition_priority",
        )


class Bid(Lifecycle):
    """A supplier's offer for a tender. Its content is sealed until the opening."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Being written")  # encrypted with the installation's key
        SEALED = "sealed", _("Sent and sealed")  # only two openers together can open
        WITHDRAWN = "withdrawn", _("Withdrawn")  # it can be sent again in time
        OPENED = "opened", _("Opened")
        DAMAGED = "damaged", _("Could not be opened")  # a person must decide
        SUCCESSFUL = "successful", _("Successful")
        UNSUCCESSFUL = "unsuccessful", _("Not successful")
        EXCLUDED = "excluded", _("Excluded")

    MOVES = {
        Status.DRAFT: {Status.SEALED},
        Status.SEALED: {
            Status.SEALED,
            Status.WITHDRAWN,
            Status.OPENED,
            Status.DAMAGED,
            Status.UNSUCCESSFUL,
        },
        Status.WITHDRAWN: {Status.SEALED},
        Status.OPENED: {Status.SUCCESSFUL, Status.UNSUCCESSFUL, Status.EXCLUDED},
        Status.DAMAGED: {Status.EXCLUDED},
    }

    tender = models.ForeignKey(Tender, on_delete=models.PROTECT, related_name="bids")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="bids"
    )
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(
        max_length=12, unique=True, default=new_reference, editable=False
    )
    status = models.CharField(
        max_length=12, choices=Status, default=Status.DRAFT, editable=False
    )
    letter = models.CharField(
        max_length=4, blank=True, help_text=_("Its name for evaluators: Bid A")
    )
    version = models.PositiveSmallIntegerField(default=0, editable=False)
    problem = models.CharField(max_length=200, blank=True, editable=False)
    excluded_reason = models.TextField(blank=True, editable=False)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    started_at = models.DateTimeField(default=clock.now)

    objects = BidQuerySet.as_manager()

    class Meta:
        ordering = ["tender", "letter", "reference"]
        constraints = [
            models.UniqueConstraint(
                fields=["tender", "organisation"],
                name="one_bid_per_organisation_in_a_tender",
            ),
            models.CheckConstraint(
                condition=~Q(status="excluded") | ~Q(excluded_reason=""),
                name="a_bid_is_excluded_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(version__gte=1),
                name="a_sent_bid_has_a_version",
            ),
        ]

    def __str__(self):
        return self.reference

    @property
    def council(self):
        return self.tender.council

    @property
    def trail_chain(self):
        return self.tender.sealed_chain

    def get_absolute_url(self):
        return reverse("bid_tasks", args=[self.reference])

    @property
    def name_for_evaluators(self) -> str:
        return f"Bid {self.letter}" if self.letter else self.reference

    @property
    def latest(self) -> "BidVersion | None":
        return self.versions.order_by("-number").first()

    def read_draft(self) -> promises.BidText:
        """What is being written; an empty text when nothing is."""
        draft = BidDraft.objects.filter(bid=self).first()
        if draft is None:
            return promises.BidText()
        document = drafts.decrypt(
            bytes(draft.encrypted), settings.DRAFT_KEYS, str(self.uid)
        )
        return promises.BidText.from_document(document)

    def keep_draft(self, text: promises.BidText) -> None:
        """Keep what is being written, encrypted with the installation's key."""
        encrypted = drafts.encrypt(
            text.as_document(), settings.DRAFT_KEYS, str(self.uid)
        )
        BidDraft.objects.update_or_create(
            bid=self, defaults={"encrypted": encrypted, "saved_at": clock.now()}
        )

    def has_draft(self) -> bool:
        return BidDraft.objects.filter(bid=self).exists()


class BidDraft(models.Model):
    """A bid being written, encrypted. Sealing deletes it."""

    bid = models.OneToOneField(Bid, on_delete=models.CASCADE, related_name="draft")
    encrypted = models.BinaryField()
    saved_at = models.DateTimeField(default=clock.now)

    def __str__(self):
        return f"Draft of {self.bid.reference}"

    @property
    def council(self):
        return self.bid.council


class BidVersion(models.Model):
    """One sealed bid as it was received. Never changed."""

    class Arrival(models.TextChoices):
        EDGE = "edge", _("stamped at the edge")
        SERVER = "server", _("stamped by the server")

    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    sealed = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    manifest = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    recorded_at = models.DateTimeField(default=clock.now)
    arrival = models.CharField(max_length=8, choices=Arrival, default=Arrival.SERVER)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["bid", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["bid", "number"], name="one_version_per_number_of_a_bid"
            )
        ]

    def __str__(self):
        return self.receipt

    @property
    def council(self):
        return self.bid.council

    @property
    def receipt(self) -> str:
        return f"{self.bid.reference}-{self.number}"


class BidCommitment(models.Model):
    """A promise in an opened bid, word for word and number for number."""

    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="commitments")
    tender_priority = models.ForeignKey(
        TenderPriority, on_delete=models.PROTECT, related_name="bid_commitments"
    )
    metric = models.ForeignKey(
        Metric, on_delete=models.PROTECT, related_name="bid_commitments"
    )
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    level = models.DecimalField(max_digits=18, decimal_places=4)
    unit = models.CharField(max_length=60)
    due_on = models.DateField()
    wording = models.TextField()
    where = models.CharField(max_length=200)
    who_benefits = models.CharField(max_length=200)
    method = models.TextField()
    proof = models.CharField(max_length=400)
    is_new = models.BooleanField(help_text=_("Would not happen without the contract"))

    class Meta:
        ordering = ["bid", "tender_priority", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["bid", "tender_priority", "metric"],
                name="one_promise_per_measure_in_a_bid",
            )
        ]

    def __str__(self):
        return self.wording

    @property
    def council(self):
        return self.bid.council


class BidAnswer(models.Model):
    """How a bidder says it will deliver on one priority."""

    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="answers")
    tender_priority = models.ForeignKey(
        TenderPriority, on_delete=models.PROTECT, related_name="bid_answers"
    )
    text = models.TextField()

    class Meta:
        ordering = ["bid", "tender_priority"]
        constraints = [
            models.UniqueConstraint(
                fields=["bid", "tender_priority"],
                name="one_answer_per_priority_in_a_bid",
            )
        ]

    def __str__(self):
        return self.text[:60]

    @property
    def council(self):
        return self.bid.council
