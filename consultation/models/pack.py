import hashlib
import json

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext as _

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from consultation.models.round import Round


class Statement(models.Model):
    """The consultation statement, built from the record and then frozen.

    Its figures are questions to the record, asked at one moment. Built again from the
    same facts it has the same hash.
    """

    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, related_name="statements"
    )
    number = models.PositiveSmallIntegerField()
    document = models.TextField(help_text="Canonical JSON: what the hash is taken of")
    document_hash = models.CharField(max_length=64)
    built_at = models.DateTimeField(default=clock.now)
    actor = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["round", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "number"], name="statements_are_numbered_once"
            ),
            models.UniqueConstraint(
                fields=["round", "document_hash"], name="a_statement_is_built_once"
            ),
        ]

    def __str__(self):
        return _("Consultation statement, version %s") % self.number

    @property
    def council(self):
        return self.round.council

    @property
    def trail_reference(self):
        return f"{self.round.uid}/statement/{self.number}"

    @property
    def content(self) -> dict:
        return json.loads(self.document)

    @property
    def is_whole(self) -> bool:
        """Whether the words are still those that the hash was taken of."""
        found = hashlib.sha256(self.document.encode()).hexdigest()
        return found == self.document_hash


class Acknowledgement(models.Model):
    """That somebody who decides has read each main issue before deciding."""

    statement = models.ForeignKey(
        Statement, on_delete=models.PROTECT, related_name="acknowledgements"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    issues_read = models.JSONField()
    minute_url = models.URLField(blank=True, max_length=300)
    acknowledged_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["acknowledged_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "person"],
                name="a_statement_is_acknowledged_once_each",
            )
        ]

    def __str__(self):
        return f"{self.statement} read"

    @property
    def council(self):
        return self.statement.council

    @classmethod
    @transaction.atomic
    def give(
        cls, statement: Statement, issues_read: list[int], *, by, minute_url: str = ""
    ) -> "Acknowledgement":
        """Say that each issue of the pack was read. Then the charter can be decided."""
        round = statement.round
        newest = round.statements.order_by("-number").first()
        if newest != statement:
            raise Refused(_("There is a newer version of the pack. Read that one."))
        known = [issue["number"] for issue in statement.content["issues"]]
        if unread := sorted(set(known) - set(issues_read)):
            raise Refused(
                _("Tick each issue when you have read it. Not ticked: %s")
                % ", ".join(map(str, unread))
            )
        given, is_new = cls.objects.get_or_create(
            statement=statement,
            person=by,
            defaults={"issues_read": known, "minute_url": minute_url},
        )
        if is_new:
            data = {"statement": statement.document_hash, "issues": len(known)}
            record("statement.acknowledged", statement, by=by, data=data)
        round.charter.lift(round.pack_key, by=by)
        return given
