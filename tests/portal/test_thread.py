"""The golden thread reads the same from both ends, and stays within its queries."""

import pytest
from django.urls import reverse

from consultation.models import Comment
from contracts.models import Commitment, Contract
from portal.stations import stations_of
from portal.thread import KINDS, trace
from tests import factories
from tests.stage import staged

pytestmark = pytest.mark.django_db

MOST_QUERIES = 12


@staged
def awarded(eastfield, brightwork, measures):
    """An awarded tender, with its contract formed by the award."""
    return factories.formed_contract(eastfield, brightwork).tender


def keys_with_stops(thread):
    return {station.key for station in stations_of(thread) if station.stops}


def test_a_priority_leads_down_to_the_promise_in_the_contract(eastfield, awarded):
    code = awarded.priorities.first().code
    thread = trace(eastfield, "priority", code)
    assert {"agreed", "asked", "promised", "contracted", "due"} <= keys_with_stops(
        thread
    )


def test_a_promise_leads_up_to_its_priority(eastfield, awarded):
    promise = Commitment.objects.for_council(eastfield).first()
    thread = trace(eastfield, "promise", promise.reference)
    assert [one.pk for one in thread.commitments] == [promise.pk]
    assert [one.code for one in thread.priorities] == [promise.priority.code]


@pytest.mark.parametrize("kind", ["tender", "contract", "milestone"])
def test_every_station_below_the_charter_starts_a_thread(eastfield, awarded, kind):
    contract = Contract.objects.get(tender=awarded)
    milestone = contract.commitments.first().milestones.first()
    reference = {
        "tender": awarded.reference,
        "contract": contract.reference,
        "milestone": milestone.reference,
    }[kind]
    assert "agreed" in keys_with_stops(trace(eastfield, kind, reference))


@pytest.mark.parametrize("kind", [*KINDS, "council", "pk", ""])
def test_what_nobody_knows_has_no_thread(eastfield, kind):
    assert trace(eastfield, kind, "nothing-of-that-name") is None


def test_another_councils_thread_is_not_found(eastfield, westbrook, awarded, client):
    contract = Contract.objects.get(tender=awarded)
    assert trace(westbrook, "contract", contract.reference) is None
    url = reverse(
        "portal:thread",
        args=[westbrook.slug, "contract", contract.reference],
    )
    assert client.get(url).status_code == 404


def test_a_comment_that_is_not_public_starts_no_thread(eastfield, awarded):
    for comment in Comment.objects.for_council(eastfield):
        if not comment.is_public:
            assert trace(eastfield, "comment", comment.reference) is None


def test_a_thread_page_asks_a_constant_number_of_queries(
    eastfield, awarded, client, django_assert_max_num_queries
):
    code = awarded.priorities.first().code
    with django_assert_max_num_queries(MOST_QUERIES):
        thread = trace(eastfield, "priority", code)
        stations_of(thread)
    page = reverse("portal:thread", args=["eastfield", "priority", code])
    with django_assert_max_num_queries(MOST_QUERIES):
        answer = client.get(page)
    assert answer.status_code == 200
    assert not answer.cookies


def test_a_milestone_that_has_passed_without_proof_breaks_the_thread(
    eastfield, awarded, travel
):
    contract = Contract.objects.get(tender=awarded)
    before = {
        s.key: s for s in stations_of(trace(eastfield, "contract", contract.reference))
    }
    assert not before["proved"].is_broken
    travel(days=5000)
    after = {
        s.key: s for s in stations_of(trace(eastfield, "contract", contract.reference))
    }
    assert after["proved"].is_broken
    assert "no proof was sent" in after["proved"].gap


def test_a_priority_that_was_never_agreed_has_its_thread_so_far(
    eastfield, dara, client
):
    charter = factories.consulting_charter(eastfield, by=dara)
    code = charter.priorities.get().code
    thread = trace(eastfield, "priority", code)
    assert [one.code for one in thread.priorities] == [code]
    stations = {one.key: one for one in stations_of(thread)}
    assert [stop.status for stop in stations["agreed"].stops] == [
        "edition.consultation"
    ]
    # nobody can have asked for what is not agreed: that is no break
    assert not stations["asked"].is_broken
    href = reverse("portal:thread", args=["eastfield", "priority", code])
    assert client.get(href).status_code == 200
    assert href in client.get(f"/eastfield/priorities/{code}/").text


def test_a_priority_that_nobody_may_read_has_no_thread(eastfield, dara):
    charter = factories.ready_charter(eastfield, by=dara)
    assert trace(eastfield, "priority", charter.priorities.get().code) is None


def test_the_agreed_wording_stays_on_the_thread_while_a_draft_is_public(
    eastfield, dara, awarded
):
    charter = awarded.edition.charter
    draft = charter.revise(by=dara)
    clause = draft.sections.first().clauses.first()
    clause.reword("Other words are proposed.", by=dara, is_open=True)
    for section in draft.sections.all():
        section.mark_complete(by=dara)
    draft.begin_consultation(draft.freeze("consultation", by=dara), by=dara)
    thread = trace(eastfield, "priority", awarded.priorities.first().code)
    assert [one.edition.kind for one in thread.priorities] == ["adopted"]
