"""One page tells residents and groups what they can ask for, and where to begin."""

import pytest
from django.urls import reverse

from charters.models import Proposal
from metrics.models import DatedRule
from tests.consultation.addresses import url
from tests.factories import open_round

pytestmark = pytest.mark.django_db


def address(council) -> str:
    return reverse("portal:rights", kwargs={"council": council.slug})


@pytest.fixture
def page(client, eastfield):
    return lambda: client.get(address(eastfield)).content.decode()


def test_each_right_says_who_can_ask_and_how_long_it_takes(page, measures):
    shown = page()
    rights = DatedRule.objects.value("community_rights")["rights"]
    assert len(rights) >= 5
    for one in rights:
        assert one["name"] in shown
        assert one["who"] in shown
        for period in one["periods"]:
            assert f"{period['what']}: {period['how_long']}" in shown
    assert "Localism Act 2011, Part 5" in shown
    assert "no legal advice" in shown


def test_each_right_has_a_door(client, page, eastfield, measures):
    round = open_round(eastfield)
    shown = page()
    ask = reverse("charters:propose", kwargs={"council": eastfield.slug})
    assert f'href="{ask}?kind=asset"' in shown
    assert f'href="{url(round, "respond")}"' in shown
    for door in (f"{ask}?kind=asset", url(round, "respond")):
        assert client.get(door).status_code == 200


def test_who_asks_for_a_listing_gets_a_form_that_knows_it(client, eastfield, measures):
    ask = reverse("charters:propose", kwargs={"council": eastfield.slug})
    asset = client.get(f"{ask}?kind=asset")
    assert asset.context["form"].initial == {"kind": Proposal.Kind.ASSET}
    assert client.get(f"{ask}?kind=moon").context["form"].initial == {}


def test_without_an_open_consultation_a_petition_goes_to_the_council(page, measures):
    assert "No consultation is open now." in page()


def test_law_of_england_is_not_told_elsewhere(client, page, eastfield, measures):
    eastfield.nation = "scotland"
    eastfield.save()
    shown = page()
    assert "Localism Act 2011, sections" not in shown
    assert "differ outside England" in shown
    assert "Petition" in shown
