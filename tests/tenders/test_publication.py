"""Publishing: what stands in the way, and what is locked by it."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from audit import clock
from audit.lifecycle import Refused
from audit.models import Event
from councils.models import Membership, Role
from tenders import opener_keys, publication, readiness
from tenders.models import Tender
from tenders.publication import terms_document
from tests import factories
from tests.factories import passphrase_of
from tests.stage import staged


@staged
def ready(eastfield):
    return factories.ready_tender(eastfield)


def test_publishing_makes_it_public_and_leaves_an_event(ready):
    assert Tender.objects.public().count() == 0
    ready.publish(by=ready.created_by)
    assert Tender.objects.public().get() == ready
    event = Event.objects.get(verb="tender.published")
    assert event.chain == f"council:{ready.council.uid}"
    assert event.data["key"] == bytes(ready.sealing_key).hex()
    assert event.data["terms"] == publication.terms_hash(ready)
    assert ready.ocid.startswith("ocds-")


def days(n):
    return clock.today() + dt.timedelta(days=n)


UNREADY = [
    ({"description": " "}, "Describe what the council wants to buy."),
    ({"value": None}, "Enter the value of the contract."),
    ({"category": ""}, "Say whether it is goods, services or works."),
    ({"questions_close_at": None}, "Enter the last time for questions."),
    ({"bids_close_at": None}, "Enter when bids close."),
    ({"bids_close_at": clock.now()}, "Bids must close in the future."),
    (
        {"questions_close_at": clock.now() + dt.timedelta(days=99)},
        "Questions must close before bids close.",
    ),
    ({"decision_on": days(3)}, "The decision must be after bids close."),
    (
        {"contract_starts_on": days(40)},
        "The contract must start after the decision.",
    ),
    ({"price_weight": 30}, "add up to 90. They must add up to 100."),
    (
        {"social_value_weight": 10, "price_weight": 50},
        "add up to 20. They must add up to 10",
    ),
]


def test_an_unready_tender_says_what_is_missing(ready):
    """Each change is made alone, looked at and taken back."""
    for changes, sentence in UNREADY:
        point = transaction.savepoint()
        ready.change(by=ready.created_by, **changes)
        obstacles = ready.obstacles(Tender.Status.PUBLISHED)
        assert any(sentence in one for one in obstacles), (changes, obstacles)
        with pytest.raises(Refused):
            ready.publish(by=ready.created_by)
        transaction.savepoint_rollback(point)
        ready.refresh_from_db()
    assert Tender.objects.get().sealing_key is None


def test_a_priority_without_a_measure_stands_in_the_way(ready):
    asked = ready.priorities.get()
    asked.metrics.get().remove(by=ready.created_by)
    assert readiness.to_publish(ready) == [f"Add a measure to “{asked.title}”."]


def test_shares_that_do_not_add_up_stand_in_the_way(ready):
    asked = ready.priorities.get()
    metric = asked.metrics.get()
    metric.remove(by=ready.created_by)
    asked.add_metric(metric.metric, level=4, share=60, by=ready.created_by)
    assert "must add up to 100" in readiness.to_publish(ready)[0]


def test_no_priority_stands_in_the_way(ready):
    ready.priorities.get().remove(by=ready.created_by)
    assert readiness.to_publish(ready) == [
        "Choose at least one priority of the charter."
    ]


def test_a_charter_that_is_no_longer_in_force_stands_in_the_way(ready):
    ready.edition.charter.withdraw(
        "It was quashed.", by=factories.somebody(ready.council, Role.APPROVER)
    )
    found = readiness.to_publish(Tender.objects.get())
    assert found == ["The charter cited is no longer in force. Cite the one that is."]


def test_openers_must_be_three_with_keys_that_they_rehearsed(eastfield):
    tender = factories.draft_tender(eastfield)
    assert readiness.openers(tender) == ["Name three people who will open the bids."]
    openers = factories.bid_openers(eastfield)
    publication.name_openers(tender, openers, by=tender.created_by)
    found = readiness.openers(tender)
    assert len(found) == 3
    assert all("has not rehearsed" in one for one in found)
    for user in openers[:2]:
        opener_keys.rehearse(tender, user, passphrase_of(user))
    assert len(readiness.openers(tender)) == 1


def test_a_new_key_must_be_rehearsed_again(ready):
    user = ready.openers.first().user
    opener_keys.make_opener_key(
        user, ready.council, "quite another passphrase", strength="fast"
    )
    assert "has not rehearsed" in readiness.openers(ready)[0]
    with pytest.raises(Refused):
        opener_keys.rehearse(ready, user, passphrase_of(user))
    opener_keys.rehearse(ready, user, "quite another passphrase")
    assert readiness.openers(ready) == []


def test_an_opener_who_lost_the_role_stands_in_the_way(ready):
    user = ready.openers.first().user
    Membership.objects.get(user=user, role=Role.BID_OPENER).end()
    assert "is no longer a bid opener" in readiness.openers(ready)[0]


@pytest.mark.slow
def test_openers_must_be_three_different_bid_openers(eastfield, mona):
    tender = factories.draft_tender(eastfield)
    first, second, _third = factories.bid_openers(eastfield)
    for people in ([first], [first, second, second], [first, second, mona]):
        with pytest.raises(Refused):
            publication.name_openers(tender, people, by=tender.created_by)


def test_only_bid_openers_make_a_key_and_only_with_a_long_passphrase(
    eastfield, mona, opal
):
    with pytest.raises(Refused, match="Only bid openers"):
        opener_keys.make_opener_key(mona, eastfield, "a passphrase of four words")
    with pytest.raises(Refused, match="16 characters"):
        opener_keys.make_opener_key(opal, eastfield, "short")


@pytest.mark.slow
def test_only_an_adopted_edition_of_the_own_council_can_be_cited(
    eastfield, westbrook, bea
):
    charter = factories.adopted_charter(eastfield)
    draft = charter.editions.exclude(kind="adopted").first()
    with pytest.raises(Refused, match="adopted version"):
        Tender.draft(eastfield, edition=draft, title="X", by=bea)
    foreign = factories.adopted_charter(westbrook).adopted_edition
    with pytest.raises(Refused, match="another council"):
        Tender.draft(eastfield, edition=foreign, title="X", by=bea)


def test_another_edition_takes_the_priorities_away(ready):
    charter = ready.edition.charter
    new = charter.revise(by=charter.created_by, starts_on=days(400), ends_on=days(1800))
    assert new.pk != charter.pk
    ready.change(by=ready.created_by, edition=ready.edition)
    assert ready.priorities.exists()


@pytest.mark.slow
def test_references_are_numbered_within_a_council_and_a_year(eastfield, westbrook):
    one = factories.draft_tender(eastfield)
    two = factories.draft_tender(eastfield)
    other = factories.draft_tender(westbrook)
    year = clock.today().year
    assert (one.reference, two.reference) == (f"T{year}-01", f"T{year}-02")
    assert other.reference == f"T{year}-01"


# Locked by publication


@pytest.fixture
def published(ready):
    ready.publish(by=ready.created_by)
    return ready


def test_every_verb_that_changes_terms_is_refused_after_publication(published):
    by = published.created_by
    asked = published.priorities.get()
    metric = asked.metrics.get()
    for act in (
        lambda: published.change(by=by, title="Other"),
        lambda: published.add_priority(asked.edition_priority, weight=1, by=by),
        lambda: asked.change(by=by, weight=1),
        lambda: asked.remove(by=by),
        lambda: asked.add_metric(metric.metric, level=1, by=by),
        lambda: metric.remove(by=by),
        lambda: publication.name_openers(
            published, factories.bid_openers(published.council), by=by
        ),
        lambda: publication.make_recovery_sheets(published, by=by),
        lambda: published.publish(by=by),
    ):
        with pytest.raises(Refused, match="published"):
            act()


STATEMENTS = [
    "UPDATE tenders_tender SET title = 'x'",
    "UPDATE tenders_tender SET value = 1",
    "UPDATE tenders_tender SET bids_close_at = bids_close_at + interval '1 day'",
    "UPDATE tenders_tender SET social_value_weight = 1",
    "UPDATE tenders_tender SET sealing_key = NULL",
    "UPDATE tenders_tender SET published_at = NULL",
    "DELETE FROM tenders_tender",
    "UPDATE tenders_tenderpriority SET weight = 1",
    "DELETE FROM tenders_tenderpriority",
    "UPDATE tenders_tendermetric SET level = 1",
    "DELETE FROM tenders_tendermetric",
    "INSERT INTO tenders_tendermetric (tender_priority_id, metric_id, level, share)"
    " SELECT tender_priority_id, metric_id + 1, 1, 1 FROM tenders_tendermetric",
    "UPDATE tenders_tenderopener SET rehearsed_at = NULL",
    "DELETE FROM tenders_tenderopener",
]


def test_raw_sql_cannot_change_published_terms(published):
    for statement in STATEMENTS:
        with (
            pytest.raises(IntegrityError),
            transaction.atomic(),
            connection.cursor() as raw,
        ):
            raw.execute(statement)


def test_without_publication_the_same_statement_goes_through(ready):
    """The negative control of the trigger."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE tenders_tender SET title = 'x'")
        cursor.execute("UPDATE tenders_tenderpriority SET weight = 1")
    assert Tender.objects.get().title == "x"


def test_the_cited_edition_cannot_be_deleted(published):
    with pytest.raises((IntegrityError, Exception)), transaction.atomic():
        published.edition.delete()


def test_a_later_charter_does_not_touch_a_published_tender(published):
    before = terms_document(published)
    charter = published.edition.charter
    charter.revise(by=charter.created_by, starts_on=days(400), ends_on=days(1800))
    assert terms_document(Tender.objects.get()) == before


def test_open_and_closed_follow_from_the_clock_alone(published):
    close = published.bids_close_at
    moment = dt.timedelta(microseconds=1)
    assert published.takes_bids(close - moment)
    assert not published.takes_bids(close)
    assert list(Tender.objects.open(close - moment)) == [published]
    assert list(Tender.objects.open(close)) == []
    assert list(Tender.objects.closed(close)) == [published]
    with clock.at(close):
        assert published.status_key == "tender.closed"


def test_a_tender_is_cancelled_for_a_reason_only(published):
    with pytest.raises(Refused, match="Enter why"):
        published.cancel(" ", by=published.created_by)
    with pytest.raises(IntegrityError), transaction.atomic():
        Tender.objects.update(status="cancelled")
