"""The cast. Each person has the roles that their letters say, in Eastfield.

Olu is the stranger: he does everything that Dara does, in Westbrook.
"""

import datetime as dt

import pytest

from audit import clock
from councils.models import Council, Membership, Organisation, Role, User
from metrics import reference
from metrics.models import Framework
from tests.browsers import browser  # noqa: F401 – fixture
from tests.databases import _django_db_helper, own_database  # noqa: F401 – fixtures
from tests.processes import (  # noqa: F401 – fixtures
    broker,
    file_processes,
    processes,
    redis_server,
)

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


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Every test finds the reference data: frameworks, dated rules, the glossary."""
    with django_db_blocker.unblock():
        reference.load()


@pytest.fixture
def measures(db):
    """The approved starter measures by code, like `measures["SV-APP-03"]`."""
    starter = Framework.objects.get(slug="starter-measures")
    starter.approve(by="steward")
    return {metric.code: metric for metric in starter.metrics.all()}


def make_person(name, **more):
    return User.objects.create_user(f"{name}@example.org", name.title(), **more)


@pytest.fixture
def eastfield(db):
    return Council.objects.create(slug="eastfield", name="Eastfield Council")


@pytest.fixture
def westbrook(db):
    return Council.objects.create(slug="westbrook", name="Westbrook Council")


def _officer(name):
    @pytest.fixture(name=name)
    def person(eastfield):
        user = make_person(name)
        for role in OFFICERS[name]:
            Membership.grant(eastfield, user, role)
        return user

    return person


for _name in OFFICERS:
    globals()[_name] = _officer(_name)


@pytest.fixture
def olu(westbrook):
    user = make_person("olu")
    for role in Role:
        Membership.grant(westbrook, user, role)
    return user


@pytest.fixture
def nat(db):
    return make_person("nat", is_steward=True)


@pytest.fixture
def brightwork(db):
    return Organisation.objects.create(
        name="Brightwork CIC",
        size=Organisation.Size.SMALL,
        sector=Organisation.Sector.VCSE,
        company_number="09876543",
        postcode="EF1 2AB",
    )


@pytest.fixture
def fenland(db):
    return Organisation.objects.create(
        name="Fenland Facilities Ltd",
        size=Organisation.Size.LARGE,
        sector=Organisation.Sector.PRIVATE,
        company_number="01234567",
        postcode="EF9 8ZY",
    )


@pytest.fixture
def sol(brightwork):
    user = make_person("sol")
    brightwork.welcome(user, is_lead=True)
    return user


@pytest.fixture
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
