import pytest
from django.urls import reverse

from audit.trail import record
from councils import work
from councils.work import WorkItem

pytestmark = pytest.mark.django_db


def test_the_front_page_lists_the_councils_and_sets_no_cookie(
    eastfield, westbrook, client
):
    answer = client.get("/")
    assert "Eastfield Council" in answer.content.decode()
    assert "Westbrook Council" in answer.content.decode()
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


def test_a_home_page_without_a_charter_says_so(eastfield, client):
    answer = client.get("/eastfield/")
    assert "We have not published a charter yet" in answer.content.decode()


def test_an_unknown_council_is_not_found(client, db):
    assert client.get("/nowhere/").status_code == 404


def test_your_work_lists_what_waits_soonest_first(
    eastfield, dara, sign_in, monkeypatch
):
    from audit import clock

    soon, later = clock.today(), clock.today().replace(year=clock.today().year + 1)
    items = [WorkItem(later, "Later", "/l/"), WorkItem(None, "Some day", "/d/")]
    monkeypatch.setattr(
        work,
        "_answers",
        [lambda user, council: items, lambda u, c: [WorkItem(soon, "Soon", "/s/")]],
    )
    page = sign_in(dara).get("/eastfield/workspace/")
    shown = [item.title for item in page.context["page"]]
    assert shown == ["Soon", "Later", "Some day"]


def test_a_stranger_finds_no_workspace(eastfield, olu, sign_in):
    assert sign_in(olu).get("/eastfield/workspace/").status_code == 404


def test_a_visitor_is_asked_to_sign_in(eastfield, client):
    answer = client.get("/eastfield/workspace/")
    assert answer.status_code == 302
    assert answer.url.startswith("/sign-in/")


def test_auditors_read_the_record_and_drafters_do_not(eastfield, audie, dara, sign_in):
    record("test.happened", eastfield)
    url = reverse("portal:log", args=["eastfield"])
    assert "test.happened" in sign_in(audie).get(url).content.decode()
    assert sign_in(dara).get(url).status_code == 403


def test_the_record_asks_the_same_number_of_queries_at_any_length(
    eastfield, audie, sign_in, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    url = reverse("portal:log", args=["eastfield"])
    browser = sign_in(audie)
    record("test.one", eastfield)
    browser.get(url)
    with CaptureQueriesContext(connection) as few:
        browser.get(url)
    for _ in range(60):
        record("test.more", eastfield)
    with django_assert_num_queries(len(few)):
        browser.get(url)


def test_a_search_that_finds_nothing_says_what_to_do(eastfield, client):
    page = client.get("/eastfield/search/?q=zzzzzz").content.decode()
    assert "Nothing holds these words" in page


@pytest.mark.parametrize("query", ["", "a", "\x00", "%", "' OR 1=1", "x" * 5000])
def test_odd_searches_are_answered(eastfield, client, query):
    assert client.get("/eastfield/search/", {"q": query}).status_code == 200


def test_health_answers_from_the_database(client, db):
    assert client.get("/health/").content == b"ok\n"
