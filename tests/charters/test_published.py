"""Published pages: the same bytes for everyone, answered without a query once warm."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from charters import published
from charters.published import Shelf, shelf
from charters.views import public
from councils.models import Role
from records.models import Rendition
from tests import factories
from tests.stage import staged


@staged
def charter(eastfield, dara, amal):
    return factories.adopted_charter(eastfield, by=dara, approver=amal)


@pytest.fixture
def outside(monkeypatch):
    """As in a real process, where no test's transaction is around each request."""
    monkeypatch.setattr(
        published,
        "connection",
        type("Connection", (), {"in_atomic_block": False}),
    )
    shelf.clear()
    yield
    shelf.clear()


def count(client, address, **more):
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address, **more)
    return len(queries), answer


PAGES = ["", "all/", "our-place/", "versions/", "versions/2/", "compare/"]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_needs_six_queries_cold_and_none_warm(charter, client, outside, page):
    address = charter.get_absolute_url() + page
    cold, first = count(client, address)
    warm, second = count(client, address)
    assert (first.status_code, second.status_code) == (200, 200)
    assert cold <= 6
    assert warm == 0
    assert first.content == second.content


@pytest.mark.slow
def test_a_bigger_charter_needs_no_more_queries(eastfield, dara, client, outside):
    by = factories.somebody(eastfield, Role.APPROVER)
    charter = factories.consulted_charter(eastfield, by=dara)
    place = charter.sections.first()
    for number in range(20):
        place.add_clause(f"Paragraph {number}", by=dara)
    for _number in range(4):
        factories.add_priority(charter, by=dara)
    for change in charter.changes.since_last_consultation():
        change.justify("decision", "More of it.", by=dara)
    charter.submit(by=dara, approver=by)
    charter.adopt(by=by)
    cold, answer = count(client, f"{charter.get_absolute_url()}all/")
    assert "Paragraph 19" in answer.content.decode()
    assert cold <= 6


def test_a_page_sets_no_cookie_and_says_how_long_it_may_be_kept(charter, client):
    answer = client.get(charter.get_absolute_url())
    assert answer["Cache-Control"] == public.PUBLIC
    assert not answer.cookies
    assert not answer.has_header("Vary")
    assert "csrf" not in answer.content.decode()


def test_a_known_etag_is_answered_before_the_page_is_rendered(
    charter, client, monkeypatch
):
    address = charter.get_absolute_url()
    etag = client.get(address)["ETag"]
    monkeypatch.setattr(public, "render_to_string", None)
    shelf.clear()
    answer = client.get(address, headers={"If-None-Match": etag})
    assert (answer.status_code, answer.content) == (304, b"")


def test_another_etag_gets_the_page(charter, client):
    address = charter.get_absolute_url()
    answer = client.get(address, headers={"If-None-Match": '"an older one"'})
    assert answer.status_code == 200


def test_every_page_has_an_etag_of_its_own(charter, client):
    tags = {client.get(charter.get_absolute_url() + page)["ETag"] for page in PAGES}
    assert len(tags) == len(PAGES)


def test_a_published_change_is_seen_within_a_second(charter, client, outside, amal):
    address = charter.get_absolute_url()
    before = client.get(address)
    charter.withdraw("Reorganised.", by=amal)
    assert published.FRESH_SECONDS < 1
    shelf.fresh_seconds, kept = 0, shelf.fresh_seconds
    try:
        after = client.get(address)
    finally:
        shelf.fresh_seconds = kept
    assert (before.status_code, after.status_code) == (200, 410)
    assert before["ETag"] != after["ETag"]


def test_a_shelf_that_never_asked_again_would_hide_the_change(
    charter, client, outside, amal, monkeypatch
):
    address = charter.get_absolute_url()
    client.get(address)
    charter.withdraw("Reorganised.", by=amal)
    monkeypatch.setattr(shelf, "fresh_seconds", 3600)
    assert client.get(address).status_code == 200


def test_inside_a_transaction_what_it_wrote_is_seen_at_once(charter, client, amal):
    address = charter.get_absolute_url()
    assert client.get(address).status_code == 200
    charter.withdraw("Reorganised.", by=amal)
    assert client.get(address).status_code == 410


def test_the_pdf_is_offered_with_its_size_once_it_is_there(
    charter, client, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    address = charter.get_absolute_url()
    waiting = client.get(address)
    assert "The PDF is being made." in waiting.content.decode()
    pdf = f"{address[:-1]}.pdf"
    assert client.get(pdf).status_code == 302
    edition = charter.adopted_edition
    rendition = Rendition.objects.get(
        subject_reference=edition.trail_reference, template="charter"
    )
    finish(rendition)
    ready = client.get(address)
    assert "Version 2 as PDF" in ready.content.decode()
    assert ready["ETag"] != waiting["ETag"]
    answer = client.get(pdf)
    assert answer["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    again = client.get(pdf, headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


def finish(rendition):
    """As a worker does when the file is made."""
    from audit import clock
    from records.models import StoredFile

    rendition.file = StoredFile.keep_made(
        b"%PDF-1.7 made for a test",
        kind="pdf",
        name="charter.pdf",
        council=rendition.council,
    )
    rendition.done_at = clock.now()
    rendition.save(update_fields=["file", "done_at"])


def test_a_signed_in_reader_gets_a_page_of_their_own_that_nobody_keeps(
    charter, dara, sign_in, client
):
    public_page = client.get(charter.get_absolute_url())
    answer = sign_in(dara).get(charter.get_absolute_url())
    assert answer["Cache-Control"] == public.PRIVATE
    assert not answer.has_header("ETag")
    assert "Sign out" in answer.content.decode()
    assert "Sign out" not in public_page.content.decode()


def test_the_etag_of_a_public_page_means_nothing_to_a_signed_in_reader(
    charter, dara, sign_in, client
):
    etag = client.get(charter.get_absolute_url())["ETag"]
    browser = sign_in(dara)
    answer = browser.get(charter.get_absolute_url(), headers={"If-None-Match": etag})
    assert answer.status_code == 200


def test_a_shelf_keeps_no_more_bytes_than_it_may():
    small = Shelf(most_bytes=100)
    for number in range(10):
        small.page(("page", number), lambda: b"x" * 40)
    assert len(small._pages) == 2
    assert small._size == 80


def test_a_page_is_rendered_once_for_one_name():
    made = []
    kept = Shelf()
    for _time in range(3):
        kept.page(("page",), lambda: made.append(1) or b"bytes")
    assert made == [1]
