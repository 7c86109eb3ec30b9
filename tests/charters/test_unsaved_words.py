"""What is typed is kept for its writer, and two writers lose nothing to each other."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from charters.models import Block, EditConflict, UnsavedWords
from charters.models.blocks import seal
from councils.models import Membership, Role
from tests import factories
from tests.charters.test_edit_section import address, sent, texts
from tests.conftest import make_person
from tests.stage import staged


@staged
def section(eastfield, dara):
    charter = factories.ready_charter(eastfield, by=dara)
    return charter.sections.get(key="our-place")


@staged
def dina(eastfield):
    """A second drafter of the same council."""
    person = make_person("dina")
    Membership.grant(eastfield, person, Role.DRAFTER)
    return person


def block(clause, text):
    was = seal(clause.text, clause.is_open)
    return Block(text, str(clause.uid), clause.is_open, was)


def test_changes_to_different_paragraphs_by_two_people_are_both_kept(
    section, dara, dina
):
    first, second = section.clauses.all()
    opened = section.version
    section.write(
        [block(first, "Dara."), block(second, second.text)], version=opened, by=dara
    )
    section.write(
        [block(first, first.text), block(second, "Dina.")], version=opened, by=dina
    )
    assert texts(section) == ["Dara.", "Dina."]


def test_the_same_change_by_two_people_is_no_conflict(section, dara, dina):
    first, opened = section.clauses.first(), section.version
    for person in (dara, dina):
        section.write([block(first, "The same.")], version=opened, by=person)
    assert texts(section)[0] == "The same."


def test_a_paragraph_that_another_removed_is_not_lost_to_who_changed_it(
    section, dara, dina
):
    first, opened = section.clauses.first(), section.version
    first.remove(by=dina)
    with pytest.raises(EditConflict):
        section.write([block(first, "Still here.")], version=opened, by=dara)
    section.refresh_from_db()
    section.write([block(first, "Still here.")], version=section.version, by=dara)
    assert section.clauses.get(uid=first.uid).text == "Still here."


def test_a_made_up_identity_becomes_a_new_one(section, dara):
    foreign = "00000000-0000-4000-8000-000000000007"
    section.write([Block("Mine.", foreign)], version=section.version, by=dara)
    assert not section.clauses.filter(uid=foreign).exists()
    assert texts(section)[-1] == "Mine."


def test_the_second_writer_chooses_for_each_paragraph(section, dara, dina, sign_in):
    first, second = section.clauses.all()
    seals = {f"was-{one.uid}": seal(one.text, one.is_open) for one in (first, second)}
    mine = {f"text-{first.uid}": "My first.", f"text-{second.uid}": "My second."}
    data = sent(section, **seals, **mine)
    first.reword("Their first.", by=dina)
    answer = sign_in(dara).post(address(section), data)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert all(words in page for words in ("My first.", "Their first.", first.text))
    assert texts(section) == ["Their first.", second.text]
    section.refresh_from_db()
    again = data | {"version": section.version, f"keep-{first.uid}": "theirs"}
    sign_in(dara).post(address(section), again)
    assert texts(section) == ["Their first.", "My second."]


def test_what_is_typed_waits_for_its_writer_and_nobody_else(
    section, dara, dina, sign_in
):
    first = section.clauses.first()
    data = sent(section, **{f"text-{first.uid}": "Half a tho", "text-new": "And"})
    answer = sign_in(dara).post(address(section, "keep"), data)
    assert answer.json()["sentence"].startswith("Draft saved at ")
    assert texts(section)[0] == first.text
    page = sign_in(dara).get(address(section)).content.decode()
    assert "Half a tho" in page
    assert "not saved yet" in page
    assert "Half a tho" not in sign_in(dina).get(address(section)).content.decode()


def test_saving_or_going_back_forgets_what_was_put_aside(section, dara, sign_in):
    first = section.clauses.first()
    data = sent(section, **{f"text-{first.uid}": "Whole thought."})
    browser = sign_in(dara)
    browser.post(address(section, "keep"), data)
    browser.post(address(section), data)
    assert not UnsavedWords.objects.exists()
    assert texts(section)[0] == "Whole thought."
    section.refresh_from_db()
    browser.post(address(section, "keep"), sent(section, **{"text-new": "More"}))
    browser.post(address(section, "forget"))
    assert "More" not in browser.get(address(section)).content.decode()


def test_words_that_cannot_be_saved_are_put_aside(section, dara, sign_in):
    charter = section.charter
    data = sent(section, **{"text-new": "Too late for this."})
    charter.withdraw(
        "Not needed.", by=factories.somebody(charter.council, Role.APPROVER)
    )
    sign_in(dara).post(address(section), data)
    page = sign_in(dara).get(address(section)).content.decode()
    assert "Too late for this." in page
    assert "not saved before the text was locked" in page


def test_the_editor_asks_as_often_for_many_paragraphs_as_for_few(
    section, dara, sign_in
):
    browser, page = sign_in(dara), address(section)

    def count():
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(page).status_code == 200
        return len(asked)

    count()
    few = count()
    for number in range(12):
        section.add_clause(f"Paragraph {number}.", by=dara)
    assert count() == few
