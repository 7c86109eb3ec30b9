import uuid
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from councils.models.council import Council, CouncilQuerySet


class FactorResetQuerySet(CouncilQuerySet):
    def open(self, at: datetime | None = None):
        """Those that somebody can still decide about."""
        oldest = (at or clock.now()) - FactorReset.LASTS
        return self.filter(decided_at=None, asked_at__gt=oldest)


class FactorReset(models.Model):
    """A lost second factor, taken away by two officers together: one asks for it,
    another confirms that it is really the person who asks."""

    LASTS = timedelta(days=2)

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    council = models.ForeignKey(
        Council, on_delete=models.CASCADE, related_name="factor_resets"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="factor_resets"
    )
    how_known = models.CharField(
        max_length=200, help_text=_("How the asker made sure who it is")
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(default=clock.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    is_confirmed = models.BooleanField(null=True)

    objects = FactorResetQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(is_confirmed=True) | ~Q(decided_by=F("asked_by")),
                name="a_factor_is_reset_by_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(person=F("asked_by")) & ~Q(person=F("decided_by")),
                name="nobody_resets_their_own_factor",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None, decided_at=None, is_confirmed__isnull=True)
                | Q(
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                    is_confirmed__isnull=False,
                ),
                name="a_factor_reset_is_decided_as_a_whole",
            ),
        ]

    def __str__(self):
        return f"Second step of {self.person}"

    @property
    def trail_reference(self):
        return self.uid

    @property
    def trail_label(self):
        return "A lost second step"

    @classmethod
    @transaction.atomic
    def ask(cls, council, person, how_known: str, *, by) -> "FactorReset":
        """Say that an officer has lost their second step. Nothing is taken away yet."""
        council = Council.objects.select_for_update().get(pk=council.pk)
        if obstacle := cls.obstacle(council, person, by=by):
            raise Refused(obstacle)
        asked = cls.objects.create(
            council=council, person=person, how_known=how_known, asked_by=by
        )
        record(
            "second_factor.reset_asked",
            asked,
            by=by,
            data={"person": str(person.actor_id)},
        )
        return asked

    @classmethod
    def obstacle(cls, council, person, *, by):
        """Why this cannot be asked for, or None."""
        if person == by:
            return _("Ask another administrator or the monitoring officer.")
        elsewhere = person.memberships.current().exclude(council=council)
        if person.is_staff or person.is_steward or elsewhere.exists():
            return _(
                "This person also works outside this council, so one council cannot "
                "decide. Ask whoever runs this service."
            )
        if not Authenticator.objects.filter(user=person).exists():
            return _("This person has no second step that could be taken away.")
        if cls.objects.for_council(council).open().filter(person=person).exists():
            return _("This has been asked for already and waits for a second person.")
        return None

    @transaction.atomic
    def confirm(self, *, by) -> None:
        """Take every second step of the person away. They set a new one up at once."""
        mine = self._decide(is_confirmed=True, by=by)
        Authenticator.objects.filter(user=mine.person).delete()
        record(
            "second_factor.reset",
            mine,
            by=by,
            data={"person": str(mine.person.actor_id)},
        )

    @transaction.atomic
    def refuse(self, *, by) -> None:
        """Leave everything as it is. Whoever asked may take it back this way too."""
        mine = self._decide(is_confirmed=False, by=by)
        record(
            "second_factor.reset_refused",
            mine,
            by=by,
            data={"person": str(mine.person.actor_id)},
        )

    def _decide(self, *, is_confirmed: bool, by) -> "FactorReset":
        mine = (
            FactorReset.objects.select_for_update(of=("self",))
            .open()
            .filter(pk=self.pk)
        ).first()
        if mine is None:
            raise Refused(_("This has been decided or is more than two days old."))
        if mine.person == by:
            raise Refused(_("Nobody decides about their own second step."))
        if is_confirmed and mine.asked_by == by:
            raise Refused(_("Somebody else than the one who asked has to confirm it."))
        mine.is_confirmed, mine.decided_by = is_confirmed, by
        mine.decided_at = clock.now()
        mine.save(update_fields=["is_confirmed", "decided_by", "decided_at"])
        return mine
