"""A start makes the tables in an empty database, and migrates those of an older one."""

import datetime as dt

import pytest
from django.db import ProgrammingError, connection, transaction
from django.db.migrations.loader import MigrationLoader

from config import furnishing, tables
from councils.models import Council
from tests.databases import run_in_postgres
from tests.fresh import connected_to

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

# What an earlier version had not heard of yet, nor of anything that builds on it.
LATER = [("councils", "0004_council_nation"), ("charters", "0018_days_in_force")]


@pytest.fixture
def empty():
    """The connection stands in a database without any table."""
    name = f"{connection.settings_dict['NAME']}_empty"
    run_in_postgres(f'CREATE DATABASE "{name}"')
    with connected_to(name):
        yield name
    run_in_postgres(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def older(empty):
    """A database of that version, with a council and a charter in force."""
    then = make_as_they_were()
    council = then.get_model("councils", "Council").objects.create(
        slug="oldtown", name="Oldtown Council"
    )
    users = then.get_model("councils", "User").objects
    then.get_model("charters", "Charter").objects.create(
        council=council,
        title="What Oldtown works for",
        slug="2024-2028",
        starts_on=dt.date(2024, 5, 1),
        ends_on=dt.date(2028, 4, 30),
        review_on=dt.date(2027, 5, 1),
        status="adopted",
        created_by=users.create(email="dara@example.org", name="Dara"),
        adopted_by=users.create(email="amal@example.org", name="Amal"),
        adopted_on=dt.date(2024, 5, 1),
    )


def make_as_they_were():
    """The tables before the later migrations; answers with the models of that day."""
    graph = MigrationLoader(connection).graph
    later = {node for first in LATER for node in graph.backwards_plan(first)}
    plan = graph._generate_plan(graph.leaf_nodes(), at_end=True)
    applied = [node for node in plan if node not in later]
    then = graph.make_state(nodes=applied, at_end=True).apps
    with transaction.atomic():
        with connection.schema_editor() as editor:
            for model in then.get_models():
                editor.create_model(model)
        tables.run_sql_of_migrations(applied)
    return then


def test_a_database_of_an_earlier_version_is_led_on_and_keeps_its_rows(older, capfd):
    assert tables.how_many_to_come() > 5
    with pytest.raises(ProgrammingError, match="nation"):  # the control
        Council.objects.get(slug="oldtown")
    furnishing.have_tables()
    assert tables.how_many_to_come() == 0
    council = Council.objects.get(slug="oldtown")
    assert council.name == "Oldtown Council"
    assert council.nation == "england"
    charter = council.charters.get()
    assert charter.in_force_from == dt.date(2024, 5, 1), "Its past is brought along."
    said = capfd.readouterr().out
    assert "Bringing the tables up to date" in said
    assert "Making the tables" not in said


def test_an_empty_database_gets_its_tables_at_once(empty, capfd):
    assert not tables.are_there()
    furnishing.have_tables()
    assert tables.how_many_to_come() == 0
    Council.objects.create(slug="newtown", name="Newtown Council")
    assert "Making the tables" in capfd.readouterr().out


def test_a_start_that_is_killed_on_the_way_leaves_nothing_half_made(empty, monkeypatch):
    def killed():
        assert tables.are_there()
        raise KeyboardInterrupt

    with monkeypatch.context() as during:
        during.setattr(tables, "run_sql_of_migrations", killed)
        with pytest.raises(KeyboardInterrupt):
            furnishing.have_tables()
    assert not tables.are_there()


def test_a_database_that_is_up_to_date_is_left_alone(capfd):
    furnishing.have_tables()
    assert capfd.readouterr().out == ""
