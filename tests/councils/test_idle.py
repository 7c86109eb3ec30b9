"""A session ends two hours after the last page."""

import datetime as dt

from audit import clock
from councils.accounts.idle import KEY, WRITE_EVERY


def test_a_page_puts_the_end_off(sign_in, sol, travel):
    client = sign_in(sol)
    client.get("/account/")
    first = client.session[KEY]

    travel(seconds=WRITE_EVERY)
    client.get("/account/")

    assert client.session[KEY] > first


def test_not_every_page_writes_the_session(sign_in, sol):
    client = sign_in(sol)
    with clock.at(dt.datetime(2026, 11, 22, 10, tzinfo=dt.UTC)):
        client.get("/account/")
        before = client.session[KEY]
        assert not client.get("/account/").cookies.get("session")
        assert client.session[KEY] == before


def test_the_session_lasts_two_hours(sign_in, sol, settings):
    assert settings.SESSION_COOKIE_AGE == 2 * 60 * 60
    client = sign_in(sol)
    client.get("/account/")
    assert client.session.get_expiry_age() == 2 * 60 * 60


def test_a_visitor_gets_no_session(client, eastfield):
    assert not client.get("/eastfield/places/").cookies
