"""Save and come back with a link, without an account and on any device."""

import pytest
from django.core import mail
from django.test import Client

from consultation.models import Draft, Response
from records.tasks import send_letters
from tests.consultation.addresses import url
from tests.consultation.test_write_a_response import filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def whole(round):
    return url(round, "comment_on_whole")


def test_half_a_comment_can_be_kept_and_finished_on_another_device(
    client, round, whole, django_capture_on_commit_callbacks
):
    posted = {"text": "Half a th", "later": "yes"}
    kept = client.post(whole, posted)
    assert kept.headers["Location"] == url(round, "come_back")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url(round, "come_back"), {"email": "remi@example.org"})
    send_letters()
    (letter,) = mail.outbox
    link = next(line for line in letter.body.splitlines() if "/respond/back/" in line)
    path = link[link.index("/eastfield/") :]
    elsewhere = Client()
    assert "Your words are here" in elsewhere.get(path).text
    assert "draft" not in elsewhere.cookies  # opening a link does nothing
    elsewhere.post(path)
    assert "Half a th" in elsewhere.get(whole).text
    elsewhere.post(whole, filled(text="Half a thought, now whole."))
    elsewhere.post(url(round, "check"))
    assert Response.objects.get().comments.get().text.endswith("now whole.")
    assert "You have sent this response" in Client().get(path).text


def test_the_address_for_the_link_is_not_kept_with_the_draft(client, round, whole):
    client.post(whole, {"text": "Half", "later": "yes"})
    client.post(url(round, "come_back"), {"email": "remi@example.org"})
    assert "remi@example.org" not in str(Draft.objects.values().get())


@pytest.mark.parametrize("email", ["", "remi"])
def test_a_link_needs_an_address(client, round, whole, email):
    client.post(whole, {"text": "Half", "later": "yes"})
    refused = client.post(url(round, "come_back"), {"email": email})
    assert "There is a problem" in refused.text


def test_a_wrong_link_says_so_and_opens_nothing(round):
    shown = Client().get(url(round, "go_on", token="nothing"))
    assert "There is nothing behind this link now" in shown.text
    assert shown.headers["Referrer-Policy"] == "same-origin"


def test_without_words_there_is_nothing_to_come_back_to(client, round):
    found = client.get(url(round, "come_back"))
    assert found.headers["Location"] == url(round, "respond")


def test_blank_token_never_merges_visitors(client, round, whole):
    """Complaint 8: a blank session token made every visitor look alike."""
    for visitor, words in ((Client(), "One."), (Client(), "Two.")):
        visitor.cookies["draft"] = ""
        visitor.post(whole, filled(text=words))
        visitor.post(url(round, "check"))
    assert Response.objects.count() == 2
    assert Response.objects.values("idempotency_key").distinct().count() == 2
