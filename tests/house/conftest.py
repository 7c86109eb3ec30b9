from pathlib import Path

import pytest
from django.test import override_settings
from pytest_django.live_server_helper import LiveServer

from tests.fresh import furnished_template
from tests.house import world
from tests.house.looking import Looker

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="session")
def furnished(django_db_setup, django_db_blocker):
    """The name of a database with the demo councils in it."""
    with django_db_blocker.unblock():
        demo = furnished_template(world.furnish)
        with world.clone("house", of=demo) as name:
            yield name


@pytest.fixture(scope="session")
def portal_server(furnished):
    server = LiveServer("localhost")
    # With the cast and the banner; a window stays open longer than a proof is fresh.
    with override_settings(DEMO=True, ACCOUNT_REAUTHENTICATION_TIMEOUT=24 * 60 * 60):
        yield server
    server.stop()


@pytest.fixture
def _django_db_helper(request):
    """No transaction around a test that shares the demo database with a server."""
    if "demo" not in request.fixturenames:
        request.getfixturevalue("_django_db_helper")


@pytest.fixture
def demo(db, furnished, django_db_blocker):
    """This test sees, and may change, the database with the demo councils."""
    with django_db_blocker.unblock(), world.database(furnished):
        yield


@pytest.fixture(scope="session")
def axe_source() -> str:
    if not AXE.exists():
        pytest.fail("axe-core is not installed: run `npm ci`.")
    return AXE.read_text()


@pytest.fixture(scope="session")
def lookers(browser, portal_server, axe_source):
    """A browser window for each person, kept open between tests."""
    opened: dict[tuple[str, bool], Looker] = {}
    yield opened
    for looker in opened.values():
        looker.close()


@pytest.fixture
def look_as(lookers, browser, portal_server, axe_source, demo):
    """`look_as("dara")` hands over her window; `look_as("")` a visitor's."""

    def open_window(name: str = "", scripts: bool = True) -> Looker:
        key = (name, scripts)
        if key not in lookers:
            cookie = world.session_for(world.person(name)) if name else None
            lookers[key] = Looker(
                browser, portal_server.url, axe_source, cookie, scripts=scripts
            )
        return lookers[key]

    return open_window
