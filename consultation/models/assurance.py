"""What shows that a consultation is lawful: its privacy notice, its equality analysis
and who signed off what. Each is added and never changed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit import clock
from consultation.models.consultation import Consultation
from consultation.models.round import Round
from councils.models import CouncilQuerySet
from records import markup


class OfConsultationQuerySet(CouncilQuerySet):
    def for_council(self, council):
        return self.filter(consultation__council=council)


class PrivacyNotice(models.Model):
    """What people are told about their data when they reply. Each change is a new
    version, so that it can be said which one held when a response came."""

    PARTS = {
        "purposes": _("Why we ask, and what we use it for"),
        "basis": _("The legal basis"),
        "published": _("What we publish"),
        "kept": _("How long we keep it"),
        "processors": _("Who else handles it"),
        "rights": _("Your rights"),
        "complaints": _("How to complain"),
    }

    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, related_name="privacy_notices"
    )
    number = models.PositiveSmallIntegerField()
    parts = models.JSONField()
    published_at = models.DateTimeField(default=clock.now)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = OfConsultationQuerySet.as_manager()

    class Meta:
        ordering = ["consultation", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "number"], name="privacy_notices_are_numbered"
            )
        ]

    def __str__(self):
        return f"{self.consultation}: privacy notice {self.number}"

    @property
    def council(self):
        return self.consultation.council

    @property
    def sections(self) -> list[tuple[str, str]]:
        """Heading and text of each part, ready to be shown."""
        return [
            (label, markup.to_html(self.parts.get(key, "")))
            for key, label in self.PARTS.items()
        ]


class EqualityAnalysis(models.Model):
    """One version of what the council found about its duty to all groups: before the
    round opens, half-way, and again before it decides."""

    class Stage(models.TextChoices):
        OPENING = "opening", _("Before opening")
        MIDPOINT = "midpoint", _("Half-way")
        DECISION = "decision", _("Before the decision")

    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, related_name="equality_analyses"
    )
    number = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=8, choices=Stage)
    summary = models.TextField()
    address = models.URLField(max_length=400, blank=True)
    written_at = models.DateTimeField(default=clock.now)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = OfConsultationQuerySet.as_manager()

    class Meta:
        ordering = ["consultation", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "number"], name="equality_analyses_are_numbered"
            ),
            models.CheckConstraint(
                condition=~Q(summary=""), name="an_equality_analysis_has_findings"
            ),
        ]

    def __str__(self):
        return f"{self.consultation}: equality analysis {self.number}"

    @property
    def council(self):
        return self.consultation.council

    @property
    def html(self):
        return markup.to_html(self.summary)


class SignOff(models.Model):
    """A named person answers for something unusual about a round, with a reason that
    everybody can read."""

    class Matter(models.TextChoices):
        SHORT = "short", _("A period shorter than the least")
        ELECTION_OPENING = "election_opening", _("Opening before an election")
        ELECTION_RESULTS = "election_results", _("Results before an election")
        NO_NEW_ROUND = "no_new_round", _("Going on without a new round")

        @property
        def permission(self) -> str:
            """What whoever answers for it must be allowed to do."""
            return f"consultation.sign_off_{self.value}"

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="sign_offs")
    matter = models.CharField(max_length=20, choices=Matter)
    reason = models.TextField()
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    signed_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["round", "signed_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="a_sign_off_has_a_reason"
            )
        ]

    def __str__(self):
        return f"{self.round}: {self.get_matter_display()}"

    @property
    def council(self):
        return self.round.council
