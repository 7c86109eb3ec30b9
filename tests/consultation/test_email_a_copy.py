"""A copy of what was sent goes to an address that is kept nowhere afterwards."""

import smtplib

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client

from audit.lifecycle import Refused
from consultation import copies, limits
from consultation.models import Answer, Question, Response
from records import letters, tasks
from records.models import Letter
from tests.consultation.addresses import url
from tests.consultation.test_write_a_response import filled
from tests.factories import send_response

pytestmark = pytest.mark.django_db
ADDRESS = "copy.wanted@residents.example"


@pytest.fixture(autouse=True)
def fresh_counters(settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    }
    cache.clear()


@pytest.fixture
def sender(client, round):
    """A browser that has just sent a response."""
    return just_sent(client, round)


def just_sent(client: Client, round, **more) -> Client:
    said = {"stance": "agree", "wanted_change": "Name the year."} | more
    client.post(url(round, "comment_on_whole"), filled(**said))
    client.post(url(round, "check"))
    return client


def receipt(round) -> str:
    return url(round, "sent", ref=Response.objects.latest("pk").printed_code)


def ask(client, round, email=ADDRESS, **more):
    return client.post(receipt(round), {"email": email}, **more)


def kept_anywhere(words: str) -> list[str]:
    """The tables in which a row holds these words, whatever its columns are."""
    found = []
    for name in connection.introspection.table_names():
        table = connection.ops.quote_name(name)
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT count(*) FROM {table} t WHERE t::text ILIKE %s",
                [f"%{words}%"],
            )
            if cursor.fetchone()[0]:
                found.append(name)
    return found


def test_the_letter_brings_the_words_and_the_reference(sender, round):
    assert "Email me a copy" in sender.get(receipt(round)).text
    done = ask(sender, round, follow=True)
    assert "We are sending your copy" in done.text
    tasks.send_letters()
    [letter] = mail.outbox
    assert letter.to == [ADDRESS]
    response = Response.objects.get()
    said = ("Please add dates.", "Agree", "Name the year.", response.printed_code)
    assert all(words in letter.body for words in said)
    assert response.link_token not in letter.body


def test_no_row_keeps_the_address_after_sending(sender, round):
    ask(sender, round)
    assert kept_anywhere(ADDRESS) == ["records_letter"]  # until it has gone
    tasks.send_letters()
    assert len(mail.outbox) == 1
    assert kept_anywhere(ADDRESS) == []
    assert Letter.objects.get().text == ""


def test_an_address_that_refuses_mail_is_forgotten_too(sender, round, monkeypatch):
    def refuse(_letter):
        raise smtplib.SMTPRecipientsRefused({ADDRESS: (550, b"No such mailbox")})

    monkeypatch.setattr(letters, "message_for", refuse)
    ask(sender, round)
    letter = Letter.objects.get()
    letters.send(Letter.objects.claim())
    letter.refresh_from_db()
    assert letter.problem == "SMTPRecipientsRefused"
    assert letter.recipient == ADDRESS  # it is tried again
    letter.tries = Letter.MOST_TRIES
    letter.put_back("The worker stopped each time it tried.")
    assert letter.is_parked
    assert kept_anywhere(ADDRESS) == []


def test_other_letters_keep_their_address_until_their_time(round):
    letters.write("consultation_opened", ADDRESS, {"round": round}, obligation="news")
    tasks.send_letters()
    assert kept_anywhere(ADDRESS) == ["records_letter"]


def test_asking_twice_sends_one_letter(sender, round):
    for _press in range(2):
        assert ask(sender, round).status_code == 302
        tasks.send_letters()
    assert len(mail.outbox) == 1


def test_three_addresses_and_no_more_get_a_copy(sender, round):
    for number in range(copies.MOST):
        assert ask(sender, round, f"{number}@example.org").status_code == 302
    refused = ask(sender, round, "one.more@example.org")
    assert "copies to 3 addresses" in refused.text
    assert Letter.objects.count() == copies.MOST


def test_a_flood_of_copies_is_asked_to_wait(sender, round, monkeypatch):
    few = limits.Limit("copies-once", most=1, seconds=3600)
    monkeypatch.setattr(limits, "COPIES", few)
    assert ask(sender, round).status_code == 302
    assert ask(sender, round, "else@example.org").status_code == 429


def test_a_wrong_address_gets_a_sentence_and_no_letter(sender, round):
    for typed, sentence in (
        ("", "Enter your email address"),
        ("remi", "in the correct format"),
        (f"{'a' * 260}@example.org", "must be 254 characters or less"),
    ):
        assert sentence in ask(sender, round, typed).text, typed
    assert not Letter.objects.exists()


def test_nobody_else_can_have_a_copy_of_it(sender, round):
    stranger = Client()
    assert "Email me a copy" not in stranger.get(receipt(round)).text
    assert "from the same browser" in ask(stranger, round).text
    stranger.cookies["copy"] = "yes"
    stranger.cookies["receipt"] = "guessed"
    assert "from the same browser" in ask(stranger, round).text
    assert not Letter.objects.exists()


def test_who_is_under_13_is_not_asked_for_an_address(client, round):
    child = just_sent(client, round, is_child="on")
    shown = child.get(receipt(round)).text
    assert "Keep your private link" in shown
    assert "Email me a copy" not in shown
    ask(child, round)
    assert not Letter.objects.exists()


def test_what_was_taken_back_is_not_copied(sender, round):
    response = Response.objects.get()
    response.withdraw()
    assert "Email me a copy" not in sender.get(receipt(round)).text
    with pytest.raises(Refused, match="taken back"):
        copies.send(response, ADDRESS)


def test_answers_to_questions_stand_in_the_copy(round):
    response = send_response(round, "Add dates.").response
    wording = "How well does this fit your street?"
    question = Question.objects.create(
        round=round,
        number=1,
        kind=Question.Kind.CHOICE,
        wording=wording,
        own_options=["Very well", "Badly"],
    )
    Answer.objects.create(response=response, question=question, value="1")
    copies.send(response, ADDRESS)
    text = Letter.objects.get().text
    assert f"{wording}\nVery well" in text


def test_the_link_to_go_on_writing_leaves_no_address_behind(client, round):
    client.post(url(round, "comment_on_whole"), filled(text="Half."))
    client.post(url(round, "come_back"), {"email": ADDRESS})
    assert kept_anywhere(ADDRESS) == ["records_letter"]
    tasks.send_letters()
    assert mail.outbox[-1].to == [ADDRESS]
    assert kept_anywhere(ADDRESS) == []


def test_an_address_longer_than_any_is_refused_in_words(client, round):
    client.post(url(round, "comment_on_whole"), filled())
    long = f"remi@{'a' * 60}.{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.example"
    for page in ("contact", "come_back"):
        answer = client.post(url(round, page), {"email": long})
        assert "must be 254 characters or less" in answer.text, page
