"""Open data shows what the public pages show, to anyone, and nothing else."""

import json

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit import clock
from charters.models import Charter, Edition
from councils.models import Council
from metrics.models import Metric
from portal.api import RESOURCES
from tests.factories import (
    consulting_charter,
    make_charter,
    ready_charter,
    signed_contract,
)
from tests.factories.metrics import local_measure
from tests.factories.tenders import draft_tender, published_tender

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/"


@pytest.fixture(autouse=True)
def nobody_has_asked_before(settings):
    """Counts of requests live in the cache: a memory of its own for each test."""
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    }
    cache.clear()


@pytest.fixture
def read(client):
    """The entries of a list, or what another address answers."""

    def ask(path, **query):
        answer = client.get(ROOT + path, query)
        assert answer.status_code == 200, answer.text
        found = answer.json()
        return found.get("results", found)

    return ask


def test_the_root_names_every_resource_and_each_answers(eastfield, client, read):
    root = client.get(ROOT).json()
    assert list(root) == list(RESOURCES)
    for address in root.values():
        answer = client.get(address.removeprefix("http://localhost:8000"))
        assert answer.status_code == 200
        assert set(answer.json()) == {"count", "next", "previous", "results"}


@pytest.mark.slow
def test_a_thread_can_be_walked_from_a_promise_back_to_the_charter(read, eastfield):
    contract = signed_contract(eastfield)

    def follow(address):
        return read(address.removeprefix("http://localhost:8000" + ROOT))

    (promise,) = read("commitments/", council="eastfield")
    mine = contract.commitments.get()
    assert promise["wording"] == mine.wording
    assert promise["supplier"] == contract.organisation.name
    assert promise["standing"]["accepted"] == "0"
    assert promise["page"].endswith(mine.get_absolute_url())
    tender = follow(promise["tender"])
    assert tender["award"]["supplier"] == contract.organisation.name
    assert tender["priorities"][0]["code"] == promise["priority"]
    edition = follow(tender["edition"])
    assert edition["document"]["priorities"][0]["code"] == promise["priority"]
    charter = follow(edition["charter"])
    assert charter["status"] == "adopted"
    (priority,) = read("priorities/", council="eastfield")
    assert priority["edition"] == tender["edition"]
    assert follow(promise["metric"])["unit"] == promise["unit"]


def test_a_draft_is_nowhere(read, client, eastfield):
    charter = ready_charter(eastfield)
    edition = charter.freeze("consultation", by=charter.created_by)
    for name in ("charters", "editions", "priorities"):
        assert read(f"{name}/") == []
    assert client.get(f"{ROOT}charters/{charter.uid}/").status_code == 404
    assert client.get(f"{ROOT}editions/{edition.uid}/").status_code == 404


def test_without_the_rule_the_draft_would_be_listed(read, eastfield, monkeypatch):
    """The negative control."""
    charter = ready_charter(eastfield)
    charter.freeze("consultation", by=charter.created_by)
    for model in (Charter, Edition):
        everything = type(model.objects.all())
        monkeypatch.setattr(everything, "public", lambda self, at=None: self)
    assert len(read("charters/")) == 1


def test_a_version_that_opens_later_is_shown_from_that_moment(read, eastfield, travel):
    charter = ready_charter(eastfield)
    edition = charter.freeze("consultation", by=charter.created_by)
    edition.publish(by=charter.created_by, public_from=clock.now().replace(year=2099))
    assert read("editions/") == []
    travel(to=clock.now().replace(year=2099, month=12))
    assert [one["uid"] for one in read("editions/")] == [str(edition.uid)]


def test_words_that_are_changed_after_publication_stay_unread(read, eastfield):
    charter = consulting_charter(eastfield)
    edition = Edition.objects.get(charter=charter)
    if not edition.is_public():
        edition.publish(by=charter.created_by)
    told = read(f"charters/{charter.uid}/")["title"]
    Charter.objects.update(title="A title that nobody has published")
    assert read(f"charters/{charter.uid}/")["title"] == told
    assert read("priorities/") == []  # it is not in force


def test_an_opportunity_is_shown_once_it_is_published(read, client, eastfield):
    published = published_tender(eastfield)
    draft = draft_tender(eastfield, edition=published.edition)
    (shown,) = read("tenders/", is_open="true")
    assert shown["status"] == "open"
    assert shown["reference"] == published.reference
    assert "sealing_key" not in shown
    assert read("tenders/", is_open="false") == []
    assert client.get(f"{ROOT}tenders/{draft.uid}/").status_code == 404


def test_a_measure_that_is_only_proposed_is_not_found(client, eastfield):
    measure = local_measure(eastfield)
    assert client.get(f"{ROOT}metrics/{measure.code}/").status_code == 200
    Metric.objects.filter(pk=measure.pk).update(status="proposed")
    assert client.get(f"{ROOT}metrics/{measure.code}/").status_code == 404


def test_a_list_is_narrowed_by_council(read, eastfield, westbrook):
    consulting_charter(eastfield)
    assert [one["slug"] for one in read("councils/")] == ["eastfield", "westbrook"]
    Edition.objects.get().publish(by=Charter.objects.get().created_by)
    assert len(read("charters/", council="eastfield")) == 1
    assert read("charters/", council="westbrook") == []


def test_lists_come_in_pages_that_lead_to_each_other(client, eastfield, westbrook):
    first = client.get(f"{ROOT}councils/?page_size=1").json()
    assert first["next"] == f"http://localhost:8000{ROOT}councils/?page=2&page_size=1"
    second = client.get(first["next"].removeprefix("http://localhost:8000")).json()
    assert second["results"][0]["slug"] == "westbrook"
    assert second["next"] is None
    assert client.get(f"{ROOT}councils/?page=9").status_code == 404


@pytest.mark.parametrize(
    "query", ["charters/?status=nonsense", "editions/?charter=7", "tenders/?category=x"]
)
def test_a_word_that_cannot_be_understood_is_refused(client, db, query):
    answer = client.get(ROOT + query)
    assert answer.status_code == 400
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_changed(client, eastfield, method):
    send = getattr(client, method)
    assert send(f"{ROOT}councils/eastfield/").status_code == 405


def test_no_cookie_is_set_and_anybody_may_keep_the_answer(client, eastfield):
    answer = client.get(f"{ROOT}councils/")
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    assert answer["Cache-Control"] == "public, max-age=60, s-maxage=60"
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_an_answer_that_has_not_changed_is_not_sent_again(client, eastfield):
    etag = client.get(f"{ROOT}councils/")["ETag"]
    same = client.get(f"{ROOT}councils/", headers={"If-None-Match": etag})
    assert same.status_code == 304
    assert same.content == b""
    Council.objects.update(decided_by="Full council")
    changed = client.get(f"{ROOT}councils/", headers={"If-None-Match": etag})
    assert changed.status_code == 200


def test_an_officer_sees_no_more_than_a_visitor(sign_in, dara, eastfield):
    make_charter(eastfield)
    assert sign_in(dara).get(f"{ROOT}charters/").json()["results"] == []


def test_who_asks_too_often_is_told_to_wait(client, eastfield, settings):
    settings.API_RATE = "3/min"
    codes = [client.get(f"{ROOT}councils/").status_code for _ in range(4)]
    assert codes == [200, 200, 200, 429]
    refused = client.get(f"{ROOT}councils/")
    assert 0 < int(refused["Retry-After"]) <= 60
    forged = {"X-Forwarded-For": "203.0.113.9"}
    assert client.get(f"{ROOT}councils/", headers=forged).status_code == 429


def test_reading_stays_open_while_the_counter_is_away(client, eastfield, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:9/0",
            "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
        }
    }
    assert client.get(f"{ROOT}councils/").status_code == 200


@pytest.mark.slow
def test_the_number_of_queries_does_not_grow(client, eastfield, westbrook, fenland):
    def counts():
        found = {}
        for name in RESOURCES:
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert client.get(f"{ROOT}{name}/").status_code == 200
            found[name] = len(asked)
        return found

    signed_contract(eastfield)
    small = counts()
    signed_contract(westbrook, fenland)
    consulting_charter(westbrook)
    assert counts() == small
    assert max(small.values()) <= 8, small


@pytest.mark.slow
def test_the_schema_is_valid_and_describes_each_resource(tmp_path, client):
    path = tmp_path / "schema.json"
    call_command(
        "spectacular",
        validate=True,
        fail_on_warn=True,
        file=path,
        format="openapi-json",
    )
    schema = json.loads(path.read_text())
    assert {f"{ROOT}{name}/" for name in RESOURCES} <= set(schema["paths"])
    assert {method for path in schema["paths"].values() for method in path} == {"get"}
    served = client.get(f"{ROOT}schema/")
    assert served.status_code == 200
    assert not served.cookies


def test_the_page_for_people_names_each_address_and_the_limit(client, db):
    page = client.get("/api/").text
    for name in RESOURCES:
        assert f'href="{ROOT}{name}/"' in page
    assert "120 times a minute" in page
    assert '<a href="/api/">Data</a>' in client.get("/").text
