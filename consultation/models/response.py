import uuid

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from consultation import receipts
from consultation.models.round import Round
from councils.models import Area, CouncilQuerySet


class ResponseQuerySet(CouncilQuerySet):
    def for_council(self, council):
        return self.filter(round__consultation__council=council)

    def counted(self):
        """Those that the council weighs: not held, set aside or withdrawn."""
        return self.filter(standing=Response.Standing.COUNTED, withdrawn_at=None)

    def held(self):
        """Those that look automatic and wait for a person's decision."""
        return self.filter(standing=Response.Standing.HELD, withdrawn_at=None)

    def in_progress_at_close(self):
        """Those that were being written at the close and came within the grace."""
        return self.filter(_in_grace(), received_at__gte=F("round__closes_at"))

    def late(self):
        """Those that came after the close, and after the grace if begun before it."""
        return self.filter(received_at__gte=F("round__closes_at")).exclude(_in_grace())

    def in_time(self):
        return self.filter(Q(received_at__lt=F("round__closes_at")) | _in_grace())

    def for_reading(self):
        """With all that a list of responses shows, whatever their number."""
        return self.select_related(
            *("round__consultation__council", "area", "contact", "mandate"),
            *("petition", "privacy_notice"),
        )

    def to_decide(self):
        """Late ones about which nobody has decided whether they are considered."""
        return self.counted().late().filter(late_decided_at=None)

    def found_late(self):
        """Those that were recorded after the results were published."""
        return self.filter(recorded_at__gt=F("round__reported_at"))

    def withdrawn_after_close(self):
        """Those taken back with the council's consent, when the round had closed."""
        return self.filter(withdrawn_at__gte=F("round__closes_at"))

    def too_late(self):
        """Late ones that are kept and not considered, each for a reason."""
        return self.filter(standing=Response.Standing.TOO_LATE, withdrawn_at=None)

    def unread(self):
        """Those that nobody has opened and that no confirmed campaign covers.

        A campaign covers a response when each of its comments is in it; one with words
        of its own is covered once a person has read what was added. It covers no
        answers, files or signatures, and nothing that was told of an organisation.
        """
        from consultation.models.answer import Answer
        from consultation.models.attachment import Attachment
        from consultation.models.campaign import CampaignMember
        from consultation.models.comment import Comment
        from consultation.models.mandate import Mandate, Petition
        from consultation.models.reading import Reading

        mine = Comment.objects.filter(response=OuterRef("pk"))
        read = Q(has_addition=False) | Q(campaign__additions_read_at__isnull=False)
        covering = CampaignMember.objects.filter(
            read, comment=OuterRef("pk"), campaign__confirmed_at__isnull=False
        )
        uncovered = mine.filter(~Exists(covering.values("pk")))
        more = ~Q(confidential_because="")
        for model in (Answer, Attachment, Mandate, Petition):
            more |= Exists(model.objects.filter(response=OuterRef("pk")).values("pk"))
        return self.filter(
            ~Exists(Reading.objects.filter(response=OuterRef("pk")).values("pk")),
            Exists(uncovered.values("pk")) | ~Exists(mine.values("pk")) | more,
        )

    def in_full(self):
        """With everything that one response says, whatever the number of responses."""
        return self.for_reading().prefetch_related(
            "comments__edition_clause",
            "comments__edition_priority",
            "comments__question",
            "answers__question",
            "attachments__file",
        )


def _in_grace() -> Q:
    return Q(
        begun_at__lt=F("round__closes_at"),
        received_at__lt=F("round__closes_at") + F("round__grace"),
    )


class Response(models.Model):
    """What one person or body sent to a round, by whichever way it came.

    It says nothing about who they are: that is in `Contact`, which can be erased.
    """

    class Channel(models.TextChoices):
        WEB = "web", gettext_lazy("This website")
        PAPER = "paper", gettext_lazy("On paper")
        PHONE = "phone", gettext_lazy("By phone")
        EMAIL = "email", gettext_lazy("By e-mail")
        EVENT = "event", gettext_lazy("At an event")
        HELPED = "helped", gettext_lazy("In person, with our help")

    class Kind(models.TextChoices):
        LIVES_HERE = "lives_here", gettext_lazy("I live here")
        WORKS_HERE = "works_here", gettext_lazy("I work here")
        BUSINESS = "business", gettext_lazy("A business")
        COMMUNITY = "community", gettext_lazy("A community group or charity")
        PUBLIC = "public", gettext_lazy("A public body")
        COUNCILLOR = "councillor", gettext_lazy("A councillor")
        OTHER = "other", gettext_lazy("Someone else")
        NOT_SAID = "not_said", gettext_lazy("Prefer not to say")

    BODIES = (Kind.BUSINESS, Kind.COMMUNITY, Kind.PUBLIC)
    LABELS = {
        Kind.LIVES_HERE: gettext_lazy("Resident"),
        Kind.WORKS_HERE: gettext_lazy("Someone who works here"),
        Kind.BUSINESS: gettext_lazy("Business"),
        Kind.COMMUNITY: gettext_lazy("Community group or charity"),
        Kind.PUBLIC: gettext_lazy("Public body"),
        Kind.COUNCILLOR: gettext_lazy("Councillor"),
        Kind.OTHER: gettext_lazy("Someone else"),
        Kind.NOT_SAID: gettext_lazy("Somebody who prefers not to say"),
    }

    class Standing(models.TextChoices):
        COUNTED = "counted", gettext_lazy("Counted")
        HELD = "held", gettext_lazy("Held: may be automatic")
        SET_ASIDE = "set_aside", gettext_lazy("Set aside: not from a person")
        TOO_LATE = "too_late", gettext_lazy("Late, and not taken into account")

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="responses")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    receipt_code = models.CharField(max_length=11, unique=True, editable=False)
    link_hash = models.CharField(max_length=64, unique=True, editable=False)
    idempotency_key = models.CharField(max_length=64, editable=False)
    body_hash = models.CharField(max_length=64, editable=False)
    received_at = models.DateTimeField()
    recorded_at = models.DateTimeField(default=clock.now, editable=False)
    begun_at = models.DateTimeField(null=True, blank=True, editable=False)
    postmarked_on = models.DateField(null=True, blank=True)
    channel = models.CharField(max_length=6, choices=Channel, default=Channel.WEB)
    kind = models.CharField(max_length=10, choices=Kind)
    area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    signatures = models.PositiveIntegerField(default=0)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    confidential_because = models.TextField(max_length=500, blank=True)
    privacy_notice = models.ForeignKey(
        "consultation.PrivacyNotice",
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="responses",
    )
    standing = models.CharField(
        max_length=9, choices=Standing, default=Standing.COUNTED, editable=False
    )
    suspicion = models.CharField(max_length=200, blank=True, editable=False)
    standing_reason = models.TextField(blank=True, editable=False)
    late_reason = models.TextField(blank=True, editable=False)
    late_decided_at = models.DateTimeField(null=True, editable=False)
    late_decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    erased_at = models.DateTimeField(null=True, editable=False)
    erased_because = models.CharField(max_length=300, blank=True, editable=False)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        ordering = ["received_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "idempotency_key"], name="a_response_is_taken_once"
            ),
            models.CheckConstraint(
                condition=Q(channel="web") | Q(suspicion=""),
                name="only_web_responses_can_look_automatic",
            ),
            models.CheckConstraint(
                condition=~Q(standing="set_aside") | ~Q(standing_reason=""),
                name="a_response_is_set_aside_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None) | ~Q(erased_because=""),
                name="a_sender_is_forgotten_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(late_decided_at=None) & ~Q(standing="too_late")
                | Q(late_decided_at__isnull=False) & ~Q(late_reason=""),
                name="a_late_response_is_decided_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["round", "received_at"], name="response_arrival"),
        ]

    def __str__(self):
        return self.printed_code

    @property
    def council(self):
        return self.round.council

    @property
    def trail_reference(self):
        return str(self.uid)

    @property
    def printed_code(self) -> str:
        """The receipt code as people see it."""
        return receipts.printed(self.receipt_code)

    @property
    def is_late(self) -> bool:
        """Whether it came after the close, and was not being written at the close."""
        return self.received_at >= self.round.closes_at and not self.was_in_progress

    @property
    def was_in_progress(self) -> bool:
        """Whether it was begun before the close and came within the grace."""
        return self.round.is_in_grace(self.begun_at, self.received_at)

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def link_token(self) -> str | None:
        """The token of the private link, or None when the key has changed since."""
        token = receipts.link_token(settings.SECRET_KEY, str(self.uid))
        return token if receipts.token_hash(token) == self.link_hash else None

    @property
    def private_link(self) -> str:
        """The full address of the page that only its sender knows, or "" when the key
        has changed since."""
        token = self.link_token
        if token is None:
            return ""
        kwargs = {"council": self.council.slug, "token": token}
        path = reverse("consultation:my_response", kwargs=kwargs)
        return f"{settings.SITE_ORIGIN}{path}"

    @property
    def type_label(self) -> str:
        """What kind of person or body this is, and from which place."""
        label = str(self.LABELS[self.kind])
        return f"{label}, {self.area.name}" if self.area else label

    @property
    def public_label(self) -> str:
        """The name if they asked us to show it, else only what kind of person; and for
        how many members an organisation speaks."""
        mandate = getattr(self, "mandate", None)
        label = self.type_label
        if mandate and mandate.members is not None:
            label = ngettext(
                "%(label)s, speaks for %(n)s person",
                "%(label)s, speaks for %(n)s people",
                mandate.members,
            ) % {"label": label, "n": f"{mandate.members:,}"}
        if mandate and mandate.show_organisation:
            return f"{mandate.organisation} ({label})"
        contact = getattr(self, "contact", None)
        if contact and contact.show_name and contact.name:
            return f"{contact.name} ({label})"
        return label

    def may_be_changed(self, at=None) -> bool:
        """Whether the sender can still amend or withdraw it: until the close."""
        return self.round.is_open(at) and not self.is_withdrawn

    def refuse_if_fixed(self) -> None:
        """Raise when its sender can no longer change it."""
        if not self.may_be_changed():
            raise Refused(
                _("The consultation has closed, so the response can no longer change.")
            )

    @transaction.atomic
    def withdraw(self, *, by=None) -> None:
        """Take the response back, before the round closes."""
        mine = self._locked()
        if mine.is_withdrawn:
            return
        mine.refuse_if_fixed()
        self._withdraw(by)

    @transaction.atomic
    def withdraw_after_close(self, *, by) -> None:
        """Take it out of every count when its sender asked and an officer agreed."""
        if not self._locked().is_withdrawn:
            self._withdraw(by)

    def _withdraw(self, by) -> None:
        self.withdrawn_at = clock.now()
        self.save(update_fields=["withdrawn_at"])
        record("response.withdrawn", self, by=by)

    def release(self, *, by) -> None:
        """Decide that a person sent a held response: it counts like any other."""
        self._decide(self.Standing.COUNTED, "", verb="response.released", by=by)

    def set_aside(self, reason: str, *, by) -> None:
        """Decide that no person sent a held response. It is kept, and not counted."""
        if not reason.strip():
            raise Refused(_("Enter why you set this response aside"))
        self._decide(self.Standing.SET_ASIDE, reason, verb="response.set_aside", by=by)

    @transaction.atomic
    def decide_late(self, is_considered: bool, reason: str, *, by) -> None:
        """Say whether a late response is considered, and why. It is kept either way."""
        if not reason.strip():
            raise Refused(_("Enter the reason"))
        mine = self._locked()
        if not mine.is_late or mine.standing != self.Standing.COUNTED:
            raise Refused(_("This response did not come late."))
        if mine.late_decided_at:
            raise Refused(_("Somebody has already decided about this response."))
        if not is_considered:
            self.standing = self.Standing.TOO_LATE
        self.late_reason, self.late_decided_at = reason.strip(), clock.now()
        self.late_decided_by = by
        self.save(
            update_fields=[
                *("standing", "late_reason", "late_decided_at", "late_decided_by")
            ]
        )
        record("response.late_decided", self, by=by, data={"considered": is_considered})

    @transaction.atomic
    def _decide(self, standing, reason: str, *, verb: str, by) -> None:
        mine = self._locked()
        if mine.standing != self.Standing.HELD:
            raise Refused(_("Somebody has already decided about this response."))
        self.standing, self.standing_reason = standing, reason
        self.save(update_fields=["standing", "standing_reason"])
        record(verb, self, by=by, data={"suspicion": self.suspicion})

    def _locked(self) -> "Response":
        return Response.objects.select_for_update(of=("self",)).get(pk=self.pk)


class Contact(models.Model):
    """Who sent a response, as far as they told us. Kept apart so it can be erased."""

    response = models.OneToOneField(
        Response, on_delete=models.CASCADE, related_name="contact"
    )
    name = models.CharField(max_length=100, blank=True)
    show_name = models.BooleanField(default=False)
    email = models.EmailField(blank=True)
    wants_results = models.BooleanField(default=False)
    wants_later = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(show_name=False) | ~Q(name=""),
                name="only_a_given_name_is_shown",
            ),
            models.CheckConstraint(
                condition=Q(wants_results=False) | ~Q(email=""),
                name="results_go_to_a_given_address",
            ),
            models.CheckConstraint(
                condition=Q(wants_later=False) | ~Q(email=""),
                name="later_news_goes_to_a_given_address",
            ),
        ]
        indexes = [models.Index(fields=["email"], name="contact_email")]

    def __str__(self):
        return self.name or self.email or _("No name given")

    @property
    def council(self):
        return self.response.council
