import datetime as dt

import pytest

from audit import clock, subscriptions, tasks
from audit.models import Delivery
from audit.subscriptions import subscribe
from audit.tasks import LEASE, MOST_TRIES, deliver, sweep
from audit.trail import record

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard(monkeypatch):
    """A handler that writes down what it is told, and fails while told to."""
    monkeypatch.setattr(subscriptions, "_handlers", {})
    notes = []
    notes_failing = {"failing": False}

    @subscribe("test.said")
    def listen(event):
        if notes_failing["failing"]:
            raise RuntimeError("not now")
        notes.append(event.pk)

    listen.notes, listen.mood = notes, notes_failing
    return listen


def test_a_handler_is_told_of_its_verb_only(eastfield, heard):
    event = record("test.said", eastfield)
    record("test.unsaid", eastfield)
    sweep()
    assert heard.notes == [event.pk]


def test_a_message_that_comes_fifty_times_has_one_effect(eastfield, heard):
    record("test.said", eastfield)
    delivery = Delivery.objects.get()
    for _ in range(50):
        deliver(delivery.pk)
    assert len(heard.notes) == 1


def test_without_the_done_mark_fifty_messages_have_fifty_effects(eastfield, heard):
    """The control: the mark on the row is what makes repeats harmless."""
    record("test.said", eastfield)
    for _ in range(50):
        deliver(Delivery.objects.get().pk)
        Delivery.objects.update(done_at=None, leased_until=None, tries=0)
    assert len(heard.notes) == 50


def test_a_message_that_never_came_is_made_up_for_by_the_sweep(eastfield, heard):
    record("test.said", eastfield)
    assert heard.notes == []
    assert sweep() == 1
    assert sweep() == 0
    assert len(heard.notes) == 1


def test_a_failing_handler_is_tried_again_after_a_growing_pause(
    eastfield, heard, travel
):
    heard.mood["failing"] = True
    record("test.said", eastfield)
    pauses = []
    for _ in range(3):
        sweep()
        delivery = Delivery.objects.get()
        pauses.append(delivery.next_try_at - clock.now())
        travel(to=delivery.next_try_at)
    assert [round(pause.total_seconds()) for pause in pauses] == [5, 10, 20]
    heard.mood["failing"] = False
    sweep()
    assert len(heard.notes) == 1


def test_a_poisonous_delivery_is_parked_and_shown(eastfield, heard, travel):
    heard.mood["failing"] = True
    record("test.said", eastfield)
    for _ in range(MOST_TRIES):
        sweep()
        travel(hours=1)
    delivery = Delivery.objects.parked().get()
    assert "not now" in delivery.problem
    assert sweep() == 0


def test_a_parked_delivery_holds_nothing_up_and_can_be_retried(
    eastfield, heard, travel
):
    heard.mood["failing"] = True
    record("test.said", eastfield)
    for _ in range(MOST_TRIES):
        sweep()
        travel(hours=1)
    heard.mood["failing"] = False
    record("test.said", eastfield)
    sweep()
    assert len(heard.notes) == 1
    Delivery.objects.parked().get().retry()
    sweep()
    assert len(heard.notes) == 2


def test_a_dead_workers_claim_runs_out(eastfield, heard, travel):
    record("test.said", eastfield)
    tasks._claim(Delivery.objects.due())  # and the worker dies here
    assert sweep() == 0
    travel(seconds=LEASE.total_seconds() + 1)
    assert sweep() == 1
    assert dt.timedelta(minutes=1) > LEASE


def test_a_delivery_that_kills_its_worker_is_parked_in_the_end(
    eastfield, heard, travel
):
    record("test.said", eastfield)
    for _ in range(MOST_TRIES + 1):
        tasks._claim(Delivery.objects.due())
        travel(seconds=LEASE.total_seconds() + 1)
    assert Delivery.objects.parked().count() == 1


def test_a_handler_that_the_code_no_longer_has_is_parked_not_lost(
    eastfield, heard, travel
):
    record("test.said", eastfield)
    Delivery.objects.update(handler="gone.away")
    for _ in range(MOST_TRIES):
        sweep()
        travel(hours=1)
    assert Delivery.objects.parked().count() == 1
