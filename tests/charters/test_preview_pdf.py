"""A draft as a PDF: marked on every page, once for the same words, never public."""

import pytest

from audit import clock
from charters import previews
from charters.models import Reviewer
from councils.models import Membership, Role
from records import rendering, tasks, typesetting
from records.models import Rendition
from records.press import SCHEME, fetcher
from records.rendering import Printed
from tests import factories
from tests.conftest import make_person
from tests.stage import staged


@staged
def charter(eastfield, dara):
    return factories.ready_charter(eastfield, by=dara)


@pytest.fixture
def press(monkeypatch):
    """A press that answers at once."""
    made = Printed(b"%PDF-1.7 preview", 3)
    monkeypatch.setattr(rendering, "print_document", lambda *_args, **_more: made)


def page_url(charter):
    return f"{charter.get_workspace_url()}preview/pdf/"


def test_the_button_on_the_hub_makes_a_file_that_its_page_waits_for(
    charter, dara, sign_in, press
):
    browser = sign_in(dara)
    hub = browser.get(charter.get_workspace_url()).content.decode()
    assert f'action="{page_url(charter)}"' in hub
    assert "no file of the words" in browser.get(page_url(charter)).content.decode()
    answer = browser.post(page_url(charter), follow=True)
    assert "waiting to be made" in answer.content.decode()
    tasks.sweep_renditions()
    page = browser.get(page_url(charter)).content.decode()
    rendition = previews.found(charter)
    assert rendition.file_url in page
    file = browser.get(rendition.file_url)
    assert b"".join(file.streaming_content) == b"%PDF-1.7 preview"


def test_the_same_words_are_the_same_file_and_other_words_another(charter, dara):
    first = previews.ask(charter)
    assert previews.ask(charter) == first
    charter.sections.first().clauses.first().reword("Other words.", by=dara)
    assert previews.found(charter) is None
    assert previews.ask(charter) != first


def test_a_failure_is_told_in_words(charter, dara, sign_in):
    rendition = previews.ask(charter)
    rendition.parked_at, rendition.problem = clock.now(), "The press failed."
    rendition.save()
    page = sign_in(dara).get(page_url(charter)).content.decode()
    assert "We could not make your file." in page
    assert "Read the preview on a web page" in page
    assert "The press failed." not in page


def test_officers_and_reviewers_fetch_it_and_nobody_else(
    charter, dara, amal, olu, sol, sign_in, client, press
):
    person = make_person("rhea")
    Membership.grant(charter.council, person, Role.CO_PRODUCTION)
    Reviewer.invite(charter, person.email, "lived_experience", by=dara)
    rendition = previews.ask(charter)
    tasks.sweep_renditions()
    rendition.refresh_from_db()
    for member in (dara, amal, person):
        browser = sign_in(member)
        assert browser.get(page_url(charter)).status_code == 200
        assert browser.get(rendition.file_url).status_code == 200
    for stranger in (olu, sol):
        browser = sign_in(stranger)
        assert browser.get(page_url(charter)).status_code == 404
        assert browser.get(rendition.file_url).status_code == 404
        assert browser.get(rendition.get_absolute_url()).status_code == 404
    client.logout()
    assert client.get(rendition.file_url).status_code == 404
    assert client.get(page_url(charter)).status_code == 302


def test_opened_to_the_public_anyone_could_fetch_it(charter, client, press):
    """Negative control: what keeps it back is that nobody opens it."""
    rendition = previews.ask(charter)
    tasks.sweep_renditions()
    rendition.refresh_from_db()
    assert not Rendition.objects.public().filter(pk=rendition.pk).exists()
    rendition.open_from(clock.now())
    assert client.get(rendition.file_url).status_code == 200


def test_a_preview_is_not_among_the_files_of_a_public_charter(eastfield, client):
    charter = factories.consulting_charter(eastfield)
    preview = previews.ask(charter)
    for address in (charter.get_absolute_url(), f"{charter.get_absolute_url()}all/"):
        page = client.get(address).content.decode()
        assert str(preview.uid) not in page
    assert previews.DRAFT_PRINT not in page


@pytest.mark.slow
def test_every_page_of_the_file_says_draft(charter, monkeypatch):
    """The words are drawn as shapes of a font, so the pages are laid out once more."""
    from weasyprint import HTML

    rendition = previews.ask(charter)
    document = rendition.content
    html = typesetting.page_for(
        document,
        template=rendition.template,
        title=rendition.title,
        document_hash=rendition.document_hash,
    )
    assets = typesetting.assets_for(document, rendition.document_hash)

    pages = (
        HTML(string=html, url_fetcher=fetcher(assets), base_url=SCHEME).render().pages
    )
    assert len(pages) > 2
    assert all("DRAFT" in words_of(page._page_box) for page in pages)
    assert "version 0" not in html.lower()
    whole = typesetting.page_for(
        document, template="charter", title="t", document_hash="0"
    )
    assert "DRAFT" not in whole


def words_of(box) -> str:
    """Everything that is written in a box of the layout and in those inside it."""
    inside = "".join(words_of(child) for child in getattr(box, "children", ()))
    return getattr(box, "text", "") + inside
