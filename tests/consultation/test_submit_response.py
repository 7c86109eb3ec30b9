"""A response is taken once, however often it comes, and never thrown away."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.lifecycle import Refused
from audit.models import Event
from consultation import receipts
from consultation.models import Comment, Contact, Response, Round
from consultation.parcels import Remark, Sender, Signed
from consultation.submission import DifferentWords, submit
from records.tasks import send_letters
from tests.factories import open_round, planned_round, scheduled_round, send_response

pytestmark = pytest.mark.django_db
SECOND = dt.timedelta(seconds=1)


def test_a_response_is_kept_with_its_comments_and_leaves_a_trail(round):
    receipt = send_response(round, "One.", "Two.")
    assert receipt.response.comments.count() == 2
    assert receipts.read(receipt.code) == receipt.code
    event = Event.objects.get(verb="response.received")
    assert event.actor == ""
    assert event.data["comments"] == 2
    assert event.data["late"] is False


def test_the_trail_holds_no_personal_data(round):
    sender = Sender("lives_here", name="Remi Resident", email="remi@example.org")
    send_response(round, "I live on Quay Street.", sender=sender)
    everything = str(list(Event.objects.values()))
    assert "Remi" not in everything
    assert "example.org" not in everything
    assert "Quay" not in everything


@pytest.mark.parametrize(
    ("moment", "is_late"),
    [(-SECOND, False), (-dt.timedelta(microseconds=1), False), (0 * SECOND, True)],
)
def test_the_close_is_half_open(round, travel, moment, is_late):
    travel(to=round.closes_at + moment)
    receipt = send_response(round)
    assert receipt.is_late is is_late
    assert receipt.response.is_late is is_late


def test_a_late_response_is_kept_counted_and_labelled(round, travel):
    travel(to=round.closes_at + dt.timedelta(days=3))
    send_response(round)
    assert round.figures() == {
        "responses": 1,
        "in_progress": 0,
        "late": 1,
        "too_late": 0,
        "comments": 1,
        "signatures": 0,
    }
    assert Response.objects.late().count() == 1
    assert Response.objects.in_time().count() == 0


def test_nothing_is_taken_before_the_opening(eastfield, travel):
    round = scheduled_round(eastfield)
    travel(to=round.opens_at - SECOND)
    remarks = [Remark("Too soon.")]
    with pytest.raises(Refused, match="not opened"):
        submit(round, remarks, Sender(), idempotency_key="a")
    travel(to=round.opens_at)
    assert submit(round, remarks, Sender(), idempotency_key="a").code


def test_nothing_is_taken_for_a_plan(eastfield):
    with pytest.raises(Refused, match="not opened"):
        submit(planned_round(eastfield), [Remark("No.")], Sender(), idempotency_key="a")


@pytest.mark.parametrize("remarks", [[], [Remark("")], [Remark("  \n ")]])
def test_an_empty_response_is_refused(round, remarks):
    with pytest.raises(Refused, match="Enter your comment"):
        submit(round, remarks, Sender(), idempotency_key="a")
    assert not Response.objects.exists()


def test_a_comment_is_about_the_edition_of_its_round(round, westbrook):
    elsewhere = open_round(westbrook).edition.clauses.first()
    with pytest.raises(Refused, match="another version"):
        submit(round, [Remark("Hm.", clause=elsewhere)], Sender(), idempotency_key="a")


def test_the_same_key_fifty_times_gives_one_response_and_one_receipt(round):
    codes = {send_response(round, "Again.", key="one").code for _ in range(50)}
    assert len(codes) == 1
    assert Response.objects.count() == Comment.objects.count() == 1
    assert Event.objects.filter(verb="response.received").count() == 1


def test_a_repeat_hands_out_the_same_link(round):
    first = send_response(round, "Again.", key="one")
    again = send_response(round, "Again.", key="one")
    assert again.is_repeat
    assert not first.is_repeat
    assert again.token == first.token


def test_without_a_common_key_there_are_two_rows(round):
    """The negative control: it is the key that makes them one."""
    send_response(round, "Again.", key="one")
    send_response(round, "Again.", key="two")
    assert Response.objects.count() == 2


def test_the_same_key_with_other_words_is_refused(round):
    send_response(round, "First.", key="one")
    with pytest.raises(DifferentWords, match="other words"):
        send_response(round, "Second.", key="one")
    assert Comment.objects.get().text == "First."


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_fifty_at_the_same_moment_give_one_response(own_database, eastfield):
    round = open_round(eastfield)

    def send(_number):
        try:
            return send_response(Round.objects.get(pk=round.pk), key="one").code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as people:
        codes = set(people.map(send, range(50)))
    assert len(codes) == 1
    assert Response.objects.count() == 1


def test_who_sent_it_stands_apart_from_what_was_said(round):
    sender = Sender("lives_here", name="Remi", email="remi@example.org")
    response = send_response(round, sender=sender).response
    names = {field.name for field in Response._meta.fields}
    assert not names & {"name", "email"}
    assert response.contact.name == "Remi"
    Contact.objects.all().delete()
    response.refresh_from_db()
    assert response.comments.get().text == "Yes please."


def test_nobody_has_to_say_who_they_are(round):
    send_response(round)
    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    ("sender", "label"),
    [
        (Sender("lives_here", name="Remi", show_name=True), "Remi (Resident)"),
        (Sender("lives_here", name="Remi"), "Resident"),
        (Sender("business"), "Business"),
    ],
)
def test_a_name_is_shown_only_when_its_owner_asked(round, sender, label):
    assert send_response(round, sender=sender).response.public_label == label


def test_a_petition_is_one_response_with_its_signatures(round, dara):
    send_response(round, channel="paper", signed=Signed(1200), entered_by=dara)
    assert round.figures()["responses"] == 1
    assert round.figures()["signatures"] == 1200


def test_a_receipt_letter_with_the_link_goes_out_once(
    round, django_capture_on_commit_callbacks
):
    sender = Sender("lives_here", email="remi@example.org")
    with django_capture_on_commit_callbacks():
        receipt = send_response(round, sender=sender, key="one")
        send_response(round, sender=sender, key="one")
    send_letters()
    send_letters()
    (letter,) = mail.outbox
    assert letter.to == ["remi@example.org"]
    assert receipts.printed(receipt.code) in letter.subject
    assert receipt.token in letter.body


def test_without_an_address_no_letter_is_written(round):
    send_response(round)
    send_letters()
    assert mail.outbox == []


def test_only_the_hash_of_a_link_is_stored(round):
    receipt = send_response(round)
    row = Response.objects.values().get()
    assert receipt.token not in str(row)
    assert receipts.token_hash(receipt.token) == row["link_hash"]


def test_a_response_that_looks_automatic_is_kept_and_held(round):
    receipt = send_response(round, suspicion="Too fast.")
    assert receipt.code
    assert receipt.response.standing == Response.Standing.HELD
    assert Comment.objects.counted().count() == 0
    assert round.figures()["responses"] == 0


def statements(round, count):
    clause = round.edition.clauses.first()
    remarks = [Remark(f"Comment {n}.", clause=clause) for n in range(count)]
    sender = Sender("lives_here", name="Remi")
    with CaptureQueriesContext(
        connection,
    ) as caught:
        submit(round, remarks, sender, idempotency_key=f"k{count}")
    return len(caught)


def test_thirty_comments_take_as_many_statements_as_one(round):
    send_response(round, sender=Sender("other", email="warm@example.org"))
    one = statements(round, 1)
    assert one <= 15
    assert statements(round, 30) == one
