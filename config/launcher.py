"""Which command runs how: the launcher's own four, and Django's over a database."""

import os
import sys
from contextlib import contextmanager

from config.places import database_url
from config.progress import say

OWN = {
    "up": "make everything and run it: web, workers, timetable, database",
    "test": "make everything and run all tests (--fast leaves out slow ones)",
    "lint": "run the linters",
    "bench": "measure against the budgets, ratios beside a baseline",
}
NEEDS_NO_DATABASE = {
    "check",
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "findstatic",
    "help",
    "makemessages",
    "spectacular",
    "version",
}


def run(arguments):
    """Run the command that was asked for."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    command = arguments[1] if len(arguments) > 1 else "help"
    if command == "up":
        from config import supervisor

        supervisor.up(arguments[2:])
    elif command == "test":
        from config import suite

        sys.exit(suite.test(arguments[2:]))
    elif command == "lint":
        from config import suite

        sys.exit(suite.lint())
    elif command == "bench":
        from config import suite

        sys.exit(suite.bench(arguments[2:]))
    else:
        if command in ("help", "--help", "-h") and len(arguments) < 3:
            for name, meaning in OWN.items():
                say(f"  python3 manage.py {name:6} {meaning}")
        django(command, arguments)


def django(command, arguments):
    """One of Django's commands, or of an app's."""
    from django.core.management import execute_from_command_line

    needs = command not in NEEDS_NO_DATABASE and "--help" not in arguments
    with database() if needs else nothing():
        execute_from_command_line(arguments)


@contextmanager
def nothing():
    os.environ.setdefault("DATABASE_URL", database_url())
    yield


@contextmanager
def database():
    """The database that the environment names; else the embedded one, up for as long
    as the command runs, or longer when somebody else had started it."""
    if os.environ.get("DATABASE_URL"):
        yield
        return
    from config.embedded import Server

    server = Server()
    how = server.start()
    os.environ["DATABASE_URL"] = server.url()
    try:
        yield
    finally:
        if how == "started":
            server.stop()
