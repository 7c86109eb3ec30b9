import uuid

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record


class ReviewerQuerySet(models.QuerySet):
    def current(self):
        return self.filter(ended_at=None)

    def for_user(self, user):
        """The seats of one person, found by the address that was invited."""
        return self.filter(Q(user=user) | Q(user=None, email__iexact=user.email))

    def with_counts(self):
        """Adds `made`: how many changes the person suggested to this charter."""
        suggested = Q(user__suggestions__charter=models.F("charter"))
        return self.annotate(
            made=models.Count("user__suggestions", filter=suggested, distinct=True)
        )


class Reviewer(models.Model):
    """Somebody who was asked to read a draft and may suggest other words in it."""

    class Seat(models.TextChoices):
        CO_PRODUCTION = "co_production", gettext_lazy("Co-production member")
        LIVED = "lived_experience", gettext_lazy("Person with lived experience")
        PARTNER = "partner", gettext_lazy("Partner organisation")
        COLLEAGUE = "colleague", gettext_lazy("Colleague")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    charter = models.ForeignKey(
        "charters.Charter", on_delete=models.CASCADE, related_name="reviewers"
    )
    email = models.EmailField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=gettext_lazy("Empty until the invited person first comes"),
    )
    seat = models.CharField(max_length=20, choices=Seat)
    due_on = models.DateField(null=True, blank=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    invited_at = models.DateTimeField(default=clock.now)
    last_seen_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ReviewerQuerySet.as_manager()

    class Meta:
        ordering = ["charter", "invited_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["charter", "email"],
                condition=Q(ended_at=None),
                name="a_person_reviews_a_charter_in_one_seat",
            )
        ]

    def __str__(self):
        return str(self.user or self.email)

    @property
    def council(self):
        return self.charter.council

    @property
    def trail_reference(self):
        return f"{self.charter.slug}/reviewers/{self.uid}"

    @property
    def trail_label(self):
        return self.charter.title

    def get_absolute_url(self):
        return reverse("charters:review", args=[self.council.slug, self.charter.slug])

    @classmethod
    @transaction.atomic
    def invite(cls, charter, email: str, seat: str, *, by, due_on=None) -> "Reviewer":
        """Ask a person to read the draft. They need an account of the council."""
        email = email.strip().lower()
        if known := charter.reviewers.current().filter(email=email).first():
            raise Refused(
                _("%(name)s is already on this charter") % {"name": known},
                code="invited",
            )
        member = charter.council.memberships.current().filter(user__email=email).first()
        reviewer = cls.objects.create(
            charter=charter,
            email=email,
            user=member.user if member else None,
            seat=cls.Seat(seat),
            due_on=due_on,
            invited_by=by,
        )
        record(
            "charter.reviewer_invited",
            charter,
            by=by,
            data={"reviewer": str(reviewer.uid), "seat": seat},
        )
        return reviewer

    @transaction.atomic
    def remove(self, *, by) -> None:
        """Take the seat back. What they suggested stays."""
        if self.ended_at is not None:
            return
        self.ended_at = clock.now()
        self.save(update_fields=["ended_at"])
        record(
            "charter.reviewer_removed",
            self.charter,
            by=by,
            data={"reviewer": str(self.uid)},
        )

    def seen(self, user) -> None:
        """The person has the draft before them."""
        self.user, self.last_seen_at = user, clock.now()
        self.save(update_fields=["user", "last_seen_at"])
