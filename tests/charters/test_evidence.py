"""The evidence library: kept, imported, linked, frozen and shown."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from charters import evidence_file
from charters.models import Fact
from councils.models import Area
from tests import factories
from tests.stage import staged

HEADER = "claim,figure,unit,source,link,date,places\n"
ROW = 'Half of homes are cold,"1,130",households,Housing survey,,31 March 2026,{}\n'


@staged
def charter(eastfield, dara):
    Area.objects.create(council=eastfield, code="E1", name="Harbour")
    return factories.make_charter(eastfield, by=dara)


def send_file(browser, charter, text):
    upload = SimpleUploadedFile("evidence.csv", text.encode())
    address = f"{charter.get_workspace_url()}evidence/import/"
    return browser.post(address, {"file": upload}, follow=True)


def test_an_officer_adds_evidence_and_is_warned_when_it_is_old(charter, dara, sign_in):
    browser, work = sign_in(dara), charter.get_workspace_url()
    fact = {
        "claim": "1 home in 6 is cold",
        "figure": "1,130",
        "unit": "households",
        "source": "Housing survey",
        "data_on": "2021-03-31",
        "file": SimpleUploadedFile("survey.csv", b"a,b\n1,2\n"),
    }
    page = browser.post(f"{work}evidence/add/", fact, follow=True).content.decode()
    assert "This is older than 36 months" in page
    assert "Not used yet" in page
    kept = charter.facts.get()
    assert (kept.figure, kept.file.name) == (1130, "survey.csv")
    changed = fact | {"claim": "1 home in 7 is cold", "data_on": "2026-03-31"}
    del changed["file"]
    page = browser.post(f"{work}evidence/1/edit/", changed, follow=True)
    assert "This is older" not in page.content.decode()
    kept.refresh_from_db()
    assert (kept.claim, kept.file.name) == ("1 home in 7 is cold", "survey.csv")
    browser.post(f"{work}evidence/1/remove/")
    assert not charter.facts.exists()
    assert factories.add_fact(charter).number == 2, "a number is not given twice"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"claim": ""}, "Enter what this evidence tells us"),
        ({"source": ""}, "Enter where the evidence comes from"),
        ({"data_on": ""}, "Enter the date of the data"),
        ({"data_on": "2099-01-01"}, "Date must be today or in the past"),
        ({"figure": "12"}, "Enter what the figure counts"),
        ({"figure": "many"}, "Figure must be a number"),
    ],
)
def test_what_is_wrong_with_evidence_is_said(charter, dara, sign_in, wrong, words):
    fact = {"claim": "Cold", "source": "Survey", "data_on": "2026-03-31"}
    address = f"{charter.get_workspace_url()}evidence/add/"
    assert words in sign_in(dara).post(address, fact | wrong).content.decode()
    assert not charter.facts.exists()


def test_the_database_refuses_a_figure_without_a_unit(charter):
    with pytest.raises(IntegrityError, match="figure_has_a_unit"), transaction.atomic():
        factories.add_fact(charter, unit="")


def test_a_file_is_looked_at_first_and_the_same_file_again_changes_nothing(
    charter, dara, sign_in
):
    browser = sign_in(dara)
    text = HEADER + ROW.format("Harbour")
    page = send_file(browser, charter, text).content.decode()
    assert "Nothing is kept yet" in page
    assert not charter.facts.exists()
    check = f"{charter.get_workspace_url()}evidence/import/check/"
    browser.post(check)
    fact = charter.facts.get()
    assert (fact.figure, fact.data_on) == (1130, dt.date(2026, 3, 31))
    assert [area.name for area in fact.areas.all()] == ["Harbour"]
    send_file(browser, charter, text)
    page = browser.post(check, follow=True).content.decode()
    assert "0 pieces added, 0 changed, 1 as before." in page
    assert charter.facts.get().history.count() == fact.history.count()
    send_file(browser, charter, text.replace("1,130", "980"))
    assert "1 changed" in browser.post(check, follow=True).content.decode()
    assert charter.facts.get().figure == 980


def test_each_wrong_row_is_named_by_its_number_and_nothing_is_kept(
    charter, dara, sign_in
):
    lines = [ROW.format("")] * 12 + [ROW.format("").replace("31 March", "31 June")]
    text = HEADER + "".join(lines) + ROW.format("Atlantis") + ",,,,,2026-01-01,\n"
    page = send_file(sign_in(dara), charter, text).content.decode()
    assert "Row 14: date must be a real date" in page
    assert "Row 15: “Atlantis” is not a place of this council" in page
    assert "Row 16: enter what this evidence tells us" in page
    assert not charter.facts.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "a row of headings"),
        (b"claim,source\nA,B\n", "no column “date”"),
        (HEADER.encode(), "no evidence below"),
        (b"claim;source;date\nKalt;Amt\xe9;2026-01-01\n", ""),
    ],
)
def test_a_file_is_read_as_spreadsheets_write_it(content, words):
    sheet = evidence_file.read(content)
    assert words in sheet.fault
    if not words:
        assert sheet.rows[2]["source"] == "Amté"


def test_evidence_is_linked_only_within_its_charter(charter, eastfield, dara):
    other = factories.ready_charter(eastfield, by=dara)
    priority = factories.add_priority(charter)
    with pytest.raises(ValidationError, match="evidence of this charter"):
        priority.rewrite(by=dara, facts=other.facts.all())


@pytest.mark.slow
def test_a_revision_takes_the_evidence_and_its_links_along(eastfield, dara):
    charter = factories.adopted_charter(eastfield, by=dara)
    clause = charter.sections.first().clauses.first()
    old = charter.facts.get()
    old.clauses.add(clause)
    copy = charter.revise(by=dara)
    fact = copy.facts.get()
    assert (fact.uid, fact.number, fact.claim) == (old.uid, 1, old.claim)
    assert copy.priorities.get().facts.get() == fact
    assert fact.clauses.get().uid == clause.uid
    assert copy.priorities.get().owner == "Head of Skills"


def test_anyone_reads_the_evidence_of_a_public_charter_and_opens_its_file(
    eastfield, dara, sign_in, client
):
    charter = factories.ready_charter(eastfield, by=dara)
    upload = SimpleUploadedFile("survey.csv", b"a,b\n1,2\n")
    words = {"claim": "C", "source": "S", "data_on": "2026-01-01", "file": upload}
    sign_in(dara).post(f"{charter.get_workspace_url()}evidence/1/edit/", words)
    charter.begin_consultation(charter.freeze("consultation", by=dara), by=dara)
    client.logout()
    page = client.get(f"{charter.get_absolute_url()}evidence-used/")
    assert "survey.csv" in page.content.decode()
    address = f"{charter.get_absolute_url()}evidence-used/1/file/"
    assert client.get(address).getvalue() == b"a,b\n1,2\n"
    assert client.get(address.replace("/1/", "/2/")).status_code == 404
    shown = client.get(f"/{eastfield.slug}/priorities/P1/").content.decode()
    assert "Head of Skills" in shown
    assert "A week of work experience." in shown


def test_who_brings_evidence_wrote_the_charter_and_may_not_decide(charter, amal):
    assert amal.pk not in charter.writers()
    Fact.add(charter, by=amal, claim="C", source="S", data_on=dt.date(2026, 1, 1))
    assert amal.pk in charter.writers()


def test_locked_text_keeps_its_evidence_as_it_is(eastfield, dara):
    charter = factories.submitted_charter(eastfield, by=dara)
    with pytest.raises(ValidationError, match="locked"):
        charter.facts.get().change(by=dara, claim="Other words")


def test_the_library_asks_as_many_queries_for_twenty_pieces_as_for_two(
    charter, dara, sign_in, django_assert_max_num_queries
):
    browser, address = sign_in(dara), f"{charter.get_workspace_url()}evidence/"
    for _number in range(2):
        factories.add_fact(charter)
    browser.get(address)
    with django_assert_max_num_queries(30) as few:
        browser.get(address)
    for _number in range(18):
        factories.add_fact(charter)
    with django_assert_max_num_queries(len(few)):
        browser.get(address)
