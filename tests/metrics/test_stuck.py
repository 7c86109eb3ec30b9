"""What is stuck and belongs to no council is shown to the steward, with a way on."""

import pytest
from django.db import transaction
from django.urls import reverse

from audit import clock
from audit.models import Delivery
from audit.trail import NATIONAL, record

pytestmark = pytest.mark.django_db
HOME = "/steward/stuck/"


@pytest.fixture
def park(eastfield):
    @transaction.atomic
    def park(chain: str = "", verb: str = "framework.approved") -> Delivery:
        more = {"chain": chain} if chain else {}
        event = record(verb, eastfield, by="system", **more)
        return Delivery.objects.create(
            event=event,
            handler="nobody.listens",
            parked_at=clock.now(),
            problem="KeyError: what Brightwork offers",
        )

    return park


def test_the_steward_sees_what_is_stuck_nationally_and_tries_again(park, sign_in, nat):
    stuck = park(NATIONAL)
    browser = sign_in(nat)
    assert HOME in browser.get(reverse("steward")).text
    page = browser.get(HOME).text
    assert "framework.approved" in page
    assert "what Brightwork offers" in page
    again = reverse("stuck_retry", args=[stuck.pk])
    assert again in page
    assert "KeyError" in browser.get(again).text
    assert browser.post(again).headers["Location"] == HOME
    stuck.refresh_from_db()
    assert stuck.parked_at is None
    assert "Nothing is stuck" in browser.get(HOME).text
    assert browser.post(again).status_code == 404  # it is not stuck any more


def test_of_a_sealed_bid_the_steward_sees_only_that_it_is_stuck(park, sign_in, nat):
    stuck = park("tender:1", "bid.sealed")
    browser = sign_in(nat)
    for address in (HOME, reverse("stuck_retry", args=[stuck.pk])):
        page = browser.get(address).text
        assert "An act on a sealed bid" in page
        assert "KeyError" in page
        assert "bid.sealed" not in page
        assert "Brightwork" not in page
        assert "Eastfield" not in page
    browser.post(reverse("stuck_retry", args=[stuck.pk]))
    stuck.refresh_from_db()
    assert stuck.parked_at is None


def test_what_is_stuck_in_a_council_is_that_councils_matter(park, sign_in, nat):
    stuck = park()
    assert "Nothing is stuck" in sign_in(nat).get(HOME).text
    again = reverse("stuck_retry", args=[stuck.pk])
    assert sign_in(nat).post(again).status_code == 404


@pytest.mark.parametrize("name", ["ada", "audie", "sol"])
def test_nobody_else_learns_of_the_page(park, sign_in, request, name):
    stuck = park(NATIONAL)
    browser = sign_in(request.getfixturevalue(name))
    assert browser.get(HOME).status_code == 404
    assert browser.post(reverse("stuck_retry", args=[stuck.pk])).status_code == 404


def test_the_list_asks_as_often_for_many_as_for_one(
    park, sign_in, nat, django_assert_max_num_queries
):
    park(NATIONAL)
    browser = sign_in(nat)
    browser.get(HOME)
    for _ in range(24):
        park(NATIONAL)
    with django_assert_max_num_queries(12):
        assert "page=2" in browser.get(HOME).text
