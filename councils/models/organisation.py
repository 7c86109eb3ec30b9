import uuid

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Upper
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit import clock
from audit.lifecycle import Refused
from audit.trail import NATIONAL, record
from councils import registration


def refuse_odd_company_number(number: str) -> None:
    if fault := registration.company_number_fault(number):
        raise ValidationError(fault)


def refuse_odd_charity_number(number: str) -> None:
    if fault := registration.charity_number_fault(number):
        raise ValidationError(fault)


class OrganisationQuerySet(models.QuerySet):
    def represented_by(self, user):
        return self.filter(representatives__user=user, representatives__ended_at=None)

    def with_people(self):
        """Adds `people` and `asking`: who acts for it, who asks to."""
        return self.prefetch_related(
            models.Prefetch(
                "representatives",
                Representative.objects.filter(ended_at=None)
                .select_related("user")
                .order_by("-is_lead", "user__name"),
                to_attr="people",
            ),
            models.Prefetch(
                "join_requests",
                self.model._meta.get_field("join_requests")
                .related_model.objects.open()
                .select_related("user"),
                to_attr="asking",
            ),
        )

    def same_as(self, name="", company_number="", charity_number=""):
        """Organisations that could be the one described: by number, else by name."""
        by_number = Q()
        if company_number:
            by_number |= Q(company_number=registration.tidy(company_number))
        if charity_number:
            by_number |= Q(charity_number=registration.tidy(charity_number))
        if by_number and (found := self.filter(by_number)).exists():
            return found
        return self.filter(name__iexact=" ".join(name.split()))


class Organisation(models.Model):
    """A supplier, charity, firm or public body. It belongs to no council."""

    class Size(models.TextChoices):
        MICRO = "micro", _("Micro (fewer than 10 people)")
        SMALL = "small", _("Small (10 to 49 people)")
        MEDIUM = "medium", _("Medium (50 to 249 people)")
        LARGE = "large", _("Large (250 people or more)")

    class Sector(models.TextChoices):
        PRIVATE = "private", _("Business")
        VCSE = "vcse", _("Voluntary, community or social enterprise")
        PUBLIC = "public", _("Public body")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(max_length=12, unique=True, editable=False)
    name = models.CharField(max_length=160)
    size = models.CharField(max_length=10, choices=Size)
    sector = models.CharField(max_length=10, choices=Sector)
    company_number = models.CharField(
        max_length=8, blank=True, validators=[refuse_odd_company_number]
    )
    charity_number = models.CharField(
        max_length=9, blank=True, validators=[refuse_odd_charity_number]
    )
    postcode = models.CharField(max_length=8, blank=True)
    registered_at = models.DateTimeField(default=clock.now)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name", "reference"]
        constraints = [
            models.UniqueConstraint(
                Upper("company_number"),
                name="one_organisation_per_company_number",
                condition=~Q(company_number=""),
            ),
            models.UniqueConstraint(
                Upper("charity_number"),
                name="one_organisation_per_charity_number",
                condition=~Q(charity_number=""),
            ),
        ]

    trail_chain = NATIONAL

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        if not self.reference:
            self.reference = f"ORG-{self.uid.hex[:8].upper()}"
        super().save(*args, **kwargs)

    @property
    def is_sme(self):
        return self.size != self.Size.LARGE

    def get_absolute_url(self):
        return reverse("organisation_detail", args=[self.reference])

    @classmethod
    @transaction.atomic
    def register(cls, user, **details) -> "Organisation":
        """Enter an organisation; whoever does leads it here."""
        organisation = cls.objects.create(**details)
        record("organisation.registered", organisation, by=user)
        organisation.welcome(user, is_lead=True)
        return organisation

    @transaction.atomic
    def change(self, *, by, **details) -> list[str]:
        """Correct details. Returns the names of those that are not as they were."""
        changed = sorted(
            name for name, value in details.items() if getattr(self, name) != value
        )
        for name in changed:
            setattr(self, name, details[name])
        if changed:
            self.save(update_fields=changed)
            record(
                "organisation.details_changed", self, by=by, data={"fields": changed}
            )
        return changed

    def leads(self):
        """Who may let others act for the organisation."""
        return get_user_model().objects.filter(
            is_active=True,
            representations__organisation=self,
            representations__is_lead=True,
            representations__ended_at=None,
        )

    def is_led_by(self, user) -> bool:
        return self.leads().filter(pk=user.pk).exists()

    @transaction.atomic
    def welcome(self, user, *, by=None, is_lead=False) -> "Representative":
        """Let a person act for the organisation. Doing so twice changes nothing."""
        representative, is_new = self.representatives.get_or_create(
            user=user, ended_at=None, defaults={"is_lead": is_lead}
        )
        if is_new:
            record(
                "organisation.representative_welcomed",
                self,
                by=by or user,
                data={"person": str(user.actor_id)},
            )
        return representative


class Representative(models.Model):
    """A person who acts for an organisation."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="representatives"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="representations",
    )
    is_lead = models.BooleanField(default=False)
    began_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user"],
                name="a_person_represents_an_organisation_once",
                condition=Q(ended_at=None),
            )
        ]

    def __str__(self):
        return f"{self.user} for {self.organisation}"

    @transaction.atomic
    def end(self, *, by):
        """Stop acting for the organisation, at once. Somebody must still lead it."""
        organisation = Organisation.objects.select_for_update().get(
            pk=self.organisation_id
        )
        leads = organisation.representatives.filter(is_lead=True, ended_at=None)
        if self.is_lead and not leads.exclude(pk=self.pk).exists():
            raise Refused(
                _("An organisation needs at least one lead. Choose another one first.")
            )
        self.ended_at = clock.now()
        self.save(update_fields=["ended_at"])
        record(
            "organisation.representative_ended",
            organisation,
            by=by,
            data={"person": str(self.user.actor_id)},
        )

    @transaction.atomic
    def make_lead(self, *, by):
        """Let this person, too, decide who joins."""
        self.is_lead = True
        self.save(update_fields=["is_lead"])
        record(
            "organisation.lead_chosen",
            self.organisation,
            by=by,
            data={"person": str(self.user.actor_id)},
        )
