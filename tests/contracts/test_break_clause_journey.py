"""In the browser: a step is missed, it is looked at again, and the contract ends."""

import datetime as dt

import pytest
from django.urls import reverse

from audit.tasks import sweep
from contracts.models import BreakNotice, Milestone
from records.models import Letter
from tests.factories import accepted_report

pytestmark = pytest.mark.django_db

NO_GROUNDS = "No re-evaluation has found grounds for it."
STEP = "The first two have started"


def read(client, page):
    answer = client.get(page)
    assert answer.status_code == 200, page
    return answer.content.decode()


def send(client, page, says, **answers):
    shown = client.post(page, answers, follow=True).content.decode()
    assert says in shown, page
    return shown


def letters(kind):
    """Who got a letter of a kind, and where it leads them."""
    sweep()
    return {one.user: one.text for one in Letter.objects.filter(kind=kind)}


@pytest.fixture
def work(contract):
    return contract.get_workspace_url()


@pytest.fixture
def step(contract, promise, cleo, sign_in, work):
    """A step in spring, which Cleo adds on the page."""
    due_on = contract.starts_on + dt.timedelta(days=100)
    send(
        sign_in(cleo),
        f"{work}promises/{promise.reference}/steps/add/",
        "The step is added",
        title=STEP,
        level="2",
        due_on=due_on.isoformat(),
    )
    return Milestone.objects.get(title=STEP)


@pytest.fixture
def hold(contract, promise, cleo, sign_in):
    """Hold the re-evaluation that is scheduled, on the pages, and rate the promise."""

    def go(rating):
        one = contract.re_evaluations.scheduled().get()
        page, client = one.get_workspace_url(), sign_in(cleo)
        send(client, f"{page}open/", "under way")
        rate = f"{page}promises/{promise.reference}/"
        send(client, rate, "The rating is saved", rating=rating)
        send(client, f"{page}conclude/", "is concluded", decision="Two were due.")

    return go


def test_a_missed_step_leads_to_a_notice_and_to_the_end_of_the_contract(
    client, sign_in, contract, promise, step, work, hold, on_day, cleo, amal, sol
):
    on_day(step.due_on + dt.timedelta(days=1))
    assert "Overdue" in read(sign_in(cleo), work)
    assert "Overdue" in read(sign_in(sol), contract.get_supplier_url())

    held_on = contract.re_evaluations.get().scheduled_on
    on_day(held_on)
    hold("inadequate")
    assert set(letters("re_evaluation_concluded")) == {sol}
    page = f"{work}break/"
    assert "The supplier has until" in read(sign_in(cleo), page)
    refused = send(client, f"{page}propose/", "The supplier has until", reason="Now.")
    assert "Propose the notice" not in refused

    on_day(held_on + dt.timedelta(days=31))
    assert "the right to end the contract is open" in read(sign_in(cleo), work)
    assert "Propose to end the contract" in read(client, page)
    send(client, f"{page}propose/", "is proposed", reason="Nobody has started.")
    assert "Propose to end the contract" not in read(client, page)
    assert client.post(f"{page}1/give/").status_code == 403  # a second person gives it
    assert not letters("break_notice_given")
    assert "Notice to end" not in read(client, contract.get_absolute_url())

    send(sign_in(amal), f"{page}1/give/", "Notice is given")
    told = letters("break_notice_given")
    assert set(told) == {cleo, sol}
    assert page in told[cleo]
    assert contract.get_supplier_url() in told[sol]
    assert all("Nobody has started." in text for text in told.values())

    reply = f"{contract.get_supplier_url()}break/1/reply/"
    assert "Reply to the notice" in read(sign_in(sol), contract.get_supplier_url())
    send(client, reply, "sent", text="We looked for a foreman.")
    assert set(letters("break_notice_answered")) == {cleo}
    assert "We looked for a foreman." in read(sign_in(cleo), page)
    send(client, f"{page}1/exercise/", "The contract cannot end before")

    client.logout()
    notice = BreakNotice.objects.get()
    shown_to_anyone(client, contract, promise, notice, "Notice given")
    on_day(notice.effective_on)
    send(sign_in(cleo), f"{page}1/exercise/", "The contract has ended")
    assert set(letters("break_notice_ended")) == {cleo, sol}
    client.logout()
    shown_to_anyone(client, contract, promise, notice, "Contract ended")
    assert "Ended early" in read(client, contract.get_absolute_url())


def shown_to_anyone(client, contract, promise, notice, status):
    """The contract's page and the promise's thread both tell of the notice."""
    where = ["eastfield", "promise", promise.reference]
    for page in (contract.get_absolute_url(), reverse("portal:thread", args=where)):
        shown = read(client, page)
        assert "Notice to end the contract" in shown
        assert status in shown
        assert notice.grounds[0]["sentence"] in shown
        assert "foreman" not in shown  # the supplier's words are for officers
    assert f'id="notice-{notice.number}"' in read(client, contract.get_absolute_url())
    assert "The supplier replied." in read(client, contract.get_absolute_url())


def test_a_missed_step_alone_gives_no_right(
    sign_in, contract, step, work, on_day, cleo
):
    """The negative control: nobody has looked at it in a re-evaluation."""
    on_day(step.due_on + dt.timedelta(days=60))
    client = sign_in(cleo)
    assert "Overdue" in read(client, work)
    refused_in_words(client, f"{work}break/")


def test_a_re_evaluation_of_a_step_that_was_met_gives_no_right(
    sign_in, contract, step, work, hold, on_day, cleo
):
    """The other negative control: it was looked at, and nothing was missed."""
    on_day(step.due_on)
    accepted_report(step, 2)
    held_on = contract.re_evaluations.get().scheduled_on
    on_day(held_on)
    hold("good")
    on_day(held_on + dt.timedelta(days=31))
    refused_in_words(sign_in(cleo), f"{work}break/")


def refused_in_words(client, page):
    assert NO_GROUNDS in read(client, page)
    assert NO_GROUNDS in read(client, f"{page}propose/")
    send(client, f"{page}propose/", NO_GROUNDS, reason="They are late.")
    assert not BreakNotice.objects.exists()
    assert not Letter.objects.filter(kind__startswith="break_notice").exists()


def test_a_notice_that_is_taken_back_is_told_to_both_once_it_was_given(
    sign_in, contract, step, work, hold, on_day, cleo, amal, sol
):
    held_on = contract.re_evaluations.get().scheduled_on
    on_day(held_on)
    hold("inadequate")
    on_day(held_on + dt.timedelta(days=31))
    page = f"{work}break/"
    for number, is_given in ((1, False), (2, True)):
        send(sign_in(cleo), f"{page}propose/", "is proposed", reason="Too late.")
        if is_given:
            send(sign_in(amal), f"{page}{number}/give/", "Notice is given")
        back = f"{page}{number}/withdraw/"
        send(sign_in(cleo), back, "is withdrawn", reason="Two have started.")
        told = letters("break_notice_ended")
        assert set(told) == ({cleo, sol} if is_given else set())
    assert all("The contract goes on." in text for text in told.values())
