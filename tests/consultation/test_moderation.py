"""The one queue, with comments in it: deciding, telling, reviewing, counting."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.lifecycle import Refused
from audit.models import Event
from audit.tasks import sweep
from audit.trail import verify
from consultation.models import Comment, CommentReport
from consultation.parcels import Remark, Sender
from records import moderation
from records.models import Letter, ModerationReview
from records.moderation import Verdict
from records.notifications import tell_author
from records.work import waiting
from tests.consultation.addresses import url
from tests.factories import open_round, send_response

pytestmark = pytest.mark.django_db
QUEUE = "/eastfield/workspace/moderation/"
REMI = Sender("lives_here", email="remi@example.org")
ABUSE = Verdict("withheld", reason="abuse")


def decide(client, comment, **posted):
    return client.post(comment.get_moderation_url(), posted)


def test_a_comment_is_published_by_a_named_moderator(sign_in, mona, comment):
    answer = decide(sign_in(mona), comment, decision="publish")
    assert answer.headers["Location"] == QUEUE
    comment.refresh_from_db()
    assert (comment.moderation, comment.moderated_by) == ("published", mona)


@pytest.mark.slow
def test_likely_details_are_flagged_and_the_original_is_intact(
    sign_in, client, mona, closed
):
    text = "Ask Jo Bloggs on 07700 900123 about it, the old crook."
    comment = send_response(closed, text).response.comments.get()
    shown = sign_in(mona).get(comment.get_moderation_url())
    assert "<mark>07700 900123" in shown.text
    place = text.index("07700")
    decide(
        client,
        comment,
        decision="in_part",
        details=f"{place}-{place + 12}",
        words_1="Jo Bloggs",
        because_1="personal",
        words_2="the old crook",
        because_2="abuse",
    )
    comment.refresh_from_db()
    assert comment.text == text
    assert [span["reason"] for span in comment.redactions] == [
        *("personal", "personal", "abuse")
    ]
    client.logout()
    public = client.get(url(closed, "comment_list")).text
    assert "[personal details removed]" in public
    for hidden in ("Bloggs", "07700", "crook"):
        assert hidden not in public


@pytest.mark.parametrize(
    ("posted", "words"),
    [
        ({}, "Select what you decide"),
        ({"decision": "withhold"}, "Select why this will not be published"),
        ({"decision": "in_part"}, "Enter the words to remove"),
        (
            {"decision": "in_part", "words_1": "elsewhere", "because_1": "abuse"},
            "does not stand in the text",
        ),
        ({"decision": "in_part", "words_1": "dates"}, "Select why the words are"),
    ],
)
def test_a_decision_is_whole(sign_in, mona, comment, posted, words):
    assert words in decide(sign_in(mona), comment, **posted).text
    comment.refresh_from_db()
    assert comment.moderation == "received"


def test_after_a_decision_comes_the_text_that_waits_longest(
    sign_in, mona, closed, comment
):
    other = send_response(closed, "Another.").response.comments.get()
    answer = decide(sign_in(mona), other, decision="publish")
    assert comment.reference in answer.headers["Location"]


def test_a_reported_comment_comes_back_and_the_report_is_answered(
    sign_in, client, mona, comment, eastfield
):
    comment.publish(mona)
    page = url(comment.round, "report_comment", reference=comment.reference)
    assert "Select why you are reporting" in client.post(page, {}).text
    client.post(page, {"reason": "personal"})
    assert [item.title for item in waiting(mona, eastfield)] == [
        "Look at 1 reported text"
    ]
    browser = sign_in(mona)
    assert "Add dates." in browser.get(f"{QUEUE}?state=reported").text
    decide(browser, comment, decision="withhold", withheld_because="personal")
    assert CommentReport.objects.get().answered_at
    assert not list(waiting(mona, eastfield))


def test_many_are_decided_at_once_except_those_with_details(
    sign_in, mona, eastfield, closed
):
    texts = ["Plain words.", "More plain words.", "Ring 01632 960777."]
    comments = [send_response(closed, one).response.comments.get() for one in texts]
    ticked = [f"comment/{one.reference}" for one in comments]
    posted = {"texts": ticked, "together": "published"}
    answer = sign_in(mona).post(f"{QUEUE}together/", posted, follow=True)
    assert "2 texts decided. 1 needs a look of its own." in answer.text
    states = list(closed.comments.order_by("pk").values_list("moderation", flat=True))
    assert states[-3:] == ["published", "published", "received"]
    event = Event.objects.get(verb="comment.decided_together")
    assert len(event.data["texts"]) == 2
    assert verify(event.chain) is None


def test_a_bulk_decision_without_a_reason_or_texts_is_refused(sign_in, mona, comment):
    browser = sign_in(mona)
    answer = browser.post(f"{QUEUE}together/", {"together": "published"})
    assert "Select at least one text" in answer.text
    posted = {"texts": f"comment/{comment.reference}", "together": "withheld"}
    answer = browser.post(f"{QUEUE}together/", posted)
    assert "Select why these are not published" in answer.text
    with pytest.raises(Refused):
        moderation.decide_together([comment], Verdict("withheld"), by=mona)
    comment.refresh_from_db()
    assert comment.moderation == "received"


def test_the_author_is_told_once_with_state_and_reason(mona, closed):
    texts = ("You know where they live.", "More trees.")
    remarks = [Remark(text) for text in texts]
    response = send_response(closed, remarks=remarks, sender=REMI).response
    first, second = response.comments.order_by("pk")
    first.withhold("abuse", mona)
    sweep()
    letters = Letter.objects.filter(kind="comments_checked")
    assert not letters.exists(), "one letter, once all of a response is checked"
    second.publish(mona)
    sweep()
    tell_author(Event.objects.get(verb="comment.published"))
    letter = letters.get()
    assert letter.recipient == "remi@example.org"
    assert "not published. Reason: It is abusive" in letter.text
    assert response.link_token in letter.text


def test_who_left_no_address_is_sent_nothing(mona, comment):
    comment.withhold("abuse", mona)
    sweep()
    assert not Letter.objects.filter(kind="comments_checked").exists()


@pytest.fixture
def asked(client, closed, mona):
    """A withheld comment whose sender has asked for a review."""
    response = send_response(closed, "Sack them.", sender=REMI).response
    comment = response.comments.get()
    comment.withhold("abuse", mona)
    page = reverse(
        "consultation:ask_review",
        args=["eastfield", response.link_token, comment.reference],
    )
    client.post(page, {"because": "That is an opinion."})
    return ModerationReview.objects.get()


def settle(client, review, **posted):
    return client.post(f"{QUEUE}reviews/{review.pk}/", posted)


def test_another_officer_reviews_once_and_the_sender_hears(
    sign_in, mona, max, eastfield, asked
):
    shown = settle(sign_in(mona), asked, decision="publish", answer="No.").text
    assert "Another officer reviews it" in shown
    settle(sign_in(max), asked, decision="publish", answer="It is fair comment.")
    asked.refresh_from_db()
    assert (asked.outcome, asked.decided_by) == ("changed", max)
    assert Comment.objects.get(pk=asked.text_id).moderation == "published"
    sweep()
    letter = Letter.objects.filter(kind="comments_checked").latest("pk")
    assert "It is fair comment." in letter.text
    with pytest.raises(Refused, match="has been decided"):
        asked.settle(ABUSE, "Again.", by=max)
    text = asked.text
    text.withhold("abuse", max)
    with pytest.raises(Refused, match="asked for already"):
        ModerationReview.ask(text)


def test_a_decision_that_stands_is_upheld(sign_in, max, eastfield, asked):
    posted = {"decision": "withhold", "withheld_because": "abuse"}
    assert "Enter your answer" in settle(sign_in(max), asked, **posted).text
    settle(sign_in(max), asked, **posted, answer="It is a threat.")
    asked.refresh_from_db()
    assert asked.outcome == "upheld"
    log = moderation.log_of(eastfield, 3)
    assert (log.reviews, log.upheld) == (1, 1)


def test_the_database_refuses_a_review_by_the_same_officer(asked, mona):
    """Negative control: past the verb, the row itself says no."""
    same = {"decided_by": mona, "decided_at": asked.asked_at, "outcome": "upheld"}
    with pytest.raises(IntegrityError, match="another_officer"), transaction.atomic():
        ModerationReview.objects.update(answer="No.", **same)


def test_nothing_to_review_while_all_is_shown(mona, comment):
    comment.publish(mona)
    with pytest.raises(Refused, match="nothing to review"):
        ModerationReview.ask(comment)


def test_the_public_log_counts_by_reason_and_tells_how_fast(
    client, mona, round, travel, eastfield
):
    comment = send_response(round, "Add dates.").response.comments.get()
    travel(hours=10)
    comment.withhold("abuse", mona)
    late = send_response(round, "Ring 01632 960777.").response.comments.get()
    travel(days=5)
    late.publish_in_part([(5, 17, "personal")], mona)
    log = moderation.log_of(eastfield, 3)
    assert (log.received, log.withheld, log.in_part, log.waiting) == (2, 1, 1, 0)
    assert dict(log.withheld_for)["It is abusive or threatens someone"] == 1
    assert dict(log.removed_for)["It gives away personal details"] == 1
    assert (log.in_time, log.decided) == (1, 2)
    assert log.longest_hours == 120
    shown = client.get("/eastfield/moderation/").text
    assert "1 of 2 were checked within 3 days" in shown
    assert "The longest wait was 5 days." in shown
    assert "Add dates." not in shown
    file = b"".join(client.get("/eastfield/moderation.csv").streaming_content)
    assert b"usual hours" in file


def test_an_amended_comment_is_timed_from_its_new_words(mona, round, eastfield, travel):
    comment = send_response(round, "One.").response.comments.get()
    travel(hours=1)
    comment.publish(mona)
    travel(days=9)
    comment.amend("Two.")
    travel(hours=2)
    comment.publish(mona)
    log = moderation.log_of(eastfield, 3)
    assert (log.longest_hours, log.longest) == (2, "2 hours")


def test_the_queue_takes_as_many_queries_for_many(sign_in, mona, closed, comment):
    def count():
        with CaptureQueriesContext(connection) as caught:
            assert browser.get(QUEUE).status_code == 200
        return len(caught)

    browser = sign_in(mona)
    browser.get(QUEUE)
    few = count()
    send_response(closed, *[f"Comment {n}." for n in range(25)])
    assert count() == few


@pytest.mark.parametrize(
    ("name", "reads", "decides"),
    [("mona", 200, 200), ("dara", 200, 403), ("bea", 403, 403)],
)
def test_who_reads_the_queue_and_who_decides(
    request, sign_in, comment, name, reads, decides
):
    browser = sign_in(request.getfixturevalue(name))
    assert browser.get(QUEUE).status_code == reads
    assert browser.get(comment.get_moderation_url()).status_code == decides


def test_another_councils_texts_are_not_found(sign_in, mona, olu, comment, westbrook):
    theirs = send_response(open_round(westbrook)).response.comments.get()
    address = theirs.get_moderation_url().replace("westbrook", "eastfield")
    assert sign_in(mona).get(address).status_code == 404
    ticked = {"texts": f"comment/{theirs.reference}", "together": "published"}
    assert sign_in(mona).post(f"{QUEUE}together/", ticked).status_code == 404
    assert sign_in(olu).get(QUEUE).status_code == 404
    theirs.refresh_from_db()
    assert theirs.moderation == "received"
