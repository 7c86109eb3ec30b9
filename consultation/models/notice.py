import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit import clock
from charters.models import EditionClause
from consultation.models.round import Round
from councils.models import CouncilQuerySet
from records import markup


class NoticeQuerySet(CouncilQuerySet):
    def for_council(self, council):
        return self.filter(round__consultation__council=council)

    def errata(self):
        return self.filter(kind=Notice.Kind.ERRATUM)

    def for_letters(self):
        """With the round, consultation and council that a letter names."""
        return self.select_related("round__consultation__council")

    def about_dates(self):
        """Those that moved the close or stopped the clock."""
        other = [Notice.Kind.ERRATUM, Notice.Kind.DELAYED, Notice.Kind.FOUND]
        return self.exclude(kind__in=other)


class Notice(models.Model):
    """A public word about a round after it was announced: more time, a correction,
    a pause, its end before time, why its results are late or what was found after
    them. Never edited."""

    class Kind(models.TextChoices):
        EXTENDED = "extended", _("More time to reply")
        ERRATUM = "erratum", _("Correction")
        PAUSED = "paused", _("Paused")
        RESUMED = "resumed", _("Open again")
        CANCELLED = "cancelled", _("Cancelled")
        DELAYED = "delayed", _("Results are late")
        FOUND = "found", _("Found after the results")

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="notices")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    words = models.TextField()
    edition_clause = models.ForeignKey(
        EditionClause,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="errata",
    )
    closed_before_at = models.DateTimeField(
        null=True, blank=True, help_text=_("The closing instant before this notice")
    )
    closes_at = models.DateTimeField(
        null=True, blank=True, help_text=_("The closing instant from then on")
    )
    published_at = models.DateTimeField(default=clock.now)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Empty when the portal published it by itself"),
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="a_notice_has_words"),
            models.CheckConstraint(
                condition=~Q(kind__in=["extended", "resumed"])
                | Q(closes_at__gte=models.F("closed_before_at")),
                name="a_notice_never_makes_a_round_shorter",
            ),
            models.CheckConstraint(
                condition=Q(kind="erratum") | Q(edition_clause=None),
                name="only_a_correction_is_about_a_paragraph",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.words[:60]}"

    @property
    def council(self):
        return self.round.council

    @property
    def trail_reference(self):
        return str(self.uid)

    @property
    def html(self):
        return markup.to_html(self.words)

    def get_absolute_url(self):
        path = reverse(
            "consultation:notice_list",
            kwargs={
                "council": self.council.slug,
                "slug": self.round.slug,
            },
        )
        return f"{path}#notice-{self.uid}"
