"""A database with the demo councils, a server that shows it, and people to look."""

import contextlib
import os
from collections.abc import Iterator

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command, get_commands
from django.db import connection, connections
from django.http import HttpRequest

from audit import clock
from councils.models import Council, Membership, User
from tests.conftest import OFFICERS


def run_outside(statement: str) -> None:
    """Run a statement that no transaction may hold, from the maintenance database."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)


@contextlib.contextmanager
def database(name: str) -> Iterator[None]:
    """Everything inside uses this database, in every thread that connects."""
    at = connections.settings["default"]
    before = at["NAME"]
    connection.close()
    at["NAME"] = connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        at["NAME"] = connection.settings_dict["NAME"] = before


@contextlib.contextmanager
def clone(suffix: str, of: str = "") -> Iterator[str]:
    """A copy of the test database, or of another, that may be written to and is
    thrown away."""
    own = connection.settings_dict["NAME"]
    original = of or own
    name = f"{own}_{suffix}"
    connections.close_all()
    run_outside(  # a forgotten connection would stop the copy
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        f" WHERE datname = '{original}'"
    )
    run_outside(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    run_outside(f'CREATE DATABASE "{name}" TEMPLATE "{original}"')
    try:
        yield name
    finally:
        run_outside(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def furnish() -> None:
    """Put the demo councils and the cast into an empty database."""
    if "seed_demo" in get_commands() and not os.environ.get("NO_DEMO"):
        call_command("seed_demo", verbosity=0)
        return
    eastfield = Council.objects.create(slug="eastfield", name="Eastfield Council")
    Council.objects.create(slug="westbrook", name="Westbrook Council")
    for name, roles in OFFICERS.items():
        user = User.objects.create_user(f"{name}@example.org", name.title())
        for role in roles:
            Membership.grant(eastfield, user, role)


def person(name: str) -> User:
    """One of the cast, by first name."""
    return User.objects.get(name__istartswith=name, is_active=True)


def session_for(user: User) -> dict[str, str]:
    """The cookie of someone who has signed in with the second factor."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session["second_factor_at"] = clock.now().isoformat()
    request = HttpRequest()
    request.session = session
    record_authentication(request, user, "code")  # or some pages ask who it is again
    session.save()
    return {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key}
