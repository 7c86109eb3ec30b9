"""A message may come fifty times, or a week late: it has one effect."""

import pytest

from audit.models import Delivery, Event
from councils.models import Council
from records import letters
from records.models import Letter
from tests.processes import letters_sent, wait_for

pytestmark = pytest.mark.slow


@pytest.fixture
def one_letter(processes, settings):
    """A letter that is owed; the message about it is sent by the tests alone."""
    council = Council.objects.create(slug="eastfield", name="Eastfield Council")
    return Letter.objects.create(
        council=council,
        kind="test_notice",
        obligation="milestone:7:due",
        recipient_key="a" * 64,
        recipient="cleo@example.org",
        subject="One notice",
        text="It is due.",
    )


def send_many(letter, times):
    for _ in range(times):
        letters.nudge(letter.pk)


def all_taken(processes):
    """Whether the worker has taken every message (Redis says so by its own list)."""
    if processes.redis_url:
        import redis

        return redis.from_url(processes.redis_url).llen("celery") == 0
    return not processes.messages()


def test_the_same_message_fifty_times_sends_one_letter(processes, one_letter):
    send_many(one_letter, 50)
    processes.start_worker()
    wait_for("the letter is sent", lambda: letters_sent(processes.folder), 60)
    wait_for("every message is taken", lambda: all_taken(processes), 60)
    one_letter.refresh_from_db()
    assert one_letter.status == "sent"
    assert len(letters_sent(processes.folder)) == 1


def test_a_message_that_comes_again_later_does_nothing(processes, one_letter):
    processes.start_worker()
    send_many(one_letter, 1)
    wait_for("the letter is sent", lambda: letters_sent(processes.folder), 60)
    send_many(one_letter, 10)
    wait_for("every message is taken", lambda: all_taken(processes), 60)
    assert len(letters_sent(processes.folder)) == 1


def test_without_the_claim_each_message_would_send_a_letter(
    one_letter, monkeypatch, settings
):
    """The negative control: the guard is taken away, and the fault is there."""
    from django.core import mail

    from records import tasks

    monkeypatch.setattr(type(Letter.objects.all()), "claim", lambda self: self.first())
    settings.EMAIL_BACKEND = LOCMEM
    mail.outbox = []
    for _ in range(5):
        tasks.send_letter(one_letter.pk)
    assert len(mail.outbox) == 5


LOCMEM = "django.core.mail.backends.locmem.EmailBackend"


def test_events_are_told_by_the_worker_though_the_message_was_lost(processes):
    """The sweep of the timetable finds a delivery that no message ever spoke of."""
    from django.db import transaction

    from audit.trail import record

    council = Council.objects.create(slug="eastfield", name="Eastfield Council")
    with transaction.atomic():
        event = record("council.renamed", council, by="system")
    delivery = Delivery.objects.create(event=event, handler="nobody.listens")
    processes.start_worker()
    processes.start_beat()
    wait_for("the sweep tried", lambda: Delivery.objects.get(pk=delivery.pk).tries, 60)
    assert Event.objects.filter(verb="council.renamed").count() == 1
