"""Who may do what with contracts, as one table."""

import pytest

from contracts.models import RemedyStep
from tests.factories import report

pytestmark = pytest.mark.django_db

CAST = (
    "dara mona amal eve max bea opal otis orla ivo esme cleo ada audie sol sam olu nat"
).split()
OFFICERS = set(CAST) - {"sol", "sam", "olu", "nat"}
MAY = {
    "contracts.view_contract_work": OFFICERS,
    "contracts.sign_contract": {"cleo"},
    "contracts.name_owners": {"cleo"},
    "contracts.map_stakeholders": {"cleo"},
    "contracts.add_milestone": {"cleo"},
    "contracts.enter_evidence": {"cleo"},
    "contracts.check_evidence": {"cleo"},
    "contracts.re_evaluate": {"cleo"},
    "contracts.take_remedy": {"cleo"},
    "contracts.approve_remedy": {"cleo", "amal", "max"},
    "contracts.propose_break": {"cleo"},
    "contracts.give_break_notice": {"amal", "max"},
    "contracts.exercise_break": {"cleo"},
    "contracts.complete_contract": {"cleo"},
    "contracts.deliver_contract": {"sol"},
}


def test_who_may(contract, request):
    people = {name: request.getfixturevalue(name) for name in CAST}
    for act, expected in MAY.items():
        allowed = {name for name in CAST if people[name].has_perm(act, contract)}
        assert allowed == expected, act


def test_who_sent_it_in_may_not_check_it(milestone, cleo, carl):
    mine = report(milestone, 1, by=cleo, is_on_behalf=True)
    assert not cleo.has_perm("contracts.check_evidence", mine)
    assert carl.has_perm("contracts.check_evidence", mine)


def test_who_proposed_it_may_not_approve_it(promise, cleo, carl, amal):
    step = RemedyStep.take(
        promise, "credit", "Nothing came.", by=cleo, skip_reason="Time is short."
    )
    assert not cleo.has_perm("contracts.approve_remedy", step)
    assert carl.has_perm("contracts.approve_remedy", step)
    assert amal.has_perm("contracts.approve_remedy", step)


def work_pages(contract, promise, milestone, evidence):
    work = f"/eastfield/workspace/contracts/{contract.reference}/"
    reading = [
        "/eastfield/workspace/contracts/",
        work,
        f"{work}evidence/{evidence.reference}/",
        f"{work}re-evaluation/",
        f"{work}re-evaluation/1/",
        f"{work}remedies/",
        f"{work}break/",
    ]
    acting = [
        f"{work}sign/",
        f"{work}people/",
        f"{work}complete/",
        f"{work}promises/{promise.reference}/steps/add/",
        f"{work}steps/{milestone.reference}/report/",
        f"{work}re-evaluation/schedule/",
        f"{work}re-evaluation/1/open/",
        f"{work}re-evaluation/1/conclude/",
        f"{work}promises/{promise.reference}/remedy/",
        f"{work}break/propose/",
    ]
    return reading, acting


@pytest.mark.slow
def test_pages_open_for_those_who_may(
    contract, promise, milestone, sign_in, cleo, audie, olu, sol, sam
):
    evidence = report(milestone, 1)
    reading, acting = work_pages(contract, promise, milestone, evidence)
    browser = sign_in(cleo)
    for page in [*reading, *acting]:
        assert browser.get(page).status_code == 200, page
    browser = sign_in(audie)
    for page in reading:
        assert browser.get(page).status_code == 200, page
    for page in acting:
        assert browser.get(page).status_code == 403, page
    for stranger in (olu, sol, sam):
        browser = sign_in(stranger)
        for page in [*reading, *acting]:
            assert browser.get(page).status_code == 404, page
            assert browser.post(page).status_code == 404, page
    check = f"/eastfield/workspace/contracts/{contract.reference}/evidence/"
    refused = sign_in(audie).post(f"{check}{evidence.reference}/", {"decision": "full"})
    assert refused.status_code == 403


def test_the_suppliers_pages_are_the_suppliers(
    contract, milestone, client, sign_in, sol, sam, cleo
):
    page = f"/supplier/contracts/{contract.reference}/"
    pages = [page, f"{page}reports/{milestone.reference}/"]
    for one in [*pages, "/supplier/contracts/"]:
        answer = client.get(one)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/sign-in/")
    for one in pages:
        assert sign_in(sol).get(one).status_code == 200
        assert sign_in(sam).get(one).status_code == 404
        assert sign_in(cleo).get(one).status_code == 404
