from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from records import markup, redaction


class Moderation(models.TextChoices):
    """What a moderator has decided about a text."""

    RECEIVED = "received", gettext_lazy("Not yet checked")
    PUBLISHED = "published", gettext_lazy("Published")
    IN_PART = "published_in_part", gettext_lazy("Published with words removed")
    WITHHELD = "withheld", gettext_lazy("Not published")


class Reason(models.TextChoices):
    """Why words, or a whole text, are not shown. The list is public."""

    PERSONAL = "personal", gettext_lazy("It gives away personal details")
    ABUSE = "abuse", gettext_lazy("It is abusive or threatens someone")
    DEFAMATION = "defamation", gettext_lazy("It could harm someone's good name")
    UNLAWFUL = "unlawful", gettext_lazy("Publishing it would be against the law")
    ADVERTISING = "advertising", gettext_lazy("It is advertising or spam")
    OFF_TOPIC = "off_topic", gettext_lazy("It is not about what we asked")


class PublicTextQuerySet(models.QuerySet):
    def in_queue(self, council):
        """Those of a council that moderators see. A subclass leaves out what is not
        weighed, such as what its sender took back."""
        return self.for_council(council)

    def for_moderators(self):
        """With all that the queue shows of each, whatever their number."""
        return self

    def within(self, scope: str):
        """Those of one place of the portal, named as its own addresses name it."""
        return self.none()

    def reported(self):
        """Published ones that somebody has reported, and nobody has looked at since."""
        return self.none()

    def to_moderate(self):
        return self.filter(moderation=Moderation.RECEIVED)

    def public(self):
        """What anyone may read, in whole or in part."""
        return self.filter(moderation__in=[Moderation.PUBLISHED, Moderation.IN_PART])

    def withheld(self):
        return self.filter(moderation=Moderation.WITHHELD)


class PublicText(models.Model):
    """Words that someone sent in and that the public may read once checked.

    What was sent is never altered: a redaction lies over the text, with a reason.
    A subclass has a `council` and says what the text is `about`; its `Meta` extends
    `PublicText.Meta`, and its queryset extends `PublicTextQuerySet` and answers
    `for_council`. The one queue of the portal then shows it.
    """

    Moderation = Moderation
    Reason = Reason
    REFERENCE = "reference"  # the field that addresses name a text by
    ARRIVED = "written_at"  # the field that says since when it waits

    text = models.TextField()
    moderation = models.CharField(
        max_length=20, choices=Moderation, default=Moderation.RECEIVED, db_index=True
    )
    withheld_reason = models.CharField(max_length=20, choices=Reason, blank=True)
    redactions = models.JSONField(default=list, blank=True)
    moderated_at = models.DateTimeField(null=True, blank=True)
    moderated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = PublicTextQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(moderation=Moderation.WITHHELD, withheld_reason__gt="")
                | (~Q(moderation=Moderation.WITHHELD) & Q(withheld_reason="")),
                name="%(app_label)s_%(class)s_is_withheld_for_a_reason",
            ),
            models.CheckConstraint(
                condition=(Q(moderation=Moderation.IN_PART) & ~Q(redactions=[]))
                | (~Q(moderation=Moderation.IN_PART) & Q(redactions=[])),
                name="%(app_label)s_%(class)s_in_part_has_redactions",
            ),
            models.CheckConstraint(
                condition=Q(moderation=Moderation.RECEIVED)
                | Q(moderated_at__isnull=False),
                name="%(app_label)s_%(class)s_says_when_it_was_checked",
            ),
        ]

    @property
    def is_public(self) -> bool:
        return self.moderation in {Moderation.PUBLISHED, Moderation.IN_PART}

    @property
    def public_text(self) -> str:
        """The words that anyone may read, as Markdown: "" while there are none."""
        if not self.is_public:
            return ""
        return redaction.overlay(self.text, self.redactions)

    @property
    def public_html(self) -> SafeString:
        return markup.to_html(self.public_text)

    @property
    def public_plain(self) -> str:
        """The words that anyone may read, without any marks."""
        return markup.to_text(self.public_text)

    @property
    def moderation_key(self) -> str:
        """Its word in the dictionary of statuses."""
        return f"moderation.{self.moderation}"

    @property
    def arrived_at(self):
        """Since when these words wait for a moderator."""
        return getattr(self, self.ARRIVED)

    @property
    def moderation_facts(self) -> list[tuple[str, str]]:
        """What else a moderator should know of it: (what, words) each."""
        return []

    @property
    def original_html(self) -> str:
        """What it is about as clean HTML, for a moderator to open beside it, or ""."""
        return ""

    def author_notice(self) -> Any:
        """The letter (`records.letters.Order`) that tells its author what was decided,
        or None when they left no address or must not be told yet."""
        return None

    def after_decision(self, *, by: Any) -> None:
        """What else is settled once a moderator has looked at it on its own."""

    def get_moderation_url(self) -> str:
        """Where a moderator decides about it."""
        return reverse(
            "records:moderate_text",
            kwargs={
                "council": self.council.slug,
                "kind": self._meta.model_name,
                "reference": getattr(self, self.REFERENCE),
            },
        )

    def publish(self, by: Any) -> None:
        """Show the whole text."""
        self._decide(Moderation.PUBLISHED, by, "published")

    def publish_in_part(self, spans: Iterable, by: Any) -> None:
        """Show the text without the words in `spans`: (start, end, reason) each."""
        try:
            redactions = redaction.check(self.text, spans, Reason.values)
        except ValueError as problem:
            raise Refused(_(str(problem)), code="spans") from problem
        reasons = sorted({span["reason"] for span in redactions})
        self._decide(
            Moderation.IN_PART,
            by,
            "published_in_part",
            {"spans": len(redactions), "reasons": reasons},
            redactions=redactions,
        )

    def withhold(self, reason: str, by: Any) -> None:
        """Keep the text and do not show it."""
        if reason not in Reason.values:
            raise Refused(_("Select why this is not published"), code="reason")
        self._decide(
            Moderation.WITHHELD, by, "withheld", {"reason": reason}, reason=reason
        )

    @transaction.atomic
    def _decide(self, moderation, by, done, data=None, *, redactions=(), reason=""):
        from records.models.moderation import ModerationDecision

        locked = type(self)._base_manager.select_for_update(of=("self",))
        locked.get(pk=self.pk)
        self.moderation = moderation
        self.redactions = list(redactions)
        self.withheld_reason = reason
        self.moderated_at = clock.now()
        self.moderated_by = None if isinstance(by, str) else by
        self.save(
            update_fields=[
                *("moderation", "redactions", "withheld_reason"),
                *("moderated_at", "moderated_by"),
            ]
        )
        ModerationDecision.objects.keep([self], by=by)
        about = {"kind": self._meta.label_lower, "text": self.pk}
        verb = f"{self._meta.model_name}.{done}"
        record(verb, self, by=by, data=about | (data or {}))


def public_text_models() -> list[type[PublicText]]:
    """Every kind of public text in the portal, for the queue and the house tests."""
    found = [model for model in apps.get_models() if issubclass(model, PublicText)]
    return sorted(found, key=lambda model: model._meta.label)
