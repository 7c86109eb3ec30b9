"""What changed since people were asked, and why."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import Event
from charters import compare
from charters.models import Change, CoDesign, Stakeholder
from tests import factories
from tests.stage import staged


@staged
def charter(eastfield, dara):
    return factories.consulted_charter(eastfield, by=dara)


def only(charter):
    return charter.changes.since_last_consultation().get()


def test_every_edit_is_seen_as_a_change_and_undone_when_the_words_are_back(charter):
    clause = factories.reword(charter)
    change = only(charter)
    assert (change.kind, change.part, change.clause_uid) == (
        "reworded",
        "clause",
        str(clause.uid),
    )
    assert (change.before, change.after) == (factories.PLACE_TEXT, clause.text)
    factories.reword(charter, factories.PLACE_TEXT)
    assert not charter.changes.since_last_consultation().exists()
    assert Change.objects.get(pk=change.pk).kind == "kept"


def test_new_and_dropped_paragraphs_and_changed_priorities_count(charter, dara):
    place = charter.sections.first()
    place.clauses.last().remove(by=dara)
    place.add_clause("Brand new.", by=dara)
    charter.priorities.get().rewrite(by=dara, why="Another reason.")
    charter.describe(by=dara, summary="Another summary.")
    found = charter.changes.since_last_consultation()
    assert sorted((one.part, one.kind) for one in found) == [
        ("about", "reworded"),
        ("clause", "dropped"),
        ("clause", "new"),
        ("priority", "reworded"),
    ]


def test_what_stands_beside_the_text_needs_a_reason_too(charter, dara):
    first = charter.sections.first().clauses.first()
    factories.add_fact(
        charter,
        by=dara,
        claim="Buses end at 6pm",
        clauses=[first],
        figure=None,
        unit="",
    )
    Stakeholder.add(
        charter, by=dara, name="Carers", effect="helped", how_reached="By letter"
    )
    CoDesign.add(
        charter,
        by=dara,
        title="Evening at the hall",
        held_on=charter.starts_on,
        who="Carers",
        changed="P1 names evenings.",
    )
    fact = charter.facts.exclude(clauses=None).get()
    found = charter.changes.since_last_consultation()
    assert [(one.part, one.kind, one.label) for one in found] == [
        ("evidence", "new", f"Evidence {fact.number}"),
        ("group", "new", "People it touches: Carers"),
        ("meeting", "new", "Meeting: Evening at the hall"),
    ]
    assert len(charter.obstacles("deciding")) == 3


def test_a_meaning_that_changes_needs_a_reason_and_a_word_in_use_does_not(
    charter, dara
):
    before = {"glossary": [{"term": "Ward", "definition": "A part of the area."}]}
    after = {"glossary": [{"term": "Ward", "definition": "A voting area."}]}
    for one, other, wanted in (
        (before, after, True),
        (before, {}, False),
        ({}, after, False),
    ):
        found = compare.documents(
            {**charter.body(), "glossary": [], **one},
            {**charter.body(), "glossary": [], **other},
        )
        [difference] = [x for x in found.changed if x.part == compare.TERM]
        assert difference.wants_reason is wanted


def test_what_came_and_went_again_is_no_change(charter, dara):
    clause = charter.sections.first().add_clause("Brand new.", by=dara)
    assert only(charter).kind == "new"
    clause.remove(by=dara)
    assert not charter.changes.since_last_consultation().exists()


@pytest.mark.parametrize("many", [1, 8])
def test_an_edit_writes_only_the_rows_that_it_changes(
    charter, dara, many, django_assert_max_num_queries
):
    place = charter.sections.first()
    for number in range(many):
        place.add_clause(f"Sentence {number}.", by=dara)
    with CaptureQueriesContext(connection) as seen:
        Change.objects.refresh(charter)
    assert not [q for q in seen if q["sql"].startswith(("UPDATE", "INSERT"))]
    factories.reword(charter)
    with django_assert_max_num_queries(40):
        Change.objects.refresh(charter)
    assert charter.changes.real().count() == many + 1


def test_a_change_without_a_reason_keeps_a_charter_from_its_approver(charter, dara):
    factories.reword(charter)
    (sentence,) = charter.obstacles("deciding")
    assert sentence.startswith("Paragraph 1.1 has changed since the consultation")
    with pytest.raises(ValidationError, match="Say why"):
        charter.submit(by=dara)
    only(charter).justify("issue", "People told us so.", by=dara)
    assert charter.obstacles("deciding") == []


def test_a_reason_covers_the_words_of_its_moment_only(charter, dara):
    factories.reword(charter)
    only(charter).justify("issue", "People told us so.", by=dara)
    factories.reword(charter, "Something else altogether.")
    change = only(charter)
    assert not change.is_explained
    assert [one.wording for one in change.stale_reasons] == ["People told us so."]
    change.justify("issue", "People told us so.", by=dara)
    assert only(charter).is_explained


def test_the_same_reason_twice_is_one_reason_and_one_event(charter, dara):
    factories.reword(charter)
    for _time in range(2):
        only(charter).justify("law", "The 2026 rules.", by=dara)
    assert only(charter).justifications.count() == 1
    assert Event.objects.filter(verb="change.justified").count() == 1


@pytest.mark.parametrize(
    ("kind", "wording"), [("issue", " "), ("whim", "Because."), ("law", "x" * 601)]
)
def test_a_reason_needs_words_and_one_of_four_kinds(charter, dara, kind, wording):
    factories.reword(charter)
    with pytest.raises(ValueError if kind == "whim" else ValidationError):
        only(charter).justify(kind, wording, by=dara)


def test_the_adopted_edition_takes_the_changes_with_their_reasons(charter, dara, amal):
    factories.reword(charter)
    only(charter).justify("evidence", "A new census.", by=dara)
    charter.submit(by=dara, approver=amal)
    edition = charter.adopt(by=amal, minute="Item 7")
    change = Change.objects.get(result=edition)
    assert (change.base.number, change.result.number) == (1, 2)
    assert change.reasons[0].wording == "A new census."


def test_an_officer_gives_the_reason_in_the_browser(charter, dara, sign_in):
    factories.reword(charter)
    browser, work = sign_in(dara), f"{charter.get_workspace_url()}changes/"
    assert "0 of 1 changes have a reason" in browser.get(work).content.decode()
    page = f"{work}{only(charter).pk}/"
    empty = browser.post(page, {}).content.decode()
    assert "Select the reason for this change" in empty
    assert "Enter the reason for this change" in empty
    browser.post(page, {"kind": "issue", "wording": "You told us."})
    shown = browser.get(work).content.decode()
    assert "1 of 1 changes have a reason" in shown
    assert "You told us." in shown


def test_a_change_of_another_council_is_not_found(charter, dara, westbrook, sign_in):
    theirs = factories.consulted_charter(westbrook)
    factories.reword(theirs)
    address = f"{charter.get_workspace_url()}changes/{only(theirs).pk}/"
    assert sign_in(dara).get(address).status_code == 404
