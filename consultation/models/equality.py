import uuid

from django.db import connection, models, transaction
from django.utils.translation import gettext as _

from audit import clock
from audit.lifecycle import Refused
from consultation import receipts
from consultation.models.ledger import OfRoundQuerySet
from consultation.models.round import Round
from metrics.models import DatedRule
from metrics.small_numbers import Shown

NOT_SAID = "not_said"

SHUFFLE = """
WITH taken AS (
    DELETE FROM consultation_equalitysheet WHERE round_id = %s
    RETURNING id, round_id, ticket_hash, answers
)
INSERT INTO consultation_equalitysheet (id, round_id, ticket_hash, answers)
SELECT id, round_id, ticket_hash, answers FROM taken ORDER BY random()
"""


class EqualitySheet(models.Model):
    """What somebody told about age, sex and the like. Nothing joins it to a response:
    no key, no time, no order, no event on the trail."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(
        Round, on_delete=models.CASCADE, related_name="equality_sheets"
    )
    ticket_hash = models.CharField(max_length=64, unique=True, editable=False)
    answers = models.JSONField(default=dict)

    objects = OfRoundQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return _("Equality answers")

    @property
    def council(self):
        return self.round.council

    @staticmethod
    def is_taken(round: Round) -> bool:
        """Whether answers can still be added: until the figures are final."""
        return round.status in {Round.Status.DRAFTED, Round.Status.SCHEDULED}

    @classmethod
    def fill(cls, round: Round, ticket: str, answers: dict[str, str]) -> None:
        """Keep the answers of one ticket, once. A second time changes nothing."""
        if not cls.is_taken(round):
            raise Refused(_("The figures are final, so no answers can be added."))
        cls.objects.bulk_create(
            [
                cls(
                    round=round,
                    ticket_hash=receipts.token_hash(ticket),
                    answers=answers,
                )
            ],
            ignore_conflicts=True,
        )

    @classmethod
    @transaction.atomic
    def shuffle(cls, round: Round) -> None:
        """Write all rows anew in random order: neither their place in the table nor
        the transaction that wrote them tells when they came."""
        with connection.cursor() as cursor:
            cursor.execute(SHUFFLE, [round.pk])


class EqualityRelease(models.Model):
    """The counts of the equality answers as they were once shown, small ones hidden."""

    round = models.ForeignKey(
        Round, on_delete=models.CASCADE, related_name="equality_releases"
    )
    made_at = models.DateTimeField(default=clock.now)
    sheets = models.PositiveIntegerField()
    tables = models.JSONField()

    objects = OfRoundQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return f"{self.round}, {self.made_at:%Y-%m-%d}"

    @property
    def council(self):
        return self.round.council

    def shown(self, code: str) -> Shown | None:
        """The table of one question as it was shown, or None if it was not asked."""
        kept = self.tables.get(code)
        if kept is None:
            return None
        return Shown(kept["counts"], kept["total"], frozenset(kept["at_least"]))


def questions(round: Round) -> list[dict]:
    """The questions in force, in the agreed wording, and the council's own wards."""
    on = clock.london(round.opens_at).date() if round.opens_at else clock.today()
    asked = list(DatedRule.objects.value("equality_questions", on=on)["questions"])
    wards = list(round.council.areas.values_list("code", "name"))
    if wards:
        ward = {
            "code": "ward",
            "wording": str(_("Which ward do you live in?")),
            "options": [{"code": code, "label": name} for code, name in wards],
        }
        asked = [ward, *asked]
    return asked
