"""What somebody writes is put aside while they write, by browser and by account."""

import pytest
from django.test import Client

from consultation.models import Draft, Question, Response
from councils.models import Area, User
from records import personal_data
from records.personal_data import Person
from tests.consultation.addresses import url
from tests.consultation.test_write_a_response import filled, write

pytestmark = pytest.mark.django_db
KEEP = "?keep=yes"


@pytest.fixture
def remi():
    return User.objects.create_user("remi@example.org", "Remi")


@pytest.fixture
def whole(round):
    return url(round, "comment_on_whole")


def test_the_script_keeps_words_that_nobody_has_sent(client, round, whole):
    answer = client.post(whole + KEEP, {"text": "Half a th", "kind": ""})
    assert answer.json()["sentence"].startswith("Draft saved at ")
    assert "Half a th" in client.get(whole).text
    assert not Response.objects.exists()


def test_the_page_says_where_its_script_keeps_the_words(client, whole):
    shown = client.get(whole).text
    assert 'data-keep="?keep=yes"' in shown
    assert '<p role="status"' in shown


def test_words_that_are_not_finished_are_marked_before_they_are_sent(
    client, round, whole
):
    client.post(whole + KEEP, {"text": "Half a th", "kind": "lives_here"})
    client.post(url(round, "contact"), {})
    assert "You have not finished this comment" in client.get(url(round, "check")).text
    client.post(whole, filled(text="Whole."))
    assert "not finished" not in client.get(url(round, "check")).text


def test_an_answer_is_kept_too_once_it_fits(client, round):
    Question.objects.create(round=round, number=1, kind="text", wording="Which line?")
    page = url(round, "answer", number=1)
    client.post(page + KEEP, {"answer": "Line 6"})
    assert Draft.objects.get().numbered == {1: "Line 6"}
    answer = client.post(page + KEEP, {"answer": "x" * 2001})
    assert "once it is complete" in answer.json()["sentence"]
    assert Draft.objects.get().numbered == {1: "Line 6"}


def test_nothing_is_kept_when_nothing_can_be_sent_any_more(
    client, round, whole, monkeypatch
):
    monkeypatch.setattr(type(round), "is_open", lambda *a: False)
    monkeypatch.setattr(type(round), "takes_late_responses", lambda *a: False)
    assert client.post(whole + KEEP, {"text": "Hm."}).status_code == 409
    assert not Draft.objects.exists()


def test_coming_back_later_keeps_what_describes_you(client, round, whole, eastfield):
    Area.objects.create(council=eastfield, code="E05000001", name="Harbour")
    posted = {"text": "Half", "kind": "works_here", "area": "E05000001"}
    client.post(whole, {**posted, "later": "yes"})
    about = Draft.objects.get().about
    assert (about["kind"], about["area"]) == ("works_here", "E05000001")
    assert "Which best describes you?" not in client.get(whole).text


def test_somebody_signed_in_finds_the_draft_in_another_browser(
    sign_in, remi, round, whole
):
    write(sign_in(remi), round, whole, text="Begun at home.")
    elsewhere = sign_in(remi)
    elsewhere.cookies.pop("draft", None)
    assert "Begun at home." in elsewhere.get(url(round, "check")).text
    assert "sign in" in elsewhere.get(url(round, "come_back")).text
    elsewhere.post(url(round, "check"))
    assert Response.objects.get().comments.get().text == "Begun at home."
    assert not Draft.objects.exists()


def test_nobody_else_finds_it(sign_in, remi, dara, round, whole):
    write(sign_in(remi), round, whole, text="Begun at home.")
    for other in (sign_in(dara), Client()):
        other.cookies.pop("draft", None)
        assert "Begun at home." not in other.get(url(round, "respond")).text


def test_the_draft_of_an_account_goes_when_its_owner_is_forgotten(
    sign_in, remi, round, whole
):
    write(sign_in(remi), round, whole)
    assert Draft.objects.get().writer == remi
    personal_data.erase(Person(email=remi.email, user=remi))
    assert not Draft.objects.exists()
