import pytest
from django.urls import reverse

from contracts.formation import form
from portal.scoreboard import fractions_of
from tests import factories

pytestmark = pytest.mark.django_db


def as_numbers(council):
    return {one.key: (one.done, one.total) for one in fractions_of(council)}


def test_a_council_without_anything_has_five_empty_fractions(eastfield, client):
    assert as_numbers(eastfield) == dict.fromkeys(
        ("comments", "priorities", "promises", "milestones", "kept"), (0, 0)
    )
    page = client.get(reverse("portal:thread_list", args=["eastfield"]))
    assert "No charter is in force yet." in page.content.decode()


@pytest.mark.slow
def test_an_award_without_its_contract_shows_as_a_break(
    eastfield, brightwork, measures, client
):
    tender = factories.awarded_tender(eastfield, brightwork)
    done, total = as_numbers(eastfield)["promises"]
    assert done == 0
    assert total >= 1
    form(tender.award)
    assert as_numbers(eastfield)["promises"] == (total, total)


@pytest.mark.slow
def test_each_fraction_opens_the_list_of_what_is_missing(
    eastfield, brightwork, measures, client, travel
):
    factories.formed_contract(eastfield, brightwork)
    travel(days=5000)
    for fraction in fractions_of(eastfield):
        url = reverse("portal:thread_list", args=["eastfield"])
        page = client.get(f"{url}?breaks={fraction.key}")
        assert page.status_code == 200
        assert len(page.context["page_obj"].object_list) == min(fraction.missing, 20)


@pytest.mark.slow
def test_another_council_counts_none_of_it(eastfield, westbrook, brightwork, measures):
    factories.formed_contract(eastfield, brightwork)
    assert set(as_numbers(westbrook).values()) == {(0, 0)}
