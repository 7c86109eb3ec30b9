"""The pages: what they show, what they refuse, how many queries they ask."""

import datetime as dt
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contracts import limits
from contracts.models import (
    Commitment,
    Contract,
    Evidence,
    Milestone,
    RemedyStep,
    ResidentCheck,
)
from contracts.work import contract_work
from records import search
from tests.factories import accepted_report, formed_contract, report

pytestmark = pytest.mark.django_db


def queries(client, page):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page).status_code == 200
    return len(asked)


def read(client, page):
    return client.get(page).content.decode()


def test_public_pages_set_no_cookie_and_carry_no_token(client, contract, promise):
    for page in (
        "/eastfield/contracts/",
        contract.get_absolute_url(),
        "/eastfield/results/",
        f"/eastfield/results/{promise.priority.code}/",
    ):
        answer = client.get(page)
        assert answer.status_code == 200, page
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")
        assert "csrfmiddlewaretoken" not in answer.content.decode()


def test_the_contract_page_shows_the_promise_word_for_word(client, contract, promise):
    page = read(client, contract.get_absolute_url())
    assert promise.wording in page
    assert promise.priority.title in page
    assert "0 of 1" not in page  # nothing is late yet
    assert "1 of 1" in page


def test_only_accepted_figures_count_in_results(client, promise, milestone, cleo):
    evidence = report(milestone, 3)
    page = read(client, f"/eastfield/results/{promise.priority.code}/")
    assert "Reported, not checked yet" in page
    assert "Checked by the council" not in page
    evidence.accept(by=cleo)
    page = read(client, f"/eastfield/results/{promise.priority.code}/")
    assert "Checked by the council" in page


def test_what_a_supplier_wrote_is_not_public(client, contract, milestone):
    report(milestone, 1, story="A story for officers only.")
    for page in (contract.get_absolute_url(), "/eastfield/results/"):
        assert "officers only" not in read(client, page)


def test_nothing_of_another_council_is_shown(client, contract, westbrook):
    reference = contract.reference
    assert client.get(f"/westbrook/contracts/{reference}/").status_code == 404
    assert contract.title not in read(client, "/westbrook/contracts/")
    step = Milestone.objects.get()
    assert client.get(f"/westbrook/check/{step.check_token}/").status_code == 404


def test_a_priority_that_nobody_knows_has_no_results(client, contract):
    assert client.get("/eastfield/results/p999/").status_code == 404


def test_before_any_award_the_pages_say_what_will_appear(client, eastfield):
    assert "No results yet" in read(client, "/eastfield/results/")
    assert "No contracts yet" in read(client, "/eastfield/contracts/")


def more_promises(promise, count):
    """As many promises again, with reports: made in bulk, for counting queries."""
    winning = promise.bid_commitment
    for n in range(count):
        winning.pk, winning.uid = None, uuid.uuid4()
        metric = type(promise.metric).objects.exclude(
            pk__in=Commitment.objects.values("metric")
        )[0]
        winning.metric = metric
        winning.save(force_insert=True)
        promise.pk = None
        promise.reference = f"K-COPY{n}"
        promise.position += 1
        promise.bid_commitment, promise.metric = winning, metric
        promise.save(force_insert=True)
        step = Milestone.objects.create(
            commitment=promise, title="All", level=3, due_on=promise.due_on
        )
        Evidence.objects.create(
            milestone=step, amount=1, happened_on=promise.due_on, story="One."
        )


def test_pages_ask_no_more_queries_when_promises_grow(
    client, sign_in, contract, promise, cleo, measures
):
    pages = [
        "/eastfield/contracts/",
        contract.get_absolute_url(),
        "/eastfield/results/",
    ]
    before = {page: queries(client, page) for page in pages}
    more_promises(promise, 8)
    after = {page: queries(client, page) for page in pages}
    assert after == before
    assert max(before.values()) <= 20
    browser = sign_in(cleo)
    assert queries(browser, contract.get_workspace_url()) <= 45


@pytest.mark.slow
def test_a_manager_records_the_signing_in_the_browser(
    eastfield, brightwork, bea, cleo, sol, sign_in, on_day
):
    contract = formed_contract(eastfield, brightwork, by=bea)
    page = f"/eastfield/workspace/contracts/{contract.reference}/sign/"
    on_day(contract.award.standstill_ends_on)
    assert "standstill lasts until" in read(sign_in(cleo), page)
    on_day(contract.award.standstill_ends_on + dt.timedelta(days=1))
    browser = sign_in(cleo)
    agreed = {
        "starts_on": contract.starts_on.isoformat(),
        "ends_on": contract.ends_on.isoformat(),
        "owner": cleo.pk,
        "supplier_contact": sol.pk,
        "re_evaluate_on": (contract.starts_on + dt.timedelta(days=200)).isoformat(),
        "has_break": "yes",
        "break_wording": "",
        "notice_days": "30",
    }
    wrong = browser.post(page, agreed).content.decode()
    assert "Enter the words of the break clause" in wrong
    done = browser.post(page, {**agreed, "break_wording": "We may."}, follow=True)
    assert "signed and in force" in done.content.decode()
    assert Contract.objects.get().has_teeth


def test_a_supplier_reports_with_a_file_and_an_officer_checks(
    sign_in, contract, milestone, sol, cleo
):
    page = f"/supplier/contracts/{contract.reference}/reports/{milestone.reference}/"
    browser = sign_in(sol)
    wrong = browser.post(page, {"amount": "many"}).content.decode()
    assert "How many, or 0 if none must be a number" in wrong or "number" in wrong
    proof = SimpleUploadedFile("starts.csv", b"start,role\n2027-04-01,gardener\n")
    told = {
        "amount": "2",
        "happened_on": contract.signed_on.isoformat(),
        "story": "Two started.",
        "file": proof,
    }
    sent = browser.post(page, told, follow=True).content.decode()
    assert "Your report is sent" in sent
    evidence = Evidence.objects.get()
    assert evidence.files.get().file.name == "starts.csv"
    browser = sign_in(cleo)
    check = evidence.get_absolute_url()
    assert "starts.csv" in read(browser, check)
    for decision, says in (
        ({}, "Select what you decide"),
        ({"decision": "part"}, "Enter the amount you accept"),
        ({"decision": "part", "amount": "9", "reason": "x"}, "must be 2 or less"),
        ({"decision": "more"}, "Enter what you need to see"),
    ):
        assert says in browser.post(check, decision).content.decode()
    browser.post(check, {"decision": "part", "amount": "1", "reason": "One was there."})
    evidence.refresh_from_db()
    assert evidence.accepted_amount == 1
    shown = read(sign_in(sol), f"/supplier/contracts/{contract.reference}/")
    assert "One was there." in shown


def test_a_file_of_the_wrong_kind_is_refused_in_words(
    sign_in, contract, milestone, sol
):
    page = f"/supplier/contracts/{contract.reference}/reports/{milestone.reference}/"
    told = {
        "amount": "2",
        "happened_on": contract.signed_on.isoformat(),
        "story": "Two started.",
        "file": SimpleUploadedFile("proof.exe", b"MZ\x90\x00" * 20),
    }
    answer = sign_in(sol).post(page, told)
    assert "The selected file must be" in answer.content.decode()
    assert not Evidence.objects.exists()


def test_own_proof_says_that_another_officer_must_check(
    sign_in, contract, milestone, cleo
):
    evidence = report(milestone, 1, by=cleo, is_on_behalf=True)
    page = read(sign_in(cleo), evidence.get_absolute_url())
    assert "Another officer must check this" in page
    assert "Save my decision" not in page


def test_a_returned_report_is_answered(sign_in, contract, milestone, sol, cleo):
    first = report(milestone, 2)
    first.send_back("Show the start dates.", by=cleo)
    browser = sign_in(sol)
    home = f"/supplier/contracts/{contract.reference}/"
    assert "The council has asked for more about 1 report" in read(browser, home)
    page = f"{home}reports/{milestone.reference}/?reply-to={first.reference}"
    assert "Show the start dates." in read(browser, page)
    told = {
        "amount": "2",
        "happened_on": contract.signed_on.isoformat(),
        "story": "With dates now.",
    }
    browser.post(page, told)
    assert Evidence.objects.get(story="With dates now.").replies_to == first


def test_a_resident_answers_in_three_clicks(client, milestone, on_day):
    page = milestone.get_check_url()
    assert "not being taken now" in read(client, page)
    on_day(milestone.due_on)
    assert "Did it happen?" in read(client, page)
    empty = client.post(page, {"key": uuid.uuid4()}).content.decode()
    assert "Select whether it helped" in empty
    said = {"key": uuid.uuid4(), "happened": "yes", "noticed": "no", "helped": "no"}
    for _ in range(2):
        answer = client.post(page, said, follow=True)
        assert "Your answers are counted" in answer.content.decode()
    assert ResidentCheck.objects.count() == 1


def test_a_flood_of_answers_is_asked_to_wait(client, milestone, on_day, monkeypatch):
    monkeypatch.setattr(limits, "MOST", 2)
    on_day(milestone.due_on)
    page = milestone.get_check_url()

    def answer():
        said = {"happened": "yes", "noticed": "yes", "helped": "yes"}
        said["key"] = uuid.uuid4()
        return client.post(page, said, REMOTE_ADDR="203.0.113.9").status_code

    assert [answer() for _ in range(4)] == [302, 302, 429, 429]


def test_a_re_evaluation_is_held_in_the_browser(sign_in, contract, cleo, on_day):
    one = contract.re_evaluations.get()
    on_day(one.scheduled_on)
    browser, page = sign_in(cleo), one.get_workspace_url()
    browser.post(f"{page}open/")
    assert "Not rated yet" in read(browser, page)
    assert "Rate every promise first" in read(browser, f"{page}conclude/")
    promise = contract.commitments.get()
    rate = f"{page}promises/{promise.reference}/"
    refused = browser.post(rate, {"rating": "good"}).content.decode()
    assert "Enter why the rating differs from the figures" in refused
    browser.post(rate, {"rating": "other"})
    done = browser.post(f"{page}conclude/", {"decision": "Carry on."}, follow=True)
    assert "concluded and public" in done.content.decode()
    assert "Carry on." in read(browser, contract.get_absolute_url())


def test_remedies_and_their_reply_in_the_browser(
    sign_in, contract, promise, cleo, sol, amal
):
    work = f"/eastfield/workspace/contracts/{contract.reference}/"
    page = f"{work}promises/{promise.reference}/remedy/"
    browser = sign_in(cleo)
    refused = browser.post(page, {"rung": "credit", "grounds": "None came."})
    assert "Enter why these steps are skipped" in refused.content.decode()
    taken = browser.post(
        page, {"rung": "reminder", "grounds": "None came."}, follow=True
    )
    assert "The supplier is told and may reply" in taken.content.decode()
    reply = f"/supplier/contracts/{contract.reference}/remedies/1/reply/"
    browser = sign_in(sol)
    assert "None came." in read(browser, reply)
    browser.post(reply, {"text": "They start in May."})
    assert RemedyStep.objects.get().reply == "They start in May."
    assert "They start in May." in read(sign_in(cleo), f"{work}remedies/")


def test_the_break_page_says_why_not(sign_in, contract, cleo):
    page = f"/eastfield/workspace/contracts/{contract.reference}/break/"
    browser = sign_in(cleo)
    assert "No re-evaluation has found grounds" in read(browser, page)
    answer = browser.post(f"{page}propose/", {"reason": "They do nothing."})
    assert "No re-evaluation has found grounds" in answer.content.decode()


def test_the_list_can_be_narrowed(sign_in, contract, cleo):
    browser, page = sign_in(cleo), "/eastfield/workspace/contracts/"
    assert contract.title in read(browser, f"{page}?status=in_force")
    nothing = read(browser, f"{page}?status=broken")
    assert "No contract has this status" in nothing
    assert contract.title in read(browser, f"{page}?status=nonsense")


def test_work_waits_for_those_who_can_do_it(
    contract, milestone, cleo, carl, amal, eastfield, on_day
):
    def kinds(person):
        return {item.kind for item in contract_work(person, eastfield)}

    report(milestone, 1)
    assert kinds(cleo) == {"evidence", "re_evaluation"}
    assert kinds(amal) == set()
    on_day(milestone.due_on + dt.timedelta(days=1))
    assert "milestone" in kinds(cleo)
    RemedyStep.take(
        milestone.commitment, "credit", "Late.", by=cleo, skip_reason="Urgent."
    )
    assert "remedy" not in kinds(cleo)
    assert "remedy" in kinds(carl)
    assert kinds(amal) == {"remedy"}


def test_contracts_and_promises_are_found(
    contract, promise, eastfield, westbrook, cleo
):
    found = search.ask(contract.title[:8], eastfield, cleo)
    assert contract.get_absolute_url() in {hit.url for hit in found}
    assert promise.get_absolute_url() in {
        hit.url for hit in search.ask(promise.reference, eastfield, cleo)
    }
    assert not [
        hit
        for hit in search.ask(contract.title[:8], westbrook, cleo)
        if contract.reference in hit.url
    ]


def test_the_results_page_knows_paper_success(client, promise, milestone):
    accepted_report(milestone, 3)
    milestone.refresh_from_db()
    for _ in range(4):
        ResidentCheck.answer(
            milestone, happened="yes", noticed="no", helped="no", key=uuid.uuid4()
        )
    page = read(client, f"/eastfield/results/{promise.priority.code}/")
    assert "Paper success" in page
