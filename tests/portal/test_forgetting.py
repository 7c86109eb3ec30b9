"""Records are forgotten when their time is over, by the council's own periods."""

import datetime as dt

import pytest

from audit import clock
from audit.models import Event
from audit.trail import chain_of
from config.celery import app
from councils.models import RetentionPeriod
from portal import forgetting
from portal.tasks import forget_records
from records import followers, tasks
from records.models import Follow, Letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def letters(eastfield, westbrook):
    """One letter sent for each of two councils."""
    for council in (eastfield, westbrook):
        followers.ask(council, "remi@example.org", ["everything"])
    tasks.send_letters()


def words_left(council):
    return Letter.objects.for_council(council).exclude(text="").count()


def later(travel, months):
    moment = clock.add_months(clock.today(), months) + dt.timedelta(days=1)
    travel(to=clock.day_starts(moment) + dt.timedelta(hours=12))


def test_each_council_forgets_by_its_own_period(
    letters, eastfield, westbrook, ada, travel
):
    usual = RetentionPeriod.all_for(eastfield)
    RetentionPeriod.decide(eastfield, usual | {"letter": 6}, by=ada)
    later(travel, months=6)
    assert forget_records() == {"letters": 1, "unconfirmed_follows": 2}
    assert (words_left(eastfield), words_left(westbrook)) == (0, 1)
    later(travel, months=18)
    assert forget_records() == {"letters": 1, "unconfirmed_follows": 0}
    assert words_left(westbrook) == 0


def test_what_was_forgotten_is_on_the_record_as_a_number(letters, eastfield, travel):
    later(travel, months=1)
    forget_records()
    event = Event.objects.get(verb="records.forgotten", chain=chain_of(eastfield))
    assert event.data == {"letters": 0, "unconfirmed_follows": 1}
    forget_records()
    assert Event.objects.filter(verb="records.forgotten").count() == 2


def test_nothing_is_forgotten_before_its_time(letters, travel):
    travel(days=13)
    assert not any(forget_records().values())
    assert Follow.objects.count() == 2


def test_a_kind_for_which_nobody_gave_a_period_is_kept(letters, travel, monkeypatch):
    """The negative control: without the council's period nothing is forgotten."""
    monkeypatch.setattr(forgetting, "DECIDED", {})
    later(travel, months=100)
    assert "letters" not in forget_records()
    assert Letter.objects.exclude(text="").count() == 2


def test_beat_asks_for_it_every_day():
    entry = app.conf.beat_schedule["forget-records"]
    assert entry == {"task": forget_records.name, "schedule": 86400.0}


def test_whatever_beat_asks_for_exists():
    wanted = {entry["task"] for entry in app.conf.beat_schedule.values()}
    app.loader.import_default_modules()
    assert wanted <= set(app.tasks)
