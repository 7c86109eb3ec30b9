"""The demo shows what the portal is for, with nothing that people could not make."""

import dataclasses
import sys
import time

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db.models import Count

from audit import clock, trail
from audit.models import Delivery
from audit.tasks import sweep
from charters.models import Charter
from consultation.models import Campaign, Comment, Petition, Response, Round
from contracts.models import Commitment, Contract, Milestone, ResidentCheck
from councils.models import Council, Membership
from metrics.models import Framework
from portal.thread import Thread, trace
from records.models import Letter
from records.tasks import send_letters
from tenders.models import Bid, Tender

OURS = {"audit", "councils", "records", "metrics", "charters", "consultation"}
OURS |= {"tenders", "contracts"}


@pytest.fixture
def demo(db, settings):
    """Both councils with their past, as the first start makes them."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    began = time.process_time()
    call_command("seed_demo", verbosity=0)
    took = time.process_time() - began
    sys.stdout.write(f"The demo took {took:.1f} s of CPU; 20 s are promised.\n")


@pytest.mark.slow
def test_the_demo_shows_what_the_portal_is_for(demo):
    """It costs some seconds to make, so that it is made once and looked at often."""
    charters_in_each_part_of_their_life()
    voices_as_they_come()
    tenders_open_awarded_and_what_was_bid()
    promises_kept_late_broken_and_not_felt()
    one_thread_is_whole_from_a_comment_to_a_felt_promise()
    two_councils_that_share_nothing()
    tell_all()
    everybody_was_told()
    every_row_would_be_taken_from_a_person()


def charters_in_each_part_of_their_life():
    ours = Charter.objects.filter(council__slug="eastfield")
    assert {"adopted", "consulting"} <= set(ours.values_list("status", flat=True))
    assert ours.get(status="adopted").priorities.count() >= 4
    assert Round.objects.filter(charter__council__slug="eastfield").open().exists()
    assert Framework.objects.approved().count() >= 3


def voices_as_they_come():
    comments = Comment.objects.for_council(Council.objects.get(slug="eastfield"))
    assert comments.count() >= 20
    assert set(comments.values_list("moderation", flat=True)) >= {
        "received",
        "published",
        "published_in_part",
        "withheld",
    }
    assert Petition.objects.exists()
    assert Campaign.objects.filter(members__isnull=False).exists()
    responses = Response.objects.all()
    assert responses.late().exists()
    assert responses.filter(channel="paper").exists()


def tenders_open_awarded_and_what_was_bid():
    tenders = Tender.objects.filter(council__slug="eastfield")
    assert [tender for tender in tenders if tender.takes_bids(clock.now())]
    assert tenders.filter(status="awarded").count() == 2
    assert set(Bid.objects.values_list("status", flat=True)) >= {
        "successful",
        "unsuccessful",
        "draft",
    }


def promises_kept_late_broken_and_not_felt():
    found = [one.standing() for one in Commitment.objects.with_delivery()]
    states = {standing.state for standing in found}
    assert {"kept", "late", "broken"} <= states, states
    assert any(standing.is_paper_success for standing in found)
    assert Milestone.objects.overdue().exists()
    assert ResidentCheck.objects.exists()
    ended = Contract.objects.get(status="broken")
    assert ended.break_notices.get().status == "exercised"


def one_thread_is_whole_from_a_comment_to_a_felt_promise():
    council = Council.objects.get(slug="eastfield")
    comments = Comment.objects.for_council(council).filter(moderation="published")
    threads = [trace(council, "comment", one.reference) for one in comments]
    parts = [field.name for field in dataclasses.fields(Thread)]
    whole = [
        thread
        for thread in threads
        if thread and all(getattr(thread, p) for p in parts)
    ]
    assert whole, "No comment leads all the way."
    assert any(thread.felt.helped for thread in whole)


def two_councils_that_share_nothing():
    slugs = set(Council.objects.values_list("slug", flat=True))
    assert slugs == {"eastfield", "westbrook"}
    assert Charter.objects.get(council__slug="westbrook").status == "adopted"
    both = Membership.objects.values("user").annotate(n=Count("council", distinct=True))
    assert not both.filter(n__gt=1).exists()


def tell_all():
    """What the worker does once it runs."""
    while sweep():
        pass
    send_letters()


def everybody_was_told():
    assert not Delivery.objects.parked().exists()
    assert not Delivery.objects.waiting().exists()
    assert Letter.objects.done().exists()
    assert not Letter.objects.exclude(pk__in=Letter.objects.done()).exists()
    assert [chain for chain in trail.chains() if trail.verify(chain)] == []


def every_row_would_be_taken_from_a_person():
    """What forms check. Links, uniqueness and constraints the database holds itself."""
    refused = []
    for row in rows():
        try:
            row.clean_fields(exclude=left_to_the_database(row))
            row.clean()
        except ValidationError as error:
            refused.append(f"{row._meta.label} {row.pk}: {error.message_dict}")
    assert refused == []


def left_to_the_database(row) -> set[str]:
    """Links, and what a machine has left empty; people fill in no such field."""
    return {
        field.name
        for field in row._meta.fields
        if field.is_relation or getattr(row, field.attname) in (None, [], {})
    }


def rows():
    for model in apps.get_models():
        if model.__module__.startswith("tests."):
            continue  # another test's own model, which has no table here
        if model._meta.app_label in OURS and not hasattr(model, "instance_type"):
            yield from model.objects.all()


def test_a_row_that_nobody_could_make_would_be_found(db, eastfield):
    """The negative control: written past the verbs and the forms."""
    every_row_would_be_taken_from_a_person()
    Council.objects.filter(pk=eastfield.pk).update(contact_email="not an address")
    with pytest.raises(AssertionError, match="contact_email"):
        every_row_would_be_taken_from_a_person()
