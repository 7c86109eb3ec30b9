"""A letter goes out while a long PDF is being made."""

import pytest

from config.supervisor import ALONE
from records import letters
from records.models import Letter
from tests.faults.test_worker_killed import ask, is_ready, is_under_way
from tests.processes import letters_sent, wait_for

pytestmark = pytest.mark.slow


def owe_a_letter():
    return Letter.objects.create(
        kind="test_notice",
        obligation="milestone:7:due",
        recipient_key="a" * 64,
        recipient="cleo@example.org",
        subject="One notice",
        text="It is due.",
    )


def test_a_letter_is_sent_while_a_pdf_is_made(processes):
    rendition = ask()
    processes.start_press()
    processes.start_worker()
    wait_for("the press is at work", lambda: is_under_way(rendition), 60)
    letters.nudge(owe_a_letter().pk)
    wait_for("the letter is sent", lambda: letters_sent(processes.folder), 30)
    assert is_under_way(rendition)


def test_one_hand_for_both_queues_would_keep_the_letter_waiting(file_processes):
    """The negative control: a single worker, and the letter waits for the PDF."""
    rendition = ask()
    both = ["--queues=celery,renditions", "--pool=solo", *ALONE]
    file_processes.start("worker", "celery", "-A", "config", "worker", *both)
    wait_for("the press is at work", lambda: is_under_way(rendition), 60)
    letters.nudge(owe_a_letter().pk)
    wait_for("the letter is sent", lambda: letters_sent(file_processes.folder), 120)
    assert is_ready(rendition), "It was sent before the PDF was there."
