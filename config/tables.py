"""The tables: made at once in an empty database, by migrating in any other.

An empty database has no past, so it need not be led through it. It gets the tables as
the models are now and the SQL of the migrations, such as triggers, and every migration
counts as applied; from then on it is migrated like any other.
`tests/house/test_migrations.py` proves that both ways lead to the same tables.
"""

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunSQL
from django.db.migrations.recorder import MigrationRecorder


def are_there() -> bool:
    """Whether the database has any table; one that has is not ours to begin."""
    return bool(connection.introspection.table_names())


def how_many_to_come() -> int:
    """How many migrations have not been applied."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate(stdout=None) -> None:
    """Lead the tables from wherever they are to what the models describe."""
    how = {"verbosity": 0} if stdout is None else {"stdout": stdout, "no_color": True}
    call_command("migrate", interactive=False, **how)
    call_command("createcachetable", "shared_cache", verbosity=0)


@transaction.atomic
def make_at_once() -> None:
    """All or nothing: a start that is killed on the way leaves the database empty."""
    create()
    run_sql_of_migrations()


def create() -> None:
    """All tables as the models are now."""
    modules = settings.MIGRATION_MODULES
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    try:
        call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)
        # By name: a test may have put another cache in place.
        call_command("createcachetable", "shared_cache", verbosity=0)
    finally:
        settings.MIGRATION_MODULES = modules


def run_sql_of_migrations(nodes=None) -> None:
    """What no model says, like triggers; and each of these counts as applied."""
    graph = MigrationLoader(connection).graph
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    for key in nodes or graph._generate_plan(graph.leaf_nodes(), at_end=True):
        for operation in graph.nodes[key].operations:
            if isinstance(operation, RunSQL):
                with connection.schema_editor() as editor:
                    operation.database_forwards(key[0], editor, None, None)
        recorder.record_applied(*key)
