import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audit import clock
from audit.lifecycle import Lifecycle
from charters.models import Clause
from consultation import readiness
from consultation.models.gaps import sentence
from metrics.models import DatedRule


class Readied(Lifecycle):
    """What stands in the way of each step of a round, in sentences."""

    class Meta:
        abstract = True

    @property
    def usual_grace(self) -> dt.timedelta:
        """How long after the close a response that was begun before it is taken."""
        on = clock.london(self.opens_at).date() if self.opens_at else clock.today()
        minutes = DatedRule.objects.value("consultation_grace", on=on)["minutes"]
        return dt.timedelta(minutes=minutes)

    @property
    def length_rule(self) -> readiness.LengthRule:
        """How long a round should be, by the rule in force when it opens."""
        on = clock.london(self.opens_at).date() if self.opens_at else clock.today()
        weeks = DatedRule.objects.value("consultation_weeks", on=on)
        return readiness.LengthRule(
            usual_weeks=weeks["usual"],
            warn_below_weeks=weeks["warn_below"],
            reason_below_weeks=weeks["reason_below"],
        )

    def is_short(self) -> bool:
        """Whether the round is so short that a reason is owed."""
        if not self.opens_at or not self.closes_at:
            return False
        return readiness.needs_reason(self.opens_at, self.closes_at, self.length_rule)

    def gaps(self) -> list[readiness.Gap]:
        """What is missing before the round may be scheduled."""
        announced = type(self).objects.announced().filter(charter=self.charter_id)
        overlapping = 0
        if self.opens_at and self.closes_at:
            overlapping = announced.exclude(pk=self.pk).filter(
                opens_at__lt=self.closes_at, closes_at__gt=self.opens_at
            )
            overlapping = overlapping.count()
        plan = readiness.Plan(
            texts=self.consultation.texts,
            decision_on=self.consultation.decision_on,
            opens_at=self.opens_at,
            closes_at=self.closes_at,
            closes_on=clock.london(self.closes_at).date() if self.closes_at else None,
            results_by_on=self.results_by_on,
            short_reason=self.short_reason.strip(),
            open_paragraphs=self.open_paragraphs(),
            charter_obstacles=tuple(self.charter_obstacles()),
            overlapping_rounds=overlapping,
            unanswered_rounds=announced.filter(
                consultation=self.consultation_id, number__lt=self.number
            )
            .exclude(status__in=[self.Status.REPORTED, self.Status.CONCLUDED])
            .count(),
            is_scoping=self.kind == self.Kind.SCOPING,
            scoping_weeks=DatedRule.objects.value("scoping_weeks")["least"],
            **self._preparation(),
        )
        return readiness.gaps(plan, self.length_rule, clock.now())

    def charter_obstacles(self) -> list[str]:
        """What keeps the charter's text from being frozen for this round. An outline
        is frozen as it stands."""
        if self.kind == self.Kind.SCOPING:
            return []
        return self.charter.obstacles(self.charter.Status.CONSULTING)

    def open_paragraphs(self) -> int:
        return Clause.objects.filter(
            section__charter=self.charter_id, is_open=True
        ).count()

    def _preparation(self) -> dict:
        """What people prepared beside the texts and dates."""
        from consultation import preparing

        told = self.consultation
        names = preparing.groups()
        standing = list(told.formats.standing())
        stale = preparing.stale_formats(told)
        return {
            "has_privacy_notice": told.privacy_notices.exists(),
            "dpia_is_settled": told.dpia_is_settled,
            "has_equality_analysis": told.equality_analyses.exists(),
            "groups_left": tuple(names[code] for code in self.groups_without_plan()),
            "targets_left": tuple(names[code] for code in self.groups_without_target()),
            "formats_missing": tuple(one.label for one in standing if not one.made_at),
            "formats_stale": tuple(one.label for one in standing if one.pk in stale),
            "short_is_signed_off": self.is_signed_off("short"),
            "calendar_is_answered": bool(self.calendar_reason.strip())
            or not self.calendar_advice().is_needed,
            "election_is_signed_off": self.is_signed_off("election_opening")
            or self.opens_before_election() is None,
        }

    def obstacles(self, to: str) -> list[str]:
        if to == self.Status.SCHEDULED:
            return [sentence(gap) for gap in self.gaps()]
        if to == self.Status.DRAFTED:
            return self._obstacles_to_unscheduling()
        if to == self.Status.ANALYSED:
            return self._obstacles_to_analysis()
        if to == self.Status.REPORTED:
            return [*self._unanswered(), *self._before_election()]
        if to == self.Status.CONCLUDED:
            return [
                *self._unanswered(),
                *self._uncited(),
                *self._unweighed(),
                *self._equality_is_old(),
                *self._found_late(),
            ]
        return []

    def _obstacles_to_unscheduling(self) -> list[str]:
        if self.has_opened():
            return [
                _(
                    "The round has opened. People may have replied, so it can no "
                    "longer be taken back."
                )
            ]
        return []

    def _obstacles_to_analysis(self) -> list[str]:
        found = []
        if not self.has_closed():
            found.append(_("The round is still open, or has not opened yet."))
        return [*found, *self._unread()]

    def _unread(self) -> list[str]:
        from consultation.models.keying import Keying

        found = []
        if held := self.responses.held().count():
            found.append(
                _("Decide about the responses that are held. %(count)s left.")
                % {"count": held}
            )
        if undecided := self.responses.to_decide().count():
            found.append(
                _("Decide about the late responses. %(count)s left.")
                % {"count": undecided}
            )
        if unread := self.responses.counted().unread().count():
            found.append(_("Read each response. %(count)s left.") % {"count": unread})
        if unsure := Keying.objects.filter(response__round=self).unchecked().count():
            found.append(
                _(
                    "Let a second person compare what was keyed in with the paper. "
                    "%(count)s left."
                )
                % {"count": unsure}
            )
        if unchecked := self.comments.counted().to_moderate().count():
            found.append(
                _("Check each comment before it is published. %(count)s left.")
                % {"count": unchecked}
            )
        if loose := self.comments.counted().without_issue().count():
            found.append(
                _("Put each comment into an issue. %(count)s left.") % {"count": loose}
            )
        return found

    left_to_read = _unread

    def open_find(self):
        """What was found after the results and is being read now, or None."""
        return self.late_finds.open().first()

    def _found_late(self) -> list[str]:
        if self.open_find():
            return [_("Settle what was found late.")]
        found = self.responses.found_late().counted().filter(late_finds=None)
        if not (count := found.count()):
            return []
        return [
            _(
                "Log the responses that were recorded after the results as found "
                "late, and settle them. %(count)s left."
            )
            % {"count": count}
        ]

    def _before_election(self) -> list[str]:
        """Results wait for a poll, unless the monitoring officer answers for them."""
        from consultation import holidays

        period = holidays.election_on(self.council, clock.today())
        if period is None or self.is_signed_off("election_results"):
            return []
        return [
            _(
                "%(name)s are near. Publish after %(day)s, or have the monitoring "
                "officer sign it off."
            )
            % {"name": period.name, "day": date_format(period.last_on, "j F Y")}
        ]

    def _unweighed(self) -> list[str]:
        from consultation import asking_again

        if self.kind != self.Kind.CONTENT:
            return []
        return asking_again.obstacles(self)

    def _equality_is_old(self) -> list[str]:
        if self.equality_is_fresh():
            return []
        return [
            _(
                "Bring the equality analysis up to date: it must be newer than the "
                "close and the last response."
            )
        ]

    def _unanswered(self) -> list[str]:
        found = self._unread()
        for issue in self.issues.unanswered():
            found.append(
                _("Answer issue %(number)s, “%(title)s”.")
                % {"number": issue.number, "title": issue.title}
            )
        return found

    def _uncited(self) -> list[str]:
        return [
            _(
                "Issue %(number)s, “%(title)s”, says that the charter changed. "
                "Name the paragraph."
            )
            % {"number": issue.number, "title": issue.title}
            for issue in self.issues.changed_something().without_citation()
        ]

    unanswered_now = _unanswered
    uncited_now = _uncited
    equality_obstacles = _equality_is_old
