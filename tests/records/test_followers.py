import pytest
from django.core import mail

from audit.models import Event
from records import followers, tasks, topics
from records.models import Follow, Letter

pytestmark = pytest.mark.django_db
REMI = "remi@example.org"


def follow(council, *wanted, email=REMI):
    token = followers.ask(council, email, wanted or ["everything"])
    followers.confirm(council, token)
    return token


def tell(council, *about, obligation="round:1:open"):
    return followers.tell(
        council, about, "follow_confirm", {"confirm_url": "x"}, obligation=obligation
    )


def test_nothing_is_sent_before_the_address_is_confirmed(eastfield):
    followers.ask(eastfield, REMI, ["everything"])
    assert tell(eastfield, "consultations") == []
    assert [letter.kind for letter in Letter.objects.all()] == ["follow_confirm"]


def test_a_follower_is_told_once_whatever_number_of_topics_fits(eastfield):
    follow(eastfield, "consultations", "charter:2027")
    first = tell(eastfield, "consultations", "charter:2027")
    assert len(first) == 1
    assert tell(eastfield, "consultations") == first


def test_only_followers_of_the_topic_or_of_everything_are_told(eastfield, westbrook):
    follow(eastfield, "consultations", email="a@example.org")
    follow(eastfield, "results", email="b@example.org")
    follow(eastfield, "everything", email="c@example.org")
    follow(westbrook, "everything", email="d@example.org")
    told = {letter.recipient for letter in tell(eastfield, "results")}
    assert told == {"b@example.org", "c@example.org"}


def test_letters_to_followers_carry_their_own_way_to_stop(eastfield):
    token = follow(eastfield)
    Letter.objects.all().delete()
    tell(eastfield, "results")
    tasks.send_letters()
    assert (
        f"/eastfield/unsubscribe/{token}/"
        in (mail.outbox[0].extra_headers["List-Unsubscribe"])
    )


def test_stopping_ends_all_topics_and_forgets_the_address(eastfield):
    token = follow(eastfield, "consultations", "results")
    other = follow(eastfield, "results", email="other@example.org")
    assert followers.stop(eastfield, token) == 2
    assert followers.stop(eastfield, token) == 0
    assert not Follow.objects.filter(email=REMI).exists()
    assert Follow.objects.confirmed().get().token == other
    assert follow(eastfield)  # and may begin again
    assert Follow.objects.confirmed().count() == 2


def test_asking_again_writes_one_letter_a_day_and_its_link_goes_on_working(
    eastfield, travel
):
    first = followers.ask(eastfield, REMI, ["everything"])
    for _again in range(5):
        followers.ask(eastfield, REMI.upper(), ["everything"])
    assert Letter.objects.count() == 1
    assert Follow.objects.count() == 1
    assert followers.confirm(eastfield, first) == 1
    travel(days=1)
    followers.ask(eastfield, REMI, ["everything"])
    assert Letter.objects.count() == 1  # it follows already: nothing to confirm


def test_the_trail_says_that_it_happened_and_not_to_whom(eastfield):
    followers.stop(eastfield, follow(eastfield))
    verbs = ["follow.confirmed", "follow.stopped"]
    events = Event.objects.filter(verb__in=verbs)
    assert [event.verb for event in events] == verbs
    for event in events:
        assert (
            "remi" not in f"{event.subject_reference}{event.subject_label}{event.data}"
        )


def test_apps_offer_topics(eastfield, monkeypatch):
    monkeypatch.setattr(topics, "_answers", [])
    topics.register(lambda council: [topics.Topic("charter:x", "The charter")])
    assert [topic.key for topic in topics.topics_of(eastfield)] == [
        "everything",
        "charter:x",
    ]
