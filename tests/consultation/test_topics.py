"""Topics are counted, suggested and made issues by a person."""

import pytest

from audit.lifecycle import Refused
from consultation import keyness, suggesting, tasks, topics
from consultation.models import TopicSearch
from tests.consultation.addresses import url
from tests.factories import send_response

pytestmark = pytest.mark.django_db

BUSES = [
    "The evening bus stops at six and nobody gets home from college.",
    "Run the bus later in the evening, so that college students get home.",
    "An evening bus to the college would help my daughter.",
    "My shift ends at nine and there is no evening bus home.",
]
TREES = [
    "Plant street trees and water them in summer.",
    "Street trees give shade in summer. Plant more.",
    "Water the street trees that you plant, every summer.",
]
LONE = ["Open the library on Sundays."]


def numbered(*groups):
    return list(enumerate(text for group in groups for text in group))


def test_words_that_people_use_together_make_topics_with_examples():
    found = topics.topics(numbered(BUSES, TREES, LONE))
    by_keys = {topic.keys: topic for topic in found}
    assert set(by_keys) == {(0, 1, 2, 3), (4, 5, 6)}
    buses = by_keys[0, 1, 2, 3]
    assert {"evening", "bus"} <= set(buses.words)
    assert set(buses.examples) < set(buses.keys)
    assert "library" not in str(found)


def test_the_same_comments_give_the_same_topics_and_too_few_give_none():
    texts = numbered(BUSES, TREES)
    assert topics.topics(texts) == topics.topics(texts)
    assert topics.topics([]) == topics.topics(numbered(LONE)) == []
    assert topics.topics([(n, "") for n in range(9)]) == []


def test_a_word_that_everybody_uses_makes_no_topic():
    every = [(n, f"Charter charter word{chr(97 + n)}") for n in range(20)]
    assert topics.topics(every) == []


def test_each_text_is_read_once_for_words_that_stand_out(monkeypatch):
    parts = {"1.1": BUSES, "1.2": TREES}
    before = {
        "1.1": keyness.stand_out(BUSES, TREES),
        "1.2": keyness.stand_out(TREES, BUSES),
    }
    read = []
    real = keyness.words_of
    monkeypatch.setattr(keyness, "words_of", lambda t: read.append(t) or real(t))
    assert keyness.by_part(parts) == before
    assert len(read) == len(BUSES) + len(TREES)


@pytest.fixture
def searched(round, dara):
    """An open round whose loose comments a worker has looked through."""
    send_response(round, *BUSES)
    send_response(round, *TREES)
    search = suggesting.ask(round, by=dara)
    tasks.find_topics(search.pk)
    search.refresh_from_db()
    return search


def test_a_worker_looks_once_however_often_it_is_told(round, dara, searched):
    assert searched.is_done
    assert searched.comments == 7
    again = TopicSearch.objects.get()
    tasks.find_topics(searched.pk)
    assert tasks.sweep_topics() == 0
    assert TopicSearch.objects.get().done_at == again.done_at
    waiting = suggesting.ask(round, by=dara)
    assert suggesting.ask(round, by=dara) == waiting
    assert tasks.sweep_topics() == 1


def test_a_search_that_fails_is_tried_again(round, dara, monkeypatch):
    search = suggesting.ask(round, by=dara)

    def fail(_texts):
        raise MemoryError

    monkeypatch.setattr(topics, "topics", fail)
    with pytest.raises(MemoryError):
        tasks.find_topics(search.pk)
    search.refresh_from_db()
    assert not search.is_done
    assert search.problem.startswith("MemoryError")


def test_nothing_is_an_issue_until_a_person_says_so(sign_in, round, searched, dara):
    assert not round.issues.exists()
    client = sign_in(dara)
    shown = client.get(url(round, "topics")).text
    assert "evening" in shown
    assert BUSES[0] in shown or BUSES[1] in shown
    number = next(
        one.number for one in suggesting.suggestions(searched) if "evening" in one.words
    )
    page = url(round, "topic_issue", uid=searched.uid, number=number)
    assert "Enter the point in a few words" in client.post(page, {}).text
    posted = {"title": "Later buses", "heard": "People want evening buses."}
    answer = client.post(page, posted, follow=True)
    assert "Issue added with 4 comments" in answer.text
    assert round.issues.get().comments.count() == 4
    assert "All comments of this topic stand in issues" in client.get(page).text
    with pytest.raises(Refused, match="stand in issues already"):
        suggesting.make_issue(searched, number, title="T", heard="H", by=dara)
    assert "evening" not in client.get(url(round, "topics")).text


def test_the_page_says_how_the_search_is_going(sign_in, round, dara, mona):
    client = sign_in(dara)
    assert "Every comment is in an issue." in client.get(url(round, "topics")).text
    send_response(round, "Hello.")
    assert "Nobody has looked for topics yet" in client.get(url(round, "topics")).text
    client.post(url(round, "look_for_topics"))
    search = TopicSearch.objects.get()
    assert "We are looking." in client.get(url(round, "topics")).text
    tasks.sweep_topics()
    assert "No topic stands out." in client.get(url(round, "topics")).text
    TopicSearch.objects.filter(pk=search.pk).update(
        done_at=None, parked_at=search.asked_at
    )
    assert "did not work" in client.get(url(round, "topics")).text
    assert "Look for topics" not in sign_in(mona).get(url(round, "topics")).text
    unknown = url(round, "topic_issue", uid=search.uid, number=99)
    assert sign_in(dara).get(unknown).status_code == 404
