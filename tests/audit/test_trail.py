import datetime as dt
import hashlib
import threading
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from audit import trail
from audit.models import Checkpoint, Event
from audit.trail import record, take_checkpoints, verify

pytestmark = pytest.mark.django_db


def chain_of(council):
    return f"council:{council.uid}"


@pytest.fixture
def three_events(eastfield):
    return [record(f"test.{word}", eastfield) for word in ("one", "two", "three")]


@pytest.fixture
def without_triggers():
    """A database owner can switch the guard off. The chain must still tell."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield cursor
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


def test_an_event_follows_the_one_before(three_events):
    one, two, three = three_events
    assert [event.sequence for event in three_events] == [1, 2, 3]
    assert two.previous_hash == one.hash
    assert three.previous_hash == two.hash


def test_each_council_has_its_own_chain(eastfield, westbrook):
    record("test.one", eastfield)
    assert record("test.one", westbrook).sequence == 1


def test_an_event_names_no_person(eastfield, dara):
    event = record("test.one", eastfield, by=dara)
    assert event.actor == str(dara.actor_id)
    assert dara.name not in str(event.__dict__)
    assert dara.email not in str(event.__dict__)


def test_an_event_needs_the_transaction_of_its_act(eastfield, monkeypatch):
    monkeypatch.setattr(trail, "connection", SimpleNamespace(in_atomic_block=False))
    with pytest.raises(transaction.TransactionManagementError):
        record("test.one", eastfield)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET verb = 'forged'",
        "DELETE FROM audit_event",
        "TRUNCATE audit_event CASCADE",
        "WITH gone AS (DELETE FROM audit_event RETURNING 1) SELECT count(*) FROM gone",
        "UPDATE audit_checkpoint SET hash = ''",
        "TRUNCATE audit_checkpoint",
    ],
)
def test_the_trail_refuses_change_through_raw_sql(three_events, statement):
    take_checkpoints()
    with (
        pytest.raises(IntegrityError, match="insert-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert verify(three_events[0].chain) is None


def test_the_trail_refuses_change_through_models(three_events):
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.update(verb="forged")
    with pytest.raises(IntegrityError), transaction.atomic():
        three_events[0].delete()


def test_a_whole_chain_verifies(three_events):
    assert verify(three_events[0].chain) is None
    call_command("verify_trail")


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("UPDATE audit_event SET verb = 'forged' WHERE sequence = 2", "was changed"),
        ("UPDATE audit_event SET actor = 'x' WHERE sequence = 2", "was changed"),
        ("DELETE FROM audit_event WHERE sequence = 2", "is missing"),
    ],
)
def test_a_change_behind_the_guard_is_named(
    three_events, eastfield, without_triggers, statement, reason
):
    without_triggers.execute(statement)
    found = verify(chain_of(eastfield))
    assert found.sequence == 2
    assert reason in found.reason


def test_the_command_names_the_broken_entry(
    three_events, eastfield, without_triggers, capsys
):
    without_triggers.execute("UPDATE audit_event SET verb = 'x' WHERE sequence = 3")
    with pytest.raises(CommandError, match="1 of"):
        call_command("verify_trail")
    assert f"{chain_of(eastfield)} #3: entry was changed" in capsys.readouterr().err


def test_a_chain_rewritten_from_end_to_end_differs_from_its_checkpoint(
    three_events, eastfield, without_triggers
):
    take_checkpoints()
    previous = ""
    for event in three_events:
        event.verb, event.previous_hash = "forged", previous
        previous = trail.digest(event)
        without_triggers.execute(
            "UPDATE audit_event SET verb='forged', previous_hash=%s, hash=%s "
            "WHERE id=%s",
            [event.previous_hash, previous, event.pk],
        )
    assert "checkpoint" in verify(chain_of(eastfield)).reason


def test_a_rewritten_chain_without_checkpoints_would_pass(
    three_events, eastfield, without_triggers
):
    """The control: hashes alone do not help against the owner of the database."""
    previous = ""
    for event in three_events:
        event.verb, event.previous_hash = "forged", previous
        previous = trail.digest(event)
        without_triggers.execute(
            "UPDATE audit_event SET verb='forged', previous_hash=%s, hash=%s "
            "WHERE id=%s",
            [event.previous_hash, previous, event.pk],
        )
    assert verify(chain_of(eastfield)) is None


def test_a_chain_cut_short_differs_from_its_checkpoint(
    three_events, eastfield, without_triggers
):
    take_checkpoints()
    without_triggers.execute("DELETE FROM audit_event WHERE sequence = 3")
    assert verify(chain_of(eastfield)).sequence == 3


def test_taking_checkpoints_twice_writes_them_once(three_events):
    assert take_checkpoints() == Checkpoint.objects.count()
    assert take_checkpoints() == 0


def test_an_event_keeps_what_it_was_told_as_plain_data(eastfield):
    event = record("test.one", eastfield, data={"on": dt.date(2027, 1, 2), "n": 3})
    event.refresh_from_db()
    assert event.data == {"on": "2027-01-02", "n": 3}
    assert verify(event.chain) is None


def test_two_councils_do_not_wait_for_each_other(eastfield, westbrook):
    """A chain's lock is its own: another chain's is free meanwhile."""
    record("test.one", eastfield)
    is_free = {}

    def ask_for_lock(council):
        digest = hashlib.sha256(chain_of(council).encode()).digest()
        key = int.from_bytes(digest[:8], signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [key])
            is_free[council.slug] = cursor.fetchone()[0]
        connection.close()

    for council in (eastfield, westbrook):
        thread = threading.Thread(target=ask_for_lock, args=[council])
        thread.start()
        thread.join()
    assert is_free == {"eastfield": False, "westbrook": True}
