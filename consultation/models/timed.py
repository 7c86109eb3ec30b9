import datetime as dt

from django.utils.translation import gettext as _

from audit import clock
from audit.lifecycle import Lifecycle

LAST_HOURS = dt.timedelta(hours=48)


class Timed(Lifecycle):
    """What the clock says of a round: half-open, from opening up to the close."""

    class Meta:
        abstract = True

    @property
    def is_announced(self) -> bool:
        return self.status != self.Status.DRAFTED

    def has_opened(self, at: dt.datetime | None = None) -> bool:
        return self.is_announced and self.opens_at <= (at or clock.now())

    @property
    def is_cancelled(self) -> bool:
        return self.status == self.Status.CANCELLED

    def is_paused(self, at: dt.datetime | None = None) -> bool:
        """Whether the clock stands still: nothing is taken, nothing runs out."""
        return self.paused_at is not None and self.paused_at <= (at or clock.now())

    def has_closed(self, at: dt.datetime | None = None) -> bool:
        if self.is_cancelled:
            return True
        past = self.is_announced and self.closes_at <= (at or clock.now())
        return past and not self.is_paused(at)

    def is_open(self, at: dt.datetime | None = None) -> bool:
        """Whether responses are in time: from opening up to the closing instant."""
        return (
            self.has_opened(at) and not self.has_closed(at) and not self.is_paused(at)
        )

    def phase(self, at: dt.datetime | None = None) -> str:
        """planned, coming, open, last_hours, paused, closed, cancelled or results:
        what a page shows."""
        at = at or clock.now()
        if not self.is_announced:
            return "planned"
        if self.is_cancelled:
            return "cancelled"
        if self.has_results:
            return "results"
        if self.is_paused(at):
            return "paused"
        if self.has_closed(at):
            return "closed"
        if not self.has_opened(at):
            return "coming"
        return "last_hours" if self.closes_at - at <= LAST_HOURS else "open"

    @property
    def status_key(self) -> str:
        """Its word in the dictionary of statuses, the clock taken into account."""
        if self.status != self.Status.SCHEDULED or not self.has_opened():
            return f"round.{self.status}"
        if self.is_paused():
            return "round.paused"
        return "round.closed" if self.has_closed() else "round.open"

    @property
    def grace_minutes(self) -> int:
        return int(self.grace.total_seconds() // 60)

    def grace_ends_at(self) -> dt.datetime:
        """Until when a response that was begun before the close is taken."""
        return self.closes_at + self.grace

    def is_in_grace(self, begun_at: dt.datetime | None, at: dt.datetime) -> bool:
        """Whether a response that came after the close was being written then."""
        return (
            begun_at is not None
            and begun_at < self.closes_at
            and self.closes_at <= at < self.grace_ends_at()
        )

    def why_not_now(self, at: dt.datetime | None = None) -> str:
        """Why nobody can send anything at a moment, in a sentence; "" if they can."""
        if self.is_cancelled:
            return _(
                "This consultation was cancelled, so nothing can be added. What came "
                "in before is kept."
            )
        if not self.has_opened(at):
            return _("The consultation has not opened yet.")
        if self.is_paused(at):
            return _(
                "This consultation is paused. What you wrote is kept in this browser: "
                "send it when it opens again."
            )
        return ""

    @property
    def has_results(self) -> bool:
        return self.status in {self.Status.REPORTED, self.Status.CONCLUDED}

    @property
    def may_be_followed(self) -> bool:
        """Whether another round may be planned: this one has results or never will."""
        return self.has_results or self.is_cancelled

    def takes_late_responses(self, at: dt.datetime | None = None) -> bool:
        """After the close and until every answer is given, late words are kept."""
        over = {self.Status.CONCLUDED, self.Status.CANCELLED}
        return self.has_closed(at) and self.status not in over

    def shows_comments(self, at: dt.datetime | None = None) -> bool:
        """Whether checked comments may be read by everybody now."""
        if self.comments_shown == self.Shown.AS_PUBLISHED:
            return self.has_opened(at)
        return self.has_closed(at)

    def days_left(self, at: dt.datetime | None = None) -> int:
        """Whole London days until the closing day: 0 on the day itself."""
        closing = clock.london(self.closes_at).date()
        return (closing - clock.london(at or clock.now()).date()).days
