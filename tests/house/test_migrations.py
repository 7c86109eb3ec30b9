"""The migrations lead to the tables that the models describe."""

import pytest
from django.db import connection

from config import tables
from tests.databases import run_in_postgres
from tests.fresh import connected_to

CATALOGUE = """
    SELECT 'column', table_name, column_name, udt_name, is_nullable,
           coalesce(column_default, '')
      FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL
    SELECT 'constraint', conrelid::regclass::text, conname,
           pg_get_constraintdef(oid), '', ''
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL
    SELECT 'index', tablename, indexname, indexdef, '', ''
      FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL
    SELECT 'trigger', tgrelid::regclass::text, tgname, pg_get_triggerdef(oid), '', ''
      FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL
    SELECT 'function', proname, prosrc, '', '', ''
      FROM pg_proc WHERE pronamespace = 'public'::regnamespace
"""


def catalogue() -> set[tuple]:
    """What stands in the database, but for the tables of `django.contrib.auth`.

    Its own migration and its own models number a table that we do not use differently.
    """
    with connection.cursor() as cursor:
        cursor.execute(CATALOGUE)
        return {row for row in cursor.fetchall() if not row[1].startswith("auth_")}


@pytest.fixture
def migrated(transactional_db):
    name = f"{connection.settings_dict['NAME']}_migrated"
    run_in_postgres(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    run_in_postgres(f'CREATE DATABASE "{name}"')
    with connected_to(name):
        tables.migrate()
        found = catalogue()
    run_in_postgres(f'DROP DATABASE "{name}" WITH (FORCE)')
    return found


@pytest.mark.slow
def test_migrating_makes_the_tables_that_tests_run_on(migrated):
    ours = catalogue()
    assert sorted(migrated - ours) == []
    assert sorted(ours - migrated) == []
    assert any(kind == "trigger" for kind, *_rest in ours)
