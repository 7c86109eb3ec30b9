"""Approving, replacing, withdrawing and adopting lists of measures."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from audit.lifecycle import Refused
from audit.models import Event
from metrics.models import Framework, FrameworkAdoption, Metric

pytestmark = pytest.mark.django_db


@pytest.fixture
def listed():
    """The proposed list PPN 06/20, which has measures of its own."""
    return Framework.objects.get(slug="ppn-06-20")


def events(verb):
    return Event.objects.filter(verb=verb)


def test_approving_a_list_approves_its_measures_and_leaves_a_trace(listed, nat):
    listed.approve(by=nat)
    assert listed.status == Framework.Status.APPROVED
    assert listed.approved_on is not None
    assert set(listed.metrics.values_list("status", flat=True)) == {"approved"}
    event = events("framework.approved").get()
    assert event.chain == "national"
    assert event.subject_reference == "ppn-06-20"
    assert event.data["content"] == listed.content_hash


def test_an_empty_list_cannot_be_approved(listed, nat):
    empty = Framework.objects.create(
        slug="empty",
        title="Empty",
        version="1",
        issuer="Nobody",
        summary="Nothing.",
        published_on=dt.date(2026, 1, 1),
        applies_from=dt.date(2026, 1, 1),
        confidence="own",
        source=listed.source,
    )
    with pytest.raises(Refused, match="at least one outcome"):
        empty.approve(by=nat)


@pytest.mark.parametrize("status", ["approved", "superseded", "retired"])
def test_only_a_proposed_list_can_be_approved(listed, nat, status):
    Framework.objects.filter(pk=listed.pk).update(
        status=status, approved_on=dt.date(2026, 1, 1)
    )
    with pytest.raises(Refused, match="cannot become"):
        listed.approve(by=nat)


def test_a_list_is_replaced_only_once_its_successor_is_approved(listed, nat):
    listed.approve(by=nat)
    with pytest.raises(Refused, match="that replaces it first"):
        listed.supersede(by=nat)
    Framework.objects.get(slug="ppn-002").approve(by=nat)
    listed.supersede(by=nat)
    assert listed.status == "superseded"
    assert events("framework.superseded").count() == 1


def test_withdrawing_needs_a_reason(listed, nat):
    with pytest.raises(Refused, match="Enter why"):
        listed.retire("  ", by=nat)
    listed.retire("Never published.", by=nat)
    assert events("framework.retired").get().data["reason"] == "Never published."


def test_the_database_refuses_an_approved_list_without_a_date(listed):
    with pytest.raises(IntegrityError), transaction.atomic():
        Framework.objects.filter(pk=listed.pk).update(status="approved")


@pytest.mark.parametrize(
    ("day", "slug"),
    [
        (dt.date(2021, 1, 1), "ppn-06-20"),
        (dt.date(2025, 9, 30), "ppn-06-20"),
        (dt.date(2025, 10, 1), "ppn-002"),
        (dt.date(2026, 12, 31), "ppn-002"),
        (dt.date(2027, 1, 1), "ppn-026"),
    ],
)
def test_the_date_of_the_notice_chooses_the_model(day, slug):
    national = Framework.objects.filter(slug__startswith="ppn-").applying(on=day)
    assert [f.slug for f in national] == [slug]
    assert national[0].applies_on(day)


def test_a_council_adopts_an_approved_list_once(eastfield, measures, ada):
    starter = Framework.objects.get(slug="starter-measures")
    first = FrameworkAdoption.adopt(eastfield, starter, by=ada, reason="Short.")
    again = FrameworkAdoption.adopt(eastfield, starter, by=ada)
    assert again == first
    event = events("framework.adopted").get()
    assert event.chain == f"council:{eastfield.uid}"


def test_a_list_that_is_not_approved_cannot_be_adopted(eastfield, listed, ada):
    with pytest.raises(Refused, match="national steward approves"):
        FrameworkAdoption.adopt(eastfield, listed, by=ada)


def test_an_adoption_can_end_and_begin_again(eastfield, measures, ada):
    starter = Framework.objects.get(slug="starter-measures")
    FrameworkAdoption.adopt(eastfield, starter, by=ada).end(by=ada)
    assert not eastfield.framework_adoptions.current().exists()
    FrameworkAdoption.adopt(eastfield, starter, by=ada)
    assert eastfield.framework_adoptions.count() == 2


def test_the_database_refuses_a_second_running_adoption(eastfield, measures):
    starter = Framework.objects.get(slug="starter-measures")
    running = {
        "council": eastfield,
        "framework": starter,
        "adopted_on": dt.date(2026, 1, 1),
    }
    FrameworkAdoption.objects.create(**running)
    with pytest.raises(IntegrityError), transaction.atomic():
        FrameworkAdoption.objects.create(**running)


def test_measures_of_adopted_lists_are_offered_first(eastfield, measures, nat, ada):
    """PPN 026 has no measures of its own: its criteria point at starter ones."""
    newest = Framework.objects.get(slug="ppn-026")
    newest.approve(by=nat)
    FrameworkAdoption.adopt(eastfield, newest, by=ada)
    codes = set(Metric.objects.in_adopted(eastfield).values_list("code", flat=True))
    assert "SV-JOB-01" in codes
    assert "SV-VOL-01" not in codes


def test_a_measure_cannot_leave_its_lifecycle(measures, nat):
    metric = measures["SV-JOB-01"]
    metric.retire(by=nat)
    with pytest.raises(ValidationError, match="cannot become"):
        metric.approve(by=nat)
