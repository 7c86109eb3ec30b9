"""Who may do what with a charter: the cast, the strangers and the visitors."""

import pytest

from tests import factories
from tests.conftest import OFFICERS

MAY = {
    "charters.view_charter": set(OFFICERS),
    "charters.begin_charter": {"dara"},
    "charters.change_charter": {"dara"},
    "charters.revise_charter": {"dara"},
    "charters.review_charter": {"dara"},
    "charters.submit_charter": {"dara"},
    "charters.attach_equality_analysis": {"dara", "eve"},
    "charters.justify_change": {"dara"},
    "charters.set_weight": {"dara"},
    "charters.plan_survey": {"dara"},
    "charters.view_approval": {"dara", "amal", "max", "audie"},
    "charters.adopt_charter": {"amal"},
    "charters.withdraw_charter": {"amal", "max"},
    "charters.seek_endorsement": {"dara"},
    "charters.confirm_legal": {"max"},
    "charters.confirm_accessibility": {"dara"},
}


@pytest.fixture
def cast(request, eastfield):
    names = [*OFFICERS, "olu", "nat", "sol"]
    return {name: request.getfixturevalue(name) for name in names}


@pytest.mark.slow
def test_each_act_is_for_those_and_nobody_else(eastfield, cast):
    charter = factories.submitted_charter(
        eastfield, by=cast["dara"], approver=cast["amal"]
    )
    for permission, allowed in MAY.items():
        found = {
            name
            for name, person in cast.items()
            if person.has_perm(permission, charter)
        }
        assert found == allowed, permission


PAGES = {
    "": "charters.view_charter",
    "history/": "charters.view_charter",
    "preview/": "charters.view_charter",
    "preview/pdf/": "charters.view_charter",
    "changes/": "charters.view_charter",
    "priorities/": "charters.view_charter",
    "equality/": "charters.view_charter",
    "endorsement/": "charters.view_charter",
    "checks/": "charters.view_charter",
    "renewal/": "charters.view_charter",
    "renewal/open/": "charters.review_charter",
    "renewal/call/": "charters.review_charter",
    "timetable/": "charters.change_charter",
    "advice/": "charters.change_charter",
    "sources/": "charters.view_charter",
    "weights/": "charters.view_charter",
    "survey/": "charters.plan_survey",
    "details/": "charters.change_charter",
    "sections/add/": "charters.change_charter",
    "sections/our-place/edit/": "charters.change_charter",
    "sections/our-place/remove/": "charters.change_charter",
    "priorities/add/": "charters.change_charter",
    "priorities/P1/edit/": "charters.change_charter",
    "priorities/P1/remove/": "charters.change_charter",
    "submit/": "charters.submit_charter",
    "revise/": "charters.revise_charter",
    "withdraw/": "charters.withdraw_charter",
}
LOOKERS = ["dara", "amal", "max", "bea"]


@pytest.mark.slow
def test_pages_open_for_the_role_refuse_others_and_hide_from_strangers(
    eastfield, cast, sign_in, client
):
    charter = factories.ready_charter(eastfield, by=cast["dara"])
    work = charter.get_workspace_url()
    for page in PAGES:
        answer = client.get(work + page)
        assert answer.status_code == 302, page
        assert answer.url.startswith("/sign-in/"), page
    for name in LOOKERS:
        browser = sign_in(cast[name])
        for page, permission in PAGES.items():
            expected = 200 if name in MAY[permission] else 403
            assert browser.get(work + page).status_code == expected, (name, page)
    for name in ("olu", "sol"):
        browser = sign_in(cast[name])
        for page in PAGES:
            assert browser.get(work + page).status_code == 404, (name, page)


@pytest.mark.slow
def test_a_post_is_refused_like_the_page(eastfield, cast, sign_in):
    charter = factories.ready_charter(eastfield, by=cast["dara"])
    address = f"{charter.get_workspace_url()}withdraw/"
    for name, status in (("dara", 403), ("bea", 403), ("olu", 404)):
        answer = sign_in(cast[name]).post(address, {"reason": "Mine"})
        assert answer.status_code == status, name
    charter.refresh_from_db()
    assert charter.status == "drafting"


@pytest.mark.slow
def test_a_part_of_another_charter_cannot_be_reached_through_ones_own(
    eastfield, westbrook, cast, sign_in
):
    mine = factories.ready_charter(eastfield, by=cast["dara"])
    theirs = factories.ready_charter(westbrook, by=cast["olu"])
    clause = theirs.sections.first().clauses.first()
    work = mine.get_workspace_url()
    address = f"{work}sections/our-place/paragraphs/{clause.uid}/remove/"
    browser = sign_in(cast["dara"])
    assert browser.get(address).status_code == 404
    assert browser.post(address).status_code == 404
    approval = factories.submitted_charter(westbrook, by=cast["olu"]).waiting_approval
    foreign = f"/eastfield/workspace/approvals/{approval.uid}/"
    assert browser.get(foreign).status_code == 404
