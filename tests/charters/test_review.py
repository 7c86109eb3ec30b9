"""The review: a clock that needs nobody, a draft from what is known, public reasons."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from audit import clock
from audit.models import Event
from charters import proposing
from charters.models import Review
from charters.proposing import BAD, GOOD, PLAIN, Signal, propose
from tests import factories


def signal(kind, tells):
    return Signal("uid", kind, "What is known.", tells)


@pytest.mark.parametrize(
    ("known", "verdict"),
    [
        ([], "drop"),
        ([("use", BAD)], "drop"),
        ([("use", BAD), ("comments", PLAIN)], "drop"),
        ([("use", GOOD)], "keep"),
        ([("use", GOOD), ("delivery", GOOD), ("felt", GOOD)], "keep"),
        ([("use", GOOD), ("delivery", BAD)], "change"),
        ([("use", GOOD), ("felt", BAD), ("comments", BAD)], "change"),
        ([("use", BAD), ("comments", GOOD)], "change"),
    ],
)
def test_the_draft_follows_from_what_is_known(known, verdict):
    assert propose(signal(*one) for one in known).verdict == verdict


def test_the_draft_names_every_trouble():
    known = [signal("use", GOOD), signal("felt", BAD), signal("delivery", BAD)]
    assert propose(known).reason == (
        "It is used, but promises were not kept and residents did not notice enough."
    )


@pytest.fixture
def charter(eastfield, dara, amal):
    return factories.adopted_charter(eastfield, by=dara, approver=amal)


def test_time_alone_shows_the_badges(charter, client):
    page = charter.get_absolute_url()
    fresh = client.get(page).content.decode()
    assert "Due for review" not in fresh
    assert "Out of date" not in fresh
    near = charter.review_on - dt.timedelta(days=60)
    for day, badge in [(near, "Due for review"), (None, "Out of date")]:
        moment = day or charter.review_on + dt.timedelta(days=1)
        with clock.at(dt.datetime.combine(moment, dt.time(12), tzinfo=dt.UTC)):
            assert badge in client.get(page).content.decode()
            public = client.get(f"{page}review/").content.decode()
            assert badge in public


def test_a_call_for_an_early_review_shows_at_once_with_its_reason(
    charter, dara, client
):
    charter.call_for_review("law", "The 2027 Act changes the rules.", by=dara)
    assert charter.is_due_for_review()
    assert "Due for review" in client.get(charter.get_absolute_url()).content.decode()
    shown = client.get(f"{charter.get_absolute_url()}review/").content.decode()
    assert "The 2027 Act changes the rules." in shown
    assert Event.objects.filter(verb="charter.review_called").count() == 1


def test_a_review_drafts_each_priority_and_asks_a_person(charter, dara):
    review = Review.open(charter, by=dara)
    [verdict] = review.verdicts.all()
    assert verdict.proposal == proposing.DROP
    assert verdict.known[0]["sentence"] == "No opportunity asked for it yet."
    assert verdict.decision == ""
    with pytest.raises(ValidationError, match="Decide about each priority first"):
        review.publish("Done.", by=dara)
    with pytest.raises(ValidationError, match="Enter the reason"):
        verdict.settle("keep", " ", by=dara)
    with pytest.raises(ValidationError, match="open already"):
        Review.open(charter, by=dara)


def settled(charter, decision, by):
    review = Review.open(charter, by=by)
    for verdict in review.verdicts.all():
        verdict.settle(decision, "It was asked for.", by=by)
    review.publish("We go on with it.", by=by)
    return review


def test_a_published_review_answers_calls_and_never_changes(charter, dara, client):
    charter.call_for_review("petition", "400 people asked.", by=dara)
    review = settled(charter, "keep", dara)
    charter.refresh_from_db()
    assert not charter.is_due_for_review()
    with pytest.raises(ValidationError, match="published already"):
        review.verdicts.get().settle("drop", "No.", by=dara)
    shown = client.get(f"{charter.get_absolute_url()}review/").content.decode()
    assert "It was asked for." in shown
    assert "We go on with it." in shown


@pytest.mark.parametrize(("decision", "left"), [("change", 1), ("drop", 0)])
def test_the_next_charter_takes_over_only_what_is_renewed(
    charter, dara, decision, left
):
    settled(charter, decision, dara)
    assert charter.revise(by=dara).priorities.count() == left


def test_only_a_charter_in_force_is_reviewed(eastfield, dara):
    charter = factories.ready_charter(eastfield, by=dara)
    for act in (
        lambda: Review.open(charter, by=dara),
        lambda: charter.call_for_review("law", "It changed.", by=dara),
    ):
        with pytest.raises(ValidationError, match="in force"):
            act()


def test_an_officer_reviews_in_the_browser(charter, dara, sign_in):
    browser, page = sign_in(dara), f"{charter.get_workspace_url()}renewal/"
    browser.post(f"{page}open/")
    shown = browser.get(page).content.decode()
    assert "No opportunity asked for it yet." in shown
    code = charter.adopted_edition.priorities.get().code
    started = browser.get(f"{page}{code}/").context["form"].initial
    assert started["decision"] == "drop"
    done = browser.post(f"{page}{code}/", started, follow=True).content.decode()
    assert "Publish the review" in done
    empty = browser.post(f"{page}publish/", {"conclusion": ""}).content.decode()
    assert "Enter what the review concludes" in empty
    browser.post(f"{page}publish/", {"conclusion": "It ends."})
    assert charter.reviews.get().is_published
