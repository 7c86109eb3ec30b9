"""A tender's weights start from people's points; another one needs a public reason."""

from decimal import Decimal

import pytest

from audit.lifecycle import Refused
from charters.models import PriorityWeight, SharedPoints
from charters.weighting import Group
from tenders.models import Tender
from tests import factories
from tests.stage import staged

POINTS = Group("All", 0, 20, {"P1": 1200, "P2": 600, "P3": 200, "P4": 0})


@staged
def charter(eastfield, dara, amal):
    charter = factories.ready_charter(eastfield, by=dara)
    for title in ("Cleaner air", "Warm homes", "Quiet streets"):
        factories.add_priority(charter, by=dara, title=title)
    charter.begin_consultation(charter.freeze("consultation", by=dara), by=dara)
    charter.conclude_consultation(by=dara)
    charter.submit(by=dara, approver=amal)
    charter.adopt(by=amal)
    return charter


@staged
def weighed(charter, dara):
    SharedPoints.publish(
        charter,
        key="round:1:1",
        title="A round",
        question="Share 100 points",
        address="/eastfield/consultations/a/",
        least=10,
        groups=[POINTS],
        codes=["P1", "P2", "P3", "P4"],
        by=dara,
    )
    return charter


@staged
def tender(eastfield, weighed, bea):
    edition = weighed.adopted_edition
    return Tender.draft(eastfield, edition=edition, title="Cleaning", by=bea)


def add(tender, code, by, **more):
    priority = tender.edition.priorities.get(code=code)
    return tender.add_priority(priority, by=by, **more)


def weights(tender):
    return {one.code: one.weight for one in tender.priorities.all()}


def test_weights_share_social_value_as_people_shared_their_points(tender, bea):
    tender.change(social_value_weight=20, quality_weight=30, by=bea)
    add(tender, "P1", bea)
    assert weights(tender) == {"P1": 20}
    add(tender, "P2", bea)
    assert weights(tender) == {"P1": Decimal("13.33"), "P2": Decimal("6.67")}
    tender.change(social_value_weight=30, quality_weight=20, by=bea)
    assert weights(tender) == {"P1": 20, "P2": 10}
    tender.priorities.get(edition_priority__code="P2").remove(by=bea)
    assert weights(tender) == {"P1": 30}


def test_another_weight_is_refused_without_a_reason(tender, bea):
    tender.change(social_value_weight=20, quality_weight=30, by=bea)
    add(tender, "P1", bea)
    with pytest.raises(Refused, match="which follows from"):
        add(tender, "P2", bea, weight=Decimal(8))
    assert weights(tender) == {"P1": 20}, "nothing was kept"
    add(tender, "P2", bea, weight=Decimal(8), weight_reason="Air is measured here.")
    assert weights(tender) == {"P1": 12, "P2": 8}
    asked = tender.priorities.get(edition_priority__code="P2")
    assert asked.charter_weight == 30


def test_the_weight_that_follows_anyway_needs_no_reason(tender, bea):
    tender.change(social_value_weight=20, quality_weight=30, by=bea)
    add(tender, "P1", bea, weight=Decimal(20))
    assert weights(tender) == {"P1": 20}


def test_what_leaves_nothing_for_the_others_is_refused(tender, bea):
    tender.change(social_value_weight=20, quality_weight=30, by=bea)
    add(tender, "P1", bea)
    with pytest.raises(Refused, match="take up all"):
        add(tender, "P2", bea, weight=Decimal(20), weight_reason="All of it.")
    with pytest.raises(Refused, match="no points"):
        add(tender, "P4", bea)


def test_without_weights_of_the_charter_an_officer_enters_one_and_needs_no_reason(
    eastfield, charter, bea
):
    edition = charter.adopted_edition
    tender = Tender.draft(eastfield, edition=edition, title="Cleaning", by=bea)
    with pytest.raises(Refused, match="Enter the weight"):
        add(tender, "P1", bea)
    asked = add(tender, "P1", bea, weight=Decimal(8))
    assert (asked.weight, asked.charter_weight) == (8, None)


def test_a_weight_changed_later_in_the_charter_leaves_the_tender_as_it_is(
    tender, weighed, dara, bea
):
    tender.change(social_value_weight=20, quality_weight=30, by=bea)
    add(tender, "P1", bea)
    add(tender, "P3", bea)
    before = weights(tender)
    weight = PriorityWeight.objects.of(weighed).get(name__number=1)
    weight.set_by_hand(Decimal(1), "Another view.", by=dara)
    tender.refresh_from_db()
    assert weights(tender) == before


def test_the_form_starts_from_the_points_and_asks_for_a_reason_beside_the_field(
    tender, bea, sign_in
):
    tender.change(social_value_weight=20, quality_weight=30, by=bea)
    browser, page = sign_in(bea), f"{tender.get_workspace_url()}priorities/add/"
    shown = browser.get(page).text
    assert "people gave it 60 of 100 points" in shown
    first = tender.edition.priorities.get(code="P1")
    second = tender.edition.priorities.get(code="P2")
    browser.post(page, {"priority": first.pk, "weight": "", "question": ""})
    assert weights(tender) == {"P1": 20}
    refused = browser.post(page, {"priority": second.pk, "weight": "8"}).text
    assert "#id_weight_reason" in refused
    assert refused.count("which follows from people’s points") == 2
    change = f"{tender.get_workspace_url()}priorities/P1/change/"
    browser.post(
        change,
        {"weight": "15", "weight_reason": "A park needs it.", "question": "How?"},
    )
    assert weights(tender) == {"P1": 15}


def test_the_reason_stands_on_the_page_of_the_opportunity(
    eastfield, weighed, bea, client
):
    tender = factories.ready_tender(eastfield, by=bea)
    asked = tender.priorities.get()
    assert asked.follows_charter
    asked.change(
        weight=tender.social_value_weight, weight_reason="It is the only one.", by=bea
    )
    tender.publish(by=bea)
    page = client.get(tender.get_absolute_url()).text
    assert "In the charter it weighs 60 of 100." in page
    assert "It is the only one." in page
    assert f"/eastfield/charters/{weighed.slug}/weights/" in page
