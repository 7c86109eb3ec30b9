"""What may still happen to a round once it is announced. Each leaves a notice."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from audit import clock
from audit.lifecycle import Lifecycle, Refused
from audit.trail import record


class Running(Lifecycle):
    """More time, corrections, a pause, or the end before time: always in public."""

    class Meta:
        abstract = True

    @transaction.atomic
    def extend(
        self,
        closes_at: dt.datetime,
        reason: str,
        *,
        by,
        results_by_on: dt.date | None = None,
        decision_on: dt.date | None = None,
    ):
        """Give people more time. A round is never made shorter."""
        self._lock_running()
        _need(reason, _("Enter why people need more time"))
        if closes_at <= self.closes_at:
            raise Refused(
                _(
                    "The new closing date must be after the present one. A round is "
                    "never made shorter."
                )
            )
        return self._close_later(
            "extended", closes_at, reason, results_by_on, decision_on, by=by
        )

    @transaction.atomic
    def correct(self, words: str, *, by, clause=None):
        """Correct a mistake in public. The frozen text itself stays as it is."""
        self._lock_running(or_closed=True)
        _need(words, _("Enter the correction"))
        if clause is not None and clause.edition_id != self.edition_id:
            raise Refused(_("Choose a paragraph of the text that people reply to."))
        return self._give_notice("erratum", words, by=by, edition_clause=clause)

    @transaction.atomic
    def pause(self, reason: str, *, by):
        """Stop taking responses for a while. Nothing that came in is touched."""
        self._lock_running()
        if self.paused_at:
            raise Refused(_("The round is paused already."))
        if not self.has_opened():
            raise Refused(_("The round has not opened. Take it back into planning."))
        _need(reason, _("Enter why the round is paused"))
        self.paused_at = clock.now()
        self.save(update_fields=["paused_at"])
        return self._give_notice("paused", reason, by=by)

    @transaction.atomic
    def resume(
        self,
        reason: str,
        *,
        by,
        closes_at: dt.datetime | None = None,
        results_by_on: dt.date | None = None,
        decision_on: dt.date | None = None,
    ):
        """Take responses again, with at least the time that the pause took away."""
        self._lock_running()
        if not self.paused_at:
            raise Refused(_("The round is not paused."))
        _need(reason, _("Enter what was mended"))
        least = self.resumes_with()
        if closes_at is not None and closes_at < least:
            raise Refused(
                _("People must get back the time that the pause took: close later.")
            )
        self.paused_at = None
        self.save(update_fields=["paused_at"])
        return self._close_later(
            "resumed", closes_at or least, reason, results_by_on, decision_on, by=by
        )

    def resumes_with(self) -> dt.datetime:
        """The earliest close if the round goes on now: the lost time is given back."""
        return self.closes_at + (clock.now() - self.paused_at)

    @transaction.atomic
    def cancel(self, reason: str, *, by):
        """End the round before its time. Responses are kept, and nobody is misled."""
        self._lock_running(or_closed=True)
        _need(reason, _("Enter why the round is cancelled"))
        had_opened = self.has_opened()
        self.move(
            self.Status.CANCELLED,
            by=by,
            verb="round.cancelled",
            cancelled_at=clock.now(),
            paused_at=None,
        )
        self.charter.lift(self.hold_key, by=by)
        if self.kind == self.Kind.CONTENT:
            self.charter.cancel_consultation(by=by)
        elif not had_opened:
            self.edition.take_back(by=by)
        return self._give_notice("cancelled", reason, by=by, event=False)

    @transaction.atomic
    def explain_delay(self, reason: str, *, by, results_by_on: dt.date | None = None):
        """Say in public why the results are late, and when they come."""
        self._lock()
        if not self.has_closed() or self.may_be_followed:
            raise Refused(_("Only results that are still to come can be late."))
        _need(reason, _("Enter why the results are late"))
        if results_by_on is not None:
            if results_by_on <= clock.today():
                raise Refused(_("The new date for the results must be in the future."))
            self.results_by_on = results_by_on
            self.save(update_fields=["results_by_on"])
        return self._give_notice("delayed", reason, by=by)

    @transaction.atomic
    def post_delay(self) -> bool:
        """Say by itself that the results are late, once, when nobody has said why."""
        self._lock()
        if not self.is_overdue() or self.notices.filter(kind="delayed").exists():
            return False
        weeks = self.outcome_rule["within_weeks"]
        words = _(
            "The results are not published %(weeks)s weeks after the close. The "
            "council has not said why yet. This notice was posted automatically."
        )
        self._give_notice("delayed", words % {"weeks": weeks}, by="system")
        return True

    def _close_later(self, kind, closes_at, reason, results_by_on, decision_on, *, by):
        consultation, before = self.consultation, self.closes_at
        closes_on = clock.london(closes_at).date()
        results = results_by_on or self.results_by_on
        decision = decision_on or consultation.decision_on
        if results and results <= closes_on:
            raise Refused(_("Enter a later date for the results as well."))
        if decision and decision <= closes_on:
            raise Refused(_("Enter a later date for the decision as well."))
        if self._others_open_until(closes_at).exists():
            raise Refused(_("Another round on this charter is open at the same time."))
        self.closes_at, self.results_by_on = closes_at, results
        self.save(update_fields=["closes_at", "results_by_on"])
        if decision != consultation.decision_on:
            consultation.decision_on = decision
            consultation.save(update_fields=["decision_on"])
        self._hold_charter(by=by)
        return self._give_notice(
            kind, reason, by=by, closed_before_at=before, closes_at=closes_at
        )

    def _others_open_until(self, closes_at):
        others = type(self).objects.announced().exclude(pk=self.pk)
        return others.filter(
            charter=self.charter_id,
            opens_at__lt=closes_at,
            closes_at__gt=self.opens_at,
        )

    def _give_notice(self, kind: str, words: str, *, by, event=True, **more):
        from consultation.models.notice import Notice

        author = by if hasattr(by, "pk") else None
        notice = Notice.objects.create(
            round=self, kind=kind, words=words.strip(), published_by=author, **more
        )
        if event:
            data = {"notice": str(notice.uid), "words": notice.words}
            if notice.closes_at:
                data |= {
                    "closed_before_at": notice.closed_before_at,
                    "closes_at": notice.closes_at,
                }
            record(f"round.{EVENTS[kind]}", self, by=by, data=data)
        return notice

    def _lock_running(self, *, or_closed: bool = False) -> None:
        self._lock()
        if self.status != self.Status.SCHEDULED:
            raise Refused(_("This can be done only while a round is announced."))
        if self.has_closed() and not or_closed:
            raise Refused(
                _("The round has closed. Plan another round to give more time.")
            )


EVENTS = {
    "extended": "extended",
    "erratum": "corrected",
    "paused": "paused",
    "resumed": "resumed",
    "delayed": "delay_explained",
    "found": "found_late",
}


def _need(words: str, sentence: str) -> None:
    if not words.strip():
        raise Refused(sentence)
