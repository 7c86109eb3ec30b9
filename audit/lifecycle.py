from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from audit.trail import record


class Refused(ValidationError):
    """An act that cannot be done now, in words that a resident would understand."""


class Lifecycle(models.Model):
    """A record whose status people move, one permitted step at a time.

    A subclass declares `Status` (with a label a reader knows), `status` and `MOVES`,
    and says what stands in the way in `obstacles`. Its verbs call `move`.
    """

    MOVES: ClassVar[dict[str, set[str]]] = {}

    class Meta:
        abstract = True

    def obstacles(self, to: str) -> list[str]:
        """What stands in the way of this status, as sentences. Empty when nothing."""
        return []

    def can_move(self, to: str) -> bool:
        return to in self.MOVES.get(self.status, ())

    @transaction.atomic
    def move(
        self,
        to: str,
        *,
        by: Any,
        verb: str,
        data: dict | None = None,
        **changes: Any,
    ) -> None:
        """Lock, check, change and record, all or nothing.

        Only the status and the named fields are written. Afterwards this instance
        shows what the database holds.
        """
        locked = (
            type(self)._base_manager.select_for_update(of=("self",)).get(pk=self.pk)
        )
        self.status = locked.status
        if not locked.can_move(to):
            raise Refused(self._refusal(locked.status, to), code="not_a_move")
        if obstacles := locked.obstacles(to):
            raise Refused(obstacles, code="obstacles")
        for field, value in {"status": to, **changes}.items():
            setattr(self, field, value)
        self.save(update_fields=["status", *changes])
        record(
            verb, self, by=by, data={"from": locked.status, "to": to, **(data or {})}
        )

    def _refusal(self, now: str, to: str) -> str:
        return _("This is “%(now)s”, so it cannot become “%(to)s”.") % {
            "now": self.Status(now).label,
            "to": self.Status(to).label,
        }
