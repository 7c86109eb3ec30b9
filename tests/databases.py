"""A test that must commit gets a whole database of its own, and throws it away.

The trail refuses truncation, so the flush with which Django cleans up after such tests
cannot be. Instead the migrated database is cloned. This goes for every test that is
transactional in pytest-django's sense: `own_database`, `transactional_db`,
`live_server`, or the mark `django_db(transaction=True)`.
"""

import os
from itertools import count

import pytest
from django.db import connections

from tests.fresh import maintenance_session
from tests.stage import STAGE

NUMBER = count(1)


def database_url(name):
    """The address of a database beside the one under test."""
    given = connections["default"].settings_dict
    user = given["USER"] or ""
    if given["PASSWORD"]:
        user += f":{given['PASSWORD']}"
    host = given["HOST"] or given.get("OPTIONS", {}).get("host", "")
    if host.startswith("/"):
        return f"postgres://{user}@/{name}?host={host}"
    return f"postgres://{user}@{host}:{given['PORT'] or 5432}/{name}"


def must_commit(request):
    """Whether this test's work has to be seen from outside its transaction."""
    mark = request.node.get_closest_marker("django_db")
    names = {"transactional_db", "live_server"} & set(request.fixturenames)
    return bool(names) or bool(mark and mark.kwargs.get("transaction"))


@pytest.fixture
def _django_db_helper(request, django_db_setup, django_db_blocker):
    """pytest-django's way into the database; a clone for tests that must commit."""
    stage = request.config.stash[STAGE]
    if not must_commit(request):
        with django_db_blocker.unblock():
            stage.set_for(request.node)
        request.getfixturevalue("_django_db_helper")
        yield
        return
    connection = connections["default"]
    template = connection.settings_dict["NAME"]
    clone = f"{template}_clone_{os.getpid()}_{next(NUMBER)}"
    with django_db_blocker.unblock():
        stage.strike()  # a scene stands in a transaction, which closing would break
        connections.close_all()
        run_in_postgres(  # a forgotten connection would stop the copy
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            f" WHERE datname = '{template}'"
        )
        run_in_postgres(f'CREATE DATABASE "{clone}" TEMPLATE "{template}"')
        connection.settings_dict["NAME"] = clone
        try:
            yield
        finally:
            connections.close_all()
            connection.settings_dict["NAME"] = template
            run_in_postgres(f'DROP DATABASE "{clone}" WITH (FORCE)')


@pytest.fixture
def own_database(transactional_db):
    """The URL of a database that this test alone uses, for its processes to join."""
    return database_url(connections["default"].settings_dict["NAME"])


def run_in_postgres(statement):
    """One statement outside any transaction, from the maintenance database."""
    session = maintenance_session()
    with session.cursor() as cursor:
        cursor.execute(statement)
    session.close()
