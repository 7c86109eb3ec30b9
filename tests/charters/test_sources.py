"""Why each paragraph is here: kept, frozen with the edition, shown and counted."""

import pytest
from django.core.exceptions import ValidationError

from audit import clock
from audit.models import Event
from charters import provenance
from charters.models import Clause, Fact, Source
from tests import factories


@pytest.fixture
def charter(eastfield, dara):
    return factories.ready_charter(eastfield, by=dara)


def first_clause(charter):
    return Clause.objects.filter(section__charter=charter).first()


def because(document):
    return [one["because"] for part in document["sections"] for one in part["clauses"]]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One.", 1),
        ("One. Two! “Three?” 4.5 is no end", 3),
        ("We will:\n- plant trees\n- mend paths", 3),
    ],
)
def test_sentences_are_counted_as_people_read_them(text, count):
    assert provenance.sentences(text) == count


def test_a_reason_is_frozen_with_the_edition_and_stays_there(charter, dara):
    source = Source.give(first_clause(charter), "law", " The Care Act 2014. ", by=dara)
    edition = charter.freeze("consultation", by=dara)
    source.take_back(by=dara)
    law = {"kind": "law", "label": "The law", "wording": "The Care Act 2014."}
    assert because(edition.document) == [[law], [], []]
    assert because(charter.body()) == [[], [], []]
    verbs = Event.objects.filter(verb__startswith="source.").order_by("pk")
    assert [one.verb for one in verbs] == ["source.given", "source.taken_back"]


def test_the_same_reason_is_given_once_and_an_empty_one_never(charter, dara):
    clause = first_clause(charter)
    for _time in range(2):
        Source.give(clause, "evidence", "Census 2021.", by=dara)
    assert charter.sources.count() == 1
    with pytest.raises(ValidationError, match="Enter why this paragraph is here"):
        Source.give(clause, "evidence", "  ", by=dara)


def test_a_locked_text_takes_no_reasons(eastfield, dara, amal):
    charter = factories.submitted_charter(eastfield, by=dara, approver=amal)
    with pytest.raises(ValidationError, match="locked"):
        Source.give(first_clause(charter), "law", "The Care Act 2014.", by=dara)


def test_a_paragraph_made_from_another_keeps_its_reasons(charter, dara):
    first, second = Clause.objects.filter(section__charter=charter)[:2]
    Source.give(first, "law", "The Care Act 2014.", by=dara)
    Clause.objects.filter(pk=second.pk).update(came_from=[first.uid])
    assert because(charter.body())[0] == because(charter.body())[1] != []


def test_evidence_on_a_paragraph_is_a_reason_for_it(charter, dara):
    words = {"claim": "One in nine", "source": "Census", "data_on": clock.today()}
    Fact.add(charter, by=dara, clauses=[first_clause(charter)], **words)
    [reason] = because(charter.body())[0]
    assert reason["kind"] == "evidence"
    assert reason["wording"].startswith("One in nine (Census, ")


def test_the_reason_for_a_change_becomes_a_reason_of_the_paragraph(
    eastfield, dara, amal
):
    charter = factories.consulted_charter(eastfield, by=dara)
    factories.reword(charter)
    change = charter.changes.since_last_consultation().get()
    change.justify("issue", "Forty people asked for it.", by=dara)
    charter.submit(by=dara, approver=amal)
    edition = charter.adopt(by=amal)
    [reason] = because(edition.document)[0]
    assert reason["kind"] == "comments"
    assert reason["wording"] == "Forty people asked for it."
    charter.refresh_from_db()
    revision = charter.revise(by=dara)
    assert because(revision.body())[0][0]["wording"] == "Forty people asked for it."


def test_readers_see_why_and_how_many_sentences_do_not_say(charter, dara, client):
    Source.give(first_clause(charter), "law", "The <b>Care</b> Act.", by=dara)
    charter.freeze("outline", by=dara).publish(by=dara)
    page = client.get(f"{charter.get_absolute_url()}all/").content.decode()
    assert "Why is paragraph 1.1 here?" in page
    assert "The &lt;b&gt;Care&lt;/b&gt; Act." in page
    assert "1 of 3 paragraphs say why they are here." in page
    assert "2 sentences do not yet:" in page


def test_an_old_edition_that_kept_no_reasons_counts_nothing():
    clause = {"uid": "a", "number": "1.1", "text": "One."}
    assert provenance.of_document({"sections": [{"clauses": [clause]}]}) is None


def test_officers_give_and_remove_reasons_in_the_browser(charter, dara, sign_in):
    browser, clause = sign_in(dara), first_clause(charter)
    page = f"{charter.get_workspace_url()}sources/{clause.uid}/"
    nothing = browser.post(page, {"kind": "law", "wording": ""}).content.decode()
    assert "Enter why this paragraph is here" in nothing
    done = browser.post(page, {"kind": "law", "wording": "The Act."}, follow=True)
    assert "1 of 3 paragraphs say why they are here." in done.content.decode()
    source = charter.sources.get()
    browser.post(f"{page}{source.pk}/remove/")
    assert not charter.sources.exists()


def test_a_reason_leads_to_where_it_can_be_read(charter, dara, client):
    clause = first_clause(charter)
    law = "https://www.legislation.gov.uk/ukpga/2014/23"
    source = Source.give(clause, "law", "The Care Act 2014.", by=dara)
    Source.give(clause, "law", "The Care Act 2014.", by=dara, address=law)
    source.refresh_from_db()
    assert source.address == law
    fact = factories.add_fact(charter, by=dara, clauses=[clause])
    edition = charter.freeze("consultation", by=dara)
    charter.begin_consultation(edition, by=dara)
    [first, *_others] = because(edition.document)
    assert first[0]["url"] == law
    page = f"{charter.get_absolute_url()}all/"
    shown = client.get(page).content.decode()
    assert f'href="{law}"' in shown
    assert f"evidence-used/#evidence-{fact.number}" in shown
