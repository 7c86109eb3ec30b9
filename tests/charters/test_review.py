"""The review: a clock that needs nobody, a draft from what is known, public reasons."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from audit import clock
from audit.models import Event
from charters import early, proposing
from charters.models import Indicator, IndicatorValue, Review
from charters.proposing import BAD, GOOD, PLAIN, Signal, propose
from charters.published import look_up
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


def test_keeping_everything_starts_the_clock_again(charter, dara, client, travel):
    travel(days=200)
    before = look_up("eastfield", charter.slug).validator
    review = settled(charter, "keep", dara)
    charter.refresh_from_db()
    usual = min(clock.add_months(clock.today(), 36), charter.ends_on)
    assert review.next_review_on == charter.review_on == usual
    assert not charter.is_out_of_date()
    shown = client.get(charter.get_absolute_url()).content.decode()
    assert f"{usual.day} {usual:%B %Y}" in shown
    assert look_up("eastfield", charter.slug).validator != before
    log = client.get(f"{charter.get_absolute_url()}record/").context["log"]
    assert [line.what for line in log][:2] == [
        "A review was published",
        "A review was opened",
    ]


def test_a_change_leaves_the_clock_as_it_was(charter, dara):
    promised = charter.review_on
    assert settled(charter, "change", dara).next_review_on is None
    charter.refresh_from_db()
    assert charter.review_on == promised


def test_the_next_review_is_at_most_five_years_away(eastfield, dara, amal):
    charter = factories.adopted_charter(
        eastfield,
        by=dara,
        approver=amal,
        ends_on=clock.add_months(clock.today(), 120),
    )
    review = Review.open(charter, by=dara)
    for verdict in review.verdicts.all():
        verdict.settle("keep", "It works.", by=dara)
    late = clock.add_months(clock.today(), 60) + dt.timedelta(days=1)
    for day, refused in ((late, "on or before"), (clock.today(), "after today")):
        with pytest.raises(ValidationError, match=refused):
            review.publish("On we go.", by=dara, next_review_on=day)
    review.refresh_from_db()
    assert not review.is_published
    last = clock.add_months(clock.today(), 60)
    review.publish("On we go.", by=dara, next_review_on=last)
    charter.refresh_from_db()
    assert charter.review_on == last


def test_the_form_asks_for_the_day_when_everything_is_kept(charter, dara, sign_in):
    review = Review.open(charter, by=dara)
    for verdict in review.verdicts.all():
        verdict.settle("keep", "It works.", by=dara)
    browser = sign_in(dara)
    page = f"{charter.get_workspace_url()}renewal/publish/"
    assert "look at it again" in browser.get(page).content.decode()
    sent = {"conclusion": "On.", "next_review_on": "1 Jan 2099"}
    assert "on or before" in browser.post(page, sent).content.decode()
    empty = browser.post(page, sent | {"next_review_on": ""}).content.decode()
    assert "Enter the date of the next review" in empty
    browser.post(page, sent | {"next_review_on": charter.ends_on.isoformat()})
    assert charter.reviews.get().next_review_on == charter.ends_on


@early.register
def told_in_this_test(watched):
    """Answers only while a test has said so."""
    for one in watched:
        for trigger in HAPPENED.get(one.charter.pk, ()):
            yield one.charter, trigger


HAPPENED: dict[int, list] = {}


def test_what_happened_suggests_an_early_review_and_a_person_calls(
    charter, dara, sign_in
):
    browser, page = sign_in(dara), f"{charter.get_workspace_url()}renewal/"
    assert "suggests an early review" not in browser.get(page).content.decode()
    HAPPENED[charter.pk] = [early.Trigger("petition", "A petition has 1,600 names.")]
    shown = browser.get(page).content.decode()
    assert "A petition has 1,600 names." in shown
    work = browser.get("/eastfield/workspace/").content.decode()
    assert "Consider an early review of" in work
    call = browser.get(f"{page}call/?because=petition").context["form"].initial
    assert call == {"kind": "petition", "wording": "A petition has 1,600 names."}
    browser.post(f"{page}call/", call)
    charter.refresh_from_db()
    assert charter.is_due_for_review()
    assert early.triggers(charter) == []


def test_an_outcome_that_was_missed_suggests_it_until_a_review_answers(
    eastfield, dara, amal, travel
):
    charter = factories.ready_charter(eastfield, by=dara)
    outcome = charter.priorities.get().outcomes.get()
    due = charter.starts_on + dt.timedelta(days=200)
    Indicator.set_for(
        outcome,
        words="people in work",
        direction="more",
        baseline=100,
        baseline_on=charter.starts_on,
        source="Our count",
        amount=50,
        due_on=due,
        by=dara,
    )
    charter.begin_consultation(charter.freeze("consultation", by=dara), by=dara)
    charter.conclude_consultation(by=dara)
    charter.submit(by=dara, approver=amal)
    charter.adopt(by=amal)
    assert early.triggers(charter) == []
    travel(days=205)
    IndicatorValue.write_down(
        eastfield, outcome.uid, 90, seen_on=due, source="Our count", by=dara
    )
    [one] = early.triggers(charter)
    assert one.kind == "outcomes"
    assert one.sentence.startswith("P1:")
    settled(charter, "keep", dara)
    charter.refresh_from_db()
    assert early.triggers(charter) == []
