"""Page, file, search, feed and open data show comments and results by one rule."""

import pytest
from django.core.cache import cache

from audit import clock
from consultation import statement
from consultation.models import Comment, Round
from consultation.parcels import Remark
from tests.consultation.addresses import url
from tests.factories import planned_round, send_response

pytestmark = pytest.mark.django_db
WORDS = "Umbrellas for the bus stop."


@pytest.fixture(autouse=True)
def nobody_has_asked_before(settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    }
    cache.clear()


def content(answer) -> str:
    if answer.streaming:
        return b"".join(answer.streaming_content).decode()
    return answer.content.decode()


def places(client, round) -> dict[str, str]:
    """What each place says that shows comments."""
    found = {
        "page": url(round, "comment_list"),
        "file": url(round, "public_comments"),
        "JSON file": url(round, "public_comments", kind="json"),
        "feed": url(round, "comment_feed"),
        "search": f"/{round.council.slug}/search/?q=Umbrellas",
        "open data": "/api/v1/comments/",
    }
    return {name: content(client.get(address)) for name, address in found.items()}


def who_shows(client, round) -> set[str]:
    return {name for name, text in places(client, round).items() if WORDS in text}


ALL = {"page", "file", "JSON file", "feed", "search", "open data"}


@pytest.fixture
def checked(round, mona):
    """A checked comment of an open round."""
    part = round.edition.clauses.first()
    sent = send_response(round, remarks=[Remark(WORDS, clause=part)])
    sent.response.comments.get().publish(mona)
    return round


def shown(round, setting) -> None:
    Round.objects.filter(pk=round.pk).update(comments_shown=setting)


@pytest.mark.parametrize("setting", Round.Shown.values)
def test_while_a_round_is_open_every_place_keeps_its_setting(client, checked, setting):
    shown(checked, setting)
    expected = ALL if setting == Round.Shown.AS_PUBLISHED else set()
    assert who_shows(client, checked) == expected


@pytest.mark.parametrize("setting", Round.Shown.values)
def test_after_the_close_every_place_shows_what_is_checked(
    client, checked, travel, setting
):
    shown(checked, setting)
    travel(to=checked.closes_at)
    assert who_shows(client, checked) == ALL


@pytest.mark.parametrize("setting", Round.Shown.values)
def test_a_paused_round_past_its_close_still_hides_alike(
    client, checked, travel, dara, setting
):
    shown(checked, setting)
    Round.objects.get(pk=checked.pk).pause("A mistake on the page.", by=dara)
    travel(to=checked.closes_at)
    expected = ALL if setting == Round.Shown.AS_PUBLISHED else set()
    assert who_shows(client, checked) == expected


@pytest.mark.parametrize("setting", Round.Shown.values)
def test_a_cancelled_round_shows_alike(client, checked, dara, setting):
    shown(checked, setting)
    Round.objects.get(pk=checked.pk).cancel("The plan is off.", by=dara)
    assert who_shows(client, checked) == ALL


@pytest.mark.parametrize("act", ["withhold", "withdraw", "set_aside"])
def test_what_is_not_to_be_read_is_in_none_of_them(client, checked, travel, mona, act):
    comment = checked.comments.get()
    if act == "withhold":
        comment.withhold("abuse", mona)
    elif act == "withdraw":
        comment.response.withdraw()
    else:
        type(comment.response).objects.update(standing="set_aside", standing_reason="x")
    travel(to=checked.closes_at)
    assert who_shows(client, checked) == set()


def test_a_place_with_a_rule_of_its_own_is_noticed(client, checked, monkeypatch):
    """Negative control."""
    everything = type(Comment.objects.all())
    monkeypatch.setattr(everything, "readable", lambda self, at=None: self)
    assert who_shows(client, checked) == {"feed", "search", "open data"}


@pytest.mark.parametrize("setting", Round.Shown.values)
def test_the_rule_of_the_database_is_that_of_the_record(checked, travel, setting):
    shown(checked, setting)
    for moment in (
        *(checked.opens_at, clock.now(), checked.closes_at),
        checked.closes_at.replace(year=2099),
    ):
        for status in Round.Status.values:
            now = {"status": status, "cancelled_at": None, "paused_at": None}
            if status == "cancelled":
                now["cancelled_at"] = checked.opens_at
            Round.objects.filter(pk=checked.pk).update(**now)
            found = Round.objects.get(pk=checked.pk)
            told = Round.objects.showing_comments(moment).exists()
            assert told == (found.is_announced and found.shows_comments(moment))


RESULTS = {
    "results": "results",
    "statement": "statement",
    "statement file": "statement_json",
    "answers": "public_answers",
}


def who_tells(client, round) -> set[str]:
    """Where the council's answer can be read."""
    words = "a promise needs a date"
    found = {
        name: content(client.get(url(round, page))) for name, page in RESULTS.items()
    }
    hits = content(client.get(f"/{round.council.slug}/search/?q=promise"))
    found["search"] = words if "Promises need dates" in hits else ""
    for name in ("issues", "statements"):
        answer = client.get(f"/api/v1/{name}/").json()
        found[name] = content(client.get(f"/api/v1/{name}/"))
        for one in answer["results"]:
            path = one["url"].partition("/api/")[2]
            found[name] += content(client.get(f"/api/{path}"))
    return {name for name, text in found.items() if words in text}


def test_results_are_hidden_and_shown_everywhere_at_once(client, issue, closed, dara):
    issue.dispose("accepted", "We agree: a promise needs a date.", by=dara)
    closed.analyse(by=dara)
    statement.build(closed)
    assert who_tells(client, closed) == set()
    closed.report(by=dara)
    assert who_tells(client, closed) == {
        *("results", "statement", "statement file", "search", "issues", "statements")
    }


def test_points_stand_beside_a_comment_only_once_the_results_are_out(
    client, issue, closed, dara
):
    def points():
        return client.get("/api/v1/comments/").json()["results"][0]["issues"]

    assert points() == []
    issue.dispose("accepted", "We agree.", by=dara)
    closed.analyse(by=dara)
    closed.report(by=dara)
    assert points() == [issue.number]


def test_the_feed_is_linked_from_the_list_and_has_its_newest_first(
    client, checked, travel, mona
):
    travel(to=checked.closes_at)
    feed = url(checked, "comment_feed")
    page = client.get(url(checked, "comment_list")).text
    assert f'type="application/atom+xml" title="Comments: {checked}" href="{feed}"' in (
        page
    )
    answer = client.get(feed)
    assert answer["Content-Type"].startswith("application/atom+xml")
    assert f"#comment-{checked.comments.get().reference}" in answer.text


def test_a_list_of_open_data_takes_as_many_queries_at_any_size(
    client, checked, travel, mona, django_assert_num_queries
):
    travel(to=checked.closes_at)
    for name, most in {"comments": 3, "rounds": 2, "consultations": 3}.items():
        with django_assert_num_queries(most):
            client.get(f"/api/v1/{name}/")


def test_a_planned_consultation_is_not_in_open_data(client, eastfield):
    planned = planned_round(eastfield)
    for name in ("consultations", "rounds"):
        assert client.get(f"/api/v1/{name}/").json()["results"] == []
    address = f"/api/v1/consultations/{planned.consultation.uid}/"
    assert client.get(address).status_code == 404


def test_open_data_is_narrowed_by_round_and_view(client, checked, travel):
    travel(to=checked.closes_at)
    (round,) = client.get("/api/v1/rounds/?council=eastfield").json()["results"]
    assert round["phase"] == "closed"
    found = client.get(f"/api/v1/comments/?round={round['uid']}").json()
    assert found["count"] == 1
    assert client.get("/api/v1/comments/?stance=agree").json()["count"] == 0
    assert client.get("/api/v1/comments/?round=x").status_code == 400
