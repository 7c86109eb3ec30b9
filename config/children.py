"""The portal's processes: started, watched, restarted, found again after a crash."""

import json
import os
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from config.places import ROOT, VAR

RUN = VAR / "run"
LOG = VAR / "log"
LONGEST_PAUSE = 30
LOG_SIZE = 5_000_000


@dataclass
class Child:
    """One process of the portal, in its own session so that it can be stopped whole."""

    name: str
    command: list
    environment: dict = field(default_factory=dict)
    process: subprocess.Popen | None = None
    pause: float = 1
    start_again_at: float | None = None

    def start(self):
        """Start it, and leave a note by which the next start can find it."""
        LOG.mkdir(parents=True, exist_ok=True)
        RUN.mkdir(parents=True, exist_ok=True)
        log = LOG / f"{self.name}.log"
        if log.exists() and log.stat().st_size > LOG_SIZE:
            log.replace(log.with_suffix(".log.1"))
        with log.open("ab") as file:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=file,
                cwd=ROOT,
                env=os.environ | self.environment,
                start_new_session=True,
            )
        self.started_at = time.monotonic()
        self.start_again_at = None
        born = psutil.Process(self.process.pid).create_time()
        note = {"pid": self.process.pid, "born": born}
        (RUN / f"{self.name}.json").write_text(json.dumps(note))

    def watch(self):
        """Start it again when it has died; returns a sentence when there is news."""
        if self.start_again_at is not None:
            if time.monotonic() < self.start_again_at:
                return None
            self.start()
            return f"{self.name} was started again."
        code = self.process.poll()
        if code is None:
            return None
        if time.monotonic() - self.started_at > 60:
            self.pause = 1
        self.start_again_at = time.monotonic() + self.pause
        died = f"{self.name} stopped ({how_it_ended(code)})"
        sentence = (
            f"{died}; it is started again in {self.pause:g} s. Its log: {self.log}"
        )
        self.pause = min(self.pause * 2, LONGEST_PAUSE)
        return sentence

    @property
    def log(self):
        return LOG / f"{self.name}.log"

    def stop(self, patience=10):
        """Ask it to finish; end what does not."""
        if self.process is None:
            return
        end_session(self.process.pid, patience, self.process)
        (RUN / f"{self.name}.json").unlink(missing_ok=True)

    def listens_on(self, port):
        """Whether it is this child, and not another program, that holds the port."""
        try:
            parent = psutil.Process(self.process.pid)
            family = [parent, *parent.children(recursive=True)]
        except psutil.Error:
            return False
        return any(port in listening_ports(process) for process in family)


def listening_ports(process):
    try:
        connections = process.net_connections("tcp")
    except (psutil.Error, OSError):
        return set()
    return {found.laddr.port for found in connections if found.status == "LISTEN"}


def how_it_ended(code):
    """An exit code in words."""
    if code < 0:
        return f"killed by {signal.Signals(-code).name}"
    return f"exit code {code}"


def end_session(pid, patience=10, process=None):
    """Ask the leader of a session to finish, then end whatever of it is left.

    Only the leader is asked: it knows in which order its own children stop.
    """
    with suppress(ProcessLookupError, PermissionError):
        os.kill(pid, signal.SIGTERM)
        wait_until_gone(pid, patience, process)
        os.killpg(pid, signal.SIGKILL)
        wait_until_gone(pid, 5, process)
    if process is not None:
        process.wait(5)


def wait_until_gone(pid, patience, process=None):
    until = time.monotonic() + patience
    while time.monotonic() < until and group_lives(pid, process):
        time.sleep(0.05)


def group_lives(pid, process=None):
    """Whether anything of the process group is left; reaps our own child on the way."""
    if process is not None:
        process.poll()
    try:
        os.killpg(pid, 0)
    except ProcessLookupError:
        return False
    return True


def end_leftovers():
    """End what a killed start left running; returns the names of what was found."""
    found = []
    for note in sorted(RUN.glob("*.json")):
        try:
            left = json.loads(note.read_text())
            process = psutil.Process(left["pid"])
            is_ours = abs(process.create_time() - left["born"]) < 1
        except (OSError, ValueError, KeyError, psutil.Error):
            is_ours = False
        if is_ours:
            end_session(left["pid"], patience=5)
            found.append(note.stem)
        elif group_of_a_dead_leader(note):
            found.append(note.stem)
        note.unlink(missing_ok=True)
    return found


def group_of_a_dead_leader(note):
    """End the children that outlived their killed parent, known by their session."""
    try:
        pid = json.loads(note.read_text())["pid"]
    except (OSError, ValueError, KeyError):
        return False
    if psutil.pid_exists(pid):  # the number was given to somebody else since
        return False
    mine = []
    for process in psutil.process_iter():
        try:
            in_session = os.getsid(process.pid) == pid
            if in_session and Path(process.cwd()) == ROOT:
                mine.append(process)
        except (OSError, psutil.Error):
            continue
    for process in mine:
        process.kill()
    return bool(mine)
