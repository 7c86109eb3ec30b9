from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext as _

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from councils.models import Council, CouncilQuerySet
from records.models.public_text import Moderation, PublicText


class WaitingTextQuerySet(CouncilQuerySet):
    def about(self, texts):
        """What is known of these texts."""
        wanted = Q(pk=None)
        for text in texts:
            kind = text._meta.label_lower
            came = getattr(text, text.ARRIVED)
            wanted |= Q(kind=kind, text_id=text.pk, arrived_at=came)
        return self.filter(wanted).select_related("officer")

    def of_rows(self, model):
        """Those about the row of an outer query."""
        return self.filter(
            kind=model._meta.label_lower,
            text_id=OuterRef("pk"),
            arrived_at=OuterRef(model.ARRIVED),
        )

    def taken_by(self, model, user):
        return Exists(self.of_rows(model).filter(officer=user))

    def reminded_about(self, model):
        return Exists(self.of_rows(model).filter(reminded_at__isnull=False))


class WaitingText(models.Model):
    """What is known of a text while it waits for a moderator: who has taken it to
    look at, and whether the moderators were reminded that it waits too long.

    `arrived_at` is when the text first came: it stays with its moderator, and nobody is
    reminded twice of it, when its sender puts other words in their place.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    text_id = models.BigIntegerField()
    arrived_at = models.DateTimeField()
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    taken_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)

    objects = WaitingTextQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "text_id", "arrived_at"],
                name="a_text_waits_once_for_its_words",
            ),
            models.CheckConstraint(
                condition=Q(officer=None) | Q(taken_at__isnull=False),
                name="a_text_is_taken_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(reminded_at=None) | Q(reminded_at__gte=F("arrived_at")),
                name="nobody_is_reminded_before_it_arrived",
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.text_id}"

    @classmethod
    @transaction.atomic
    def take(cls, text: PublicText, *, by) -> "WaitingText":
        """Say that one looks at this text oneself, though a colleague had said so."""
        waiting = cls._of(text)
        if waiting.officer_id == by.pk:
            return waiting
        waiting.officer, waiting.taken_at = by, clock.now()
        waiting.save(update_fields=["officer", "taken_at"])
        about = {"kind": waiting.kind, "text": text.pk}
        record("moderation.text_taken", text.council, by=by, data=about)
        return waiting

    @classmethod
    @transaction.atomic
    def give_back(cls, text: PublicText, *, by) -> None:
        """Leave it to whoever comes. Refused when a colleague has it."""
        waiting = cls._of(text)
        if waiting.officer_id is None:
            return
        if waiting.officer_id != by.pk:
            raise Refused(_("A colleague has taken this text. Take it over first."))
        waiting.officer = waiting.taken_at = None
        waiting.save(update_fields=["officer", "taken_at"])
        about = {"kind": waiting.kind, "text": text.pk}
        record("moderation.text_given_back", text.council, by=by, data=about)

    @classmethod
    def _of(cls, text: PublicText) -> "WaitingText":
        """Its row, locked; the text is locked first, so that only one makes it."""
        locked = type(text)._base_manager.select_for_update(of=("self",))
        if locked.get(pk=text.pk).moderation != Moderation.RECEIVED:
            raise Refused(_("Somebody has decided about this text already."))
        waiting, _is_new = cls.objects.select_for_update(of=("self",)).get_or_create(
            kind=text._meta.label_lower,
            text_id=text.pk,
            arrived_at=getattr(text, text.ARRIVED),
            defaults={"council": text.council},
        )
        return waiting
