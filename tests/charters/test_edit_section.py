"""Writing paragraphs: by verbs, by plain forms, by two people at once."""

import pytest
from django.core.exceptions import ValidationError

from audit.lifecycle import Refused
from charters.models import Block, Clause, EditConflict, Section
from tests import factories
from tests.stage import staged


@staged
def charter(eastfield, dara):
    return factories.ready_charter(eastfield, by=dara)


@staged
def section(charter):
    return charter.sections.get(key="our-place")


def address(section, page="edit"):
    return f"{section.charter.get_workspace_url()}sections/{section.key}/{page}/"


def sent(section, do="stay", version=None, **more):
    """What the browser sends for a section as it stands."""
    data = {"version": version or section.version, "do": do, "text-new": ""}
    for clause in section.clauses.all():
        data[f"text-{clause.uid}"] = clause.text
        if clause.is_open:
            data[f"open-{clause.uid}"] = "on"
    return data | more


def texts(section):
    return list(section.clauses.values_list("text", flat=True))


def test_a_new_paragraph_stands_at_the_end_and_the_writer_is_remembered(section, dara):
    clause = section.add_clause("One more.", by=dara)
    assert texts(section)[-1] == "One more."
    assert clause.history.get().history_user == dara


def test_rewording_keeps_the_identity(section, dara):
    clause = section.clauses.first()
    uid = clause.uid
    clause.reword("Other words.", by=dara)
    assert section.clauses.first().uid == uid
    assert clause.history.count() == 2


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 4001])
def test_no_words_and_too_many_are_refused(section, dara, text):
    with pytest.raises(ValidationError):
        section.add_clause(text, by=dara)


def test_paragraphs_move_up_and_down_and_stay_at_the_ends(section, dara):
    first, second = section.clauses.all()
    second.move_up(by=dara)
    assert [clause.pk for clause in section.clauses.all()] == [second.pk, first.pk]
    second.move_up(by=dara)
    first.move_down(by=dara)
    assert [clause.pk for clause in section.clauses.all()] == [second.pk, first.pk]


def test_sections_move_and_go_with_their_paragraphs(charter, dara):
    first, second = charter.sections.all()
    first.move_down(by=dara)
    assert [one.key for one in charter.sections.all()] == [second.key, first.key]
    gone = list(first.clauses.values_list("uid", flat=True))
    first.remove(by=dara)
    assert not Clause.objects.filter(uid__in=gone).exists()
    last_words = Clause.history.filter(uid__in=gone, history_type="-")
    assert {row.history_user for row in last_words} == {dara}


def test_saving_takes_over_what_changed_and_adds_what_is_new(section, dara):
    first, second = section.clauses.all()
    section.write(
        [
            Block("Changed.", uid=str(first.uid), is_open=True),
            Block(second.text, uid=str(second.uid), is_open=second.is_open),
            Block("Added."),
        ],
        version=section.version,
        by=dara,
    )
    assert texts(section) == ["Changed.", second.text, "Added."]
    assert second.history.count() == 1


def test_a_paragraph_that_is_not_sent_is_not_lost(section, dara):
    before = texts(section)
    section.write([], version=section.version, by=dara)
    assert texts(section) == before


def test_the_second_of_two_writers_is_told_and_nothing_is_overwritten(section, dara):
    opened = section.version
    first = section.clauses.first()
    section.write([Block("Mine.", uid=str(first.uid))], version=opened, by=dara)
    with pytest.raises(EditConflict) as conflict:
        section.write([Block("Yours.", uid=str(first.uid))], version=opened, by=dara)
    assert texts(section)[0] == "Mine."
    assert conflict.value.mine == [Block("Yours.", uid=str(first.uid))]


def test_without_the_version_the_second_writer_would_win_unseen(section, dara):
    first = section.clauses.first()
    for text in ("Mine.", "Yours."):
        version = Section.objects.get(pk=section.pk).version
        section.write([Block(text, uid=str(first.uid))], version=version, by=dara)
    assert texts(section)[0] == "Yours."


def test_the_conflict_page_shows_both_texts_and_a_second_try_saves_mine(
    section, dara, sign_in
):
    browser = sign_in(dara)
    first = section.clauses.first()
    mine = sent(section, **{f"text-{first.uid}": "My words.", "text-new": "And new."})
    first.reword("Their words.", by=dara)
    answer = browser.post(address(section), mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody else changed this section" in page
    assert "Their words." in page
    assert "My words." in page
    assert "And new." in page
    section.refresh_from_db()
    again = mine | {"version": section.version}
    assert browser.post(address(section), again).status_code == 302
    assert texts(section)[0] == "My words."
    assert texts(section)[-1] == "And new."


def test_each_button_saves_before_it_acts(section, dara, sign_in):
    browser = sign_in(dara)
    first, second = section.clauses.all()
    changed = {f"text-{first.uid}": "Saved first."}
    browser.post(address(section), sent(section, do=f"down:{first.uid}", **changed))
    assert texts(section) == [second.text, "Saved first."]
    section.refresh_from_db()
    answer = browser.post(address(section), sent(section, do=f"remove:{second.uid}"))
    assert browser.get(answer.url).status_code == 200
    browser.post(answer.url)
    assert texts(section) == ["Saved first."]


def test_going_on_asks_whether_the_section_is_complete(section, dara, sign_in):
    browser = sign_in(dara)
    section.mark_complete(False, by=dara)
    answer = browser.post(address(section), sent(section, do="continue"))
    assert "Select whether you have completed this section" in answer.content.decode()
    section.refresh_from_db()
    data = sent(section, do="continue", is_complete="yes")
    assert browser.post(address(section), data).status_code == 302
    section.refresh_from_db()
    assert section.is_complete


def test_an_emptied_paragraph_is_refused_by_its_number(section, dara, sign_in):
    first = section.clauses.first()
    data = sent(section, **{f"text-{first.uid}": " "})
    page = sign_in(dara).post(address(section), data).content.decode()
    assert "Enter the text of paragraph 1" in page
    assert texts(section)[0] == first.text


def test_sections_are_added_renamed_moved_and_removed_in_the_browser(
    charter, dara, sign_in
):
    browser, work = sign_in(dara), charter.get_workspace_url()
    answer = browser.post(f"{work}sections/add/", {"heading": "How we buy"})
    assert answer.url == f"{work}sections/how-we-buy/edit/"
    section = charter.sections.get(key="how-we-buy")
    browser.post(address(section, "name"), {"heading": "How we will buy"})
    browser.post(address(section, "move"), {"way": "up"})
    assert [one.heading for one in charter.sections.all()][1] == "How we will buy"
    assert (
        "Remove this section?"
        in browser.get(address(section, "remove")).content.decode()
    )
    browser.post(address(section, "remove"))
    assert not charter.sections.filter(key="how-we-buy").exists()


LOCKED = {
    "deciding": factories.submitted_charter,
    "adopted": factories.adopted_charter,
}


@pytest.mark.parametrize("status", LOCKED)
def test_the_text_is_locked_while_it_is_decided_and_after(eastfield, dara, status):
    charter = LOCKED[status](eastfield, by=dara)
    section = charter.sections.first()
    with pytest.raises(Refused, match="locked"):
        section.add_clause("Too late.", by=dara)
    with pytest.raises(Refused, match="locked"):
        charter.describe(by=dara, title="Too late")


def test_a_locked_section_can_be_read_but_shows_no_button(eastfield, dara, sign_in):
    charter = factories.submitted_charter(eastfield, by=dara)
    section = charter.sections.first()
    page = sign_in(dara).get(address(section)).content.decode()
    assert "You can read but not change the text now." in page
    assert "Save and continue" not in page
    answer = sign_in(dara).post(address(section), sent(section, **{"text-new": "X"}))
    assert answer.status_code == 200
    assert "X" not in texts(section)
