import datetime as dt

from audit import clock
from audit.lifecycle import Lifecycle
from consultation.calendar_check import Advice, Period
from metrics.models import DatedRule


class Watched(Lifecycle):
    """What the calendar, the law and the passing weeks ask of a round."""

    class Meta:
        abstract = True

    def calendar_advice(self) -> Advice:
        """Which holidays the round runs into, and whether it should be longer."""
        from consultation import holidays

        if not self.opens_at or not self.closes_at:
            return Advice((), 0, None)
        first, last = (
            clock.london(at).date() for at in (self.opens_at, self.closes_at)
        )
        return holidays.advice_for(self.council, first, last)

    def opens_before_election(self) -> Period | None:
        """The pre-election period in which the round opens, or None."""
        from consultation import holidays

        if not self.opens_at:
            return None
        return holidays.election_on(self.council, clock.london(self.opens_at).date())

    def promotion_is_paused(self) -> bool:
        """Whether a poll is so near that the council does not call for replies. The
        round itself stays open."""
        from consultation import holidays

        near = holidays.election_on(self.council, clock.today())
        return near is not None and not self.is_signed_off("election_opening")

    def is_signed_off(self, matter: str) -> bool:
        return self.sign_offs.filter(matter=matter).exists()

    def groups_without_plan(self) -> list[str]:
        """Codes of the groups for which nobody is asked and no reason is given."""
        rule = DatedRule.objects.value("stakeholder_groups")
        told = set(self.consultation.stakeholders.values_list("group", flat=True))
        return [row["code"] for row in rule["groups"] if row["code"] not in told]

    def groups_without_target(self) -> list[str]:
        """Codes of the groups that matter and have no least number of replies."""
        rule = DatedRule.objects.value("stakeholder_groups")
        told = self.consultation.stakeholders
        left_out = set(
            told.exclude(not_relevant_because="").values_list("group", flat=True)
        ) - set(told.filter(not_relevant_because="").values_list("group", flat=True))
        settled = left_out | set(
            self.consultation.reach_targets.values_list("group", flat=True)
        )
        return [row["code"] for row in rule["groups"] if row["code"] not in settled]

    def equality_is_fresh(self) -> bool:
        """Whether equality was looked at again after every response was read."""
        newest = self.consultation.equality_analyses.filter(stage="decision").last()
        if newest is None:
            return False
        last = self.responses.counted().order_by("-recorded_at").first()
        return last is None or newest.written_at >= max(
            last.recorded_at, self.closes_at
        )

    # The weeks after the close

    @property
    def outcome_rule(self) -> dict:
        """Weeks for the outcome, and when officers are reminded, as at the close."""
        on = clock.london(self.closes_at).date()
        return DatedRule.objects.value("consultation_outcome", on=on)

    def weeks_since_close(self, at: dt.datetime | None = None) -> int:
        """Whole weeks since the close; 0 before."""
        if not self.has_closed(at):
            return 0
        return max(0, ((at or clock.now()) - self.closes_at) // dt.timedelta(weeks=1))

    def outcome_due_at(self, rule: dict | None = None) -> dt.datetime:
        """By when the results are due. A list that has the rule at hand brings it."""
        rule = rule or self.outcome_rule
        return self.closes_at + dt.timedelta(weeks=rule["within_weeks"])

    def is_overdue(self, at: dt.datetime | None = None) -> bool:
        """Whether the results should be published by now and are not."""
        if not self.has_closed(at) or self.may_be_followed:
            return False
        return (at or clock.now()) >= self.outcome_due_at()

    def delay_is_explained(self) -> bool:
        """Whether a person said why: the notice that posts itself does not count."""
        told = self.notices.filter(kind="delayed")
        return told.exclude(published_by=None).exists()

    def halfway_at(self) -> dt.datetime:
        return self.opens_at + (self.closes_at - self.opens_at) / 2

    def is_past_half_way(self, at: dt.datetime | None = None) -> bool:
        """Whether it is still open and half the time is over."""
        return self.is_open(at) and (at or clock.now()) >= self.halfway_at()

    def owes_halfway_check(self, at: dt.datetime | None = None) -> bool:
        """Whether half the time is over and nobody looked at who is missing."""
        return self.is_past_half_way(at) and not self.had_halfway_check()

    def had_halfway_check(self) -> bool:
        return self.consultation.equality_analyses.filter(
            stage="midpoint", written_at__gte=self.opens_at
        ).exists()
