"""What anyone reads: lists, sections, versions, comparisons, priorities, data."""

import datetime as dt
import json

import pytest

from audit import clock
from records.canonical import digest
from tests import factories
from tests.stage import staged


@staged
def charter(eastfield, dara, amal):
    return factories.adopted_charter(eastfield, by=dara, approver=amal)


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_the_short_address_leads_to_the_charter_in_force(charter, client):
    answer = client.get("/eastfield/charter/")
    assert (answer.status_code, answer.url) == (302, charter.get_absolute_url())


def test_without_a_charter_the_short_address_leads_to_the_list(eastfield, client):
    page = client.get("/eastfield/charter/", follow=True).content.decode()
    assert "has not published a charter yet" in page


def test_the_list_tells_drafts_from_what_is_in_force(charter, eastfield, dara, client):
    factories.consulting_charter(eastfield, by=dara, title="A draft for you")
    factories.ready_charter(eastfield, by=dara, title="Not for you yet")
    page = read(client, "/eastfield/charters/")
    assert page.index("In force") < page.index(charter.title)
    assert page.index("Drafts – not yet agreed") < page.index("A draft for you")
    assert "Not for you yet" not in page


def test_an_unpublished_charter_is_not_found_on_any_public_page(
    eastfield, dara, client
):
    draft = factories.ready_charter(eastfield, by=dara)
    for page in ("", "all/", "our-place/", "versions/", "compare/"):
        assert client.get(draft.get_absolute_url() + page).status_code == 404
    assert client.get(f"{draft.get_absolute_url()[:-1]}.json").status_code == 404
    assert client.get("/eastfield/priorities/P1/").status_code == 404


def test_one_council_does_not_show_the_charter_of_another(charter, westbrook, client):
    assert client.get(f"/westbrook/charters/{charter.slug}/").status_code == 404


def test_a_draft_says_that_it_is_not_agreed(eastfield, dara, client):
    charter = factories.consulting_charter(eastfield, by=dara)
    page = read(client, charter.get_absolute_url())
    assert "Draft – not yet agreed" in page


@pytest.mark.slow
def test_a_section_shows_its_paragraphs_with_permanent_anchors(charter, client):
    clause = charter.sections.first().clauses.first()
    page = read(client, f"{charter.get_absolute_url()}our-place/")
    assert f'id="p-{clause.uid}"' in page
    assert factories.PLACE_TEXT in page
    assert "Where offers are best aimed" in page
    assert client.get(f"{charter.get_absolute_url()}no-such/").status_code == 404


def test_what_is_written_after_adoption_changes_nothing_published(charter, client):
    clause = charter.sections.first().clauses.first()
    type(clause).objects.filter(pk=clause.pk).update(text="Slipped in.")
    assert "Slipped in." not in read(client, f"{charter.get_absolute_url()}all/")


def test_each_version_can_be_read_for_ever(charter, client):
    page = read(client, f"{charter.get_absolute_url()}versions/1/")
    assert "This is version 1. It never changes." in page
    assert client.get(f"{charter.get_absolute_url()}versions/9/").status_code == 404
    listed = read(client, f"{charter.get_absolute_url()}versions/")
    assert listed.index("Version 2") < listed.index("Version 1")


def test_the_data_is_the_document_that_was_hashed(charter, client):
    answer = client.get(f"{charter.get_absolute_url()[:-1]}.json")
    assert answer["Content-Type"].startswith("application/json")
    document = json.loads(answer.content)
    assert digest(document) == charter.adopted_edition.content_hash
    first = client.get(f"{charter.get_absolute_url()}versions/1.json")
    assert json.loads(first.content)["edition"]["kind"] == "consultation"


@staged
def changed(eastfield, dara, amal):
    """An adopted charter in which one paragraph changed, with its reason."""
    charter = factories.consulted_charter(eastfield, by=dara)
    factories.reword(charter, "One in eight young people here are not in work.")
    change = charter.changes.since_last_consultation().get()
    change.justify("issue", "People asked for the latest figure.", by=dara)
    charter.submit(by=dara, approver=amal)
    charter.adopt(by=amal)
    return charter


def test_comparing_lists_before_after_and_why(changed, client):
    page = read(client, f"{changed.get_absolute_url()}compare/?from=1&to=2")
    assert "1 changed, 0 added, 0 removed, 3 the same" in page
    assert factories.PLACE_TEXT in page
    assert "People asked for the latest figure." in page
    assert "<ins>" in page


def test_changes_in_place_stand_in_the_whole_text(changed, client):
    address = f"{changed.get_absolute_url()}compare/?view=in-place"
    page = read(client, address)
    assert "[start of added text]" in page
    assert "[start of removed text]" in page
    assert "Offers are best aimed at Northfield" not in page
    assert "Offers are best aimed at Northfield" in read(client, f"{address}&all=on")


@pytest.mark.parametrize("query", ["from=1&to=7", "from=x", "to=-1"])
def test_versions_that_do_not_exist_cannot_be_compared(changed, client, query):
    address = f"{changed.get_absolute_url()}compare/?{query}"
    assert client.get(address).status_code == 404


def test_a_version_that_is_not_public_yet_cannot_be_compared_or_read(
    charter, dara, client
):
    revision = charter.revise(by=dara)
    for section in revision.sections.all():
        section.mark_complete(by=dara)
    revision.sections.first().clauses.first().reword("New.", by=dara, is_open=True)
    opens_at = clock.now() + dt.timedelta(days=3)
    edition = revision.freeze("consultation", by=dara)
    revision.begin_consultation(edition, by=dara, public_from=opens_at)
    assert client.get(revision.get_absolute_url()).status_code == 404
    with clock.at(opens_at):
        assert client.get(revision.get_absolute_url()).status_code == 200


def test_an_overdue_review_shows_without_anybody_doing_anything(
    charter, client, travel
):
    words = "Out of date: this charter should have been reviewed by"
    assert words not in read(client, charter.get_absolute_url())
    travel(days=365 * 4)
    assert words in read(client, charter.get_absolute_url())


@pytest.mark.slow
def test_a_priority_shows_todays_words_and_its_past(eastfield, dara, amal, client):
    charter = factories.consulted_charter(eastfield, by=dara)
    charter.priorities.get().rewrite(by=dara, why="Because one in eight.")
    change = charter.changes.since_last_consultation().get()
    change.justify("evidence", "The census.", by=dara)
    charter.submit(by=dara, approver=amal)
    charter.adopt(by=amal)
    page = read(client, "/eastfield/priorities/P1/")
    assert "Because one in eight." in page
    assert "How the words came to be" in page
    assert page.count("version 2") >= 1
    assert "[start of removed text]" in page


def test_a_priority_that_a_later_charter_dropped_says_so(
    charter, eastfield, amal, client
):
    factories.adopted_charter(eastfield, approver=amal)
    page = read(client, "/eastfield/priorities/P1/")
    assert "is not in the charter that is in force now" in page
    assert "P1 –" not in read(client, "/eastfield/priorities/")


@pytest.mark.parametrize("code", ["P9", "Px", "1", "p1"])
def test_a_code_that_nobody_gave_is_not_found(charter, client, code):
    assert client.get(f"/eastfield/priorities/{code}/").status_code == 404


@pytest.mark.slow
def test_priorities_of_a_draft_are_shown_as_such(eastfield, dara, client):
    factories.consulting_charter(eastfield, by=dara)
    assert "These priorities can still change." in read(
        client, "/eastfield/priorities/"
    )


LISTS = ["/eastfield/charters/", "/eastfield/priorities/", "/eastfield/priorities/P1/"]


@pytest.mark.slow
@pytest.mark.parametrize("address", LISTS)
def test_a_public_list_needs_as_many_queries_for_many_as_for_few(
    charter, dara, eastfield, client, address, django_assert_max_num_queries
):
    with django_assert_max_num_queries(12) as few:
        client.get(address)
    for _number in range(3):
        factories.consulting_charter(eastfield, by=dara)
    with django_assert_max_num_queries(len(few)):
        client.get(address)
