"""What is known about a paragraph stands beside the box in which it is written."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from charters import beside
from charters.models import Reviewer, Source, Suggestion
from tests import factories
from tests.charters.test_edit_section import address, sent, texts
from tests.stage import staged


@staged
def section(eastfield, dara):
    charter = factories.ready_charter(eastfield, by=dara)
    return charter.sections.get(key="our-place")


@pytest.fixture
def browser(dara, sign_in):
    return sign_in(dara)


def page_of(browser, section):
    return browser.get(address(section)).content.decode()


def about(page, clause):
    """The part of the page that tells of one paragraph."""
    start = page.index(f'id="about-{clause.uid}"')
    return page[start : page.index("</section>", start)]


def test_evidence_and_reasons_stand_beside_their_paragraph_only(section, dara, browser):
    first, second = section.clauses.all()
    factories.add_fact(section.charter, claim="Rents rose by a tenth.", clauses=[first])
    Source.give(second, Source.Kind.LAW, "The Care Act 2014", by=dara)
    page = page_of(browser, section)
    assert "Rents rose by a tenth." in about(page, first)
    assert "Rents rose by a tenth." not in about(page, second)
    assert "The Care Act 2014" in about(page, second)
    assert "Nothing says why yet." not in page


def test_words_are_explained_and_unexplained_ones_named(section, dara, browser):
    first, second = section.clauses.all()
    first.reword("We buy social value. Few are hard to reach.", by=dara)
    second.reword("Nothing else.", by=dara)
    page = page_of(browser, section)
    assert "<strong>social value:</strong>" in about(page, first).lower()
    assert "“hard to reach” has no meaning yet." in about(page, first)
    assert "It uses no word of the glossary." in about(page, second)


def test_words_in_the_box_count_before_they_are_saved(section, browser):
    first = section.clauses.first()
    data = sent(
        section, do="look", **{f"text-{first.uid}": "Think of the hard to reach."}
    )
    page = browser.post(address(section), data).content.decode()
    assert "“hard to reach” has no meaning yet." in about(page, first)
    assert texts(section)[0] == first.text


def test_waiting_suggestions_are_shown_and_answered_ones_are_not(
    section, dara, browser
):
    first, second = section.clauses.all()
    charter = section.charter
    seat = Reviewer.invite(charter, dara.email, "lived_experience", by=dara)
    told = {"reason": "We say it so.", "by": dara}
    Suggestion.make(seat, section, "Wholly other words.", clause=first, **told)
    done = Suggestion.make(seat, section, "Declined words.", clause=second, **told)
    done.decline("No.", by=dara)
    page = page_of(browser, section)
    assert "Wholly other words." in about(page, first)
    assert "Declined words." not in about(page, second)


def test_its_last_changes_are_shown_the_latest_first(section, dara, browser):
    first = section.clauses.first()
    for number in range(5):
        first.reword(f"Words {number}.", by=dara)
    told = about(page_of(browser, section), first)
    assert told.count("Changed, ") == beside.MOST_CHANGES
    assert "Written, " not in told


def test_comments_of_rounds_are_counted_beside_the_paragraph(
    eastfield, sign_in, travel
):
    round = factories.open_round(eastfield)
    factories.send_response(round, "Say it in fewer words.")
    clause = round.edition.clauses.order_by("position").first()
    charter = round.consultation.charter
    section = charter.sections.get(key=clause.section_key)
    told = about(page_of(sign_in(charter.created_by), section), clause)
    assert f"1 comment in “{round}”" in told
    assert f"themes/?show=all&amp;paragraph={clause.number}" in told
    assert "Save and add evidence" not in told


@pytest.mark.parametrize(
    ("wish", "leads_to"),
    [("evidence", "evidence/add/?paragraph={uid}"), ("reason", "{uid}/?back=text")],
)
def test_adding_saves_first_and_comes_back_to_the_paragraph(
    section, browser, wish, leads_to
):
    first = section.clauses.first()
    changed = {f"text-{first.uid}": "Saved first."}
    data = sent(section, do=f"{wish}:{first.uid}", **changed)
    answer = browser.post(address(section), data)
    assert texts(section)[0] == "Saved first."
    assert answer.url.endswith(leads_to.format(uid=first.uid))
    filled = {
        "evidence": {
            "claim": "One in nine.",
            "source": "Census",
            "data_on": "2026-03-31",
            "clauses": [first.pk],
        },
        "reason": {"kind": "law", "wording": "The Care Act 2014"},
    }[wish]
    page = browser.get(answer.url)
    assert page.status_code == 200
    back = browser.post(answer.url, filled)
    assert back.url.endswith(f"{section.key}/edit/#block-{first.uid}")


def test_evidence_for_a_paragraph_starts_with_it_ticked(section, browser):
    first = section.clauses.first()
    work = section.charter.get_workspace_url()
    page = browser.get(f"{work}evidence/add/?paragraph={first.uid}")
    assert page.context["form"]["clauses"].value() == [first.pk]
    for made_up in ("nonsense", "00000000-0000-4000-8000-000000000007"):
        other = browser.get(f"{work}evidence/add/?paragraph={made_up}")
        assert not other.context["form"]["clauses"].value()


@pytest.mark.parametrize("wish", ["evidence", "reason", "history", "split", "insert"])
def test_a_made_up_paragraph_leads_back_to_the_section(section, browser, wish):
    answer = browser.post(address(section), sent(section, do=f"{wish}:nonsense"))
    assert answer.url == address(section)


def test_many_notes_ask_as_often_as_few(section, dara, browser):
    def count():
        page_of(browser, section)
        with CaptureQueriesContext(connection) as asked:
            page_of(browser, section)
        return len(asked)

    def fill(clause, number):
        factories.add_fact(
            section.charter, claim=f"Finding {number}.", clauses=[clause]
        )
        Source.give(clause, Source.Kind.LAW, f"Act {number}", by=dara)

    fill(section.clauses.first(), 0)
    few = count()
    for number in range(1, 12):
        fill(section.add_clause(f"Paragraph {number}.", by=dara), number)
    assert count() == few
