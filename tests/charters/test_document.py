"""A charter as plain data."""

import datetime as dt
from decimal import Decimal

import pytest

from charters import document
from charters.models import Priority, Section
from metrics import meanings
from records.canonical import digest
from tests import factories


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Decimal("60.0000"), "60"),
        (Decimal("1200"), "1200"),
        (Decimal("0.2500"), "0.25"),
        (Decimal("1E+3"), "1000"),
        (None, ""),
    ],
)
def test_numbers_are_written_as_people_write_them(number, text):
    assert document.number_text(number) == text


def test_dates_are_said_in_words():
    assert document.said("2027-02-05") == "5 February 2027"
    assert document.said("") == ""


def test_only_terms_that_the_text_uses_stand_in_the_glossary():
    terms = [{"term": word} for word in ("Tender", "Bid", "Local")]
    found = meanings.used_in("Local firms send bids. Forbidden fruit.", terms)
    assert [entry["term"] for entry in found] == ["Bid", "Local"]


def test_the_document_follows_the_published_schema(eastfield, dara):
    charter = factories.ready_charter(eastfield, by=dara)
    body = charter.body()
    assert body["schema"] == "cvc-charter/1"
    assert body["council"] == {"name": "Eastfield Council", "slug": "eastfield"}
    assert [section["number"] for section in body["sections"]] == ["1", "2"]
    numbers = [
        clause["number"]
        for section in body["sections"]
        for clause in section["clauses"]
    ]
    assert numbers == ["1.1", "1.2", "2.1"]
    (priority,) = body["priorities"]
    assert priority["code"] == "P1"
    assert priority["theme"] == "Work and skills"
    (target,) = priority["outcomes"][0]["targets"]
    assert (target["baseline"], target["level"]) == ("20", "60")
    assert dt.date.fromisoformat(target["due_on"]) < charter.ends_on


def test_what_a_priority_leans_on_stands_in_the_document(eastfield, dara):
    charter = factories.ready_charter(eastfield, by=dara)
    factories.add_fact(charter, claim="Nobody uses this one", source="A rumour")
    body = charter.body()
    (fact,) = body["evidence"]
    assert (fact["number"], fact["figure"]) == ("1", "11")
    (priority,) = body["priorities"]
    assert priority["evidence"] == [fact["uid"]]
    assert priority["offers"]["micro"] == "A week of work experience."
    assert priority["felt"]["key"] == "helped"
    assert priority["owner"] == "Head of Skills"


def test_a_charter_that_uses_none_of_it_keeps_the_document_and_hash_it_had(
    eastfield, dara
):
    charter = factories.make_charter(eastfield, by=dara)
    Priority.add(charter, by=dara, title="Jobs", statement="More jobs.")
    body = charter.body()
    assert "evidence" not in body
    assert set(body["priorities"][0]) == {
        *("uid", "code", "title", "statement", "why", "who_benefits", "places"),
        *("theme", "rests_on", "outcomes"),
    }


def test_the_same_words_have_the_same_hash_and_other_words_another(eastfield, dara):
    charter = factories.ready_charter(eastfield, by=dara)
    before = charter.content_hash()
    assert digest(charter.body()) == before
    factories.reword(charter)
    assert charter.content_hash() != before


@pytest.mark.slow
def test_the_document_takes_as_many_queries_for_many_paragraphs_as_for_few(
    eastfield, dara, django_assert_max_num_queries
):
    charter = factories.ready_charter(eastfield, by=dara)
    with django_assert_max_num_queries(24) as few:
        charter.body()
    for number in range(6):
        section = Section.add(charter, f"Section {number}", by=dara)
        section.add_clause("More words.", by=dara)
        factories.add_priority(charter, by=dara)
    with django_assert_max_num_queries(len(few)):
        charter.body()
