"""Each priority can be said in easy words, which residents switch to."""

import pytest

from charters import document, easy_read
from tests import factories

pytestmark = pytest.mark.django_db
EASY = "We want good jobs here.\nFirms can help."


def test_each_sentence_gets_a_line_of_its_own():
    assert easy_read.tidy("We want jobs. Firms help!\n\n Now.") == (
        "We want jobs.\nFirms help!\nNow."
    )


def test_long_sentences_are_found_with_their_number():
    text = "Short one.\n" + "word " * 16
    assert [number for number, _ in easy_read.too_long(text, 15)] == [2]
    assert easy_read.too_long(text, 16) == []


def write(client, charter, text):
    page = f"{charter.priorities.get().get_absolute_url()}easy-words/"
    assert client.get(page).status_code == 200
    return client.post(page, {"easy_read": text})


def test_an_officer_writes_easy_words_and_long_ones_are_refused(
    eastfield, dara, sign_in
):
    charter = factories.ready_charter(eastfield, by=dara)
    client = sign_in(dara)
    refused = write(client, charter, "Fine. " + "word " * 16)
    assert "Sentence 2 must have 15 words or less" in refused.text
    assert charter.priorities.get().easy_read == ""
    assert write(client, charter, "We want good jobs here. Firms can help.").url
    assert charter.priorities.get().easy_read == EASY
    assert (
        "We want good jobs here."
        in client.get(charter.priorities.get().get_absolute_url()).text
    )


@pytest.mark.parametrize("who", ["mona", "bea"])
def test_nobody_else_writes_them(eastfield, dara, sign_in, request, who):
    charter = factories.ready_charter(eastfield, by=dara)
    client = sign_in(request.getfixturevalue(who))
    page = f"{charter.priorities.get().get_absolute_url()}easy-words/"
    assert client.post(page, {"easy_read": EASY}).status_code in (403, 404)
    assert charter.priorities.get().easy_read == ""


def published(eastfield, dara, **words):
    charter = factories.ready_charter(eastfield, by=dara)
    charter.priorities.get().rewrite(by=dara, **words)
    charter.begin_consultation(charter.freeze("consultation", by=dara), by=dara)
    return charter


def test_residents_switch_to_easy_words_and_back(eastfield, dara, client):
    charter = published(eastfield, dara, easy_read=EASY)
    plain = client.get(charter.get_absolute_url()).text
    assert 'href="?easy=on"' in plain
    assert "Firms can help." not in plain
    easy = client.get(f"{charter.get_absolute_url()}?easy=on").text
    assert "Firms can help." in easy
    assert f'href="{charter.get_absolute_url()}">Show the full words' in easy


def test_without_easy_words_there_is_no_switch_and_the_document_is_as_it_was(
    eastfield, dara, client
):
    charter = published(eastfield, dara)
    page = client.get(f"{charter.get_absolute_url()}?easy=on").text
    assert "easy words" not in page
    assert "easy_read" not in charter.body()["priorities"][0]


def test_changed_easy_words_are_a_change_that_wants_a_reason(eastfield, dara):
    charter = published(eastfield, dara, easy_read=EASY)
    text = document.priority_text(charter.body()["priorities"][0])
    assert "In easy words: We want good jobs here. Firms can help." in text
