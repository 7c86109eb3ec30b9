"""`manage.py test`, `lint` and `bench`: each on an embedded PostgreSQL of its own."""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from config import machine
from config.places import ROOT, VAR
from config.progress import Step, say

SOME_FAILED = 1  # pytest's exit code
LINTERS = {
    "ruff check": ["ruff", "check", "."],
    "ruff format": ["ruff", "format", "--check", "."],
    "import-linter": ["lint-imports"],
    "djlint": ["djlint", "templates", "--lint", "--quiet"],
}


def test(arguments):
    """The whole suite; `--fast` leaves out what is marked slow or browser."""
    arguments = list(arguments)
    is_fast = "--fast" in arguments
    if is_fast:
        arguments.remove("--fast")
        arguments += ["-m", "not slow and not browser"]
    if not is_fast and not tools_are_there():
        return 1
    if not chooses_workers(arguments):
        arguments = ["-n", os.environ.get("TEST_WORKERS", workers()), *arguments]
    with scratch_database() as url:
        environment = os.environ | {"DATABASE_URL": url}
        environment.pop("REDIS_URL", None)
        environment.pop("PORTAL_MODE", None)
        pytest = [sys.executable, "-m", "pytest"]
        code = subprocess.call([*pytest, *arguments], cwd=ROOT, env=environment)
        if code == SOME_FAILED and is_whole(arguments) and not is_fast:
            code = look_again(pytest, environment)
        return code


def is_whole(arguments) -> bool:
    """Whether every test was asked for, and not a few by name."""
    return not any(argument.startswith("tests") for argument in arguments)


def look_again(pytest, environment) -> int:
    """Run what failed once more, one after another, and say so loudly.

    Browsers, workers and killed servers share two cores in the whole run; what fails
    only there was crowded out. What fails twice fails.
    """
    say("=" * 78)
    say("SOME TESTS FAILED. They are run once more, one after another; what passes")
    say("now depends on its neighbours or on time, and is worth mending.")
    say("=" * 78)
    again = [*pytest, "-n0", "-p", "no:randomly", "--tb=short", "-v"]
    again += ["--last-failed", "--last-failed-no-failures", "none"]
    return subprocess.call(again, cwd=ROOT, env=environment)


def workers():
    """One more than there are cores: browsers and processes are often waited for."""
    return str((os.cpu_count() or 1) + 1)


def chooses_workers(arguments):
    """Whether the caller said how many processes, or wants to see one at work."""
    own = ("-n", "--numprocesses", "--pdb", "--collect-only", "--co")
    return any(argument.startswith(own) for argument in arguments)


def tools_are_there():
    """Whether the suite can be run whole; a gap is said loudly and fails on CI."""
    missing = []
    if not machine.browser():
        missing.append("Chromium (the browser tests)")
    if not shutil.which("redis-server"):
        missing.append("redis-server (the tests on Redis)")
    if machine.missing_libraries():
        missing.append("Pango (the PDF tests)")
    if not missing:
        return True
    say("=" * 78)
    say("NOT EVERYTHING CAN BE TESTED HERE. Missing:")
    for name in missing:
        say(f"  - {name}")
    say("=" * 78)
    return os.environ.get("CI", "").lower() not in ("1", "true", "yes")


def lint():
    """Each linter in turn; all of them, so that one run shows everything."""
    failed = []
    for name, command in LINTERS.items():
        program = Path(sys.executable).with_name(command[0])
        with Step(name) as step:
            done = step.run([str(program), *command[1:]], cwd=ROOT)
        if done.returncode:
            failed.append(name)
            say(done.output)
    say(f"Linters that object: {', '.join(failed)}" if failed else "All is tidy.")
    return 1 if failed else 0


def bench(arguments):
    """The measurements, on a database with ordinary promises (fsync on)."""
    with scratch_database(careless=False) as url:
        return subprocess.call(
            [sys.executable, "-m", "benchmarks", *arguments],
            cwd=ROOT,
            env=os.environ | {"DATABASE_URL": url, "PORTAL_MODE": "demo"},
        )


@contextmanager
def scratch_database(careless=True):
    """An empty PostgreSQL that is gone afterwards; the one named, if one is named."""
    if named := os.environ.get("DATABASE_URL"):
        yield named
        return
    from config.embedded import Server

    VAR.mkdir(parents=True, exist_ok=True)
    clear_scratches()
    folder = Path(tempfile.mkdtemp(prefix="scratch-", dir=VAR))
    with (folder / "in-use").open("w") as in_use:
        fcntl.flock(in_use, fcntl.LOCK_EX)
        server = Server(folder / "postgres", careless=careless)
        try:
            with Step("Starting a PostgreSQL for this run"):
                server.start()
            yield server.url()
        finally:
            server.remove()
            shutil.rmtree(folder, ignore_errors=True)


def clear_scratches():
    """Remove what killed runs left: nobody holds their lock any more."""
    from config.embedded import Server

    for folder in VAR.glob("scratch-*"):
        try:
            with (folder / "in-use").open("a") as in_use:
                fcntl.flock(in_use, fcntl.LOCK_EX | fcntl.LOCK_NB)
                Server(folder / "postgres").remove()
                shutil.rmtree(folder, ignore_errors=True)
        except OSError:
            continue
