"""Words and measures of other councils, copied with their origin."""

import pytest

from audit.lifecycle import Refused
from audit.models import Event
from metrics import commons
from metrics.models import Metric, Term
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def word(westbrook, olu):
    return Term.define(
        "Local",
        "Within five miles of the quay.",
        by=olu,
        council=westbrook,
        counts="Harbour villages",
    )


@pytest.fixture
def benches(westbrook, olu):
    return Metric.add_local(
        westbrook,
        by=olu,
        code="BENCH-01",
        title="Benches put up",
        unit="benches",
        value_type="integer",
        definition="A bench in a public place.",
        local_reason="No list counts places to sit.",
    )


def test_a_copied_word_keeps_its_origin(word, eastfield, ada):
    mine = word.copy_to(eastfield, by=ada)
    assert mine.content == word.content
    assert mine.copied_from == word
    last = Event.objects.order_by("sequence").last()
    assert last.verb == "term.defined"


def test_a_meaning_of_ones_own_later_has_no_origin(word, eastfield, ada):
    word.copy_to(eastfield, by=ada)
    own = Term.define("Local", "In the borough.", by=ada, council=eastfield)
    assert own.copied_from is None
    assert own.version == 2


@pytest.mark.parametrize("again", [True, False])
def test_a_word_is_copied_once_and_never_to_its_own_council(
    word, eastfield, westbrook, ada, again
):
    into = eastfield if again else westbrook
    if again:
        word.copy_to(eastfield, by=ada)
    with pytest.raises(Refused):
        word.copy_to(into, by=ada)


def test_a_standard_word_cannot_be_copied(eastfield, ada):
    standard = Term.objects.current().standard().first()
    with pytest.raises(Refused, match="another council"):
        standard.copy_to(eastfield, by=ada)


def test_a_copied_measure_keeps_its_origin_and_gets_a_code_of_its_own(
    benches, eastfield, ada
):
    mine = benches.copy_to(eastfield, by=ada, local_reason="We have none either.")
    assert mine.code == "EASTFIELD-BENCH-01"
    assert mine.copied_from == benches
    assert (mine.title, mine.unit) == (benches.title, benches.unit)
    assert mine.local_reason == "We have none either."


def test_a_withdrawn_measure_and_a_second_copy_are_refused(
    benches, eastfield, ada, olu
):
    benches.copy_to(eastfield, by=ada, local_reason="Needed.")
    with pytest.raises(Refused, match="already"):
        benches.copy_to(eastfield, by=ada, local_reason="Needed.")
    benches.retire(by=olu)
    with pytest.raises(Refused, match="any more"):
        benches.copy_to(eastfield, by=ada, local_reason="Needed.")


def test_the_use_of_a_measure_is_counted_from_every_app(eastfield, dara, amal):
    factories.published_tender(eastfield)
    used = Metric.objects.filter(edition_targets__isnull=False).first()
    use = commons.uses_of([used])[used.pk]
    assert use.charters == 1
    assert use.tenders == 1
    assert "used in 1 charter, asked for in 1 tender" in str(use)


def test_a_word_is_copied_on_its_pages(word, eastfield, ada, sign_in):
    browser = sign_in(ada)
    settings = "/eastfield/workspace/settings/words/"
    shown = browser.get(f"{settings}elsewhere/").content.decode()
    assert "From Westbrook Council, copied by 0 councils" in shown
    assert (
        "No word fits." in browser.get(f"{settings}elsewhere/?q=zebra").content.decode()
    )
    page = f"{settings}elsewhere/westbrook/local/"
    assert "Within five miles" in browser.get(page).content.decode()
    browser.post(page)
    assert "Copied from Westbrook Council" in browser.get(settings).content.decode()
    public = browser.get("/eastfield/glossary/local/").content.decode()
    assert "Copied from Westbrook Council." in public
    origin = browser.get("/westbrook/glossary/local/").content.decode()
    assert "1 other council copied this meaning." in origin


def test_a_measure_is_copied_on_its_pages(benches, eastfield, ada, sign_in):
    browser = sign_in(ada)
    settings = "/eastfield/workspace/settings/measures/"
    shown = browser.get(f"{settings}elsewhere/").content.decode()
    assert "From Westbrook Council, not used in a charter or tender yet" in shown
    page = f"{settings}elsewhere/{benches.code}/"
    refused = browser.post(page, {"local_reason": ""}).content.decode()
    assert "Enter why no measure on an approved list would do" in refused
    browser.post(page, {"local_reason": "We have none either."})
    assert "Copied from Westbrook Council" in browser.get(settings).content.decode()
    shown = browser.get("/metrics/EASTFIELD-BENCH-01/").content.decode()
    assert "Copied from Westbrook Council." in shown


def test_the_button_stands_where_a_member_may_copy(
    word, benches, eastfield, ada, sign_in, client
):
    pages = {
        "/westbrook/glossary/local/": "Copy this word to Eastfield Council",
        f"/metrics/{benches.code}/": "Copy this measure to Eastfield Council",
    }
    for page, button in pages.items():
        assert button not in client.get(page).content.decode()
    browser = sign_in(ada)
    for page, button in pages.items():
        assert button in browser.get(page).content.decode()


def test_a_council_never_sees_its_own_words_offered(word, westbrook, olu, sign_in):
    page = "/westbrook/workspace/settings/words/elsewhere/"
    assert "No other council here" in sign_in(olu).get(page).content.decode()
    assert (
        sign_in(olu)
        .get("/westbrook/workspace/settings/words/elsewhere/westbrook/local/")
        .status_code
        == 404
    )


def test_a_measure_of_ones_own_is_withdrawn_on_its_page(
    benches, westbrook, olu, sign_in, client
):
    page = f"/westbrook/workspace/settings/measures/{benches.code}/withdraw/"
    browser = sign_in(olu)
    assert (
        "New charters and tenders cannot use it" in browser.get(page).content.decode()
    )
    browser.post(page)
    benches.refresh_from_db()
    assert benches.status == "retired"
    assert not Metric.objects.usable_by(westbrook).filter(pk=benches.pk).exists()
