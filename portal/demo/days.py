"""Days of the story, counted from today. Day -30 was thirty days ago."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from audit import clock


@dataclass(frozen=True)
class Story:
    """A calendar whose day 0 is the day on which the demo is made."""

    today: dt.date

    def date(self, day: int) -> dt.date:
        return self.today + dt.timedelta(days=day)

    def moment(self, day: int, hour: int = 10, minute: int = 0) -> dt.datetime:
        """The instant of a London time on a day of the story."""
        return clock.instant(self.date(day), dt.time(hour, minute))

    @contextmanager
    def on(self, day: int, hour: int = 10, minute: int = 0) -> Iterator[dt.datetime]:
        """Let it be that time inside the block."""
        moment = self.moment(day, hour, minute)
        with clock.at(moment):
            yield moment
