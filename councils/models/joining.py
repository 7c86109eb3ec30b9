from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from councils.models.organisation import Organisation


class JoinRequestQuerySet(models.QuerySet):
    def open(self):
        return self.filter(decided_at=None)


class JoinRequest(models.Model):
    """A person's wish to act for an organisation that is already registered."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="join_requests"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="join_requests"
    )
    asked_at = models.DateTimeField(default=clock.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    is_accepted = models.BooleanField(null=True, blank=True)

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user"],
                name="a_person_asks_once_to_join",
                condition=Q(decided_at=None),
            )
        ]

    def __str__(self):
        return f"{self.user} asks to join {self.organisation}"

    @classmethod
    @transaction.atomic
    def ask(cls, organisation, user) -> "JoinRequest":
        """Ask the leads of an organisation. Asking twice changes nothing."""
        if organisation.representatives.filter(user=user, ended_at=None).exists():
            raise Refused(_("You already act for this organisation."))
        request, is_new = cls.objects.get_or_create(
            organisation=organisation, user=user, decided_at=None
        )
        if is_new:
            record("organisation.join_asked", organisation, by=user)
        return request

    def accept(self, *, by):
        """Let the person act for the organisation."""
        with transaction.atomic():
            self._decide(True)
            self.organisation.welcome(self.user, by=by)

    def refuse(self, *, by):
        with transaction.atomic():
            self._decide(False)
            record("organisation.join_refused", self.organisation, by=by)

    def _decide(self, is_accepted):
        locked = JoinRequest.objects.select_for_update().get(pk=self.pk)
        if locked.decided_at:
            raise Refused(_("Somebody has already answered this request."))
        self.is_accepted = is_accepted
        self.decided_at = clock.now()
        self.save(update_fields=["is_accepted", "decided_at"])
