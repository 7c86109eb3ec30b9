from types import SimpleNamespace

from tests.absent import pytest_terminal_summary


class Screen:
    """Stands in for pytest's terminal."""

    def __init__(self, skipped):
        self.stats = {"skipped": skipped}
        self.said = []

    def section(self, title, **_):
        self.said.append(title)

    def line(self, words, **_):
        self.said.append(words)


def left_out(reason):
    return SimpleNamespace(longrepr=("file.py", 7, f"Skipped: {reason}"))


def test_what_was_left_out_is_said_at_the_end_once_for_each_reason():
    screen = Screen([left_out("no redis"), left_out("no redis"), left_out("no nginx")])
    pytest_terminal_summary(screen)
    assert screen.said == [
        "NOT EVERYTHING WAS TESTED HERE",
        "1 test left out: no nginx",
        "2 tests left out: no redis",
    ]


def test_nothing_is_said_when_nothing_was_left_out():
    screen = Screen([])
    pytest_terminal_summary(screen)
    assert screen.said == []
