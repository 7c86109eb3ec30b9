"""One line per step, with the time on long ones. Standard library only."""

import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass

QUIET_FOR = (
    15  # seconds without a word are enough on a terminal that cannot redraw a line
)


SCREEN = sys.__stdout__  # the real one, while somebody else's words are being caught


def say(sentence=""):
    """Print one line at once, also into a pipe."""
    print(sentence, file=SCREEN, flush=True)


@dataclass
class Done:
    """How a tool ended, and all that it said."""

    returncode: int
    output: str


class Step:
    """A step of the start: announced, timed while it runs, closed with its time."""

    def __init__(self, title):
        self.title = title
        self.progress = ""
        self.redraws = SCREEN.isatty() and os.environ.get("TERM") != "dumb"
        self.over = threading.Event()

    def __enter__(self):
        self.began = time.monotonic()
        if self.redraws:
            print(f"  · {self.title} …", end="", file=SCREEN, flush=True)
        self.ticker = threading.Thread(target=self.tick, daemon=True)
        self.ticker.start()
        return self

    def __exit__(self, kind, error, trace):
        self.over.set()
        self.ticker.join()
        took = time.monotonic() - self.began
        mark = "✓" if kind is None else "✗"
        line = f"  {mark} {self.title} ({took:.1f} s)"
        say(f"\r{line}\033[K" if self.redraws else line)

    def tick(self):
        """Say that the step is still going on."""
        while not self.over.wait(1 if self.redraws else QUIET_FOR):
            seconds = time.monotonic() - self.began
            line = f"  · {self.title} … {seconds:.0f} s {self.progress}"
            if self.redraws:
                print(f"\r{line}\033[K", end="", file=SCREEN, flush=True)
            else:
                say(line)

    def show(self, progress):
        """Put this beside the step's title from now on."""
        self.progress = progress

    def note(self, sentence):
        """Say something in the middle of the step, on a line of its own."""
        say(f"\r    {sentence}\033[K" if self.redraws else f"    {sentence}")

    def run(self, command, **options):
        """Run a tool quietly; its words are kept for the case that it fails."""
        try:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
                **options,
            )
        except OSError as error:
            return Done(127, str(error))
        return Done(done.returncode, done.stdout)
