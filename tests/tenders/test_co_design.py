"""Who helped to shape what is bought: the charter's log and the tender's own."""

import datetime as dt

import pytest

from audit import clock
from audit.lifecycle import Refused
from charters.models import CoDesign
from tenders.models import Tender, TenderCoDesign
from tests import factories

pytestmark = pytest.mark.django_db

MEETING = {
    "title": "Evening at the harbour",
    "held_on": "1 March 2026",
    "who": "Parents and two schools",
    "how_many": "30",
    "changed": "Work is done outside school hours.",
}


def add(tender, by, **more):
    words = MEETING | {"held_on": dt.date(2026, 3, 1), "how_many": 30} | more
    return TenderCoDesign.add(tender, by=by, **words)


def test_an_opportunity_without_any_says_so(eastfield, client):
    tender = factories.published_tender(eastfield)
    page = client.get(tender.get_absolute_url()).content.decode()
    assert "No co-design recorded." in page


def test_an_opportunity_shows_the_log_of_the_cited_edition_and_its_own(
    eastfield, dara, amal, client, bea, sign_in
):
    charter = factories.ready_charter(eastfield, by=dara)
    CoDesign.add(
        charter,
        by=dara,
        title="Market day",
        held_on=dt.date(2026, 2, 1),
        who="Traders",
        how_many=12,
        changed="Mentoring lasts a year.",
    )
    charter.begin_consultation(charter.freeze("consultation", by=dara), by=dara)
    charter.conclude_consultation(by=dara)
    charter.submit(by=dara, approver=amal)
    edition = charter.adopt(by=amal)
    tender = factories.published_tender(eastfield, by=bea, edition=edition)
    shown = client.get(tender.get_absolute_url()).content.decode()
    assert "Mentoring lasts a year." in shown
    assert "(12 people)" in shown
    planning = sign_in(bea).get(f"{tender.get_workspace_url()}planning/")
    assert "Mentoring lasts a year." in planning.content.decode()
    assert "No co-design recorded for this opportunity." in shown
    add(tender, bea)
    shown = client.get(tender.get_absolute_url()).content.decode()
    assert "Work is done outside school hours." in shown
    assert "No co-design recorded" not in shown


def test_bea_adds_and_removes_a_meeting_while_drafting(eastfield, bea, sign_in):
    tender = factories.draft_tender(eastfield, by=bea)
    browser, page = sign_in(bea), f"{tender.get_workspace_url()}planning/"
    assert "No co-design recorded" in browser.get(page).content.decode()
    wrong = browser.post(f"{page}add/", MEETING | {"held_on": "1 March 2099"})
    assert "today or in the past" in wrong.content.decode()
    browser.post(f"{page}add/", MEETING)
    assert "outside school hours" in browser.get(page).content.decode()
    entry = tender.co_design.get()
    assert browser.get(f"{page}{entry.uid}/remove/").status_code == 200
    browser.post(f"{page}{entry.uid}/remove/")
    assert not tender.co_design.exists()


def test_what_suppliers_have_read_stays(eastfield, bea, sign_in):
    tender = factories.published_tender(eastfield, by=bea)
    entry = add(tender, bea)
    with pytest.raises(Refused, match="is published"):
        entry.remove(by=bea)
    page = f"{tender.get_workspace_url()}planning/{entry.uid}/remove/"
    assert "is published" in sign_in(bea).post(page).content.decode()


def test_a_cancelled_opportunity_takes_no_more(eastfield, bea):
    tender = factories.draft_tender(eastfield, by=bea)
    Tender.objects.filter(pk=tender.pk).update(
        status="cancelled", cancelled_reason="No money."
    )
    with pytest.raises(Refused, match="cancelled"):
        add(Tender.objects.get(pk=tender.pk), bea)


def test_a_meeting_to_come_is_refused(eastfield, bea):
    tender = factories.draft_tender(eastfield, by=bea)
    with pytest.raises(Refused, match="in the past"):
        add(tender, bea, held_on=clock.today() + dt.timedelta(days=1))


@pytest.mark.parametrize(("name", "status"), [("dara", 403), ("olu", 404)])
def test_only_procurement_officers_add(eastfield, bea, sign_in, request, name, status):
    tender = factories.draft_tender(eastfield, by=bea)
    page = f"{tender.get_workspace_url()}planning/add/"
    browser = sign_in(request.getfixturevalue(name))
    assert browser.post(page, MEETING).status_code == status
