import hashlib
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from audit import clock
from audit import tasks as audit_tasks
from audit.models import Event
from records import rendering, renditions, tasks
from records.models import Letter, Rendition, StoredFile
from records.rendering import CannotRender, LeaseLost, Printed
from tests.records.pdf_document import edition_document

pytestmark = pytest.mark.django_db


def ask(council, document=None, **more):
    options = {"template": "charter", "title": "Charter, version 2"} | more
    return renditions.ask(document or edition_document(), council=council, **options)


@pytest.fixture
def press(monkeypatch):
    """A press that answers at once and counts what it printed."""
    printed = []

    def print_document(rendition, while_waiting=None):
        printed.append(rendition.document_hash)
        return Printed(b"%PDF-1.7 " + rendition.document_hash.encode(), 8)

    monkeypatch.setattr(rendering, "print_document", print_document)
    return printed


def test_a_document_is_asked_for_once_for_one_hash(eastfield, westbrook):
    first = ask(eastfield)
    turned = dict(reversed(list(edition_document().items())))
    assert ask(eastfield, turned) == first
    assert ask(eastfield, edition_document(sections=3)) != first
    assert ask(westbrook) != first
    assert first.content == edition_document()
    assert hashlib.sha256(first.document.encode()).hexdigest() == first.document_hash


def test_the_database_itself_refuses_a_second_one(eastfield):
    rendition = ask(eastfield)
    rendition.pk, rendition.uid = None, "0e1b8a3e-5d5c-4f7e-9c43-3f0c3d1c7d11"
    with (
        pytest.raises(IntegrityError, match="one_rendition_per_hash"),
        transaction.atomic(),
    ):
        rendition.save(force_insert=True)


def test_a_changed_template_makes_no_second_file_unless_asked(eastfield, monkeypatch):
    first = ask(eastfield)
    monkeypatch.setattr(renditions, "template_version", lambda template: "next")
    assert ask(eastfield) == first
    afresh = ask(eastfield, afresh=True)
    assert afresh != first
    assert ask(eastfield) == afresh


def test_a_file_is_public_from_its_moment_on(eastfield, travel):
    opening = clock.now() + timedelta(days=3)
    rendition = ask(eastfield, public_from=opening)
    assert not rendition.is_public
    assert not Rendition.objects.public().exists()
    assert ask(eastfield).public_from == opening  # to ask again changes nothing
    travel(days=3)
    assert rendition.is_public
    assert Rendition.objects.public().get() == rendition


def test_fifty_messages_make_one_file(eastfield, press):
    rendition = ask(eastfield)
    for _message in range(50):
        tasks.render(rendition.pk)
    assert len(press) == 1
    rendition.refresh_from_db()
    assert rendition.status == "ready"
    assert rendition.file.read() == b"%PDF-1.7 " + rendition.document_hash.encode()
    assert (rendition.pages, rendition.size) == (8, rendition.file.size)
    assert StoredFile.objects.count() == 1
    event = Event.objects.get(verb="rendition.made")
    assert event.data["document"] == rendition.document_hash
    assert event.data["file"] == rendition.file.sha256


def test_what_is_ready_is_not_made_again(eastfield, press):
    rendition = ask(eastfield)
    tasks.sweep_renditions()
    assert ask(eastfield).is_ready
    assert tasks.sweep_renditions() == 0
    assert press == [rendition.document_hash]


def test_a_killed_workers_rendition_is_made_by_the_sweep_within_a_minute(
    eastfield, press, travel
):
    rendition = ask(eastfield)
    Rendition.objects.claim()  # and the worker is killed
    assert tasks.sweep_renditions() == 0
    travel(seconds=50)
    assert tasks.sweep_renditions() == 1
    rendition.refresh_from_db()
    assert rendition.is_ready
    assert rendition.tries == 2


def test_a_slow_worker_that_lost_its_lease_leaves_no_second_file(
    eastfield, press, travel
):
    ask(eastfield)
    slow = Rendition.objects.claim()
    travel(seconds=60)
    tasks.sweep_renditions()
    rendering.render(slow)  # it wakes up and finishes what is finished
    assert StoredFile.objects.count() == 1
    assert Event.objects.filter(verb="rendition.made").count() == 1


def test_without_the_check_of_the_lease_there_would_be_two(
    eastfield, press, travel, monkeypatch
):
    """Negative control."""
    ask(eastfield)
    slow = Rendition.objects.claim()
    travel(seconds=60)
    tasks.sweep_renditions()
    monkeypatch.setattr(Rendition, "locked", lambda self: self)
    rendering.render(slow)
    assert StoredFile.objects.count() == 2


def test_the_lease_is_renewed_while_the_press_works(eastfield, monkeypatch, travel):
    ask(eastfield)
    seen = []

    def slowly(rendition, while_waiting):
        for _look in range(4):
            travel(seconds=20)
            assert while_waiting()
            seen.append(Rendition.objects.claim())
        return Printed(b"%PDF", 1)

    monkeypatch.setattr(rendering, "print_document", slowly)
    tasks.sweep_renditions()
    assert seen == [None] * 4


def test_a_worker_that_lost_its_lease_stops_the_press(eastfield, monkeypatch):
    ask(eastfield)

    def lost(rendition, while_waiting):
        Rendition.objects.update(tries=2)  # another has taken over
        assert not while_waiting()
        raise LeaseLost

    monkeypatch.setattr(rendering, "print_document", lost)
    rendering.render(Rendition.objects.claim())
    assert not StoredFile.objects.exists()


def test_a_document_that_cannot_be_made_is_parked_with_its_reason(
    eastfield, monkeypatch, travel
):
    def refuse(rendition, while_waiting):
        raise CannotRender("It is nested too deeply.")

    monkeypatch.setattr(rendering, "print_document", refuse)
    rendition = ask(eastfield)
    for _try in range(Rendition.MOST_TRIES):
        tasks.sweep_renditions()
        travel(minutes=10)
    rendition.refresh_from_db()
    assert rendition.status == "failed"
    assert rendition.problem == "It is nested too deeply."
    assert tasks.sweep_renditions() == 0


def test_one_that_fails_does_not_hold_up_the_others(eastfield, monkeypatch):
    bad, good = ask(eastfield), ask(eastfield, edition_document(sections=3))

    def one_fails(rendition, while_waiting):
        if rendition.pk == bad.pk:
            raise CannotRender("no")
        return Printed(b"%PDF", 1)

    monkeypatch.setattr(rendering, "print_document", one_fails)
    tasks.sweep_renditions()
    good.refresh_from_db()
    assert good.is_ready


def test_missing_fonts_are_said_and_not_replaced(eastfield, settings, tmp_path):
    from records import typesetting

    rendition = ask(eastfield)
    settings.ROOT = tmp_path
    typesetting._lasting_assets.cache_clear()
    (tmp_path / "templates" / "pdf").mkdir(parents=True)
    tasks.sweep_renditions()
    typesetting._lasting_assets.cache_clear()
    rendition.refresh_from_db()
    assert "build the assets" in rendition.problem


def test_whoever_asked_gets_one_letter_when_it_is_ready(eastfield, dara, press):
    ask(eastfield, by=dara)
    tasks.sweep_renditions()
    audit_tasks.sweep()
    audit_tasks.sweep()
    letter = Letter.objects.get()
    assert letter.recipient == "dara@example.org"
    assert "/jobs/" in letter.text


def test_nobody_is_written_to_when_nobody_asked(eastfield, press):
    ask(eastfield)
    tasks.sweep_renditions()
    audit_tasks.sweep()
    assert not Letter.objects.exists()


def test_asking_in_public_makes_a_private_one_public(eastfield):
    assert not ask(eastfield).is_public
    assert ask(eastfield, public_from=clock.now()).is_public
    assert ask(eastfield).is_public


def test_the_status_is_told_by_time_and_not_stored(eastfield, press):
    rendition = ask(eastfield)
    assert rendition.status == "waiting"
    claimed = Rendition.objects.claim()
    assert claimed.status == "rendering"
    with clock.at(clock.now() + timedelta(minutes=1)):
        assert claimed.status == "waiting"


@pytest.mark.slow
def test_a_real_press_makes_the_file(eastfield):
    rendition = ask(eastfield)
    assert tasks.sweep_renditions() == 1
    rendition.refresh_from_db()
    assert rendition.is_ready, rendition.problem
    assert rendition.file.read().startswith(b"%PDF-1.7")
    assert rendition.file.name == "Charter version 2.pdf"
