import datetime as dt

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

    def has_closed(self, at: dt.datetime | None = None) -> bool:
        return self.is_announced and self.closes_at <= (at or clock.now())

    def is_open(self, at: dt.datetime | None = None) -> bool:
        """Whether responses are in time: from opening up to the closing instant."""
        return self.has_opened(at) and not self.has_closed(at)

    def phase(self, at: dt.datetime | None = None) -> str:
        """planned, coming, open, last_hours, closed or results: what a page shows."""
        at = at or clock.now()
        if not self.is_announced:
            return "planned"
        if self.has_results:
            return "results"
        if self.has_closed(at):
            return "closed"
        if not self.has_opened(at):
            return "coming"
        return "last_hours" if self.closes_at - at <= LAST_HOURS else "open"

    @property
    def status_key(self) -> str:
        """Its word in the dictionary of statuses, the clock taken into account."""
        if self.status == self.Status.SCHEDULED and self.has_opened():
            return "round.closed" if self.has_closed() else "round.open"
        return f"round.{self.status}"

    @property
    def has_results(self) -> bool:
        return self.status in {self.Status.REPORTED, self.Status.CONCLUDED}

    def takes_late_responses(self, at: dt.datetime | None = None) -> bool:
        """After the close and until every answer is given, late words are kept."""
        return self.has_closed(at) and self.status != self.Status.CONCLUDED

    def shows_comments(self, at: dt.datetime | None = None) -> bool:
        """Whether checked comments may be read by everybody now."""
        if self.comments_shown == self.Shown.AS_PUBLISHED:
            return self.has_opened(at)
        return self.has_closed(at)

    def days_left(self, at: dt.datetime | None = None) -> int:
        """Whole London days until the closing day: 0 on the day itself."""
        closing = clock.london(self.closes_at).date()
        return (closing - clock.london(at or clock.now()).date()).days
