"""With whom a charter was made, its champions, and its largest contracts."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from charters.models import Champion, CoDesign, Stakeholder, ValueCap
from records.personal_data import Person, erase
from tests import factories
from tests.stage import staged


@staged
def charter(eastfield, dara):
    return factories.ready_charter(eastfield, by=dara)


def test_a_map_without_anybody_who_could_lose_prompts_a_question(
    charter, dara, sign_in
):
    browser, page = sign_in(dara), f"{charter.get_workspace_url()}stakeholders/"
    group = {"name": "Young people", "effect": "gains", "how_many": "40"}
    browser.post(f"{page}add/", group)
    assert "Who could be harmed" in browser.get(page).content.decode()
    assert any("Who could be harmed" in one for one in charter.advice())
    browser.post(f"{page}add/", {"name": "Firms that lose work", "effect": "harmed"})
    assert "Who could be harmed" not in browser.get(page).content.decode()
    row = charter.stakeholders.first()
    browser.post(f"{page}{row.uid}/", group | {"name": "People under 25"})
    row.refresh_from_db()
    assert row.name == "People under 25"
    assert browser.get(f"{page}{row.uid}/remove/").status_code == 200
    browser.post(f"{page}{row.uid}/remove/")
    assert charter.stakeholders.count() == 1


def test_the_co_design_log_is_frozen_and_public_and_its_absence_too(
    charter, dara, sign_in, client
):
    browser, page = sign_in(dara), f"{charter.get_workspace_url()}co-design/"
    meeting = {
        "title": "Evening at the harbour",
        "held_on": "2026-03-02",
        "who": "Parents and two schools",
        "changed": "Mentoring lasts a year.",
    }
    wrong = browser.post(f"{page}add/", meeting | {"held_on": "2099-01-01"})
    assert "today or in the past" in wrong.content.decode()
    browser.post(f"{page}add/", meeting)
    charter.begin_consultation(charter.freeze("consultation", by=dara), by=dara)
    browser.logout()
    public = f"{charter.get_absolute_url()}made-with/"
    shown = client.get(public).content.decode()
    assert "Mentoring lasts a year." in shown
    assert "This version names no groups." in shown
    CoDesign.objects.all().delete()
    assert "Mentoring lasts a year." in client.get(public).content.decode()


def test_a_charter_without_a_log_says_so_in_public(eastfield, dara, client):
    charter = factories.consulting_charter(eastfield, by=dara)
    page = client.get(f"{charter.get_absolute_url()}made-with/").content.decode()
    assert "No co-design recorded." in page


def test_largest_contracts_are_set_changed_and_taken_away(charter, dara, sign_in):
    page = f"{charter.get_workspace_url()}largest-contracts/"
    browser = sign_in(dara)
    browser.post(page, {"services": "£500,000", "works": "2000000"})
    assert charter.body()["value_caps"] == [
        {"category": "services", "label": "Services", "most": "500000"},
        {"category": "works", "label": "Works", "most": "2000000"},
    ]
    browser.post(page, {"services": "£400,000", "works": ""})
    (cap,) = charter.value_caps.all()
    assert cap.most == 400_000
    wrong = browser.post(page, {"goods": "much"}).content.decode()
    assert "must be a number" in wrong
    with pytest.raises(IntegrityError, match="more_than_nothing"), transaction.atomic():
        ValueCap.objects.update(most=0)


def test_locked_text_keeps_its_lists(eastfield, dara):
    charter = factories.submitted_charter(eastfield, by=dara)
    with pytest.raises(ValidationError, match="locked"):
        Stakeholder.add(charter, by=dara, name="Cyclists", effect="missed")


@pytest.mark.slow
def test_a_revision_keeps_the_map_and_the_caps_and_begins_a_new_log(eastfield, dara):
    charter = factories.adopted_charter(eastfield, by=dara)
    held_on = dt.date(2026, 3, 2)
    more = {"charter": charter, "position": 1}
    Stakeholder(name="Cyclists", effect="missed", **more).keep(by=dara)
    ValueCap(category="goods", most=Decimal(5), **more).keep(by=dara)
    CoDesign(title="T", held_on=held_on, who="W", changed="C", **more).keep(by=dara)
    copy = charter.revise(by=dara)
    assert copy.stakeholders.get().name == "Cyclists"
    assert copy.value_caps.get().most == 5
    assert not copy.co_design.exists()


@pytest.mark.slow
def test_a_missing_champion_shows_as_a_gap(eastfield, ada, sign_in, client, travel):
    public = "/eastfield/champions/"
    assert client.get(public).content.decode().count("This is a gap") == 2
    person = {
        "seat": "cabinet",
        "name": "Cllr Mary Hope",
        "post": "Cabinet member",
        "contact": "mary.hope@example.org",
    }
    work = "/eastfield/workspace/champions/"
    sign_in(ada).post(f"{work}name/", person)
    page = client.get(public).content.decode()
    assert "Cllr Mary Hope" in page
    assert page.count("This is a gap") == 1
    travel(days=400)
    assert "statement is missing" in client.get(public).content.decode()
    said = {"text": "We promised 12 things and kept 9."}
    sign_in(ada).post(f"{work}cabinet/statement/", said)
    page = client.get(public).content.decode()
    assert "kept 9" in page
    assert "statement is missing" not in page
    again = sign_in(ada).post(f"{work}cabinet/statement/", said).content.decode()
    assert "published already" in again
    sign_in(ada).post(f"{work}cabinet/leave/")
    assert client.get(public).content.decode().count("This is a gap") == 2


def test_a_new_champion_takes_the_seat_of_the_one_before(eastfield, ada):
    words = {"post": "P", "contact": "a@example.org", "by": ada}
    first = Champion.name_one(eastfield, "cabinet", name="One", **words)
    Champion.name_one(eastfield, "cabinet", name="Two", **words)
    first.refresh_from_db()
    assert first.until_on is not None
    assert [str(who and who.name) for _seat, who in Champion.seats(eastfield)] == [
        "Two",
        "None",
    ]
    with pytest.raises(IntegrityError, match="each_seat"), transaction.atomic():
        Champion.objects.update(until_on=None)


def test_a_champion_who_asks_to_be_forgotten_leaves_the_seat(eastfield, ada):
    words = {"post": "P", "contact": "a@example.org", "by": ada}
    champion = Champion.name_one(eastfield, "cabinet", name="One", **words)
    erase(Person(email="A@example.org"))
    champion.refresh_from_db()
    assert champion.name == "A former champion"
    assert champion.until_on is not None
