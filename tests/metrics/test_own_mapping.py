"""A council's own measures beside the lists."""

import pytest

from audit.models import Event
from metrics.models import MetricMapping
from tests import factories

pytestmark = pytest.mark.django_db

PAGE = "/eastfield/workspace/settings/measures/compare/"


@pytest.fixture
def own(eastfield, measures):
    return factories.local_measure(eastfield)


def sent(own, **more):
    words = {"metric": own.pk, "other": "SV-APP-03", "fit": "close"}
    return words | {"note": "Ours counts local people only."} | more


def test_a_council_says_how_its_measure_compares(own, dara, sign_in, client):
    browser = sign_in(dara)
    browser.post(PAGE, sent(own))
    mapping = MetricMapping.objects.get()
    assert mapping.metric == own
    last = Event.objects.order_by("sequence").last()
    assert last.chain == f"council:{own.council.uid}"
    assert "Ours counts local people only." in browser.get(PAGE).content.decode()
    for page in ("/metrics/SV-APP-03/", own.get_absolute_url()):
        assert "Ours counts local people only." in client.get(page).content.decode()


def test_lists_stand_beside_the_councils_own_measures(own, dara, sign_in, client):
    sign_in(dara).post(PAGE, sent(own))
    page = "/frameworks/side-by-side/?list=starter-measures"
    assert own.title not in client.get(page).content.decode()
    shown = client.get(f"{page}&council=eastfield").content.decode()
    assert "Eastfield Council’s own" in shown
    assert own.title in shown
    assert "Ours counts local people only." in shown


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"other": "NOPE"}, "There is no measure with this code"),
        ({"metric": ""}, "Select a measure of your own"),
        ({"note": ""}, "Enter what differs"),
    ],
)
def test_what_is_missing_is_named(own, dara, sign_in, more, sentence):
    answer = sign_in(dara).post(PAGE, sent(own, **more))
    assert sentence in answer.content.decode()


def test_only_a_measure_of_a_list_stands_on_the_other_side(own, dara, sign_in):
    answer = sign_in(dara).post(PAGE, sent(own, other=own.code))
    assert "stands on a list" in answer.content.decode()


def test_another_councils_measure_cannot_be_chosen(own, westbrook, dara, sign_in):
    theirs = factories.local_measure(westbrook, "Benches")
    answer = sign_in(dara).post(PAGE, sent(theirs))
    assert answer.status_code == 200
    assert not MetricMapping.objects.exists()
