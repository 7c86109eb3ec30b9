from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from consultation.models.response import Response
from councils.models import CouncilQuerySet


class ForResponseQuerySet(CouncilQuerySet):
    """Rows that hang on one response."""

    def for_council(self, council):
        return self.filter(response__round__consultation__council=council)


class Mandate(models.Model):
    """For whom a response speaks: an organisation and how its members were asked, or
    a client and the authority to act. It counts as one response, however many."""

    class Size(models.TextChoices):
        MICRO = "micro", gettext_lazy("Fewer than 10 people work there")
        SMALL = "small", gettext_lazy("10 to 49 people")
        MEDIUM = "medium", gettext_lazy("50 to 249 people")
        LARGE = "large", gettext_lazy("250 people or more")
        NOT_SAID = "not_said", gettext_lazy("Prefer not to say")

    response = models.OneToOneField(
        Response, on_delete=models.CASCADE, related_name="mandate"
    )
    organisation = models.CharField(max_length=150, blank=True)
    show_organisation = models.BooleanField(default=False)
    size = models.CharField(max_length=8, choices=Size, blank=True)
    members = models.PositiveIntegerField(null=True, blank=True)
    how_asked = models.TextField(max_length=1000, blank=True)
    is_user_led = models.BooleanField(default=False)
    verified_at = models.DateTimeField(null=True, editable=False)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    client = models.CharField(max_length=150, blank=True)
    authority = models.TextField(max_length=500, blank=True)

    objects = ForResponseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(show_organisation=False) | ~Q(organisation=""),
                name="only_a_given_organisation_is_shown",
            ),
            models.CheckConstraint(
                condition=Q(client="") | ~Q(authority=""),
                name="an_agent_says_by_what_authority",
            ),
        ]

    def __str__(self):
        return self.organisation or self.client or _("No name given")

    @property
    def council(self):
        return self.response.council

    @property
    def is_verified(self) -> bool:
        return self.verified_at is not None

    @transaction.atomic
    def verify(self, *, by) -> None:
        """Say that an officer has checked that it is led by those it speaks for."""
        if not self.is_user_led:
            raise Refused(_("This organisation does not say that it is user-led."))
        self.verified_at, self.verified_by = clock.now(), by
        self.save(update_fields=["verified_at", "verified_by"])
        record("response.organisation_verified", self.response, by=by)


class Petition(models.Model):
    """Many signatures under one text: one response, whatever the number who signed."""

    response = models.OneToOneField(
        Response, on_delete=models.CASCADE, related_name="petition"
    )
    handed_in = models.PositiveIntegerField()
    duplicates = models.PositiveIntegerField(default=0)
    in_area = models.PositiveIntegerField(null=True, blank=True)

    objects = ForResponseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(duplicates__lte=models.F("handed_in")),
                name="no_more_duplicates_than_signatures",
            ),
            models.CheckConstraint(
                condition=Q(in_area=None)
                | Q(in_area__lte=models.F("handed_in") - models.F("duplicates")),
                name="no_more_signatures_from_here_than_in_all",
            ),
        ]

    def __str__(self):
        return _("Petition with %s signatures") % self.signatures

    @property
    def council(self):
        return self.response.council

    @property
    def signatures(self) -> int:
        """Those that count: without those that somebody gave twice."""
        return self.handed_in - self.duplicates
