import datetime as dt

from django.conf import settings
from django.db import models

from audit import clock
from charters.models.blocks import Block
from charters.models.content import Section


class UnsavedWordsQuerySet(models.QuerySet):
    def of(self, section, user):
        """What this person has not saved yet in a section, or None."""
        return self.filter(section=section, user=user).first()

    def keep(self, section, blocks: list[Block], *, version: int, by, at=None):
        """Put aside what somebody typed, in place of what they had put aside.

        Words that are the same as those they opened need not be kept.
        """
        typed = [
            {
                "uid": block.uid,
                "text": block.text,
                "is_open": block.is_open,
                "was": block.was,
                "after": block.after,
            }
            for block in blocks
            if (block.is_touched if block.uid else block.text.strip())
        ]
        if not typed:
            self.forget(section, by)
            return None
        kept, _is_new = self.update_or_create(
            section=section,
            user=by,
            defaults={
                "version": version,
                "blocks": typed,
                "kept_at": at or clock.now(),
            },
        )
        return kept

    def forget(self, section, user) -> None:
        self.filter(section=section, user=user).delete()

    def older_than(self, moment: dt.datetime):
        return self.filter(kept_at__lt=moment)


class UnsavedWords(models.Model):
    """What one person has typed in a section and has not saved: nobody else sees it."""

    section = models.ForeignKey(
        Section, on_delete=models.CASCADE, related_name="unsaved"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    version = models.PositiveIntegerField()
    blocks = models.JSONField()
    kept_at = models.DateTimeField(default=clock.now)

    objects = UnsavedWordsQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["section", "user"], name="one_unsaved_text_for_each_writer"
            )
        ]
        verbose_name_plural = "unsaved words"

    def __str__(self):
        return f"{self.user}, {self.section}"

    @property
    def council(self):
        return self.section.charter.council

    @property
    def typed(self) -> list[Block]:
        return [Block(**block) for block in self.blocks]
