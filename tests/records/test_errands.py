"""Leases, tries and parking, shown on letters."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from audit import clock
from records.models import Letter

pytestmark = pytest.mark.django_db


def owe(**more):
    values = {"kind": "k", "obligation": "o", "recipient_key": "r", "subject": "s"}
    return Letter.objects.create(**values | {"text": "t"} | more)


def test_an_errand_is_claimed_by_one_worker_only():
    letter = owe()
    assert Letter.objects.claim() == letter
    assert Letter.objects.claim() is None
    letter.refresh_from_db()
    assert letter.is_under_way
    assert letter.tries == 1


def test_the_claim_skips_what_another_has_locked():
    owe()
    with transaction.atomic():
        assert "SKIP LOCKED" in str(
            Letter.objects.due().select_for_update(skip_locked=True).query
        )
    assert connection.features.has_select_for_update_skip_locked


def test_a_dead_workers_errand_is_claimed_again_within_a_minute(travel):
    owe()
    first = Letter.objects.claim()
    travel(seconds=59)
    assert Letter.objects.claim() is None
    travel(seconds=2)
    second = Letter.objects.claim()
    assert second == first
    assert first.locked() is None  # the dead one's late write counts for nothing
    assert second.locked() is not None
    assert not first.renew()
    assert second.renew()


def test_a_living_worker_keeps_its_errand_by_renewing(travel):
    owe()
    mine = Letter.objects.claim()
    for _minute in range(3):
        travel(seconds=40)
        assert mine.renew()
        assert Letter.objects.claim() is None


def test_pauses_grow_and_then_it_is_parked(travel):
    letter = owe()
    pauses = []
    for _try in range(Letter.MOST_TRIES):
        letter = Letter.objects.claim()
        letter.put_back("refused")
        pauses.append(letter.next_try_at - clock.now())
        travel(to=letter.next_try_at + timedelta(seconds=1))
    assert letter.is_parked
    assert letter.status == "failed"
    assert pauses[:-1] == sorted(pauses[:-1])
    assert Letter.objects.claim() is None
    letter.retry()
    assert Letter.objects.claim() == letter


def test_an_errand_that_kills_its_worker_is_parked_and_passed_over(travel):
    poison, other = owe(), owe(obligation="other")
    for _try in range(Letter.MOST_TRIES):
        assert Letter.objects.filter(pk=poison.pk).claim()
        travel(minutes=2)
    assert Letter.objects.claim() == other
    poison.refresh_from_db()
    assert poison.is_parked
    assert "each time" in poison.problem


def test_without_the_limit_a_poisonous_errand_would_come_for_ever(travel, monkeypatch):
    """Negative control."""
    monkeypatch.setattr(Letter, "MOST_TRIES", 10_000)
    owe()
    for _try in range(20):
        assert Letter.objects.claim()
        travel(minutes=2)


def test_an_errand_cannot_be_done_and_parked():
    with pytest.raises(IntegrityError, match="done_and_parked"), transaction.atomic():
        owe(done_at=clock.now(), parked_at=clock.now())
