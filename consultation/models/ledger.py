import contextlib
import datetime as dt

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from consultation.models.response import Response
from consultation.models.round import Round
from councils.models import CouncilQuerySet
from records.models import StoredFile


class OfRoundQuerySet(CouncilQuerySet):
    def for_council(self, council):
        return self.filter(round__consultation__council=council)


class IngestItemQuerySet(OfRoundQuerySet):
    def waiting(self):
        return self.filter(state=IngestItem.State.WAITING)

    def kept(self):
        return self.filter(state=IngestItem.State.KEPT)


class LedgerCount(models.Model):
    """The last number that a round's ledger has given out."""

    round = models.OneToOneField(
        Round, on_delete=models.CASCADE, related_name="ledger_count"
    )
    last = models.PositiveIntegerField(default=0)

    objects = OfRoundQuerySet.as_manager()

    def __str__(self):
        return str(self.last)


# Those who arrive at the same moment stand in a queue: each sees who came before.
QUEUE = """
INSERT INTO consultation_ledgercount AS counted (round_id, last)
VALUES (%(round)s, 0) ON CONFLICT (round_id) DO UPDATE SET last = counted.last
"""
TAKE = """
WITH old AS (
    SELECT 1 FROM consultation_ingestitem
    WHERE round_id = %(round)s AND key = %(key)s AND key <> ''
), next AS (
    UPDATE consultation_ledgercount SET last = last + 1
    WHERE round_id = %(round)s AND NOT EXISTS (SELECT 1 FROM old)
    RETURNING last
)
INSERT INTO consultation_ingestitem
    (round_id, number, source, key, arrived_at, logged_at, logged_by_id, about, state,
     reason)
SELECT %(round)s, next.last, %(source)s, %(key)s, %(arrived)s, %(logged)s, %(by)s,
    %(about)s, 'waiting', ''
FROM next RETURNING id, number
"""


class IngestItem(models.Model):
    """One thing that reached the council for a round. It has its number before anybody
    works on it, so that nothing can be lost unseen."""

    class Source(models.TextChoices):
        WEB = "web", gettext_lazy("This website")
        EMAIL = "email", gettext_lazy("Mailbox")
        PAPER = "paper", gettext_lazy("Post book")
        PHONE = "phone", gettext_lazy("Phone")
        EVENT = "event", gettext_lazy("Event")
        HELPED = "helped", gettext_lazy("Helped in person")
        IMPORT = "import", gettext_lazy("Import")

    class State(models.TextChoices):
        WAITING = "waiting", gettext_lazy("Waiting")
        KEPT = "kept", gettext_lazy("Kept as a response")
        REJECTED = "rejected", gettext_lazy("Not a response")
        UNDONE = "undone", gettext_lazy("Import undone")

    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, related_name="ingest_items"
    )
    number = models.PositiveIntegerField()
    source = models.CharField(max_length=6, choices=Source)
    key = models.CharField(max_length=64, blank=True)
    arrived_at = models.DateTimeField()
    logged_at = models.DateTimeField(default=clock.now, editable=False)
    logged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    about = models.CharField(max_length=120, blank=True)
    scan = models.ForeignKey(
        StoredFile, null=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    response = models.OneToOneField(
        Response, null=True, on_delete=models.PROTECT, related_name="ingest_item"
    )
    reason = models.CharField(max_length=200, blank=True)
    settled_at = models.DateTimeField(null=True, editable=False)

    objects = IngestItemQuerySet.as_manager()

    class Meta:
        ordering = ["round", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "number"], name="the_ledger_numbers_once"
            ),
            models.UniqueConstraint(
                fields=["round", "key"],
                condition=~Q(key=""),
                name="the_ledger_takes_a_key_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["kept", "undone"], response__isnull=False)
                | Q(state__in=["waiting", "rejected"], response=None),
                name="a_kept_item_has_its_response",
            ),
            models.CheckConstraint(
                condition=~Q(state="rejected") | ~Q(reason=""),
                name="an_item_is_rejected_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["round", "state"], name="ledger_state"),
        ]

    def __str__(self):
        return f"{self.number}"

    @property
    def council(self):
        return self.round.council

    @property
    def trail_label(self):
        return _("Item %s") % self.number

    @property
    def trail_reference(self):
        return f"{self.round.uid}:{self.number}"

    @property
    def trail_number(self) -> str:
        return str(self.number)

    def get_workspace_url(self):
        return f"{self.round.get_workspace_url()}ledger/{self.number}/"

    @classmethod
    def take(
        cls,
        round: Round,
        source: str,
        *,
        key: str = "",
        arrived_at: dt.datetime | None = None,
        about: str = "",
        by=None,
    ) -> "IngestItem":
        """Give the next number to something that arrived, before it is worked on.

        The same key has the same number, however often and at once it comes. Numbers
        have no gaps: number and row are written together.
        """
        item = cls(
            round=round,
            source=source,
            key=key,
            arrived_at=arrived_at or clock.now(),
            logged_at=clock.now(),
            logged_by=by,
            about=about,
        )
        given = {
            "round": round.pk,
            "source": source,
            "key": key,
            "arrived": item.arrived_at,
            "logged": item.logged_at,
            "by": by.pk if by else None,
            "about": about,
        }
        with contextlib.ExitStack() as stack, connection.cursor() as cursor:
            if not connection.in_atomic_block:
                stack.enter_context(transaction.atomic())
            cursor.execute(QUEUE, given)
            cursor.execute(TAKE, given)
            row = cursor.fetchone()
        if row is None:
            return cls._of_key(round, key)
        item.pk, item.number = row
        item._state.adding = False
        return item

    @classmethod
    def _of_key(cls, round: Round, key: str) -> "IngestItem":
        item = cls.objects.get(round=round, key=key)
        item.round = round
        return item

    def keep(self, response: Response) -> None:
        """Say what became of it, inside the transaction of the response."""
        IngestItem.objects.filter(pk=self.pk).update(
            state=self.State.KEPT,
            response=response,
            reason="",
            settled_at=clock.now(),
        )

    def refuse(self, reason: str) -> None:
        """Say that nothing could be kept of it yet, and why. It may come again."""
        IngestItem.objects.filter(pk=self.pk, response=None).update(
            state=self.State.REJECTED, reason=reason[:200], settled_at=clock.now()
        )

    @transaction.atomic
    def reject(self, reason: str, *, by) -> None:
        """Decide that a logged item is no response to this round."""
        locked = IngestItem.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if locked.state != self.State.WAITING:
            raise Refused(_("Somebody has already dealt with this item."))
        if not reason.strip():
            raise Refused(_("Enter why this is not a response"))
        self.refuse(reason.strip())
        self.refresh_from_db()
        record("ledger.item_rejected", self, by=by, data={"number": self.number})


class OutsideCount(models.Model):
    """How many a mailbox, post book or folder held when somebody counted."""

    round = models.ForeignKey(
        Round, on_delete=models.CASCADE, related_name="outside_counts"
    )
    source = models.CharField(max_length=6, choices=IngestItem.Source)
    count = models.PositiveIntegerField()
    counted_at = models.DateTimeField(default=clock.now)
    counted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = OfRoundQuerySet.as_manager()

    class Meta:
        ordering = ["counted_at", "pk"]

    def __str__(self):
        return f"{self.get_source_display()}: {self.count}"

    @property
    def council(self):
        return self.round.council


class Reconciliation(models.Model):
    """What a night's comparison of the ledger with everything else found."""

    round = models.ForeignKey(
        Round, on_delete=models.CASCADE, related_name="reconciliations"
    )
    made_at = models.DateTimeField(default=clock.now)
    figures = models.JSONField(default=dict)
    differences = models.JSONField(default=list)

    objects = OfRoundQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return f"{self.round}, {self.made_at:%Y-%m-%d}"

    @property
    def council(self):
        return self.round.council

    @property
    def is_balanced(self) -> bool:
        return not self.differences
