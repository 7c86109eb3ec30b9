"""Freezing an edition: numbered, known by its hash, never changed again."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from audit import clock
from audit.models import Event
from charters.models import Edition, EditionClause, EditionPriority, EditionTarget
from records import renditions
from records.canonical import digest
from records.models import Rendition
from tests import factories
from tests.stage import staged

TABLES = [
    "charters_edition",
    "charters_editionclause",
    "charters_editionpriority",
    "charters_editionground",
    "charters_editiontarget",
]


@staged
def charter(eastfield, dara):
    return factories.ready_charter(eastfield, by=dara)


def freeze(charter, kind="consultation"):
    return charter.freeze(kind, by=charter.created_by)


def test_an_edition_holds_the_words_and_rows_of_the_draft(charter):
    edition = freeze(charter)
    assert edition.number == 1
    assert edition.content_hash == digest(edition.document)
    numbers = list(edition.clauses.values_list("number", "text"))
    assert numbers[0] == ("1.1", factories.PLACE_TEXT)
    clause = charter.sections.first().clauses.first()
    assert edition.clauses.first().uid == clause.uid
    assert edition.clauses.first().html == f"<p>{clause.text}</p>"
    priority = edition.priorities.get()
    assert (priority.code, priority.theme) == ("P1", "Work and skills")
    assert priority.targets.get().level == 60
    assert priority.grounds.get().edition_clause == edition.clauses.first()


def test_the_same_words_frozen_again_are_the_same_edition(charter):
    assert freeze(charter) == freeze(charter)
    factories.reword(charter)
    assert freeze(charter).number == 2


def test_freezing_is_told_once_and_asks_for_one_pdf(charter):
    edition = freeze(charter)
    freeze(charter)
    event = Event.objects.get(verb="edition.frozen")
    assert event.data["hash"] == edition.content_hash
    rendition = Rendition.objects.get(subject_kind="edition")
    assert rendition.document_hash == edition.content_hash
    assert not rendition.is_public


def test_a_draft_with_something_missing_is_not_frozen_for_consultation(charter, dara):
    charter.describe(by=dara, summary="")
    with pytest.raises(ValidationError, match="Write a summary"):
        freeze(charter)
    assert not charter.editions.exists()


def test_an_outline_needs_nothing_but_that_it_is_being_drafted(eastfield, dara):
    charter = factories.make_charter(eastfield, by=dara)
    assert freeze(charter, "outline").kind == Edition.Kind.OUTLINE
    consulting = factories.consulting_charter(eastfield, by=dara)
    with pytest.raises(ValidationError, match="while it is drafted"):
        freeze(consulting, "outline")


def test_nobody_freezes_an_adopted_edition_without_adopting(charter):
    with pytest.raises(ValidationError, match="by adopting"):
        freeze(charter, "adopted")


FROZEN_IN = {
    "consulting": factories.consulting_charter,
    "deciding": factories.submitted_charter,
    "adopted": factories.adopted_charter,
}


@pytest.mark.parametrize("status", FROZEN_IN)
def test_a_charter_is_frozen_for_consultation_only_when_one_can_begin(
    eastfield, dara, status
):
    with pytest.raises(ValidationError, match="cannot become"):
        freeze(FROZEN_IN[status](eastfield, by=dara))


@pytest.mark.parametrize(
    "change", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"]
)
def test_the_database_refuses_to_change_what_is_frozen(charter, change):
    freeze(charter)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in TABLES:
            refused = pytest.raises(DatabaseError, match="insert-only")
            with refused, transaction.atomic():
                cursor.execute(change.format(table))


def test_without_the_trigger_frozen_words_could_be_changed(charter):
    freeze(charter)
    with connection.cursor() as cursor:
        cursor.execute(
            "DROP TRIGGER charters_editionclause_is_insert_only "
            "ON charters_editionclause"
        )
    assert EditionClause.objects.update(text="Forged") == 3


def test_a_later_edition_says_what_became_of_each_paragraph(charter, dara):
    freeze(charter)
    place = charter.sections.first()
    first, second = place.clauses.all()
    first.reword("Other words.", by=dara)
    second.remove(by=dara)
    place.add_clause("A new paragraph.", by=dara)
    lineage = dict(freeze(charter).clauses.values_list("number", "lineage"))
    assert lineage == {"1.1": "reworded", "1.2": "new", "2.1": "kept"}


def test_rows_of_an_edition_are_found_from_both_ends(charter):
    edition = freeze(charter)
    assert EditionPriority.objects.get().edition == edition
    target = EditionTarget.objects.select_related("edition_priority__edition").get()
    assert target.edition_priority.edition == edition
    assert target.outcome == "Young people here find work they can live on"


def test_the_pdf_is_public_the_moment_the_version_is(charter, dara, client, travel):
    edition = freeze(charter)
    opening = clock.now() + dt.timedelta(days=3)
    edition.publish(by=dara, public_from=opening)
    job = edition.ask_for_pdf().get_absolute_url()
    pdf = f"{edition.get_absolute_url().rstrip('/')}.pdf"
    travel(to=opening - dt.timedelta(seconds=1))
    assert [client.get(path).status_code for path in (job, pdf)] == [404, 404]
    travel(to=opening)
    assert client.get(job).status_code == 200
    assert client.get(pdf).url == job  # it is being made; the page says so


def test_a_moved_or_cancelled_opening_moves_the_pdf_as_well(charter, dara):
    edition = freeze(charter)
    soon, later = (clock.now() + dt.timedelta(days=days) for days in (3, 5))
    edition.publish(by=dara, public_from=soon)
    edition.publish(by=dara, public_from=later)
    files = Rendition.objects.all()
    assert {one.template for one in files} == {"charter", "charter_large"}
    assert {one.public_from for one in files} == {later}
    edition.take_back(by=dara)
    assert {one.public_from for one in files.all()} == {None}


def test_a_new_template_leaves_the_file_of_a_version_as_it_was(charter, monkeypatch):
    edition = freeze(charter)
    monkeypatch.setattr(renditions, "template_version", lambda template: "next")
    edition.ask_for_pdf()
    assert Rendition.objects.count() == 1
