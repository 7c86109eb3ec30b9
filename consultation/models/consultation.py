import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from audit import clock
from charters.models import Charter
from consultation import readiness
from councils.models import Council, CouncilQuerySet
from records import markup


class ConsultationQuerySet(CouncilQuerySet):
    def public(self):
        """Those of which a round has been announced."""
        return self.filter(rounds__in=_rounds().public()).distinct()

    def visible_to(self, user):
        """Announced ones for everybody; plans only for people of the council."""
        if not user.is_authenticated:
            return self.public()
        mine = user.memberships.current().values("council")
        return self.filter(
            models.Q(pk__in=self.model.objects.public().values("pk"))
            | models.Q(council__in=mine)
        )


def _rounds():
    from consultation.models.round import Round

    return Round.objects.all()


class Consultation(models.Model):
    """An exercise in which a council asks people about a charter before deciding.

    Its texts say what a fair consultation must say: what is proposed and why, what
    else was considered, what it would do, what is still open, who decides and when.
    """

    class Dpia(models.TextChoices):
        UNKNOWN = "unknown", _("Not looked at yet")
        IN_PROGRESS = "in_progress", _("Being assessed")
        DONE = "done", _("Assessed")
        NOT_NEEDED = "not_needed", _("Not needed")

    council = models.ForeignKey(
        Council, on_delete=models.PROTECT, related_name="consultations"
    )
    charter = models.ForeignKey(
        Charter, on_delete=models.PROTECT, related_name="consultations"
    )
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=80)
    title = models.CharField(_("title"), max_length=120)
    proposal = models.TextField(_("what is proposed"), blank=True)
    reasons = models.TextField(_("why"), blank=True)
    options = models.TextField(_("what else was considered"), blank=True)
    effect = models.TextField(_("what it would do"), blank=True)
    still_open = models.TextField(_("what is still open"), blank=True)
    fixed = models.TextField(_("what is already decided, and why"), blank=True)
    decision_maker = models.CharField(_("who decides"), max_length=200, blank=True)
    decision_on = models.DateField(_("when they decide"), null=True, blank=True)
    how_used = models.TextField(_("how answers are used"), blank=True)
    other_ways = models.TextField(_("other ways to reply"), blank=True)
    dpia = models.CharField(
        _("impact on data protection"),
        max_length=11,
        choices=Dpia,
        default=Dpia.UNKNOWN,
        editable=False,
    )
    dpia_reference = models.CharField(max_length=200, blank=True, editable=False)
    dpia_reason = models.TextField(blank=True, editable=False)
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    planned_at = models.DateTimeField(default=clock.now, editable=False)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        ordering = ["council", "slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "slug"], name="one_consultation_per_address"
            ),
            models.CheckConstraint(
                condition=~models.Q(dpia="done") | ~models.Q(dpia_reference=""),
                name="an_assessed_impact_has_a_reference",
            ),
            models.CheckConstraint(
                condition=~models.Q(dpia="not_needed") | ~models.Q(dpia_reason=""),
                name="an_impact_is_not_needed_for_a_reason",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def trail_label(self):
        return self.title

    @property
    def dpia_is_settled(self) -> bool:
        """Whether the impact on data protection is assessed, or need not be."""
        return self.dpia in {self.Dpia.DONE, self.Dpia.NOT_NEEDED}

    @property
    def texts(self) -> dict[str, str]:
        """The texts that must be filled in before a round is scheduled."""
        return {name: getattr(self, name) for name in readiness.TEXTS}

    @cached_property
    def html(self) -> dict[str, str]:
        """The same texts, ready to be shown."""
        return {name: markup.to_html(text) for name, text in self.texts.items()}

    @cached_property
    def latest_round(self):
        """The newest round that has been announced, or None."""
        return self.rounds.public().order_by("-number").first()

    @cached_property
    def planned_round(self):
        """The round that officers are working on: the newest one, or None."""
        return self.rounds.order_by("-number").first()

    def get_absolute_url(self):
        return reverse(
            "consultation:consultation_detail",
            kwargs={"council": self.council.slug, "slug": self.slug},
        )

    def get_workspace_url(self):
        return reverse(
            "consultation:workspace_consultation",
            kwargs={"council": self.council.slug, "slug": self.slug},
        )
