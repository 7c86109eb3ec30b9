"""What every lifecycle promises, shown on one that has no app of its own."""

import pytest
from django.db import connection, models

from audit.lifecycle import Lifecycle, Refused
from audit.models import Event
from audit.trail import NATIONAL

pytestmark = pytest.mark.django_db


class Kettle(Lifecycle):
    """A thing that can be cold, hot or empty."""

    class Status(models.TextChoices):
        COLD = "cold", "Cold"
        HOT = "hot", "Hot"
        EMPTY = "empty", "Empty"

    MOVES = {Status.COLD: {Status.HOT}, Status.HOT: {Status.COLD, Status.EMPTY}}

    reference = models.CharField(max_length=10, default="K1")
    status = models.CharField(max_length=10, choices=Status, default=Status.COLD)
    note = models.CharField(max_length=40, blank=True)
    other = models.CharField(max_length=40, blank=True)

    trail_chain = NATIONAL

    class Meta:
        app_label = "audit"
        managed = False
        db_table = "test_kettle"

    def __str__(self):
        return self.reference

    def obstacles(self, to):
        return ["There is no water."] if "dry" in self.note else []

    def boil(self, *, by=None, **changes):
        self.move(self.Status.HOT, by=by, verb="kettle.boiled", **changes)


@pytest.fixture
def kettle(db):
    with connection.schema_editor() as editor:
        editor.create_model(Kettle)
    return Kettle.objects.create()


def test_a_move_changes_the_status_and_leaves_one_event(kettle):
    kettle.boil(by="system", note="hot now")
    kettle.refresh_from_db()
    assert (kettle.status, kettle.note) == ("hot", "hot now")
    event = Event.objects.get(verb="kettle.boiled")
    assert event.data == {"from": "cold", "to": "hot"}
    assert event.subject_reference == "K1"
    assert event.actor == "system"


def test_a_move_that_is_not_in_the_table_is_refused(kettle):
    kettle.boil()
    with pytest.raises(Refused, match="This is “Hot”, so it cannot become “Hot”"):
        kettle.boil()
    assert Event.objects.filter(verb="kettle.boiled").count() == 1


def test_a_move_with_obstacles_is_refused_with_their_sentences(kettle):
    Kettle.objects.update(note="dry")
    with pytest.raises(Refused, match="There is no water"):
        kettle.boil()
    kettle.refresh_from_db()
    assert kettle.status == "cold"


def test_a_move_looks_at_the_row_and_not_at_an_old_copy(kettle):
    old_copy = Kettle.objects.get()
    kettle.boil()
    with pytest.raises(Refused):
        old_copy.boil()


def test_a_move_writes_only_what_it_names(kettle):
    Kettle.objects.update(other="kept")
    kettle.boil(note="hot now")
    kettle.refresh_from_db()
    assert kettle.other == "kept"


def test_a_move_whose_record_fails_does_not_happen(kettle, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("no trail")

    monkeypatch.setattr("audit.lifecycle.record", fail)
    with pytest.raises(RuntimeError):
        kettle.boil()
    kettle.refresh_from_db()
    assert kettle.status == "cold"
