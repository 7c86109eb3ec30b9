"""A contract in force between Eastfield and Brightwork, on the day of its signing."""

import datetime as dt

import pytest

from audit import clock
from contracts.models import Contract
from councils.models import Membership, Role
from tests.conftest import make_person
from tests.factories import signed_contract
from tests.stage import staged


@staged
def signed(eastfield, brightwork, bea, cleo, sol) -> Contract:
    return signed_contract(eastfield, brightwork, by=bea)


@pytest.fixture
def contract(signed, travel) -> Contract:
    travel(to=clock.day_starts(signed.signed_on) + dt.timedelta(hours=12))
    return signed


@pytest.fixture
def promise(contract):
    """Its one promise: 3 of a measure, due on the last day of the contract."""
    return contract.commitments.get()


@pytest.fixture
def milestone(promise):
    return promise.milestones.get()


@pytest.fixture
def carl(eastfield):
    """A second contract manager, so that proof can be checked by somebody else."""
    user = make_person("carl")
    Membership.grant(eastfield, user, Role.CONTRACT_MANAGER)
    return user


@pytest.fixture
def on_day(travel):
    """Let it be noon of a day."""

    def go(day):
        travel(to=clock.day_starts(day) + dt.timedelta(hours=12))

    return go
