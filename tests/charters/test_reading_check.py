"""The reading check: a page for a charter, and a score while one writes."""

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


def test_the_score_comes_while_writing(charter, dara, sign_in):
    browser = sign_in(dara)
    answer = browser.post(address(charter, "words/"), {"text": "We **utilise** it."})
    assert "“utilise”: say “use”." in answer.content.decode()
    assert browser.get(address(charter, "words/")).status_code == 405


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
