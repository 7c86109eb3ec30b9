"""P18: `up` on a fresh clone, and again."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from benchmarks.table import Line, seconds_of
from config.places import ROOT
from tests.processes import free_port


def measure():
    folder = Path(tempfile.mkdtemp(prefix="portal-fresh-"))
    try:
        subprocess.run(["git", "clone", "-q", ROOT, folder / "portal"], check=True)
        first = seconds_of(lambda: up(folder / "portal"))
        again = seconds_of(lambda: up(folder / "portal"))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    yield Line("P18", "up, first", f"{first:.0f} s", "-", "-", "< 180 s", first < 180)
    yield Line("P18", "up, again", f"{again:.1f} s", "-", "-", "< 15 s", again < 15)


def up(folder):
    """All of it, and then stopped: more than the time to the first page."""
    ours = ("PORTAL_", "DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(ours)}
    subprocess.run(
        ["python3", "manage.py", "up", "--once", "--port", str(free_port())],
        cwd=folder,
        env=environment,
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
