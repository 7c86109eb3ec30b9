from django.db import migrations


def make_append_only(table: str) -> migrations.RunSQL:
    """A migration operation: `table` refuses update, delete and truncate.

    Depend on audit's `0002_append_only`, which makes the function that refuses.
    """
    forward = f"""
        CREATE TRIGGER {table}_is_insert_only
            BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION refuse_change();
        CREATE TRIGGER {table}_is_never_truncated
            BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    """
    backward = f"""
        DROP TRIGGER {table}_is_insert_only ON {table};
        DROP TRIGGER {table}_is_never_truncated ON {table};
    """
    return migrations.RunSQL(forward, backward)
