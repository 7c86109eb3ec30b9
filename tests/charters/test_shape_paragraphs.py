"""Splitting, joining, moving, dropping and bringing back: identity and origin stay."""

import pytest

from audit.lifecycle import Refused
from charters.cutting import cuts
from charters.history import dropped_from, past_of
from charters.models import Block, Clause, Lineage
from tests import factories
from tests.charters.test_edit_section import address, sent, texts
from tests.stage import staged


@staged
def charter(eastfield, dara):
    return factories.ready_charter(eastfield, by=dara)


@staged
def section(charter):
    return charter.sections.get(key="our-place")


TWO = "Homes here are cold. Heating them costs too much."


def lineage(edition):
    return {str(one.uid): one.lineage for one in edition.clauses.all()}


def test_a_text_can_be_cut_between_sentences_and_lines_only():
    assert [cut.piece for cut in cuts("One. Two!\nThree 4.5 metres")] == [
        "Two!",
        "Three 4.5 metres",
    ]
    assert cuts("A single sentence.") == []


def test_a_split_keeps_the_identity_in_front_and_the_origin_behind(section, dara):
    clause = section.clauses.first()
    clause.reword(TWO, by=dara)
    part = clause.split(cuts(TWO)[0].at, by=dara)
    assert texts(section)[:2] == [
        "Homes here are cold.",
        "Heating them costs too much.",
    ]
    assert part.came_from == [clause.uid]
    priority = section.charter.priorities.get()
    assert {one.uid for one in priority.rests_on.all()} == {clause.uid, part.uid}


def test_a_split_with_nothing_on_one_side_is_refused(section, dara):
    with pytest.raises(Refused, match="between two sentences"):
        section.clauses.first().split(0, by=dara)


def test_joined_paragraphs_remember_each_other_and_keep_what_rests_on_them(
    section, dara
):
    first, second = section.clauses.all()
    priority = section.charter.priorities.get()
    priority.rewrite(by=dara, rests_on=[second])
    both = f"{first.text}\n\n{second.text}"
    first.join_next(by=dara)
    kept = section.clauses.get()
    assert (kept.uid, kept.came_from) == (first.uid, [second.uid])
    assert kept.text == both
    assert list(priority.rests_on.all()) == [kept]
    with pytest.raises(Refused, match="no paragraph after"):
        kept.join_next(by=dara)


def test_evidence_goes_with_the_words_that_it_stands_behind(section, dara):
    first, second = section.clauses.all()
    fact = factories.add_fact(section.charter, by=dara, clauses=[second])
    second.reword(TWO, by=dara)
    part = second.split(cuts(TWO)[0].at, by=dara)
    assert set(fact.clauses.all()) == {second, part}
    first.join_next(by=dara)
    assert set(fact.clauses.all()) == {first, part}


def test_evidence_of_a_paragraph_that_is_dropped_is_let_go(section, dara):
    """The negative control: it is the joining that hands it on."""
    second = section.clauses.last()
    fact = factories.add_fact(section.charter, by=dara, clauses=[second])
    second.discard(by=dara)
    assert not fact.clauses.exists()


def test_an_edition_says_which_paragraphs_were_split_and_which_were_joined(
    charter, section, dara
):
    before = charter.freeze("outline", by=dara)
    first, second = section.clauses.all()
    first.reword(TWO, by=dara)
    part = first.split(cuts(TWO)[0].at, by=dara)
    other = charter.sections.last().clauses.get()
    second.refresh_from_db()
    second.move_to(other.section, by=dara)
    other.join_next(by=dara)
    found = lineage(charter.freeze("outline", by=dara))
    assert lineage(before).keys() >= {str(first.uid), str(second.uid)}
    assert found[str(part.uid)] == Lineage.SPLIT
    assert found[str(other.uid)] == Lineage.MERGED
    assert found[str(first.uid)] == Lineage.REWORDED


def test_halves_that_are_joined_again_are_the_paragraph_they_were(
    charter, section, dara
):
    charter.freeze("outline", by=dara)
    clause = section.clauses.first()
    clause.reword(TWO, by=dara)
    clause.split(cuts(TWO)[0].at, by=dara)
    clause.join_next(by=dara)
    found = lineage(charter.freeze("outline", by=dara))
    assert found[str(clause.uid)] == Lineage.REWORDED


def test_a_new_paragraph_can_stand_behind_any_other(section, dara):
    first, second = section.clauses.all()
    blocks = [Block("Between.", after=str(first.uid))]
    section.write(blocks, version=section.version, by=dara)
    assert texts(section) == [first.text, "Between.", second.text]
    assert second.history.count() == 1


def test_a_dropped_paragraph_comes_back_with_its_identity(charter, section, dara):
    first, second = section.clauses.all()
    first.remove(by=dara)
    second.refresh_from_db()
    (row,) = dropped_from(charter)
    section.bring_back(row, by=dara)
    assert texts(section) == [second.text, first.text]
    assert Clause.objects.get(uid=first.uid).section == section
    assert dropped_from(charter) == []
    with pytest.raises(Refused, match="in the charter already"):
        section.bring_back(row, by=dara)


def test_what_was_joined_to_another_is_not_listed_as_dropped(charter, section, dara):
    section.clauses.first().join_next(by=dara)
    assert dropped_from(charter) == []


def test_the_past_of_a_paragraph_says_who_did_what(charter, section, dara):
    first = section.clauses.first()
    first.reword("Other words.", by=dara)
    edition = charter.freeze("outline", by=dara)
    first.move_down(by=dara)
    first.refresh_from_db()
    first.remove(by=dara)
    past = past_of(charter, first.uid)
    notes = [(one.note, one.by) for one in past.wordings]
    assert notes == [("Removed", "Dara"), ("Changed", "Dara"), ("Written", "Dara")]
    assert past.clause is None
    assert [one.edition for one in past.editions] == [edition]


def test_an_earlier_wording_is_used_again_from_its_page(section, dara, sign_in):
    browser = sign_in(dara)
    first = section.clauses.first()
    old = first.text
    first.reword("Other words.", by=dara)
    page = browser.get(address(section, f"paragraphs/{first.uid}/history"))
    assert "Other words." in page.content.decode()
    row = first.history.last().pk
    place = f"paragraphs/{first.uid}/history/{row}/restore"
    assert old in browser.get(address(section, place)).content.decode()
    browser.post(address(section, place))
    assert texts(section)[0] == old


def test_buttons_of_the_editor_split_join_move_and_insert(section, dara, sign_in):
    browser = sign_in(dara)
    first, second = section.clauses.all()
    changed = {f"text-{first.uid}": TWO}
    answer = browser.post(
        address(section), sent(section, do=f"split:{first.uid}", **changed)
    )
    assert "Heating them" in browser.get(answer.url).content.decode()
    assert "Select where" in browser.post(answer.url, {}).content.decode()
    browser.post(answer.url, {"at": cuts(TWO)[0].at})
    assert len(texts(section)) == 3
    section.refresh_from_db()
    browser.post(address(section), sent(section, do=f"join:{first.uid}"))
    assert texts(section)[0] == TWO.replace(". ", ".\n\n")
    section.refresh_from_db()
    answer = browser.post(address(section), sent(section, do=f"insert:{first.uid}"))
    assert f"after={first.uid}" in answer.url
    section.refresh_from_db()
    more = {"text-new": "Between.", "after": str(first.uid)}
    browser.post(address(section), sent(section, **more))
    assert texts(section)[1:] == ["Between.", second.text]
    aim = section.charter.sections.get(key="where-offers-are-best-aimed")
    browser.post(address(section, f"paragraphs/{second.uid}/move"), {"section": aim.pk})
    assert texts(aim)[-1] == second.text
