"""Which council uses which framework."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from councils.models import Council, CouncilQuerySet
from metrics.models.framework import Framework


class FrameworkAdoptionQuerySet(CouncilQuerySet):
    def current(self):
        return self.filter(ended_on=None)


class FrameworkAdoption(models.Model):
    """A council's decision to use a framework, from one day to another."""

    council = models.ForeignKey(
        Council, on_delete=models.PROTECT, related_name="framework_adoptions"
    )
    framework = models.ForeignKey(
        Framework, on_delete=models.PROTECT, related_name="adoptions"
    )
    reason = models.TextField(blank=True)
    adopted_on = models.DateField()
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    ended_on = models.DateField(null=True, blank=True)

    objects = FrameworkAdoptionQuerySet.as_manager()

    class Meta:
        ordering = ["-adopted_on", "framework"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "framework"],
                condition=Q(ended_on=None),
                name="a_council_adopts_a_framework_once",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("adopted_on")),
                name="an_adoption_ends_after_it_begins",
            ),
        ]

    def __str__(self):
        return f"{self.framework} in {self.council}"

    @property
    def trail_reference(self):
        return self.framework.slug

    @classmethod
    @transaction.atomic
    def adopt(cls, council, framework, *, by, reason="") -> "FrameworkAdoption":
        """Let a council use an approved framework. Doing so twice changes nothing."""
        if framework.status != Framework.Status.APPROVED:
            raise Refused(
                _(
                    "“%(title)s” is not approved, so a council cannot adopt it. "
                    "The national steward approves lists of measures."
                )
                % {"title": framework.title}
            )
        adoption, is_new = cls.objects.get_or_create(
            council=council,
            framework=framework,
            ended_on=None,
            defaults={
                "reason": reason.strip(),
                "adopted_on": clock.today(),
                "adopted_by": by,
            },
        )
        if is_new:
            record("framework.adopted", adoption, by=by)
        return adoption

    @transaction.atomic
    def end(self, *, by):
        """Stop using it for new charters. What was built on it keeps it."""
        mine = FrameworkAdoption.objects.select_for_update().get(pk=self.pk)
        if mine.ended_on:
            return
        self.ended_on = mine.ended_on = clock.today()
        mine.save(update_fields=["ended_on"])
        record("framework.adoption_ended", mine, by=by)
