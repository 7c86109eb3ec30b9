import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from audit import clock
from councils.models import Council, CouncilQuerySet
from tenders import sealing
from tenders.models.tender import Tender


class OpenerKeyQuerySet(CouncilQuerySet):
    def current(self):
        return self.filter(retired_at=None)


class OpenerKey(models.Model):
    """A bid opener's key pair. Only their own passphrase unlocks the private half."""

    council = models.ForeignKey(
        Council, on_delete=models.PROTECT, related_name="opener_keys"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="opener_keys"
    )
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    public = models.BinaryField(max_length=32)
    locked = models.BinaryField()
    salt = models.BinaryField()
    opslimit = models.PositiveBigIntegerField()
    memlimit = models.PositiveBigIntegerField()
    made_at = models.DateTimeField(default=clock.now)
    retired_at = models.DateTimeField(null=True)

    objects = OpenerKeyQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "user"],
                name="an_opener_has_one_current_key",
                condition=Q(retired_at=None),
            )
        ]

    def __str__(self):
        return f"Key of {self.user} since {self.made_at:%d %B %Y}"

    @property
    def as_locked(self) -> sealing.LockedKey:
        return sealing.LockedKey(
            public=bytes(self.public),
            locked=bytes(self.locked),
            salt=bytes(self.salt),
            opslimit=self.opslimit,
            memlimit=self.memlimit,
        )


class TenderOpener(models.Model):
    """One of the three people named to open a tender's bids."""

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="openers")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="openings"
    )
    key = models.ForeignKey(
        OpenerKey, on_delete=models.PROTECT, null=True, related_name="+"
    )
    rehearsed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["tender", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["tender", "user"], name="an_opener_is_named_once_for_a_tender"
            ),
            models.CheckConstraint(
                condition=Q(rehearsed_at=None) | Q(key__isnull=False),
                name="an_opener_rehearses_with_a_key",
            ),
        ]

    def __str__(self):
        return f"{self.user} for {self.tender.reference}"

    @property
    def council(self):
        return self.tender.council


class RecoverySheets(models.Model):
    """The public halves of two printed keys that the monitoring officer keeps offline.

    The private halves were shown once and never stored. Both sheets are needed.
    """

    tender = models.OneToOneField(
        Tender, on_delete=models.CASCADE, related_name="recovery_sheets"
    )
    first_public = models.BinaryField(max_length=32)
    second_public = models.BinaryField(max_length=32)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name_plural = "recovery sheets"

    def __str__(self):
        return f"Recovery sheets of {self.tender.reference}"

    @property
    def council(self):
        return self.tender.council


class KeyShare(models.Model):
    """The tender's private key, sealed to two holders one inside the other."""

    tender = models.ForeignKey(Tender, on_delete=models.PROTECT, related_name="shares")
    first = models.ForeignKey(
        TenderOpener, on_delete=models.PROTECT, null=True, related_name="outer_shares"
    )
    second = models.ForeignKey(
        TenderOpener, on_delete=models.PROTECT, null=True, related_name="inner_shares"
    )
    wrapped = models.BinaryField()

    class Meta:
        ordering = ["tender", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["tender", "first", "second"],
                name="one_share_per_pair_of_openers",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(first=None, second=None)
                | (
                    Q(first__isnull=False, second__isnull=False) & ~Q(first=F("second"))
                ),
                name="a_share_is_for_two_different_openers_or_the_sheets",
            ),
        ]

    def __str__(self):
        return f"Share of {self.tender.reference}"

    @property
    def council(self):
        return self.tender.council


class OpeningStep(models.Model):
    """The first of two openers has come: what their key peeled off.

    Each half is still sealed to one other opener, so that nothing here opens a bid.
    """

    tender = models.ForeignKey(Tender, on_delete=models.PROTECT, related_name="steps")
    opener = models.ForeignKey(
        TenderOpener, on_delete=models.PROTECT, related_name="steps"
    )
    halves = models.JSONField()
    taken_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-taken_at"]

    def __str__(self):
        return f"{self.opener} came first at {self.taken_at}"

    @property
    def council(self):
        return self.tender.council


class Opening(models.Model):
    """The ceremony in which a tender's bids were opened, and what it found."""

    tender = models.OneToOneField(
        Tender, on_delete=models.PROTECT, related_name="opening"
    )
    first_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    second_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    recovery_reason = models.TextField(
        blank=True, help_text="Why the printed sheets were used"
    )
    opened_at = models.DateTimeField(default=clock.now)
    bids = models.PositiveSmallIntegerField()
    remarks = models.JSONField(default=list)

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(second_by__isnull=False) & ~Q(second_by=F("first_by")))
                | ~Q(recovery_reason=""),
                name="two_different_people_open_or_the_sheets_do",
            )
        ]

    def __str__(self):
        return f"Opening of {self.tender.reference}"

    @property
    def council(self):
        return self.tender.council
