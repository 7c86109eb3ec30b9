"""What must be in place before a round opens, and how the board shows it."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from audit.lifecycle import Refused
from consultation import holidays, planning, preparing
from consultation.board import board_of
from consultation.models import Consultation, Round
from consultation.models.gaps import sentence
from consultation.planning import plan_consultation
from tests.consultation.addresses import url
from tests.factories import (
    FAIR_TEXTS,
    open_round,
    planned_round,
    ready_charter,
    ready_to_conclude,
    reword,
    scheduled_round,
)
from tests.factories.consultation import PRIVACY

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def bare_round(eastfield, dara):
    charter = ready_charter(eastfield)
    told = plan_consultation(charter, "Bare", slug="bare", by=dara, **FAIR_TEXTS)
    return told.rounds.get()


def test_a_round_without_its_papers_is_refused_with_all_gaps_at_once(eastfield, dara):
    round = bare_round(eastfield, dara)
    with pytest.raises(Refused) as refusal:
        round.schedule(by=dara)
    said = " ".join(refusal.value.messages)
    for words in (
        "privacy notice",
        "data protection",
        "equality analysis",
        "People who use the services",
        "dates on which the round opens",
    ):
        assert words in said


def test_the_board_is_red_until_met_and_green_for_a_prepared_round(eastfield, dara):
    columns = board_of(bare_round(eastfield, dara))
    assert [column.key for column in columns] == [
        "formative",
        "reasons",
        "time",
        "considered",
    ]
    assert not any(column.is_met for column in columns if column.key != "formative")
    Consultation.objects.get(slug="bare").rounds.get().delete()
    ready = planned_round(eastfield)
    missing = [
        one.fact
        for column in board_of(ready)
        for one in column.evidence
        if not one.is_met
    ]
    assert missing == []


def test_after_the_close_the_board_asks_whether_replies_are_considered(
    closed, dara, sign_in
):
    unread = {one.fact: one.is_met for one in board_of(closed)[3].evidence}
    assert unread["Every response is read and stands in an issue"] is False
    assert unread["Equality analysis after the replies were read"] is False
    ready_to_conclude(closed, by=dara)
    assert board_of(closed)[3].evidence[-1].is_met
    assert "Not yet met" in sign_in(dara).get(url(closed, "board")).text


def test_every_group_is_asked_or_there_is_a_reason(eastfield, dara):
    """The groups of the 1999 Act, and small firms and charities."""
    told = bare_round(eastfield, dara).consultation
    with pytest.raises(Refused, match="or why it does not matter"):
        preparing.plan_stakeholders(told, [{"group": "residents"}], by=dara)
    rows = [{"group": "residents", "name": "Tenants' panel", "way": "By letter"}]
    rows += [{"group": "large_partners", "not_relevant_because": "There are none."}]
    panel, _none = preparing.plan_stakeholders(told, rows, by=dara)
    left = told.rounds.get().groups_without_plan()
    assert not {"residents", "large_partners"} & set(left)
    assert "charities" in left
    with pytest.raises(Refused, match="asked"):
        preparing.note_contact(panel, "replied", by=dara)
    preparing.note_contact(panel, "asked", by=dara)
    preparing.note_contact(panel, "replied", by=dara)
    with pytest.raises(Refused, match="stay on the list"):
        preparing.strike_stakeholder(panel, by=dara)


def test_a_promised_format_that_is_missing_keeps_the_round_from_opening(
    eastfield, dara
):
    round = planned_round(eastfield)
    due = round.opens_at.date()
    promised = preparing.promise_format(
        round.consultation, "easy_read", owner="Comms", due_on=due, by=dara
    )
    assert "Make the promised formats, or take them back: Easy Read." in (
        round.obstacles("scheduled")
    )
    preparing.deliver_format(promised, "https://easy.example/", by=dara)
    assert round.obstacles("scheduled") == []


def test_a_format_made_for_other_words_shows_as_out_of_date(client, eastfield, dara):
    """A format made for version 1 is out of date after version 2."""
    round = planned_round(eastfield)
    made = preparing.promise_format(
        round.consultation, "bsl", owner="Comms", due_on=round.opens_at.date(), by=dara
    )
    preparing.deliver_format(made, "https://bsl.example/", by=dara)
    reword(round.charter, by=dara)
    for section in round.charter.sections.all():
        section.mark_complete(by=dara)
    (changed,) = preparing.stale_formats(round.consultation).values()
    assert changed == ["1.1"]
    (gap,) = round.obstacles("scheduled")
    assert gap.startswith("Bring these formats up to date")
    preparing.withdraw_format(made, "The signer is ill. Ask us for one.", by=dara)
    round.schedule(by=dara)
    assert "bsl.example" not in client.get(url(round, "consultation_detail")).text


def test_a_privacy_notice_gets_versions_and_the_one_of_a_moment_is_known(
    round, dara, travel, client
):
    first = preparing.privacy_notice_at(round, round.opens_at + DAY)
    travel(days=10)
    second = preparing.publish_privacy_notice(
        round.consultation, PRIVACY | {"kept": "For one year."}, by=dara
    )
    assert (first.number, second.number) == (1, 2)
    assert preparing.privacy_notice_at(round, round.opens_at + DAY) == first
    assert "For one year." in client.get(url(round, "privacy_notice")).text
    older = client.get(f"{url(round, 'privacy_notice')}?version=1")
    assert "For one year." not in older.text
    with pytest.raises(DatabaseError), transaction.atomic():
        first.delete()


def test_an_impact_assessment_needs_a_reference_and_its_absence_a_reason(
    eastfield, dara
):
    told = bare_round(eastfield, dara).consultation
    with pytest.raises(Refused, match="reference"):
        preparing.assess_data_protection(told, "done", by=dara)
    with pytest.raises(Refused, match="why no assessment"):
        preparing.assess_data_protection(told, "not_needed", by=dara)
    preparing.assess_data_protection(told, "not_needed", reason="No data.", by=dara)
    assert told.dpia_is_settled


# Dates


def dated(eastfield, dara, first, last, **more):
    round = planned_round(eastfield, by=dara)
    round.set_dates(
        planning.opens_at(first),
        planning.closes_at(last),
        results_by_on=last + 60 * DAY,
        by=dara,
        **more,
    )
    return round


def test_a_round_over_christmas_is_told_to_be_longer_and_keeping_it_needs_a_reason(
    eastfield, dara, sign_in
):
    """R5, and the complaint about consultations over August and Christmas."""
    first, last = dt.date(2026, 12, 1), dt.date(2027, 1, 12)
    round = dated(eastfield, dara, first, last)
    advice = round.calendar_advice()
    assert {one.period.name for one in advice.overlaps} >= {"Christmas holidays"}
    assert advice.suggested_close_on == last + 16 * DAY
    assert any("Holidays fall" in one for one in round.obstacles("scheduled"))
    typed = {
        "opens_at": "2026-12-01T09:00",
        "closes_at": "2027-01-12T17:00",
        "results_by_on": "2027-03-01",
        "comments_shown": "after_close",
        "short_reason": "x",
    }
    page = sign_in(dara).post(url(round, "round_dates"), typed)
    assert "Close on 28 January 2027 instead" in page.text
    typed["calendar_reason"] = "Drop-ins run between the years."
    assert sign_in(dara).post(url(round, "round_dates"), typed).status_code == 302
    round.refresh_from_db()
    assert not any("Holidays fall" in one for one in round.obstacles("scheduled"))


def test_the_councils_own_school_holidays_stand_in_for_the_usual_ones(eastfield, dara):
    first, last = dt.date(2027, 5, 1), dt.date(2027, 7, 1)
    usual = {one.name for one in holidays.periods(eastfield, first, last)}
    assert "May half term" in usual
    preparing.enter_date(
        eastfield,
        "school_holiday",
        "Whitsun week",
        dt.date(2027, 5, 24),
        dt.date(2027, 5, 28),
        source="Our education team",
        by=dara,
    )
    own = {one.name for one in holidays.periods(eastfield, first, last)}
    assert "Whitsun week" in own
    assert "May half term" not in own


def test_the_pre_election_period_begins_25_working_days_before_the_poll():
    poll = dt.date(2024, 5, 2)
    assert holidays.notice_of_election_by(poll) == dt.date(2024, 3, 26)


def test_opening_before_an_election_needs_the_monitoring_officer(eastfield, dara, max):
    first = dt.date(2027, 4, 12)
    round = dated(eastfield, dara, first, first + 56 * DAY, calendar_reason="Long.")
    assert any("election" in one for one in round.obstacles("scheduled"))
    preparing.sign_off(round, "election_opening", "Usual business.", by=max)
    assert not any("election" in one for one in round.obstacles("scheduled"))


def test_a_poll_that_the_council_enters_counts_as_well(eastfield, dara):
    preparing.enter_date(
        eastfield,
        "poll",
        "By-election",
        dt.date(2026, 12, 10),
        dt.date(2026, 12, 10),
        source="Notice of vacancy",
        by=dara,
    )
    assert holidays.election_on(eastfield, dt.date(2026, 12, 1)).name == "By-election"
    assert holidays.election_on(eastfield, dt.date(2026, 12, 11)) is None


def test_results_wait_for_a_poll_unless_signed_off(closed, issue, dara, max):
    closed.analyse(by=dara)
    issue.dispose("answered", "Thank you.", by=dara)
    today = closed.closes_at.date()
    preparing.enter_date(
        closed.council,
        "poll",
        "By-election",
        today + DAY,
        today + DAY,
        source="X",
        by=dara,
    )
    with pytest.raises(Refused, match="Publish after"):
        closed.report(by=dara)
    preparing.sign_off(closed, "election_results", "Nothing in it is new.", by=max)
    closed.report(by=dara)


@pytest.mark.slow
def test_a_round_under_four_weeks_needs_a_reason_and_a_named_approver(
    eastfield, dara, amal, client
):
    """27 days need both, 28 days warn, 56 days pass."""
    first = dt.date(2027, 1, 11)
    short = {"short_reason": "The grant ends."}
    round = dated(eastfield, dara, first, first + 27 * DAY, **short)
    assert "Have an approver sign off the shorter period." in (
        round.obstacles("scheduled")
    )
    preparing.sign_off(round, "short", "The grant ends in March.", by=amal)
    assert round.obstacles("scheduled") == []
    round.schedule(by=dara)
    shown = client.get(url(round, "consultation_detail")).text
    assert "The grant ends in March." in shown
    enough = dated_again(eastfield, dara, first + 60 * DAY)
    assert enough.obstacles("scheduled") == []


def dated_again(eastfield, dara, first):
    charter = ready_charter(eastfield, title="Another")
    round = planned_round(eastfield, charter=charter, slug="another", by=dara)
    round.set_dates(
        planning.opens_at(first),
        planning.closes_at(first + 28 * DAY),
        results_by_on=first + 60 * DAY,
        calendar_reason="Long enough.",
        by=dara,
    )
    return round


def test_an_outline_is_discussed_for_at_least_four_weeks(eastfield, dara, amal):
    """R37."""
    first = dt.date(2027, 1, 11)
    round = planned_round(eastfield, kind="scoping", by=dara)
    round.set_dates(
        planning.opens_at(first),
        planning.closes_at(first + 21 * DAY),
        short_reason="Early.",
        results_by_on=first + 60 * DAY,
        by=dara,
    )
    preparing.sign_off(round, "short", "Early.", by=amal)
    assert "A round on an outline runs for at least 4 weeks." in (
        round.obstacles("scheduled")
    )


def test_a_charter_is_not_approved_while_its_round_is_open(eastfield, dara, amal):
    """R2."""
    round = open_round(eastfield)
    round.charter.refresh_from_db()
    with pytest.raises(Refused):
        round.charter.submit(by=dara, approver=amal)


def test_pages_of_the_preparation_take_what_people_type(sign_in, eastfield, dara, amal):
    round = bare_round(eastfield, dara)
    browser = sign_in(dara)
    assert browser.post(url(round, "privacy_plan"), PRIVACY).status_code == 302
    browser.post(url(round, "data_protection"), {"status": "done", "reference": "D1"})
    browser.post(url(round, "equality"), {"stage": "opening", "summary": "None lose."})
    row = {"group": "charities", "name": "CVS", "way": "At their meeting"}
    browser.post(url(round, "audience"), row)
    someone = round.consultation.stakeholders.get()
    note = url(round, "note_contact", uid=someone.uid)
    assert browser.post(note, {"step": "asked"}).status_code == 302
    promise = {"kind": "audio", "owner": "Comms", "due_on": "2027-01-04"}
    browser.post(url(round, "formats"), promise)
    made = round.consultation.formats.get()
    deliver = url(round, "deliver_format", uid=made.uid)
    assert "Enter the link" in browser.post(deliver, {}).text
    browser.post(deliver, {"where": "Ring 01632 960123"})
    someone.refresh_from_db()
    assert someone.asked_on
    assert round.consultation.privacy_notices.count() == 1
    left = Round.objects.get(pk=round.pk).gaps()
    assert {gap.code for gap in left} == {"groups", "targets", "dates", "decision_on"}
    page = sign_in(amal).post(
        url(round, "sign_off"), {"matter": "short", "words": "It cannot wait."}
    )
    assert page.status_code == 302
    assert round.is_signed_off("short")


def test_a_board_asks_the_database_as_often_for_many_stakeholders(
    sign_in, eastfield, dara, django_assert_max_num_queries
):
    round = scheduled_round(eastfield)
    with django_assert_max_num_queries(60):
        sign_in(dara).get(url(round, "board"))


@pytest.mark.parametrize("kind", ["content", "scoping"])
def test_what_keeps_the_charter_from_being_frozen_is_missing_from_the_plan(
    eastfield, dara, sign_in, kind
):
    charter = ready_charter(eastfield, by=dara)
    plan = plan_consultation(charter, "Have your say", slug="say", by=dara)
    Round.objects.update(kind=kind)
    round = plan.rounds.get()
    codes = {gap.code for gap in round.gaps()}
    assert "charter" not in codes  # nothing keeps this charter
    charter.sections.first().mark_complete(False, by=dara)
    [obstacle] = charter.obstacles("consulting")
    round = plan.rounds.get()
    found = [sentence(gap) for gap in round.gaps() if gap.code == "charter"]
    assert found == ([obstacle] if kind == "content" else [])
    assert (obstacle in sign_in(dara).get(round.get_workspace_url()).text) == (
        kind == "content"
    )
