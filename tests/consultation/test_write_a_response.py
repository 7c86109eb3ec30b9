"""A resident comments without an account, checks, sends and comes back."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.test import Client

from audit import clock
from consultation import limits
from consultation.forms.responding import began_now
from consultation.models import Comment, CommentReport, Contact, Draft, Response
from consultation.parcels import Sender
from councils.models import Area
from tests.consultation.addresses import url
from tests.factories import open_round, scheduled_round, send_response

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_counters(settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    }
    cache.clear()


@pytest.fixture
def paragraph(round):
    clause = round.edition.clauses.order_by("position").first()
    return url(round, "comment_on_paragraph", pid=clause.uid)


def filled(**more):
    with clock.at(clock.now() - dt.timedelta(minutes=2)):
        began = began_now()
    return {"text": "Please add dates.", "kind": "lives_here", "began": began} | more


def write(client, round, page, contact=None, **more):
    """The first comment, and then how to reach its writer."""
    answer = client.post(page, filled(**more))
    if answer.headers["Location"] == url(round, "contact"):
        answer = client.post(url(round, "contact"), contact or {})
    return answer


def send(client, round, paragraph, **more):
    write(client, round, paragraph, **more)
    return client.post(url(round, "check"))


def test_a_resident_comments_checks_and_gets_a_receipt(client, round, paragraph):
    shown = client.get(paragraph)
    assert "Comment on paragraph 1.1" in shown.text
    answer = client.post(paragraph, filled(stance="agree"))
    assert answer.headers["Location"] == url(round, "contact")
    answer = client.post(url(round, "contact"), {})
    assert answer.headers["Location"] == url(round, "check")
    assert "Please add dates." in client.get(url(round, "check")).text
    assert not Response.objects.exists()
    answer = client.post(url(round, "check"))
    response = Response.objects.get()
    assert answer.headers["Location"] == url(round, "about_you")
    skipped = client.get(url(round, "latest_sent")).headers["Location"]
    assert skipped == url(round, "sent", ref=response.printed_code)
    sent = client.get(skipped)
    assert response.printed_code in sent.text
    assert response.link_token in sent.text
    assert response.comments.get().stance == "agree"


@pytest.mark.parametrize(
    ("posted", "words"),
    [
        ({"text": ""}, "Enter your comment"),
        ({"text": "x" * 2001}, "Comment must be 2,000 characters or less"),
        (
            {"wanted_change": "x" * 1001},
            "Suggested change must be 1,000 characters or less",
        ),
        ({"kind": ""}, "Select which best describes you"),
        ({"area": "nowhere"}, "Select a ward from the list"),
    ],
)
def test_what_is_wrong_is_said_in_these_words(
    client, round, paragraph, posted, words, eastfield
):
    Area.objects.create(council=eastfield, code="E05000001", name="Harbour")
    answer = client.post(paragraph, filled(**posted))
    assert answer.status_code == 200
    assert words in answer.text
    assert answer.text.count(words) == 2  # in the summary and beside the field
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("posted", "words"),
    [
        (
            {"show_name": "on"},
            "Enter your name, or untick ‘Show my name with my comment’",
        ),
        (
            {"email": "remi"},
            "Enter an email address in the correct format, like name@example.com",
        ),
        (
            {"wants_results": "on"},
            "Enter your email address, or untick ‘Email me once’",
        ),
    ],
)
def test_what_is_wrong_with_an_address_is_said_in_these_words(
    client, round, paragraph, posted, words
):
    client.post(paragraph, filled())
    answer = client.post(url(round, "contact"), posted)
    assert answer.text.count(words) == 2
    assert "email" not in Draft.objects.get().about


def test_what_was_typed_is_shown_again_after_an_error(client, paragraph):
    answer = client.post(paragraph, filled(kind="", text="My long thoughts."))
    assert "My long thoughts." in answer.text


@pytest.mark.slow
def test_several_comments_are_sent_together_and_nothing_is_asked_twice(
    client, round, paragraph
):
    client.post(paragraph, filled())
    whole = url(round, "comment_on_whole")
    assert "Which best describes you?" not in client.get(whole).text
    began = filled()["began"]
    client.post(whole, {"text": "Good overall.", "began": began})
    client.post(url(round, "check"))
    assert Response.objects.get().comments.count() == 2


def test_writing_again_about_a_paragraph_changes_what_was_written(
    client, round, paragraph
):
    client.post(paragraph, filled())
    assert "Please add dates." in client.get(paragraph).text
    client.post(paragraph, filled(text="Add years."))
    client.post(url(round, "check"))
    assert Comment.objects.get().text == "Add years."


def test_a_comment_can_be_taken_out_before_sending(client, round, paragraph):
    client.post(paragraph, filled())
    remove = url(round, "remove_comment", place=1)
    assert "Please add dates." in client.get(remove).text
    assert Draft.objects.get().comments
    client.post(remove)
    assert Draft.objects.get().comments == []


def test_what_one_said_of_oneself_can_be_changed(client, round, paragraph):
    write(client, round, paragraph, contact={"name": "Remy"})
    client.post(url(round, "sender"), {"kind": "business"})
    client.post(url(round, "contact"), {"name": "Remi"})
    client.post(url(round, "check"))
    assert Response.objects.get().kind == "business"
    assert Contact.objects.get().name == "Remi"


def test_a_draft_is_deleted_on_request(client, round, paragraph):
    client.post(paragraph, filled())
    client.post(url(round, "discard"))
    assert not Draft.objects.exists()


def test_a_draft_is_wiped_when_it_is_sent(client, round, paragraph):
    send(client, round, paragraph, contact={"name": "Remi"})
    assert not Draft.objects.exists()


def test_another_browser_does_not_see_a_draft(client, round, paragraph):
    client.post(paragraph, filled())
    assert "Please add dates." not in Client().get(url(round, "respond")).text


def test_the_draft_cookie_goes_to_this_consultation_only(client, round, paragraph):
    cookie = client.post(paragraph, filled()).cookies["draft"]
    assert cookie["path"] == round.consultation.get_absolute_url()
    assert cookie["httponly"]


def test_pressing_send_twice_gives_one_response_and_the_same_receipt(
    client, round, paragraph
):
    client.post(paragraph, filled())
    token = client.cookies["draft"].value
    client.post(url(round, "check"))
    first = client.get(url(round, "latest_sent"))
    client.cookies["draft"] = token
    client.post(url(round, "check"))
    again = client.get(url(round, "latest_sent"))
    assert again.headers["Location"] == first.headers["Location"]
    assert "/sent/CVC-" in first.headers["Location"]
    assert Response.objects.count() == 1


def test_sending_nothing_leads_back_to_the_start(client, round):
    answer = client.post(url(round, "check"))
    assert answer.headers["Location"] == url(round, "respond")


@pytest.mark.parametrize(
    "posted",
    [
        {"website": "https://spam.example"},
        {"began": ""},
        {"began": "forged"},
    ],
)
def test_what_looks_automatic_gets_a_receipt_and_is_held(
    client, round, paragraph, posted
):
    send(client, round, paragraph, **posted)
    answer = client.get(url(round, "latest_sent"))
    assert "/sent/CVC-" in answer.headers["Location"]
    assert Response.objects.get().standing == Response.Standing.HELD


def test_a_form_filled_in_at_once_is_held(client, round, paragraph):
    send(client, round, paragraph, began=began_now())
    assert Response.objects.get().standing == Response.Standing.HELD


def test_a_form_filled_in_by_a_person_is_not_held(client, round, paragraph):
    """The negative control: it is the haste that holds."""
    send(client, round, paragraph)
    assert Response.objects.get().standing == Response.Standing.COUNTED


def test_a_library_is_never_locked_out(client, round, paragraph, monkeypatch):
    monkeypatch.setattr(limits, "HELD_AFTER", 2)
    for number in range(4):
        answer = send(client, round, paragraph, text=f"Reader {number}")
        assert answer.status_code == 302
    standings = Response.objects.order_by("pk").values_list("standing", flat=True)
    assert list(standings) == ["counted", "counted", "held", "held"]


def test_a_flood_is_asked_to_wait(client, round, paragraph, monkeypatch):
    few = limits.Limit("responses", most=1, seconds=3600)
    monkeypatch.setattr(limits, "RESPONSES", few)
    send(client, round, paragraph)
    assert send(client, round, paragraph).status_code == 429
    assert Draft.objects.exists()  # the words are safe


def test_an_old_tab_after_the_close_keeps_the_words_and_marks_them_late(
    client, round, paragraph, travel
):
    travel(to=round.closes_at)
    began = filled()["began"]
    answer = client.post(paragraph, filled(began=began))
    assert answer.headers["Location"] == url(round, "contact")
    client.post(url(round, "contact"), {})
    assert "marked as late" in client.get(url(round, "check")).text
    client.post(url(round, "check"))
    assert Response.objects.get().is_late


@pytest.mark.slow
def test_nobody_can_comment_before_the_opening(client, eastfield, travel):
    round = scheduled_round(eastfield)
    clause = round.edition.clauses.first()
    address = url(round, "comment_on_paragraph", pid=clause.uid)
    assert client.get(address).headers["Location"] == round.get_absolute_url()
    assert client.post(address, filled()).status_code == 302
    assert not Draft.objects.exists()


def test_the_receipt_shows_others_only_what_is_public(client, round):
    sender = Sender("lives_here", name="Remi Resident", email="remi@example.org")
    receipt = send_response(round, "My secret words.", sender=sender)
    shown = client.get(url(round, "sent", ref=receipt.response.printed_code))
    assert receipt.response.printed_code in shown.text
    for private in ("secret words", "Remi", "example.org", receipt.token):
        assert private not in shown.text


def test_a_code_that_is_typed_in_is_found(client, round):
    receipt = send_response(round)
    typed = receipt.response.printed_code.lower().replace("-", " ")
    answer = client.post("/eastfield/my-response/", {"code": typed})
    assert receipt.response.printed_code in answer.headers["Location"]


def test_guessing_codes_is_stopped(client, round, monkeypatch):
    few = limits.Limit("wrong-codes", most=3, seconds=600)
    monkeypatch.setattr(limits, "WRONG_CODES", few)
    tries = [
        client.post("/eastfield/my-response/", {"code": f"CVC-0000-0000-{n:03}"})
        for n in range(4)
    ]
    assert [answer.status_code for answer in tries] == [200, 200, 200, 429]
    address = url(round, "sent", ref=send_response(round).response.printed_code)
    assert client.get(address).status_code == 429


def test_a_response_of_another_council_is_not_found(client, round, westbrook):
    receipt = send_response(open_round(westbrook))
    code = receipt.response.printed_code
    assert client.post("/eastfield/my-response/", {"code": code}).status_code == 200
    assert client.get(url(round, "sent", ref=code)).status_code == 404
    assert client.get(f"/eastfield/my-response/{receipt.token}/").status_code == 404


def test_the_private_page_follows_the_comment(client, round, dara, mona, travel):
    receipt = send_response(round, "Add dates.")
    mine = f"/eastfield/my-response/{receipt.token}/"
    assert "Nobody has checked it" in client.get(mine).text
    comment = receipt.response.comments.get()
    comment.publish(mona)
    assert "published in full" in client.get(mine).text
    travel(to=round.closes_at)
    issue = round.raise_issue("Promises need dates", "People want dates.", by=dara)
    issue.gather([comment], by=dara)
    assert "Promises need dates" in client.get(mine).text
    round.analyse(by=dara)
    issue.dispose("not_accepted", "Dates stand in the annex.", by=dara)
    assert "Dates stand in the annex." not in client.get(mine).text
    round.report(by=dara)
    assert "Dates stand in the annex." in client.get(mine).text


def test_the_private_page_is_not_kept_or_handed_on(client, round):
    receipt = send_response(round)
    answer = client.get(f"/eastfield/my-response/{receipt.token}/")
    assert answer["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"


def test_a_comment_is_amended_until_the_close_and_checked_again(
    client, round, mona, travel
):
    receipt = send_response(round, "Frist.")
    comment = receipt.response.comments.get()
    comment.publish(mona)
    address = f"/eastfield/my-response/{receipt.token}/comments/{comment.reference}/"
    client.post(address, {"text": "First."})
    comment.refresh_from_db()
    assert (comment.text, comment.moderation) == ("First.", "received")
    travel(to=round.closes_at)
    answer = client.post(address, {"text": "Too late."})
    assert "can no longer change" in answer.text
    comment.refresh_from_db()
    assert comment.text == "First."


def test_a_response_is_taken_back_until_the_close(client, round, travel):
    receipt = send_response(round)
    address = f"/eastfield/my-response/{receipt.token}/withdraw/"
    assert "cannot be undone" in client.get(address).text
    client.post(address)
    assert Response.objects.get().is_withdrawn
    assert Comment.objects.counted().count() == 0
    other = send_response(round)
    travel(to=round.closes_at)
    answer = client.post(f"/eastfield/my-response/{other.token}/withdraw/")
    assert "can no longer" in answer.text
    other.response.refresh_from_db()
    assert not other.response.is_withdrawn


def test_a_published_comment_can_be_reported(client, round, mona, travel):
    comment = send_response(round).response.comments.get()
    address = url(round, "report_comment", reference=comment.reference)
    assert client.get(address).status_code == 404  # not published yet
    comment.publish(mona)
    assert client.get(address).status_code == 404  # not shown before the close
    travel(to=round.closes_at)
    answer = client.post(address, {"reason": ""})
    assert "Select why you are reporting this comment" in answer.text
    client.post(address, {"reason": "personal"})
    assert CommentReport.objects.get().comment == comment


def test_a_priority_can_be_commented_on(client, round):
    code = round.edition.priorities.first().code
    address = url(round, "comment_on_priority", code=code)
    client.post(address, filled())
    client.post(url(round, "check"))
    assert Comment.objects.get().edition_priority.code == code
