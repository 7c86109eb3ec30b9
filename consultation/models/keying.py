from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from consultation.models.mandate import ForResponseQuerySet
from consultation.models.response import Response
from consultation.models.version import ResponseVersion


class KeyingQuerySet(ForResponseQuerySet):
    def unchecked(self):
        """Those of counted responses that no second person has compared."""
        return self.filter(
            checked_at=None,
            response__standing=Response.Standing.COUNTED,
            response__withdrawn_at=None,
        )


class Keying(models.Model):
    """A response that an officer typed in, and its check by a second person."""

    response = models.OneToOneField(
        Response, on_delete=models.CASCADE, related_name="keying"
    )
    keyed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    keyed_at = models.DateTimeField(default=clock.now)
    fields = models.PositiveSmallIntegerField()
    wrong = models.PositiveSmallIntegerField(default=0)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    checked_at = models.DateTimeField(null=True)

    objects = KeyingQuerySet.as_manager()

    class Meta:
        ordering = ["keyed_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(checked_by=None)
                | Q(keyed_by=None)
                | ~Q(checked_by=F("keyed_by")),
                name="another_person_checks_what_was_keyed",
            ),
            models.CheckConstraint(
                condition=Q(wrong__lte=F("fields")),
                name="no_more_wrong_fields_than_fields",
            ),
        ]

    def __str__(self):
        return str(self.response)

    @property
    def council(self):
        return self.response.council

    @property
    def is_checked(self) -> bool:
        return self.checked_at is not None

    @transaction.atomic
    def compare(self, read: dict[str, dict], *, by) -> int:
        """Compare with what a second person read on the paper, and put it right.

        `read` holds, by the reference of each comment, its stance, text and wanted
        change. Returns how many fields were wrong.
        """
        mine = Keying.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if mine.is_checked:
            raise Refused(_("Somebody has already checked this response."))
        if by is not None and by.pk == mine.keyed_by_id:
            raise Refused(
                _("You keyed this in yourself. Another person has to check it.")
            )
        comments = {c.reference: c for c in self.response.comments.all()}
        wrong = {
            (reference, name): value
            for reference, said in read.items()
            for name, value in said.items()
            if not _same(getattr(comments[reference], name), value)
        }
        if wrong:
            ResponseVersion.keep(self.response)
        for (reference, name), value in wrong.items():
            setattr(comments[reference], name, value)
        for reference in {reference for reference, _name in wrong}:
            comments[reference].put_right()
        self.wrong = min(len(wrong), self.fields)
        self.checked_by, self.checked_at = by, clock.now()
        self.save(update_fields=["wrong", "checked_by", "checked_at"])
        record(
            "response.keying_checked",
            self.response,
            by=by,
            data={"fields": self.fields, "wrong": self.wrong},
        )
        return self.wrong


def _same(one: str, other: str) -> bool:
    """Line ends and the number of spaces are not errors."""
    return one.split() == other.split()
