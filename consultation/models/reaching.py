"""Whom a consultation must reach, and in which formats it comes."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit import clock
from consultation.models.assurance import OfConsultationQuerySet
from consultation.models.consultation import Consultation


class StakeholderQuerySet(OfConsultationQuerySet):
    def to_invite(self):
        """Those with an address whom nobody has asked yet."""
        listed = self.filter(asked_on=None, not_relevant_because="")
        return listed.exclude(email="")

    def to_remind(self):
        """Those with an address who were asked on an earlier day, have not replied and
        have not been reminded."""
        asked = self.filter(replied_on=None, chased_on=None)
        return asked.filter(asked_on__lt=clock.today()).exclude(email="")


class Stakeholder(models.Model):
    """A person or body of a group that must be asked: how, and what came of it. Or
    the reason why the group does not matter here."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, related_name="stakeholders"
    )
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    group = models.SlugField(max_length=40)
    name = models.CharField(max_length=160, blank=True)
    way = models.CharField(max_length=300, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    not_relevant_because = models.CharField(max_length=400, blank=True)
    asked_on = models.DateField(null=True, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    chased_on = models.DateField(null=True, blank=True)
    replied_on = models.DateField(null=True, blank=True)
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = StakeholderQuerySet.as_manager()

    class Meta:
        ordering = ["consultation", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(not_relevant_because="") & ~Q(name="") & ~Q(way="")
                    | ~Q(not_relevant_because="") & Q(name="")
                ),
                name="a_stakeholder_is_reached_or_not_relevant",
            ),
            models.CheckConstraint(
                condition=Q(asked_on__isnull=False)
                | Q(chased_on=None, replied_on=None),
                name="only_who_was_asked_is_chased_or_replies",
            ),
        ]

    def __str__(self):
        return self.name or self.not_relevant_because

    @property
    def council(self):
        return self.consultation.council

    @property
    def trail_reference(self):
        return str(self.uid)


class ReachTarget(models.Model):
    """The least number of replies from one group that a council set itself, before it
    began to ask."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="reach_targets"
    )
    group = models.SlugField(max_length=40)
    least = models.PositiveIntegerField()
    set_at = models.DateTimeField(default=clock.now)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = OfConsultationQuerySet.as_manager()

    class Meta:
        ordering = ["consultation", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "group"], name="a_group_has_one_least_number"
            ),
            models.CheckConstraint(
                condition=Q(least__gte=1), name="a_least_number_is_at_least_one"
            ),
        ]

    def __str__(self):
        return f"{self.group}: {self.least}"

    @property
    def council(self):
        return self.consultation.council


class FormatQuerySet(OfConsultationQuerySet):
    def standing(self):
        """Those that are promised or made, and not taken back."""
        return self.filter(withdrawn_at=None)

    def missing(self):
        return self.standing().filter(made_at=None)


class Format(models.Model):
    """Another form of a consultation, as Easy Read or a BSL video: promised to people,
    made from certain words, and out of date once those words change."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, related_name="formats"
    )
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.SlugField(max_length=40)
    language = models.CharField(max_length=60, blank=True)
    owner = models.CharField(max_length=160)
    due_on = models.DateField()
    where = models.CharField(max_length=400, blank=True)
    made_of = models.JSONField(default=dict, blank=True)
    source_words = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=400, blank=True)
    promised_at = models.DateTimeField(default=clock.now)

    objects = FormatQuerySet.as_manager()

    class Meta:
        ordering = ["consultation", "kind", "language", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "kind", "language"],
                condition=Q(withdrawn_at=None),
                name="a_format_is_promised_once",
            ),
            models.CheckConstraint(
                condition=Q(made_at=None) | ~Q(where=""),
                name="a_format_that_is_made_can_be_found",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_because=""),
                name="a_promised_format_is_taken_back_for_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.label}: {self.consultation}"

    @property
    def council(self):
        return self.consultation.council

    @property
    def trail_reference(self):
        return str(self.uid)

    @property
    def label(self) -> str:
        label = str(KINDS.get(self.kind, self.kind))
        return f"{label} ({self.language})" if self.language else label

    @property
    def is_link(self) -> bool:
        return self.where.startswith(("https://", "http://"))

    def changed_since(self, paragraphs: dict[str, tuple[str, str]]) -> list[str]:
        """Numbers of the paragraphs that differ from those it was made from.

        `paragraphs` maps each paragraph's id to its number and the hash of its words.
        """
        if self.made_at is None:
            return []
        changed = [
            number
            for uid, (number, words) in paragraphs.items()
            if self.made_of.get(uid) != words
        ]
        gone = [uid for uid in self.made_of if uid not in paragraphs]
        return [*changed, *([str(_("removed paragraphs"))] if gone else [])]


KINDS = {
    "easy_read": _("Easy Read"),
    "young": _("Young people's version"),
    "large_print": _("Large print"),
    "bsl": _("British Sign Language video"),
    "audio": _("Audio"),
    "paper": _("Paper copy"),
    "language": _("Another language"),
}
"""What a format is called; which ones can be promised is dated reference data."""


class CouncilDate(models.Model):
    """A date or period of a council's own that matters to rounds: a poll, its school
    holidays, or another time when people cannot reply."""

    class Kind(models.TextChoices):
        POLL = "poll", _("Day of a poll")
        SCHOOL_HOLIDAY = "school_holiday", _("School holidays")
        OTHER = "other", _("Another time when people cannot reply")

    council = models.ForeignKey(
        "councils.Council", on_delete=models.CASCADE, related_name="dates"
    )
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=14, choices=Kind)
    name = models.CharField(max_length=120)
    first_on = models.DateField()
    last_on = models.DateField()
    source = models.CharField(max_length=300)

    class Meta:
        ordering = ["first_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__gte=models.F("first_on")),
                name="a_council_date_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["council", "kind", "first_on"],
                name="a_council_date_is_entered_once",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def trail_reference(self):
        return str(self.uid)

    @property
    def trail_label(self):
        return self.name
