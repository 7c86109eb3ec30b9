"""What a council asks of its own words and figures."""

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext as _

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from councils.models import Council
from metrics.models.reference import DatedRule
from metrics.plain_english import Rules


class CouncilStandard(models.Model):
    """A council's own choice about how easy its words are and which figures it shows.

    Where a council has not chosen, the dated rule of everybody applies.
    """

    council = models.OneToOneField(
        Council, on_delete=models.PROTECT, related_name="standard"
    )
    reading_age = models.PositiveSmallIntegerField(null=True, blank=True)
    shows_money_values = models.BooleanField(default=False)
    hide_under = models.PositiveSmallIntegerField(null=True, blank=True)
    petition_debate_from = models.PositiveIntegerField(null=True, blank=True)
    chosen_at = models.DateTimeField(default=clock.now)
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    trail_reference = "standard"

    def __str__(self):
        return f"Standard of {self.council}"

    @classmethod
    def of(cls, council) -> "CouncilStandard":
        """What the council chose; an unsaved one with the defaults if it has not."""
        chosen = cls.objects.filter(council=council).first()
        return chosen or cls(council=council)

    @classmethod
    @transaction.atomic
    def choose(
        cls,
        council,
        *,
        reading_age: int | None,
        shows_money_values: bool,
        hide_under: int | None = None,
        petition_debate_from: int | None = None,
        by,
    ) -> "CouncilStandard":
        """Set how easy words must be, whether money values are public, which counts
        are hidden, and from how many signatures the full council debates."""
        youngest, oldest = ages_to_choose()
        if reading_age is not None and not youngest <= reading_age <= oldest:
            raise Refused(
                _("Reading age must be between %(youngest)d and %(oldest)d")
                % {"youngest": youngest, "oldest": oldest}
            )
        lowest, highest = counts_to_hide()
        if hide_under is not None and not lowest <= hide_under <= highest:
            raise Refused(
                _("Hide counts under a number between %(lowest)d and %(highest)d")
                % {"lowest": lowest, "highest": highest}
            )
        if petition_debate_from is not None and petition_debate_from < 1:
            raise Refused(_("A debate needs at least one signature"))
        values = {
            "reading_age": reading_age,
            "shows_money_values": shows_money_values,
            "hide_under": hide_under,
            "petition_debate_from": petition_debate_from,
        }
        mine = cls.of(council)
        if mine.pk and all(getattr(mine, name) == new for name, new in values.items()):
            return mine
        mine, _is_new = cls.objects.update_or_create(
            council=council,
            defaults={**values, "chosen_at": clock.now(), "chosen_by": by},
        )
        record("standard.chosen", mine, by=by, data=values)
        return mine


def ages_to_choose() -> tuple[int, int]:
    """The youngest and the oldest reading age that a council may aim at."""
    rule = DatedRule.objects.value("plain_english")
    return rule["reading_age"][0], rule["oldest_a_council_may_choose"]


def counts_to_hide() -> tuple[int, int]:
    """The lowest number under which a council may hide counts, and the usual one."""
    rule = DatedRule.objects.value("small_numbers")
    return rule["lowest_allowed"], rule["hide_under"]


def hidden_under(council=None) -> int:
    """Counts under this are hidden: as the council chose, never under the floor."""
    lowest, usual = counts_to_hide()
    chosen = CouncilStandard.of(council).hide_under if council else None
    return max(chosen or usual, lowest)


def debated_from(council) -> int:
    """From how many signatures the full council debates a petition."""
    chosen = CouncilStandard.of(council).petition_debate_from
    return chosen or DatedRule.objects.value("petition_debate")["signatures"]


def rules_for(council) -> Rules:
    """What the council asks of its words today: two or three queries."""
    on_words = DatedRule.objects.value("plain_english")
    avoid = DatedRule.objects.value("words_to_avoid")["words"]
    chosen = CouncilStandard.of(council).reading_age
    return Rules(
        oldest=chosen or on_words["reading_age"][1],
        longest_sentence=on_words["longest_sentence"],
        shortest_sample=on_words["shortest_sample"],
        shortest_rough_sample=on_words["shortest_rough_sample"],
        avoid=tuple((row["avoid"], row["say"]) for row in avoid),
        known=frozenset(on_words["known_abbreviations"]),
    )
