"""Count the equality answers so that nobody can be made out in the counts."""

from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import gettext as _

from audit import clock
from consultation.models import EqualityRelease, EqualitySheet, Round
from consultation.models.equality import NOT_SAID, questions
from metrics import small_numbers
from metrics.models import DatedRule, hidden_under


def least(council) -> int:
    """Counts under this are hidden: a dated rule, which a council may lower, and
    never lower than its floor."""
    return hidden_under(council)


def percentage_base() -> int:
    return DatedRule.objects.value("small_numbers")["percentage_base"]


def count(round: Round) -> dict[str, dict[str, int]]:
    """The true counts. They leave this module only as a release."""
    asked = questions(round)
    counts = {
        one["code"]: {**{o["code"]: 0 for o in one["options"]}, NOT_SAID: 0}
        for one in asked
    }
    sheets = round.equality_sheets.values_list("answers", flat=True)
    for answers in sheets.iterator(chunk_size=2000):
        for code, options in counts.items():
            given = answers.get(code, NOT_SAID)
            options[given if given in options else NOT_SAID] += 1
    return counts


@transaction.atomic
def release(round: Round) -> EqualityRelease | None:
    """Publish new counts if enough people have joined since the last ones.

    None when there are too few to show anything new.
    """
    Round.objects.select_for_update(of=("self",)).get(pk=round.pk)
    before = round.equality_releases.first()
    sheets, threshold = round.equality_sheets.count(), least(round.council)
    if sheets - (before.sheets if before else 0) < threshold:
        return None
    tables = {}
    for code, counts in count(round).items():
        shown = small_numbers.following(
            counts,
            threshold,
            before.shown(code) if before else None,
            before.sheets if before else 0,
        )
        tables[code] = {
            "counts": dict(shown.counts),
            "total": shown.total,
            "at_least": sorted(shown.at_least),
        }
    return EqualityRelease.objects.create(round=round, sheets=sheets, tables=tables)


def release_all() -> int:
    """Each night: new counts where there are enough, and rows in a new order."""
    made = 0
    for round in (
        Round.objects.public().filter(equality_sheets__isnull=False).distinct()
    ):
        EqualitySheet.shuffle(round)
        made += release(round) is not None
    return made


def shown_tables(round: Round, released: EqualityRelease) -> Iterator[dict]:
    """Each question with its options and their counts as they were released."""
    for asked in questions(round):
        shown = released.shown(asked["code"])
        if shown is None:
            continue
        options = [*asked["options"], {"code": NOT_SAID, "label": _("Not said")}]
        yield {
            "wording": asked["wording"],
            "code": asked["code"],
            "total": shown.total,
            "rows": [
                {
                    "label": option["label"],
                    "count": shown.counts.get(option["code"]),
                    "is_at_least": option["code"] in shown.at_least,
                }
                for option in options
            ],
        }


def reduce_to_counts(rounds) -> int:
    """Forget the answers of single people; the released counts stay."""
    gone, _kinds = EqualitySheet.objects.filter(round__in=rounds).delete()
    return gone


def is_over(round: Round) -> bool:
    return round.has_closed(clock.now())
