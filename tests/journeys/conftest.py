import datetime as dt

import pytest
from django.core.management import call_command

from audit import clock
from tests.journeys.walker import Walker
from tests.processes import Processes


class Live:
    """The portal as real processes, with the demo in it and a clock that can move."""

    def __init__(self, browser, processes: Processes, clock_file):
        self.browser, self.processes, self.clock_file = browser, processes, clock_file
        self.today = clock.today()
        self.home = processes.start_web()
        processes.start_worker()
        processes.start_press()
        processes.start_beat()

    def go_to(self, day: int) -> None:
        """Let it be so many days after today, for every process."""
        self.clock_file.write_text(str(day * 86_400))

    def date(self, day: int) -> dt.date:
        return self.today + dt.timedelta(days=day)

    def at(self, day: int, hour: int) -> dt.datetime:
        return dt.datetime.combine(self.date(day), dt.time(hour))

    def visitor(self) -> Walker:
        return Walker(self.browser, self.home)

    def sign_in(self, name: str) -> Walker:
        return self.visitor().sign_in(name)

    def letters(self) -> str:
        """Every letter that was sent so far, as one text."""
        folder = self.processes.folder / "mail"
        return "\n".join(path.read_text() for path in sorted(folder.glob("*")))


@pytest.fixture
def live(browser, file_processes, settings):
    """The portal, running. Its own database is filled with the demo first."""
    call_command("seed_demo", verbosity=0)
    clock_file = file_processes.folder / "ahead"
    file_processes.environment |= {
        "PORTAL_DEMO": "1",
        "PORTAL_MODE": "development",
        "CLOCK_FILE": str(clock_file),
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
    }
    return Live(browser, file_processes, clock_file)
