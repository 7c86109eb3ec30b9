"""The cast. Each person has the roles that their letters say, in Eastfield.

Olu is the stranger: he does everything that Dara does, in Westbrook.
"""

import datetime as dt

import pytest
from pytest_django.plugin import blocking_manager_key

from audit import clock
from councils.models import Council, Membership, Organisation, Role, User
from metrics import reference
from metrics.models import Framework
from tests.absent import pytest_terminal_summary  # noqa: F401 – a hook
from tests.browsers import browser  # noqa: F401 – fixture
from tests.databases import _django_db_helper, own_database  # noqa: F401 – fixtures
from tests.fresh import django_db_modify_db_settings  # noqa: F401 – fixture
from tests.processes import (  # noqa: F401 – fixtures
    broker,
    file_processes,
    processes,
    redis_server,
)
from tests.stage import STAGE, Stage, in_order_of_scenes, scenes_of, staged

OFFICERS = {
    "dara": [Role.DRAFTER, Role.CONSULTATION_LEAD],
    "mona": [Role.MODERATOR],
    "amal": [Role.APPROVER],
    "eve": [Role.EQUALITY_OFFICER],
    "max": [Role.MONITORING_OFFICER],
    "bea": [Role.PROCUREMENT_OFFICER],
    "opal": [Role.BID_OPENER],
    "otis": [Role.BID_OPENER],
    "orla": [Role.BID_OPENER],
    "ivo": [Role.EVALUATOR],
    "esme": [Role.EVALUATION_CHAIR],
    "cleo": [Role.CONTRACT_MANAGER],
    "ada": [Role.ADMINISTRATOR],
    "audie": [Role.AUDITOR],
}
NOW = dt.datetime(2026, 11, 22, 10, 0, tzinfo=dt.UTC)


def pytest_configure(config):
    config.stash[STAGE] = Stage()


def pytest_collection_modifyitems(items):
    in_order_of_scenes(items)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """Fixtures of the whole session find a database without a transaction."""
    if not scenes_of(item):
        with item.config.stash[blocking_manager_key].unblock():
            item.config.stash[STAGE].strike()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Every test finds the reference data: frameworks, dated rules, the glossary."""
    with django_db_blocker.unblock():
        reference.load()


@staged
def measures():
    """The approved starter measures by code, like `measures["SV-APP-03"]`."""
    starter = Framework.objects.get(slug="starter-measures")
    starter.approve(by="steward")
    return {metric.code: metric for metric in starter.metrics.all()}


def make_person(name, **more):
    return User.objects.create_user(f"{name}@example.org", name.title(), **more)


@staged
def eastfield():
    return Council.objects.create(slug="eastfield", name="Eastfield Council")


@staged
def westbrook():
    return Council.objects.create(slug="westbrook", name="Westbrook Council")


def _officer(name):
    def person(eastfield):
        user = make_person(name)
        for role in OFFICERS[name]:
            Membership.grant(eastfield, user, role)
        return user

    person.__name__ = person.__qualname__ = name
    return staged(person)


for _name in OFFICERS:
    globals()[_name] = _officer(_name)


@staged
def olu(westbrook):
    user = make_person("olu")
    for role in Role:
        Membership.grant(westbrook, user, role)
    return user


@staged
def nat():
    return make_person("nat", is_steward=True)


@staged
def brightwork():
    return Organisation.objects.create(
        name="Brightwork CIC",
        size=Organisation.Size.SMALL,
        sector=Organisation.Sector.VCSE,
        company_number="09876543",
        postcode="EF1 2AB",
    )


@staged
def fenland():
    return Organisation.objects.create(
        name="Fenland Facilities Ltd",
        size=Organisation.Size.LARGE,
        sector=Organisation.Sector.PRIVATE,
        company_number="01234567",
        postcode="EF9 8ZY",
    )


@staged
def sol(brightwork):
    user = make_person("sol")
    brightwork.welcome(user, is_lead=True)
    return user


@staged
def sam(fenland):
    user = make_person("sam")
    fenland.welcome(user, is_lead=True)
    return user


@pytest.fixture
def sign_in(client, settings):
    """Sign a person in, second factor included, and hand back the browser."""

    def enter(user):
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[1])
        session = client.session
        session["second_factor_at"] = clock.now().isoformat()
        session.save()
        return client

    return enter


@pytest.fixture
def travel():
    """Move the clock for the rest of the test: `travel(days=30)` or `travel(to=…)`."""
    entered = []

    def go(to=None, **later):
        moment = to or clock.now() + dt.timedelta(**later)
        block = clock.at(moment)
        block.__enter__()
        entered.append(block)
        return moment

    yield go
    for block in reversed(entered):
        block.__exit__(None, None, None)
