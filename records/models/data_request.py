import datetime as dt
import secrets
import uuid

from django.conf import settings
from django.core import signing
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit import clock
from audit.lifecycle import Lifecycle
from audit.trail import record
from councils.models import Council, CouncilQuerySet

SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
SALT = "records.data_request"


def new_reference() -> str:
    return "D-" + "".join(secrets.choice(SIGNS) for _sign in range(8))


class DataRequestQuerySet(CouncilQuerySet):
    def waiting(self):
        return self.filter(status=DataRequest.Status.WAITING)

    def due_by(self, day: dt.date):
        """Those that must be answered on this day or before it."""
        return self.waiting().filter(answer_by_on__lte=day)


class DataRequest(Lifecycle):
    """What somebody asks or complains about their own data, with the day it is due.

    The days come from dated rules when it arrives and stay with it. Who asked can be
    forgotten; that it was asked, and answered in time, stays.
    """

    class Kind(models.TextChoices):
        COPY = "copy", _("See what you hold about me")
        CORRECT = "correct", _("Correct what you hold about me")
        ERASE = "erase", _("Remove what you hold about me")
        OBJECT = "object", _("Stop using what you hold about me")
        COMPLAINT = "complaint", _("Complain about how you use my data")

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting for an answer")
        DONE = "done", _("Done as asked")
        PARTLY = "partly", _("Done in part")
        REFUSED = "refused", _("Refused, with the reason")

    MOVES = {Status.WAITING: {Status.DONE, Status.PARTLY, Status.REFUSED}}

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    council = models.ForeignKey(
        Council, on_delete=models.PROTECT, related_name="data_requests"
    )
    reference = models.CharField(max_length=12, unique=True, default=new_reference)
    kind = models.CharField(max_length=10, choices=Kind)
    status = models.CharField(
        max_length=8, choices=Status, default=Status.WAITING, editable=False
    )
    name = models.CharField(max_length=100, blank=True)
    email = models.EmailField(blank=True)
    words = models.TextField(blank=True)
    received_at = models.DateTimeField(default=clock.now)
    answer_by_on = models.DateField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    reply = models.TextField(blank=True)

    objects = DataRequestQuerySet.as_manager()

    class Meta:
        ordering = ["answer_by_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="waiting", answered_at=None)
                | (~Q(status="waiting") & Q(answered_at__isnull=False)),
                name="a_data_request_is_answered_at_some_time",
            )
        ]

    def __str__(self):
        return self.reference

    @property
    def trail_reference(self):
        return self.reference

    @property
    def is_overdue(self) -> bool:
        waiting = self.status == self.Status.WAITING
        return waiting and self.answer_by_on < clock.today()

    def get_absolute_url(self):
        return reverse("portal:data_request", args=[self.council.slug, self.reference])

    @classmethod
    @transaction.atomic
    def receive(cls, council, kind, *, days: int, name="", email="", words=""):
        """Take it in. It is due so many days from today."""
        request = cls.objects.create(
            council=council,
            kind=cls.Kind(kind),
            name=name,
            email=email.lower(),
            words=words,
            answer_by_on=clock.today() + dt.timedelta(days=days),
        )
        data = {"kind": request.kind, "due": request.answer_by_on.isoformat()}
        record("data_request.received", request, data=data)
        return request

    @property
    def token(self) -> str:
        """What the link in the letter carries to show that the address is theirs."""
        return signing.dumps(self.reference, salt=SALT)

    @classmethod
    def of_token(cls, token: str) -> "DataRequest | None":
        try:
            reference = signing.loads(token, salt=SALT, max_age=90 * 86400)
        except signing.BadSignature:
            return None
        return cls.objects.filter(reference=reference).first()

    @transaction.atomic
    def confirm(self) -> None:
        """The person who reads letters to the address asked this. Once is enough."""
        mine = DataRequest.objects.select_for_update().get(pk=self.pk)
        if mine.confirmed_at is None:
            self.confirmed_at = mine.confirmed_at = clock.now()
            mine.save(update_fields=["confirmed_at"])
            record("data_request.confirmed", mine)

    @transaction.atomic
    def note_copy(self, *, by) -> None:
        """What is held was taken out for the person who asked."""
        record("data_request.copied", self, by=by)

    @transaction.atomic
    def note_erasure(self, counts: dict[str, int], *, by) -> None:
        """What was removed, by kind of record and number; never whose."""
        self.erased_at = clock.now()
        self.save(update_fields=["erased_at"])
        record("data_request.erased", self, by=by, data={"rows": counts})

    def answer(self, outcome: str, reply: str, *, by) -> None:
        """Say what was done, with the reason. It cannot be answered twice."""
        self.move(
            self.Status(outcome),
            by=by,
            verb="data_request.answered",
            data={"in_time": self.answer_by_on >= clock.today()},
            reply=reply,
            answered_at=clock.now(),
            answered_by=by,
        )
