"""A text that waits: its age, who has taken it, and a reminder when it waits long."""

import pytest
from django.db import IntegrityError, transaction

from audit.lifecycle import Refused
from audit.models import Event
from config.celery import app
from consultation.models import Comment
from councils.models import Membership, Role
from metrics.models import DatedRule
from portal import unchecked_texts
from records import moderation
from records.models import Letter, WaitingText
from records.moderation import Wanted
from tests.conftest import make_person
from tests.factories import open_round, send_response

pytestmark = pytest.mark.django_db
QUEUE = "/eastfield/workspace/moderation/"


@pytest.fixture
def comment(eastfield):
    send_response(open_round(eastfield), "The crossing is dark.")
    return Comment.objects.get()


@pytest.fixture
def molly(eastfield):
    person = make_person("molly")
    Membership.grant(eastfield, person, Role.MODERATOR)
    return person


def reminders():
    return Letter.objects.filter(kind="moderation_waiting")


# --- age and taking -------------------------------------------------------------------


def test_the_queue_tells_how_long_a_text_waits(sign_in, mona, comment, travel):
    travel(days=4)
    client = sign_in(mona)
    assert "Waits for 4 days." in client.get(QUEUE).text
    assert "It waits for 4 days." in client.get(comment.get_moderation_url()).text
    comment.publish(mona)
    assert "Waits for" not in client.get(f"{QUEUE}?state=all").text
    assert "waits for" not in client.get(comment.get_moderation_url()).text


def test_a_moderator_takes_a_text_and_finds_it_among_theirs(
    sign_in, mona, molly, comment
):
    client, page = sign_in(mona), comment.get_moderation_url()
    assert "You have taken no text" in client.get(f"{QUEUE}?state=mine").text

    taken = client.post(f"{page}take/", follow=True)

    assert "You have taken this text." in taken.text
    assert "The crossing is dark." in client.get(f"{QUEUE}?state=mine").text
    event = Event.objects.order_by("sequence").last()
    assert (event.verb, event.actor) == ("moderation.text_taken", str(mona.actor_id))
    colleague = sign_in(molly)
    assert "Taken by Mona." in colleague.get(QUEUE).text
    assert "The crossing" not in colleague.get(f"{QUEUE}?state=mine").text
    assert "Mona took it on" in colleague.get(page).text


def test_a_colleague_may_take_it_over_and_only_who_has_it_gives_it_back(
    sign_in, mona, molly, comment
):
    page = f"{comment.get_moderation_url()}take/"
    WaitingText.take(comment, by=mona)
    client = sign_in(molly)
    refused = client.post(page, {"give_back": "yes"}, follow=True)
    assert "Take it over first" in refused.text
    client.post(page)
    assert WaitingText.objects.get().officer == molly
    client.post(page, {"give_back": "yes"})
    assert WaitingText.objects.get().officer is None


def test_taking_twice_leaves_one_event(mona, comment):
    WaitingText.take(comment, by=mona)
    WaitingText.take(comment, by=mona)
    assert Event.objects.filter(verb="moderation.text_taken").count() == 1


def test_a_text_that_is_decided_cannot_be_taken(mona, comment):
    comment.publish(mona)
    with pytest.raises(Refused, match="decided"):
        WaitingText.take(comment, by=mona)


@pytest.mark.parametrize(
    ("name", "status"), [("max", 403), ("dara", 403), ("olu", 404), ("sol", 404)]
)
def test_only_moderators_take_texts(sign_in, request, comment, name, status):
    client = sign_in(request.getfixturevalue(name))
    answer = client.post(f"{comment.get_moderation_url()}take/")
    assert answer.status_code == status
    assert not WaitingText.objects.exists()


def test_new_words_stay_with_their_moderator_and_wait_anew(
    mona, eastfield, comment, travel
):
    WaitingText.take(comment, by=mona)
    comment.publish(mona)
    travel(days=aim())
    comment.amend("The crossing is dark at night.")
    mine = moderation.entries(eastfield, Wanted(state="mine", by=mona))
    assert [row["number"] for row in mine] == [comment.pk]
    assert unchecked_texts.remind() == 0
    travel(days=aim())
    assert [unchecked_texts.remind() for _run in range(2)] == [1, 0]
    assert reminders().count() == 1


def test_the_database_keeps_one_row_for_the_same_words(mona, comment):
    row = WaitingText.take(comment, by=mona)
    row.pk = None
    with (
        pytest.raises(IntegrityError, match="a_text_waits_once"),
        transaction.atomic(),
    ):
        row.save(force_insert=True)


# --- reminders ------------------------------------------------------------------------


def aim() -> int:
    return DatedRule.objects.value("moderation_days")["days"]


def test_moderators_are_reminded_once_of_a_text_that_waits_too_long(
    mona, molly, comment, travel
):
    travel(days=aim() - 1)
    assert unchecked_texts.remind() == 0
    travel(days=1)
    assert unchecked_texts.remind() == 1
    for _later in range(3):
        travel(days=1)
        assert unchecked_texts.remind() == 0
    letters = reminders()
    assert {one.recipient for one in letters} == {mona.email, molly.email}
    assert letters.count() == 2
    assert letters.first().subject == "1 text waits too long to be checked"


def test_a_text_that_is_late_later_has_a_letter_of_its_own(mona, comment, travel):
    travel(days=1)
    send_response(comment.round, "A second.", "A third.")
    travel(days=aim() - 1)
    unchecked_texts.remind()
    travel(days=1)
    assert unchecked_texts.remind() == 2
    assert [one.subject[:7] for one in reminders()] == ["2 texts", "1 text "]


def test_a_checked_text_reminds_nobody(mona, comment, travel):
    comment.publish(mona)
    travel(days=aim() + 1)
    assert unchecked_texts.remind() == 0


def test_a_council_hears_once_it_has_moderators(comment, eastfield, travel):
    travel(days=aim())
    assert unchecked_texts.remind() == 0
    Membership.grant(eastfield, make_person("molly"), Role.MODERATOR)
    assert unchecked_texts.remind() == 1


def test_what_was_taken_stays_taken_when_moderators_are_reminded(mona, comment, travel):
    WaitingText.take(comment, by=mona)
    travel(days=aim())
    assert unchecked_texts.remind() == 1
    waiting = WaitingText.objects.get()
    assert (waiting.officer, waiting.reminded_at is not None) == (mona, True)


def test_another_council_hears_nothing(mona, olu, comment, travel):
    travel(days=aim())
    unchecked_texts.remind()
    assert not reminders().filter(recipient=olu.email).exists()


def test_without_the_row_each_run_would_remind_again(mona, comment, travel):
    """The negative control."""
    travel(days=aim())
    unchecked_texts.remind()
    WaitingText.objects.all().delete()
    assert unchecked_texts.remind() == 1


def test_beat_starts_it():
    tasks = {entry["task"] for entry in app.conf.beat_schedule.values()}
    assert "portal.tasks.remind_of_unchecked_texts" in tasks
