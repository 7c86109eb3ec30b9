"""From which day a charter holds: decided by people, made true by the calendar."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from audit import clock
from audit.models import Event
from charters.models import Charter, Edition
from charters.published import look_up
from charters.tasks import supersede_charters
from tests import factories
from tests.stage import staged

Status = Charter.Status


@staged
def old(eastfield, dara, amal):
    return factories.adopted_charter(eastfield, by=dara, approver=amal)


@staged
def new(eastfield, dara, amal, old):
    return factories.submitted_charter(eastfield, by=dara, approver=amal)


def in_days(number):
    return clock.today() + dt.timedelta(days=number)


def agree(charter, amal, days=30):
    charter.adopt(by=amal, minute="Item 7", in_force_from=in_days(days))


def test_the_one_before_holds_until_the_day_and_not_longer(old, new, amal, travel):
    agree(new, amal)
    old.refresh_from_db()
    assert (old.is_in_force, new.is_in_force) == (True, False)
    assert Charter.objects.in_force().get() == old
    assert Edition.objects.in_force().get().charter == old
    assert new.get_status_display() == "Agreed, not yet in force"
    travel(days=29)
    assert Charter.objects.in_force().get() == old
    assert supersede_charters() == 0
    travel(days=1)
    assert Charter.objects.in_force().get() == new
    assert Edition.objects.in_force().get().charter == new
    old.refresh_from_db()
    assert (old.status, old.is_in_force) == (Status.ADOPTED, False)
    assert old.get_status_display() == "Superseded"
    assert supersede_charters() == 1
    assert supersede_charters() == 0
    old.refresh_from_db()
    assert (old.status, old.superseded_by) == (Status.SUPERSEDED, new)
    assert old.superseded_on == new.in_force_from
    assert Event.objects.filter(verb="charter.superseded").count() == 1


def test_without_a_later_day_nothing_waits(old, new, amal):
    new.adopt(by=amal)
    old.refresh_from_db()
    assert (old.status, new.is_in_force) == (Status.SUPERSEDED, True)
    assert new.in_force_from == clock.today()


def test_everyone_reads_from_which_day(old, new, amal, client, travel):
    agree(new, amal)
    before = look_up("eastfield", new.slug).validator
    shown = client.get(new.get_absolute_url()).content.decode()
    assert "Agreed. It comes into force on" in shown
    assert "Agreed, not yet in force" in shown
    assert client.get("/eastfield/charter/").url == old.get_absolute_url()
    travel(days=30)
    assert look_up("eastfield", new.slug).validator != before
    assert client.get("/eastfield/charter/").url == new.get_absolute_url()
    shown = client.get(old.get_absolute_url()).content.decode()
    assert "This charter was replaced on" in shown


@pytest.mark.parametrize(
    ("days", "refused"), [(-1, "today or later"), (5000, "before it ends")]
)
def test_a_day_that_makes_no_sense_is_refused(new, amal, days, refused):
    with pytest.raises(ValidationError, match=refused):
        agree(new, amal, days)
    new.refresh_from_db()
    assert new.status == Status.DECIDING
    assert new.waiting_approval is not None


def test_a_withdrawn_successor_leaves_the_one_before_in_force(old, new, amal, travel):
    agree(new, amal)
    new.withdraw("The court said no.", by=amal)
    travel(days=31)
    assert Charter.objects.in_force().get() == old
    assert supersede_charters() == 0


def test_two_cannot_wait_for_their_day(old, new, amal, eastfield, dara):
    agree(new, amal)
    third = factories.submitted_charter(eastfield, by=dara, approver=amal)
    with pytest.raises(ValidationError, match="Withdraw it first"):
        agree(third, amal, 60)


def test_a_tender_cannot_cite_what_is_not_yet_in_force(new, amal):
    agree(new, amal)
    assert not Edition.objects.in_force().filter(charter=new).exists()
