"""The strip at the top of a charter's tasks: how it stands and who acts next."""

import datetime as dt

import pytest

from audit import clock
from charters.at_a_glance import glance
from charters.models import TimetableStep
from councils.models import Role
from tests import factories
from tests.stage import staged


@staged
def charter(eastfield, dara):
    return factories.ready_charter(eastfield, by=dara)


def seen(charter):
    return glance(charter, list(charter.editions.all()))


def days(number):
    return clock.today() + dt.timedelta(days=number)


def test_a_draft_has_no_version_yet_and_its_drafters_act_next(charter, dara):
    found = seen(charter)
    assert found.edition is None
    assert found.owner == str(dara)
    assert str(dara) in found.names
    assert not found.nobody_can


def test_a_role_that_nobody_holds_is_told(charter, sign_in, dara):
    charter.council.memberships.filter(role=Role.DRAFTER).update(ended_at=clock.now())
    assert seen(charter).nobody_can


def test_the_soonest_day_is_the_next_and_a_passed_one_is_said(charter, dara):
    assert seen(charter).next_date is None
    TimetableStep.plan(charter, "Cabinet", days(40), by=dara)
    TimetableStep.plan(charter, "Draft ready", days(10), by=dara)
    assert seen(charter).next_date.words == "Draft ready"
    assert not seen(charter).is_late
    TimetableStep.plan(charter, "Kick-off", days(-3), by=dara)
    assert seen(charter).is_late


def test_of_approvers_those_count_who_were_asked(eastfield, dara, amal):
    charter = factories.submitted_charter(eastfield, by=dara, approver=amal)
    found = seen(charter)
    assert found.names == [str(amal)]
    assert found.edition.number == 1


def test_a_writer_is_not_among_those_who_may_approve(eastfield, dara, amal):
    charter = factories.submitted_charter(eastfield, by=dara, approver=amal)
    charter.council.memberships.model.grant(eastfield, dara, Role.APPROVER)
    charter.approvals.update(approver=None)
    assert str(dara) not in seen(charter).names
    assert str(amal) in seen(charter).names


def test_the_day_on_which_a_round_closes_counts(eastfield, travel):
    round = factories.open_round(eastfield)
    found = seen(round.consultation.charter)
    assert found.next_date.on == clock.london(round.closes_at).date()
    assert found.next_date.words == f"“{round}” closes"
    travel(to=round.closes_at)
    assert seen(round.consultation.charter).next_date is None


@pytest.mark.parametrize(
    "words",
    ["No version yet.", "No day is planned.", "Drafters write it", "Who acts next"],
)
def test_the_hub_says_it_in_words(charter, dara, sign_in, words):
    page = sign_in(dara).get(charter.get_workspace_url()).content.decode()
    assert words in page


def test_of_a_withdrawn_charter_nobody_acts_next(charter, dara, sign_in):
    by = factories.somebody(charter.council, Role.APPROVER)
    charter.withdraw("Not needed.", by=by)
    page = sign_in(dara).get(charter.get_workspace_url()).content.decode()
    assert "This charter is no longer in use." in page
