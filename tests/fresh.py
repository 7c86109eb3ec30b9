"""The fresh database from which every test database is copied.

To copy a database takes a third of a second. So a template is made, by the same step as
the first start of the portal. Its name says what it was made from, so a changed model,
migration or reference file makes a new one. With `--reuse-db` none of this happens.
"""

import hashlib
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import psycopg2
import pytest
from django.apps import apps
from django.db import connection, connections

from audit import clock
from config import tables
from config.places import ROOT
from metrics import reference

PREFIX = "portal_tests_"
PACKAGES = ["django", "django-allauth", "django-simple-history"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings, django_db_blocker, django_db_keepdb
):
    if django_db_keepdb:
        return
    with django_db_blocker.unblock():
        template = migrated_template()
    wanted = connections["default"].settings_dict["TEST"]
    wanted["TEMPLATE"] = template
    wanted["MIGRATE"] = False


def migrated_template() -> str:
    """The template of an empty portal."""
    return template(what_it_is_made_of(), make_empty)


def make_empty() -> None:
    tables.make_at_once()
    reference.load()


def furnished_template(furnish) -> str:
    """The template of the demo councils, as `furnish` makes them today."""
    digest = hashlib.sha256(f"{ROOT} {clock.today()} {what_it_is_made_of()}".encode())
    for app in apps.get_app_configs():
        if ROOT in Path(app.path).parents and "node_modules" not in app.path:
            for file in sorted(Path(app.path).rglob("*.py")):
                digest.update(file.read_bytes())
    return template(digest.hexdigest(), furnish, of=migrated_template())


def template(fingerprint: str, make, of: str = "template1") -> str:
    """The name of a database that `make` filled, copied from another. Of several
    processes one makes it, the others wait."""
    name = PREFIX + fingerprint[:16]
    session = maintenance_session()
    with session.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [int(fingerprint[:15], 16)])
        try:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if cursor.fetchone() is None:
                build(name, make, of, cursor)
        finally:
            cursor.execute("SELECT pg_advisory_unlock_all()")
    session.close()
    return name


def build(name: str, make, of: str, cursor) -> None:
    """Build it under another name: a template that has its name is complete."""
    unfinished = f"{name}_unfinished"
    cursor.execute(f'DROP DATABASE IF EXISTS "{unfinished}" WITH (FORCE)')
    cursor.execute(f'CREATE DATABASE "{unfinished}" TEMPLATE "{of}"')
    with connected_to(unfinished):
        make()
    cursor.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')


@contextmanager
def connected_to(name: str):
    """Everything inside uses another database of the server."""
    given = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = given


def what_it_is_made_of() -> str:
    """A SHA-256, in hex, over everything that a fresh database consists of."""
    digest = hashlib.sha256()
    for package in PACKAGES:
        digest.update(f"{package} {version(package)}".encode())
    files = [
        Path(reference.__file__),
        Path(tables.__file__),
        *reference.DATA.rglob("*"),
    ]
    for app in apps.get_app_configs():
        files += (Path(app.path) / "migrations").glob("*.py")
        files += (Path(app.path) / "models").glob("*.py")
    for file in sorted(file for file in files if file.is_file()):
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()


def maintenance_session():
    """A connection outside any transaction, to the server's own database."""
    given = connections["default"].get_connection_params()
    known = ("user", "password", "host", "port")
    address = {key: given[key] for key in known if key in given}
    session = psycopg2.connect(dbname="postgres", **address)
    session.autocommit = True
    return session
