import re
import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Upper
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit import clock
from audit.trail import NATIONAL, record

# Companies House: 8 digits, or a two-letter register prefix and 6 digits.
COMPANY_NUMBER = re.compile(
    r"^(\d{8}|(AC|CE|CS|FC|FE|GE|GN|GS|IC|IP|LP|NA|NC|NF|NI|NL|NO|NP|NR|NZ|OC|OE|PC|R0"
    r"|RC|RS|SA|SC|SE|SF|SG|SI|SL|SO|SP|SR|SZ|ZC)\d{6})$"
)
# Charity Commission: 6 or 7 digits; Scotland SC and 6, Northern Ireland NIC and 6.
CHARITY_NUMBER = re.compile(r"^(\d{6,7}|SC\d{6}|NIC\d{6})$")


def refuse_odd_company_number(number: str) -> None:
    if not COMPANY_NUMBER.match(number):
        raise ValidationError(_("Company number must be 8 characters, like 01234567"))


def refuse_odd_charity_number(number: str) -> None:
    if not CHARITY_NUMBER.match(number):
        raise ValidationError(
            _("Charity number must be 6 or 7 numbers, like 1123456, or start with SC")
        )


class OrganisationQuerySet(models.QuerySet):
    def represented_by(self, user):
        return self.filter(representatives__user=user, representatives__ended_at=None)


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
