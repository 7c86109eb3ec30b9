"""People ask about their own data; officers answer by a day, and prove it."""

import pytest

from audit.models import Event
from charters.models import Endorsement
from consultation.models import Comment, Contact
from consultation.parcels import Sender
from portal import data_requests
from records import personal_data
from records.models import DataRequest, Letter
from tests import factories

ASK = "/eastfield/your-data/ask/"
REMI = "remi@example.org"
# An account, and whose account wrote a row of history, belong to no single council.
WITHOUT_A_COUNCIL = {"councils.User"}


@pytest.fixture
def asked(eastfield):
    return data_requests.receive(eastfield, "erase", email=REMI, name="Remi")


@pytest.fixture
def sent(eastfield):
    """Remi's response to a round of Eastfield."""
    round = factories.open_round(eastfield)
    sender = Sender("lives_here", name="Remi", email=REMI)
    return factories.send_response(round, sender=sender).response


def letters(kind):
    return Letter.objects.filter(kind=kind)


def test_a_request_gets_a_reference_a_day_and_a_letter_at_once(client, eastfield):
    answer = client.post(ASK, {"kind": "complaint", "email": "Remi@Example.org"})

    request = DataRequest.objects.get()
    assert answer.url == f"/eastfield/your-data/sent/{request.reference}/"
    assert (request.answer_by_on - request.received_at.date()).days == 30
    page = client.get(answer.url).text
    assert request.reference in page
    assert REMI not in page
    letter = letters("data_request_received").get()
    assert letter.recipient == REMI
    assert "/eastfield/your-data/confirm/" in letter.text
    assert REMI not in str(Event.objects.get(verb="data_request.received").__dict__)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"email": REMI}, "Select what you want"),
        ({"kind": "copy"}, "Enter your email address"),
        ({"kind": "copy", "email": "remi"}, "in the correct format"),
    ],
)
def test_what_a_request_needs_is_said(client, eastfield, said, sentence):
    assert sentence in client.post(ASK, said).text
    assert not DataRequest.objects.exists()


def test_who_opens_the_link_shows_that_the_address_is_theirs(client, asked):
    link = f"/eastfield/your-data/confirm/{asked.token}/"
    client.get(link)
    asked.refresh_from_db()
    assert asked.confirmed_at is None  # mail programs open links too
    client.post(link)
    asked.refresh_from_db()
    assert asked.confirmed_at


def test_a_link_that_was_made_up_leads_nowhere(client, asked, westbrook):
    assert client.get("/eastfield/your-data/confirm/made-up/").status_code == 404
    other = f"/westbrook/your-data/confirm/{asked.token}/"
    assert client.get(other).status_code == 404


def test_the_officer_sees_what_the_council_holds_and_saves_it(
    asked, sent, max, sign_in
):
    asked.confirm()
    browser = sign_in(max)
    page = browser.get(asked.get_absolute_url()).text
    assert "To send you a receipt" in page
    copy = browser.get(f"{asked.get_absolute_url()}copy.json")
    assert copy["Cache-Control"] == "private, no-store"
    assert any(REMI in str(one["rows"]) for one in copy.json())
    assert Event.objects.filter(verb="data_request.copied").count() == 1


def test_a_receipt_finds_who_gave_no_address(eastfield, max, sign_in, asked):
    round = factories.open_round(eastfield)
    sender = Sender("lives_here", name="Rosa")
    code = factories.send_response(round, sender=sender).response.receipt_code
    browser = sign_in(max)
    assert "Rosa" not in browser.get(asked.get_absolute_url()).text
    assert "Rosa" in browser.get(f"{asked.get_absolute_url()}?code={code}").text


def test_removal_leaves_no_trace_of_the_person_and_all_of_the_words(
    asked, sent, max, sign_in, client
):
    asked.confirm()
    erase = f"{asked.get_absolute_url()}erase/"
    browser = sign_in(max)
    assert "Remove it for good" in browser.get(erase).text
    browser.post(erase)

    assert not Contact.objects.filter(email=REMI).exists()
    waiting = letters("data_request_received")
    assert not Letter.objects.filter(recipient=REMI).exclude(pk__in=waiting).exists()
    assert Comment.objects.get(response=sent).text
    event = Event.objects.get(verb="data_request.erased")
    assert event.data["rows"]
    assert "remi" not in str(event.__dict__).lower()


def test_nothing_is_removed_before_the_address_is_shown_to_be_theirs(
    asked, sent, max, sign_in
):
    page = sign_in(max).get(f"{asked.get_absolute_url()}erase/").text
    assert "Nobody has shown yet that the address is theirs." in page
    assert "Remove it for good" not in page
    assert sign_in(max).post(f"{asked.get_absolute_url()}erase/").status_code == 200
    assert Contact.objects.filter(email=REMI).exists()


def test_a_council_neither_shows_nor_removes_what_another_holds(
    sent, westbrook, olu, sign_in
):
    """The negative control stands above: Eastfield finds and removes it."""
    asked = data_requests.receive(westbrook, "erase", email=REMI)
    asked.confirm()
    page = sign_in(olu).get(asked.get_absolute_url()).text
    assert "To send you a receipt" not in page
    data_requests.erase(asked, sent.receipt_code, by=olu)
    assert Contact.objects.filter(email=REMI).exists()


def test_the_answer_goes_out_once_and_ends_the_request(asked, max, sign_in):
    browser = sign_in(max)
    said = {"outcome": "done", "reply": "We removed your name and address."}
    browser.post(asked.get_absolute_url(), said)

    asked.refresh_from_db()
    assert (asked.status, asked.answered_by) == ("done", max)
    letter = letters("data_request_answered").get()
    assert "We removed your name and address." in letter.text
    assert Event.objects.get(verb="data_request.answered").data["in_time"] is True
    browser.post(asked.get_absolute_url(), said | {"reply": "Again."})
    assert letters("data_request_answered").count() == 1


def test_an_answer_without_words_is_refused(asked, max, sign_in):
    page = sign_in(max).post(asked.get_absolute_url(), {"outcome": "refused"}).text
    assert "Enter your answer" in page


def test_officers_are_reminded_five_days_before_and_once_after(asked, max, ada, travel):
    travel(days=24)
    data_requests.remind()
    assert not letters("data_request_due").exists()
    travel(days=1)
    for _run in range(3):
        data_requests.remind()
    assert letters("data_request_due").count() == 2  # Max and Ada
    travel(days=6)
    data_requests.remind()
    assert letters("data_request_due").count() == 4
    assert letters("data_request_due").filter(subject__startswith="Overdue").exists()


def test_an_answered_request_reminds_nobody(asked, max, travel):
    data_requests.answer(asked, "done", "Done.", by=max)
    travel(days=40)
    assert data_requests.remind() == 0


def test_an_overdue_request_says_so_where_officers_look(asked, max, sign_in, travel):
    travel(days=31)
    browser = sign_in(max)
    assert "Overdue" in browser.get("/eastfield/workspace/your-data/").text
    assert f"Answer data request {asked.reference}" in (
        browser.get("/eastfield/workspace/").text
    )


def test_the_list_asks_as_often_for_many_as_for_few(
    eastfield, max, sign_in, django_assert_max_num_queries, django_assert_num_queries
):
    browser = sign_in(max)
    address = "/eastfield/workspace/your-data/"
    for number in range(2):
        data_requests.receive(eastfield, "copy", email=f"p{number}@example.org")
    browser.get(address)
    with django_assert_max_num_queries(20) as few:
        browser.get(address)
    for number in range(30):
        data_requests.receive(eastfield, "copy", email=f"q{number}@example.org")
    with django_assert_num_queries(len(few)):
        page = browser.get(address).text
    assert page.count("/workspace/your-data/D-") == 20


@pytest.mark.parametrize("name", ["dara", "mona", "amal", "bea", "audie"])
def test_others_do_not_see_who_asked(name, request, asked, sign_in):
    person = request.getfixturevalue(name)
    assert sign_in(person).get(asked.get_absolute_url()).status_code == 403


def test_strangers_find_nothing(asked, olu, sign_in, client):
    assert sign_in(olu).get(asked.get_absolute_url()).status_code == 404
    client.logout()
    assert client.get(asked.get_absolute_url()).status_code == 302


def test_the_privacy_page_leads_there(client, eastfield):
    assert "/eastfield/your-data/" in client.get("/eastfield/privacy/").text
    assert "within 30 days" in client.get("/eastfield/your-data/").text


def test_what_is_held_leads_to_a_council_or_is_an_account():
    """Else a council could neither show nor remove it for those who ask."""
    homeless = {
        holding.model._meta.label
        for holding in personal_data.holdings()
        if personal_data.path_to_council(holding.model) is None
        and not holding.model.__name__.startswith("Historical")
    }
    assert homeless == WITHOUT_A_COUNCIL


def test_no_way_to_a_council_leads_over_a_link_that_may_be_empty():
    """A response may name a ward, and an endorsement the council of a peer."""
    assert personal_data.path_to_council(Contact).startswith("response__round__")
    assert personal_data.path_to_council(Endorsement) == "charter__council"
