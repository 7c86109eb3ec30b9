"""Ready pages at the door: for those who bring nothing, while the text stands."""

import pytest

from charters import door as doors
from charters.door import Door, Kept, door
from charters.published import shelf
from tests import factories
from tests.stage import staged


@staged
def charter(eastfield, dara, amal):
    return factories.adopted_charter(eastfield, by=dara, approver=amal)


@pytest.fixture
def address(charter, client):
    """A page that was asked for once, so that it is ready."""
    shelf.clear()
    door.clear()
    address = charter.get_absolute_url()
    assert client.get(address).status_code == 200
    return address


@pytest.fixture
def resolved(monkeypatch):
    """The addresses whose view was looked for."""
    found = []
    before = doors.DoorMiddleware.ready

    def ready(middleware, request):
        answer = before(middleware, request)
        if answer is None:
            found.append(request.get_full_path())
        return answer

    monkeypatch.setattr(doors.DoorMiddleware, "ready", ready)
    return found


def test_the_same_page_is_answered_at_the_door(address, client, resolved):
    before = client.get(address, headers={"If-None-Match": '"older"'})
    assert resolved == []
    assert before.status_code == 200
    for header in ("Content-Security-Policy", "X-Frame-Options", "Content-Length"):
        assert before.has_header(header)


def test_the_door_answers_as_the_view_does(address, client, monkeypatch):
    at_the_door = client.get(address)
    door.clear()
    inside = client.get(address)
    assert at_the_door.content == inside.content
    assert dict(at_the_door.headers) == dict(inside.headers)


def test_a_known_etag_and_a_question_about_the_head_are_answered_too(
    address, client, resolved
):
    etag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304
    assert client.head(address).content == b""
    assert resolved == []


def test_whoever_brings_a_cookie_a_question_or_words_goes_inside(
    address, client, resolved
):
    client.get(address, {"view": "in-place"})
    client.post(address)
    client.cookies["anything"] = "1"
    client.get(address)
    assert len(resolved) == 3


def test_an_officer_gets_a_page_of_their_own(address, sign_in, dara, resolved):
    page = sign_in(dara).get(address)
    assert "no-store" in page["Cache-Control"]
    assert resolved == [address]


def test_changed_words_are_not_answered_from_the_door(
    address, charter, client, amal, resolved
):
    charter.withdraw("Reorganised.", by=amal)
    assert client.get(address).status_code == 410
    assert resolved == [address]
    assert client.get(address).status_code == 410
    assert resolved == [address]


def test_during_maintenance_the_door_is_shut(address, client, settings):
    settings.MAINTENANCE_UNTIL = "2090-01-01T00:00+00:00"
    assert client.get(address).status_code == 503


def test_only_so_many_addresses_are_remembered():
    small = Door(most=2)
    kept = Kept("eastfield", "x", (), "", "", 200)
    for path in "abc":
        small.keep(path, kept)
    assert list(small._kept) == ["b", "c"]
