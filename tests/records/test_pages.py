import datetime as dt

import pytest
from django.core import mail
from django.urls import reverse

from audit import clock
from audit.models import Delivery
from audit.trail import record
from records import followers, letters, renditions, tasks, topics
from records.models import Follow, Letter, Rendition, StoredFile

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(eastfield, cleo):
    rendition = renditions.ask(
        {"date": "2026-11-22"}, template="charter", title="A charter", council=eastfield
    )
    return letters.write(
        "rendition_ready",
        cleo,
        {"rendition": rendition},
        obligation="rendition:1",
        council=eastfield,
    )


# --- following ------------------------------------------------------------------------


def test_following_needs_an_address_and_a_topic(client, eastfield):
    page = client.post(reverse("records:follow", args=["eastfield"]), {})
    assert page.status_code == 200
    text = page.content.decode()
    assert "Enter your email address" in text
    assert "Select what you want to hear about" in text
    assert not Follow.objects.exists()


def test_a_resident_follows_confirms_and_stops(client, eastfield):
    asked = client.post(
        reverse("records:follow", args=["eastfield"]),
        {"email": "remi@example.org", "topics": ["everything"]},
    )
    assert asked.url == reverse("records:follow_sent", args=["eastfield"])
    assert client.get(asked.url).status_code == 200
    follow = Follow.objects.get()
    assert not follow.is_confirmed

    link = reverse("records:follow_confirm", args=["eastfield", follow.token])
    assert link in Letter.objects.get().text
    assert "Yes, send me news" in client.get(link).content.decode()
    follow.refresh_from_db()
    assert not follow.is_confirmed  # opening a link does nothing
    client.post(link)
    follow.refresh_from_db()
    assert follow.is_confirmed

    stop = reverse("records:unsubscribe", args=["eastfield", follow.token])
    assert client.get(stop).status_code == 200
    follow.refresh_from_db()
    assert follow.is_confirmed
    client.post(stop, {"List-Unsubscribe": "One-Click"})
    follow.refresh_from_db()
    assert not follow.is_confirmed
    assert follow.email == ""
    assert client.post(stop).status_code == 200  # a second click is welcome


def test_a_link_of_another_council_does_nothing(client, eastfield, westbrook):
    token = followers.ask(westbrook, "remi@example.org", ["everything"])
    followers.confirm(westbrook, token)
    client.post(reverse("records:unsubscribe", args=["eastfield", token]))
    assert Follow.objects.get().is_confirmed


def test_a_wrong_link_looks_like_a_used_one(client, eastfield):
    link = reverse("records:follow_confirm", args=["eastfield", "nobody-has-this"])
    page = client.post(link).content.decode()
    assert "This link is no longer in use" in page


# --- long jobs ------------------------------------------------------------------------


@pytest.fixture
def made(eastfield, ada):
    rendition = Rendition.objects.create(
        council=eastfield,
        title="A draft",
        document="{}",
        document_hash="0" * 64,
        template="charter",
        version="1",
    )
    file = StoredFile.keep_made(
        b"%PDF-1.7", kind="pdf", name="a.pdf", council=eastfield
    )
    rendition.finish(file=file, pages=3)
    return rendition


def test_a_job_tells_how_it_is_going_without_script(client, eastfield):
    rendition = renditions.ask(
        {},
        template="charter",
        title="Charter",
        council=eastfield,
        public_from=clock.now(),
    )
    page = client.get(rendition.get_absolute_url()).content.decode()
    assert "We are making your file" in page
    assert "Check progress" in page
    assert "http-equiv" not in page
    told = client.get(reverse("job_status", args=[rendition.uid])).json()
    assert told["status"] == "waiting"
    assert not told["is_finished"]
    assert client.get(reverse("job_file", args=[rendition.uid])).status_code == 404


def test_a_failed_job_says_what_to_do(client, eastfield):
    rendition = renditions.ask(
        {},
        template="charter",
        title="Charter",
        council=eastfield,
        public_from=clock.now(),
    )
    rendition.tries = rendition.MOST_TRIES
    rendition.put_back("RecursionError: secret detail")
    page = client.get(rendition.get_absolute_url()).content.decode()
    assert "We could not make your file" in page
    assert "secret detail" not in page


def test_a_draft_is_for_officers_of_its_council_only(client, made, sign_in, ada, olu):
    addresses = [
        reverse(name, args=[made.uid]) for name in ("job", "job_status", "job_file")
    ]
    for address in addresses:
        assert client.get(address).status_code == 404
    sign_in(olu)
    for address in addresses:
        assert client.get(address).status_code == 404
    sign_in(ada)
    for address in addresses:
        assert client.get(address).status_code == 200


def test_a_private_file_is_saved_and_kept_by_no_cache(made, sign_in, ada):
    answer = sign_in(ada).get(made.file_url)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert "sandbox" in answer["Content-Security-Policy"]
    assert b"".join(answer) == b"%PDF-1.7"


def test_a_public_file_is_opened_by_anyone_without_a_cookie(client, made):
    Rendition.objects.update(public_from=clock.now())
    answer = client.get(made.file_url)
    assert answer["Content-Disposition"].startswith("inline")
    assert answer["ETag"].strip('"') == made.file.sha256
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


# --- files ----------------------------------------------------------------------------


def test_a_file_that_no_app_speaks_for_is_read_by_nobody(
    made, sign_in, ada, monkeypatch
):
    from records import readers

    address = made.file.get_absolute_url()
    assert sign_in(ada).get(address).status_code == 404
    monkeypatch.setattr(readers, "_answers", [lambda user, file: user == ada])
    answer = sign_in(ada).get(address)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_file_is_not_found_below_another_council(made, sign_in, ada, westbrook):
    address = made.file.get_absolute_url().replace("eastfield", "westbrook")
    assert sign_in(ada).get(address).status_code == 404


# --- outbox ---------------------------------------------------------------------------


@pytest.fixture
def stuck(eastfield):
    from django.db import transaction

    with transaction.atomic():
        event = record("test.happened", eastfield)
    return Delivery.objects.create(
        event=event, handler="tests.nobody", parked_at=clock.now(), problem="KeyError"
    )


def test_the_outbox_is_empty_at_first(sign_in, ada, eastfield):
    page = sign_in(ada).get(reverse("records:outbox", args=["eastfield"]))
    assert "No letters yet" in page.content.decode()


def test_the_outbox_shows_letters_and_what_is_stuck(sign_in, ada, letter, stuck):
    page = sign_in(ada).get(reverse("records:outbox", args=["eastfield"]))
    text = page.content.decode()
    assert letter.subject in text
    assert "test.happened" in text
    failed = sign_in(ada).get(
        reverse("records:outbox", args=["eastfield"]), {"status": "failed"}
    )
    assert letter.subject not in failed.content.decode()


def test_the_outbox_asks_as_often_for_many_letters_as_for_few(
    sign_in, ada, eastfield, letter, django_assert_max_num_queries
):
    address = reverse("records:outbox", args=["eastfield"])
    browser = sign_in(ada)
    Letter.objects.bulk_create(
        Letter(
            council=eastfield,
            kind="test",
            obligation=f"o{number}",
            recipient_key=str(number),
            subject=f"Letter {number}",
            text="…",
        )
        for number in range(60)
    )
    with django_assert_max_num_queries(14):
        assert "Letter 59" in browser.get(address).content.decode()


def test_letters_of_another_council_are_not_in_the_outbox(
    sign_in, olu, letter, eastfield
):
    page = sign_in(olu).get(reverse("records:outbox", args=["westbrook"]))
    assert letter.subject not in page.content.decode()
    assert sign_in(olu).get(letter.get_absolute_url()).status_code == 404


def test_a_letter_shows_its_words_on_a_trial_installation_only(
    sign_in, ada, letter, settings
):
    browser = sign_in(ada)
    text = browser.get(letter.get_absolute_url()).content.decode()
    assert "The file that you asked for is ready" in text
    assert "cleo@example.org" not in text
    settings.PRODUCTION = True
    text = browser.get(letter.get_absolute_url()).content.decode()
    assert "The file that you asked for is ready" not in text
    assert "for its reader alone" in text


def test_an_administrator_sends_a_failed_letter_again(sign_in, ada, letter):
    address = reverse("records:letter_retry", args=["eastfield", letter.uid])
    browser = sign_in(ada)
    assert browser.get(address).status_code == 404  # it has not failed
    letter.tries = letter.MOST_TRIES
    letter.put_back("SMTPServerDisconnected")
    assert "SMTPServerDisconnected" in browser.get(address).content.decode()
    browser.post(address)
    letter.refresh_from_db()
    assert letter.status == "waiting"
    tasks.send_letters()
    assert mail.outbox[-1].to == ["cleo@example.org"]


def test_an_administrator_retries_what_is_stuck(sign_in, ada, stuck):
    address = reverse("records:delivery_retry", args=["eastfield", stuck.pk])
    browser = sign_in(ada)
    assert "KeyError" in browser.get(address).content.decode()
    browser.post(address)
    stuck.refresh_from_db()
    assert stuck.parked_at is None


def test_what_is_stuck_in_a_tender_is_not_shown_to_the_council(
    sign_in, ada, eastfield, stuck
):
    """Who bids is a secret until the opening, even if a message about it is stuck."""
    from django.db import transaction

    with transaction.atomic():
        event = record("bid.sealed", eastfield, chain="tender:1")
    hidden = Delivery.objects.create(
        event=event, handler="x", parked_at=clock.now() + dt.timedelta(seconds=1)
    )
    text = sign_in(ada).get(reverse("records:outbox", args=["eastfield"]))
    assert "bid.sealed" not in text.content.decode()
    address = reverse("records:delivery_retry", args=["eastfield", hidden.pk])
    assert sign_in(ada).get(address).status_code == 404


def test_a_link_may_choose_the_topic_and_a_single_one_is_chosen(
    client, eastfield, monkeypatch
):
    monkeypatch.setattr(topics, "_answers", [])
    page = client.get(reverse("records:follow", args=["eastfield"]))
    assert page.context["form"]["topics"].initial == ["everything"]
    page = client.get(reverse("records:follow", args=["eastfield"]), {"topic": "x"})
    assert page.context["form"]["topics"].initial == ["x"]
