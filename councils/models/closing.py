from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext as _

from audit import clock
from audit.trail import record
from councils.models.council import Council, CouncilQuerySet


class Closing(models.Model):
    """What a council says at the end of each of its letters, and how to reach it.

    An officer's plain words, never checked before they go out: so each version stays,
    with who wrote it. The latest one holds; an empty one ends it.
    """

    LONGEST = 500
    LONGEST_CONTACT = 120

    council = models.ForeignKey(
        Council, on_delete=models.PROTECT, related_name="closings"
    )
    text = models.TextField(max_length=LONGEST, blank=True)
    contact = models.CharField(max_length=LONGEST_CONTACT, blank=True)
    written_at = models.DateTimeField(default=clock.now, editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = CouncilQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("text"), 500),
                name="a_closing_is_short",
            ),
            models.CheckConstraint(
                condition=~Q(contact__regex=r"[\r\n]"),
                name="a_reply_contact_is_one_line",
            ),
        ]

    def __str__(self):
        return f"Closing {self.pk} of {self.council}"

    @classmethod
    def of(cls, council: Council | None) -> "Closing | None":
        """The words that hold now, or None when letters end as they are."""
        latest = cls.objects.for_council(council).first() if council else None
        return latest if latest and latest.words else None

    @classmethod
    @transaction.atomic
    def decide(cls, council: Council, text: str, contact: str, *, by) -> bool:
        """End each letter with these words from now on. False if they did already."""
        Council.objects.select_for_update().get(pk=council.pk)
        latest = cls.objects.for_council(council).first()
        if (text, contact) == ((latest.text, latest.contact) if latest else ("", "")):
            return False
        cls.objects.create(council=council, text=text, contact=contact, written_by=by)
        record("council.closing_changed", council, by=by)
        return True

    @property
    def words(self) -> str:
        """The lines as they stand in a letter: "" when there are none."""
        reach = f"{_('How to reach us:')}\n{self.contact}" if self.contact else ""
        return "\n\n".join(filter(None, [self.text.strip(), reach]))
