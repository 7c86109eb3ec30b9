"""What every app is asked: search, personal data, retention."""

import datetime as dt

import pytest

from audit import clock
from records import followers, letters, personal_data, retention, search, tasks
from records.models import Follow, Letter, StoredFile
from records.personal_data import Person

pytestmark = pytest.mark.django_db


# --- search ---------------------------------------------------------------------------


@pytest.fixture
def answers(monkeypatch):
    monkeypatch.setattr(search, "_answers", [])


def test_every_app_is_asked_and_the_best_comes_first(answers, eastfield, ada):
    asked = []

    @search.register
    def charters(query, council, user):
        asked.append((query, council, user))
        yield search.Hit("B", "/b/", "Charter", rank=0.1)

    @search.register
    def measures(query, council, user):
        yield search.Hit("A", "/a/", "Measure", rank=0.9)
        yield search.Hit("C", "/c/", "Measure", rank=0.1)

    found = search.ask("  local\u202e \x00 jobs ", eastfield, ada)
    assert [hit.title for hit in found] == ["A", "B", "C"]
    assert asked == [("local jobs", eastfield, ada)]


@pytest.mark.parametrize("query", ["", "a", "  ", "\x00\x00\x00"])
def test_a_query_that_is_too_short_asks_nobody(answers, eastfield, ada, query):
    @search.register
    def never(query, council, user):
        raise AssertionError

    assert search.ask(query, eastfield, ada) == []


def test_one_app_cannot_flood_the_page(answers, eastfield, ada):
    @search.register
    def many(query, council, user):
        for number in range(10_000):
            yield search.Hit(f"{number:05}", "/", "x")

    assert len(search.ask("jobs", eastfield, ada)) == search.MOST_FROM_EACH


def test_an_extract_shows_the_words_in_their_place():
    text = "word " * 100 + "local jobs " + "word " * 100
    part = search.extract(text, "Local Jobs", width=60)
    assert "local jobs" in part
    assert part.startswith("… ")
    assert part.endswith(" …")
    assert search.extract("short", "none") == "short"


# --- personal data --------------------------------------------------------------------


def test_a_person_is_told_what_is_held_and_can_be_forgotten(eastfield, cleo):
    followers.confirm(
        eastfield, followers.ask(eastfield, "remi@example.org", ["everything"])
    )
    followers.ask(eastfield, "else@example.org", ["everything"])
    person = Person(email="Remi@example.org")
    held = {held.holding.model: held.rows for held in personal_data.ask(person)}
    assert held[Follow][0]["email"] == "remi@example.org"
    assert len(held[Letter]) == 1
    personal_data.erase(person)
    assert personal_data.ask(person) == []
    assert not Follow.objects.filter(email="remi@example.org").exists()
    assert Follow.objects.get().email == "else@example.org"
    letter = Letter.objects.filter(recipient="").get()
    assert (letter.text, letter.subject) == ("", "")


def test_an_erased_letter_is_still_not_sent_twice(eastfield):
    followers.ask(eastfield, "remi@example.org", ["everything"])
    tasks.send_letters()
    first = Letter.objects.get()
    personal_data.erase(Person(email="remi@example.org"))
    again = letters.write(
        first.kind,
        "remi@example.org",
        {},
        obligation=first.obligation,
        due=first.due_on,
        council=eastfield,
    )
    assert again == first


def test_a_file_stays_when_the_person_who_handed_it_in_goes(eastfield, cleo):
    StoredFile.keep_made(b"x", kind="csv", name="a", council=eastfield, by=cleo)
    assert personal_data.ask(Person(user=cleo))
    personal_data.erase(Person(user=cleo))
    assert StoredFile.objects.get().uploaded_by is None


def test_nobody_in_particular_holds_nothing(eastfield):
    followers.ask(eastfield, "remi@example.org", ["everything"])
    assert personal_data.ask(Person()) == []


def test_each_personal_field_of_records_is_answered_for():
    answered = {holding.model for holding in personal_data.holdings()}
    assert {Letter, Follow, StoredFile} <= answered


# --- retention ------------------------------------------------------------------------


def test_letters_lose_their_words_after_their_time(eastfield, travel):
    followers.ask(eastfield, "remi@example.org", ["everything"])
    tasks.send_letters()
    assert retention.apply({"letters": 30}, eastfield)["letters"] == 0
    travel(days=31)
    assert retention.apply({"letters": 30}, eastfield)["letters"] == 1
    assert retention.apply({"letters": 30}, eastfield)["letters"] == 0
    letter = Letter.objects.get()
    assert (letter.recipient, letter.text, letter.status) == ("", "", "sent")


def test_an_address_that_never_answered_is_forgotten(eastfield, travel):
    followers.ask(eastfield, "remi@example.org", ["everything"])
    travel(days=8)
    kept = followers.ask(eastfield, "else@example.org", ["everything"])
    assert retention.apply({"unconfirmed_follows": 7}, eastfield) == {
        "unconfirmed_follows": 1
    }
    assert Follow.objects.get().token == kept


def test_a_kind_without_a_period_is_kept(eastfield, travel):
    followers.ask(eastfield, "remi@example.org", ["everything"])
    travel(days=10_000)
    assert retention.apply({}, eastfield) == {}
    assert Follow.objects.exists()


def test_a_period_of_no_days_is_refused(eastfield):
    with pytest.raises(ValueError, match="at least one day"):
        retention.apply({"letters": 0}, eastfield)


def test_a_letter_that_waits_is_never_forgotten(eastfield, travel):
    followers.ask(eastfield, "remi@example.org", ["everything"])
    travel(to=clock.now() + dt.timedelta(days=400))
    assert retention.apply({"letters": 30}, eastfield) == {"letters": 0}
