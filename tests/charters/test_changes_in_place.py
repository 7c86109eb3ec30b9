"""Readers see in place what changed since the words before, and why."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from charters import asked, since
from charters.models import Change, Edition
from charters.published import shelf
from tests import factories
from tests.stage import staged

NEW_WORDS = "One in eight young people here are out of work."
REASON = "People told us that the figure was old."


@staged
def charter(eastfield, dara, amal):
    """In force, with one paragraph that was reworded after people were asked."""
    charter = factories.consulted_charter(eastfield, by=dara)
    factories.reword(charter, NEW_WORDS)
    Change.objects.refresh(charter)
    change = charter.changes.since_last_consultation().get(part="clause")
    change.justify("issue", REASON, by=dara)
    charter.submit(by=dara, approver=amal)
    charter.adopt(by=amal, minute="Cabinet, item 7")
    return charter


@pytest.fixture
def issue_behind(monkeypatch):
    def one(changes):
        return {change.pk: [("Issue 7", "/the-issue/")] for change in changes}

    monkeypatch.setattr(asked, "_behind", [one])


@pytest.fixture
def successor(charter, dara, amal, eastfield):
    """A charter in force that replaced the first one, with other words."""
    new = charter.revise(title="The next charter", by=dara)
    clauses = new.sections.first().clauses
    clauses.last().remove(by=dara)
    clauses.first().reword(
        "One in ten young people here are out of work.", by=dara, is_open=True
    )
    for section in new.sections.all():
        section.mark_complete(by=dara)
    new.begin_consultation(new.freeze("consultation", by=dara), by=dara)
    return new


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.mark.parametrize("page", ["our-place/", "all/"])
def test_changed_words_are_marked_when_asked_for_and_only_then(
    charter, client, issue_behind, page
):
    address = charter.get_absolute_url() + page
    plain = read(client, address)
    assert 'href="?changes=on"' in plain
    assert "Show what changed since version 1" in plain
    assert "<ins>" not in plain
    marked = read(client, f"{address}?changes=on")
    assert "<ins>" in marked
    assert "<del>" in marked
    assert "[start of removed text]" in marked
    assert "Why this changed: paragraph 1.1" in marked
    assert REASON in marked
    assert "1 paragraph or heading on this page changed." in marked
    assert f'href="{address}"' in marked
    assert read(client, address) == plain


def test_each_change_leads_to_the_issue_behind_it(charter, client, issue_behind):
    address = f"{charter.get_absolute_url()}our-place/"
    assert read(client, f"{address}?changes=on").count('href="/the-issue/"') == 2
    # "Why is this paragraph here?" leads there without the marks, too
    assert 'href="/the-issue/"' in read(client, address)


def test_without_an_issue_there_is_no_link(charter, client, monkeypatch):
    monkeypatch.setattr(asked, "_behind", [])
    assert "/the-issue/" not in read(client, f"{charter.get_absolute_url()}our-place/")


def test_the_first_words_of_all_have_nothing_to_switch_on(eastfield, dara, client):
    first = factories.consulting_charter(eastfield, by=dara)
    page = read(client, f"{first.get_absolute_url()}all/?changes=on")
    assert "Show what changed" not in page
    assert "<ins>" not in page


def test_a_charter_is_compared_with_the_one_that_it_follows(successor, client):
    compared = read(client, f"{successor.get_absolute_url()}compare/?from=earlier")
    assert "What changed from the charter before it to version 1" in compared
    assert "[start of added text] </span>ten" in compared
    # with one version of its own, that is what a comparison begins with
    assert "the charter before it" in read(
        client, f"{successor.get_absolute_url()}compare/"
    )
    versions = read(client, f"{successor.get_absolute_url()}versions/")
    assert "compare/?from=earlier" in versions
    marked = read(client, f"{successor.get_absolute_url()}all/?changes=on")
    assert "since the charter before this one are marked" in marked
    assert "paragraph 1.2 as it was" in marked


def test_a_charter_that_follows_none_cannot_be_compared_so(charter, client):
    address = f"{charter.get_absolute_url()}compare/?from=earlier"
    assert client.get(address).status_code == 404


def test_words_that_nobody_may_read_are_no_earlier_charter(
    successor, eastfield, monkeypatch
):
    state = shelf.state(eastfield.slug, successor.slug)
    assert since.earlier_charter(state).current.kind == Edition.Kind.ADOPTED
    monkeypatch.setattr(shelf, "state", lambda council, charter: None)
    assert since.earlier_charter(state) is None


def test_the_marks_cost_the_same_however_much_changed(charter, client, issue_behind):
    def asked_for(page):
        shelf.clear()
        with CaptureQueriesContext(connection) as queries:
            read(client, f"{charter.get_absolute_url()}{page}?changes=on")
        return len(queries)

    nothing_changed = "where-offers-are-best-aimed/"
    # links of "Why is this here?" are looked for where somebody was heard: 3 more
    assert asked_for("our-place/") <= asked_for(nothing_changed) + 3
