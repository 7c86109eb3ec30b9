"""People who follow consultations hear of each step once; drafts and contacts go."""

import datetime as dt

import pytest
from django.core import mail

from audit.models import Event
from audit.tasks import sweep
from consultation import tasks
from consultation.models import Contact, Draft
from consultation.notifications import NEWS
from consultation.parcels import Sender
from records import followers
from records.tasks import send_letters
from tests.factories import ready_to_conclude, scheduled_round, send_response

pytestmark = pytest.mark.django_db


@pytest.fixture
def follower(eastfield):
    token = followers.ask(eastfield, "fay@example.org", [NEWS])
    followers.confirm(eastfield, token)
    send_letters()
    mail.outbox.clear()


def told():
    tasks.tell_of_dates()
    tasks.tell_of_dates()
    send_letters()
    subjects = [letter.subject.partition(":")[0] for letter in mail.outbox]
    mail.outbox.clear()
    return subjects


def test_a_follower_hears_of_opening_and_closing_once(eastfield, follower, travel):
    round = scheduled_round(eastfield)
    assert told() == []
    travel(to=round.opens_at)
    assert told() == ["Now open"]
    travel(to=round.opens_at + dt.timedelta(days=20))
    assert told() == []
    travel(to=round.closes_at - dt.timedelta(hours=48))
    assert told() == ["Closes soon"]
    travel(to=round.closes_at)
    assert told() == []


def test_a_follower_hears_of_results_once(follower, reported):
    sweep()
    send_letters()
    (letter,) = mail.outbox
    assert letter.subject.startswith("Results:")
    assert "List-Unsubscribe" in letter.extra_headers


def test_drafts_that_nobody_touches_are_wiped_after_a_fortnight(round, travel):
    draft, _token = Draft.begin(round)
    draft.write("whole", {"text": "Unsent."})
    travel(days=13)
    assert tasks.wipe_forgotten_drafts() == 0
    travel(days=2)
    assert tasks.wipe_forgotten_drafts() == 1


def test_contacts_are_forgotten_after_the_councils_months(round, dara, mona, travel):
    sender = Sender("lives_here", email="remi@example.org")
    comment = send_response(round, sender=sender).response.comments.get()
    travel(to=round.closes_at)
    comment.publish(mona)
    issue = round.raise_issue("Yes", "People say yes.", by=dara)
    issue.gather([comment], by=dara)
    round.analyse(by=dara)
    issue.dispose("answered", "Thank you.", by=dara)
    round.report(by=dara)
    ready_to_conclude(round, by=dara)
    round.conclude(by=dara)
    travel(days=365)
    assert tasks.forget_old_contacts() == 0
    travel(days=500)
    assert tasks.forget_old_contacts() == 1
    assert not Contact.objects.exists()
    assert Event.objects.get(verb="contacts.forgotten").data == {"count": 1}
    comment.refresh_from_db()
    assert comment.text == "Yes please."
