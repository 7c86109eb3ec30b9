"""The reading check: a page for a charter, and a button while one writes."""

import re

import pytest

from charters import reading_check
from charters.models import Charter
from metrics.models import Term
from tests import factories

pytestmark = pytest.mark.django_db
LONG = f"{'We do this and that '.strip()} {'and more ' * 13}for vulnerable people."


@pytest.fixture
def charter(eastfield, dara):
    charter = factories.make_charter(eastfield, by=dara)
    charter.sections.first().add_clause(f"{LONG} We utilise it.", by=dara)
    return charter


def address(charter, rest=""):
    return f"/eastfield/workspace/charters/{charter.slug}/reading/{rest}"


def test_the_page_names_the_sentence_the_word_and_what_nobody_explained(
    charter, dara, sign_in
):
    page = sign_in(dara).get(address(charter)).content.decode()
    assert f"<q>{LONG}</q>" in page
    assert "“utilise”: say “use”." in page
    assert "Explain “vulnerable”" in page


def test_a_meaning_makes_the_word_explained(charter, dara, eastfield):
    assert reading_check.check(charter).unexplained == ["vulnerable"]
    assert "“vulnerable”" in " ".join(charter.advice())
    Term.define("Vulnerable", "Likely to be hurt.", by=dara, council=eastfield)
    assert reading_check.check(charter).unexplained == []
    assert "vulnerable" not in " ".join(charter.advice())


def test_unclear_words_stop_nothing(charter):
    found = charter.obstacles(Charter.Status.CONSULTING)
    assert not [obstacle for obstacle in found if "vulnerable" in obstacle]


def test_the_task_list_shows_it(charter, dara, sign_in):
    page = sign_in(dara).get(charter.get_workspace_url()).content.decode()
    assert "Reading check" in page
    assert "1 part could be clearer. 1 word has no meaning" in page


def test_the_button_is_answered_in_place(charter, dara, sign_in):
    browser = sign_in(dara)
    answer = browser.post(address(charter, "words/"), {"text": "We **utilise** it."})
    assert "“utilise”: say “use”." in answer.content.decode()
    assert browser.get(address(charter, "words/")).status_code == 405


def test_the_answer_knows_what_is_explained_and_what_is_not(charter, dara, sign_in):
    browser = sign_in(dara)
    text = "An SME helps vulnerable people with the LGA."
    shown = browser.post(address(charter, "words/"), {"text": text}).content.decode()
    assert "“vulnerable” has no meaning yet." in shown
    assert "“LGA”: write it out once" in shown
    assert "“SME”: write it out" not in shown, "the glossary explains it"


def test_a_short_statement_gets_a_rough_age_and_a_warning(charter, dara, sign_in):
    text = "Institutional methodologies facilitate sustainable socioeconomic " * 2
    page = address(charter, "words/")
    shown = sign_in(dara).post(page, {"text": text}).content.decode()
    assert "a rough guess" in shown
    assert "It may be too hard" in shown


def test_without_script_the_page_comes_back_with_advice_and_saves_nothing(
    charter, dara, sign_in
):
    section = charter.sections.first()
    page = f"/eastfield/workspace/charters/{charter.slug}/sections/{section.key}/edit/"
    browser = sign_in(dara)
    clause = section.clauses.get()
    shown = browser.get(page).content.decode()
    assert 'name="do" value="look"' in shown
    version = re.search(r'name="version"[^>]* value="(\d+)"', shown)[1]
    sent = {
        "version": version,
        "do": "look",
        f"text-{clause.uid}": "We utilise vulnerable words.",
    }
    answer = browser.post(page, sent)
    assert answer.status_code == 200
    advice = answer.content.decode()
    assert "Nothing is saved yet." in advice
    assert "“utilise”: say “use”." in advice
    assert 'role="status"' in advice
    assert "We utilise vulnerable words.</textarea>" in advice
    clause.refresh_from_db()
    assert "vulnerable words" not in clause.text


def test_a_priority_can_be_checked_before_it_is_added(charter, dara, sign_in):
    page = f"/eastfield/workspace/charters/{charter.slug}/priorities/add/"
    sent = {"statement": "We utilise it.", "do": "look"}
    advice = sign_in(dara).post(page, sent).content.decode()
    assert "“utilise”: say “use”." in advice
    assert "There is a problem" not in advice
    assert not charter.priorities.exists()


def test_a_stranger_learns_nothing(charter, olu, sign_in):
    browser = sign_in(olu)
    assert browser.get(address(charter)).status_code == 404
    assert browser.post(address(charter, "words/"), {"text": "x"}).status_code == 404


def test_readers_find_meanings_where_the_words_stand(charter, dara, sign_in):
    charter.sections.first().add_clause("Buy from an SME. An SME is small.", by=dara)
    browser = sign_in(dara)
    preview = browser.get(f"/eastfield/workspace/charters/{charter.slug}/preview/")
    page = preview.content.decode()
    key = charter.sections.first().key
    assert page.count(f'href="#word-{key}-sme"') == 1
    assert f'<dt id="word-{key}-sme">' in page


def test_words_of_the_summary_and_of_outcomes_are_explained(eastfield, dara, client):
    charter = factories.ready_charter(eastfield, by=dara)
    outcome = charter.priorities.get().outcomes.get()
    outcome.reword("More SMEs win work", by=dara)
    charter.describe(summary="An SME can win here.", by=dara)
    charter.begin_consultation(charter.freeze("consultation", by=dara), by=dara)
    for page in ("", "all/"):
        shown = client.get(charter.get_absolute_url() + page).content.decode()
        assert 'href="#word-summary-sme"' in shown
        assert '<dt id="word-summary-sme">' in shown
    shown = client.get(f"/{eastfield.slug}/priorities/P1/").content.decode()
    assert 'href="#word-p1-outcomes-sme"' in shown
    assert '<dt id="word-p1-outcomes-sme">' in shown
