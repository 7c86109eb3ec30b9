"""Who may do what: the table of docs/permissions.md for tenders, run."""

import datetime as dt

import pytest
from django.urls import reverse

from audit import clock
from audit.lifecycle import Refused
from councils.models import Membership, Role
from tenders import evaluation
from tenders.award import award
from tenders.models import Tender
from tests import factories
from tests.conftest import OFFICERS, make_person
from tests.stage import staged

CAST = [*OFFICERS, "olu", "nat", "sol", "sam"]
EVERYBODY = set(OFFICERS)

# About a tender. Openers and evaluators must also be named or have declared.
MAY = {
    "tenders.view_tender_work": EVERYBODY,
    "tenders.draft_tender": {"bea"},
    "tenders.change_tender": {"bea"},
    "tenders.publish_tender": {"bea"},
    "tenders.name_openers": {"bea"},
    "tenders.cancel_tender": {"bea"},
    "tenders.begin_evaluation": {"bea"},
    "tenders.make_opener_key": {"opal", "otis", "orla"},
    "tenders.rehearse_opening": {"opal", "otis", "orla"},
    "tenders.open_bids": {"opal", "otis", "orla"},
    "tenders.make_recovery_sheets": {"max"},
    "tenders.open_with_sheets": {"max"},
    "tenders.declare_interest": {"ivo", "esme"},
    "tenders.read_bids": {"ivo"},
    "tenders.mark_bid": {"ivo"},
    "tenders.agree_mark": set(),
    "tenders.view_result": {"bea", "amal", "audie", "max", "ivo"},
    "tenders.award_tender": {"bea", "amal"},
    "tenders.exclude_bid": {"bea"},
}


@pytest.fixture
def everybody(request):
    return {name: request.getfixturevalue(name) for name in CAST}


@staged
def foreign(westbrook, olu):
    """A draft of the other council, in which Olu may do everything."""
    approver = make_person("wes")
    Membership.grant(westbrook, approver, Role.APPROVER)
    factories.adopted_charter(westbrook, approver=approver)
    return factories.draft_tender(westbrook, by=olu)


@staged
def tender(eastfield, bea, brightwork, sol, ivo, esme, opal, otis, orla):
    """Published, opened and being evaluated; Ivo declared none, Esme an interest."""
    tender = factories.published_tender(eastfield, by=bea)
    factories.sealed_bid(tender, brightwork)
    factories.open_tender(tender)
    with clock.at(tender.opened_at + dt.timedelta(days=1)):
        tender.begin_evaluation(by=bea)
        evaluation.declare_interest(tender, ivo, has_interest=False)
        evaluation.declare_interest(tender, esme, has_interest=True, detail="A cousin.")
    return tender


def test_each_act_is_for_those_in_the_table_and_for_nobody_else(
    tender, everybody, foreign
):
    for permission, expected in MAY.items():
        found = {
            name
            for name, user in everybody.items()
            if user.has_perm(permission, tender)
        }
        assert found == expected, permission
    for permission in MAY:
        for name in OFFICERS:
            assert not everybody[name].has_perm(permission, foreign), permission


def test_a_bid_is_written_by_its_own_people_only(tender, everybody):
    bid = tender.bids.get()
    found = {
        name
        for name, user in everybody.items()
        if user.has_perm("tenders.write_bid", bid)
    }
    assert found == {"sol"}


def test_who_marked_a_bid_cannot_decide_the_award(tender, everybody):
    ivo, bid = everybody["ivo"], tender.bids.get()
    Membership.grant(tender.council, ivo, Role.PROCUREMENT_OFFICER)
    assert ivo.has_perm("tenders.award_tender", tender)
    with clock.at(tender.opened_at + dt.timedelta(days=2)):
        evaluation.mark(bid, tender.priorities.get(), 4, "Sound.", by=ivo)
        assert not ivo.has_perm("tenders.award_tender", tender)
        with pytest.raises(Refused, match="another person must decide"):
            award(bid, by=ivo, reason="I like it.")


WORKSPACE = {
    "tender_work": EVERYBODY,
    "tender_details": {"bea"},
    "tender_priorities": {"bea"},
    "tender_openers": {"bea"},
    "tender_publish": {"bea"},
    "tender_cancel": {"bea"},
    "tender_open_bids": {"opal", "otis", "orla"},
    "tender_rehearse": {"opal", "otis", "orla"},
    "tender_recovery": {"max"},
    "tender_open_with_sheets": {"max"},
    "tender_award": {"bea", "amal"},
    "evaluation_begin": {"bea"},
    "evaluation_declare": {"ivo", "esme"},
    "evaluation_result": {"bea", "amal", "audie", "max"},
}


@pytest.mark.slow
def test_pages_answer_403_to_members_without_the_role_and_404_to_strangers(
    tender, everybody, sign_in, client
):
    people = ("dara", "bea", "amal", "ivo", "opal", "max", "olu", "sol")
    for person in people:
        browser = sign_in(everybody[person])
        for name, allowed in WORKSPACE.items():
            url = reverse(f"tenders:{name}", args=["eastfield", tender.reference])
            status = browser.get(url).status_code
            if person in ("olu", "sol"):
                assert status == 404, (person, name)
            elif person in allowed:
                assert status == 200, (person, name)
            elif name == "evaluation_result" and person == "ivo":
                assert status == 302  # he has not scored everything yet
            else:
                assert status == 403, (person, name)


def test_visitors_are_asked_to_sign_in(tender, client):
    for name in WORKSPACE:
        url = reverse(f"tenders:{name}", args=["eastfield", tender.reference])
        answer = client.get(url)
        assert answer.status_code == 302, name
        assert answer["Location"].startswith("/sign-in/"), name


def test_drafts_are_for_the_council_alone(foreign, everybody):
    draft = foreign
    assert draft in Tender.objects.visible_to(everybody["olu"])
    for name in ("dara", "bea", "sol", "nat"):
        assert draft not in Tender.objects.visible_to(everybody[name])
