"""Who may do what in a consultation: the table, run."""

import pytest

from tests.conftest import OFFICERS
from tests.consultation.addresses import url

pytestmark = pytest.mark.django_db

LEAD = {"dara"}
MODERATOR = {"mona"}
READERS = {"dara", "mona", "amal", "eve", "max", "audie"}
MAY = {
    "consultation.view_plan": set(OFFICERS),
    "consultation.plan_consultation": LEAD,
    "consultation.import_responses": LEAD,
    "consultation.ask_stakeholders": LEAD | MODERATOR | {"eve"},
    "consultation.schedule_round": LEAD,
    "consultation.unschedule_round": LEAD,
    "consultation.analyse_equality": LEAD | {"eve"},
    "consultation.sign_off_round": {"amal", "max"},
    "consultation.sign_off_short": {"amal"},
    "consultation.sign_off_election_opening": {"max"},
    "consultation.sign_off_election_results": {"max"},
    "consultation.sign_off_no_new_round": {"max"},
    "consultation.extend_round": LEAD,
    "consultation.correct_round": LEAD,
    "consultation.pause_round": LEAD,
    "consultation.cancel_round": LEAD,
    "consultation.decide_late": LEAD,
    "consultation.explain_delay": LEAD,
    "consultation.weigh_changes": LEAD,
    "consultation.analyse_round": LEAD,
    "consultation.report_round": LEAD,
    "consultation.conclude_round": LEAD,
    "consultation.log_late_find": LEAD,
    "consultation.settle_late_find": LEAD,
    "consultation.add_response": LEAD | MODERATOR,
    "consultation.read_responses": READERS,
    "consultation.erase_sender": LEAD,
    "consultation.moderate_comment": MODERATOR,
    "consultation.mark_read": LEAD | MODERATOR,
    "consultation.settle_campaign": LEAD,
    "consultation.assign_work": LEAD,
    "consultation.code_again": LEAD | MODERATOR,
    "consultation.build_statement": LEAD,
    "consultation.acknowledge_pack": {"amal"},
    "consultation.take_record": LEAD | {"max", "audie"},
    "consultation.use_in_draft": LEAD,
    "consultation.raise_issue": LEAD,
    "consultation.gather_comments": LEAD,
    "consultation.dispose_issue": LEAD,
    "consultation.cite_change": LEAD,
}


@pytest.mark.parametrize("name", OFFICERS)
def test_officers_may_do_what_the_table_says(request, round, name):
    person = request.getfixturevalue(name)
    allowed = {act for act in MAY if person.has_perm(act, round)}
    assert allowed == {act for act, people in MAY.items() if name in people}


def test_strangers_and_suppliers_may_do_nothing(round, olu, sol, nat):
    for person in (olu, sol, nat):
        assert not any(person.has_perm(act, round) for act in MAY)


PAGES = {
    "workspace_consultation": "consultation.view_plan",
    "information": "consultation.plan_consultation",
    "round_dates": "consultation.plan_consultation",
    "schedule_round": "consultation.schedule_round",
    "unschedule_round": "consultation.unschedule_round",
    "board": "consultation.view_plan",
    "privacy_plan": "consultation.plan_consultation",
    "data_protection": "consultation.plan_consultation",
    "equality": "consultation.analyse_equality",
    "audience": "consultation.ask_stakeholders",
    "reach_targets": "consultation.plan_consultation",
    "invite": "consultation.ask_stakeholders",
    "remind": "consultation.ask_stakeholders",
    "formats": "consultation.plan_consultation",
    "sign_off": "consultation.sign_off_round",
    "extend_round": "consultation.extend_round",
    "correct_round": "consultation.correct_round",
    "pause_round": "consultation.pause_round",
    "resume_round": "consultation.pause_round",
    "cancel_round": "consultation.cancel_round",
    "late_list": "consultation.decide_late",
    "explain_delay": "consultation.explain_delay",
    "weigh_changes": "consultation.weigh_changes",
    "memory": "consultation.view_plan",
    "rehearse": "consultation.schedule_round",
    "add_round": "consultation.plan_consultation",
    "held_list": "consultation.moderate_comment",
    "request_list": "consultation.erase_sender",
    "add_response": "consultation.add_response",
    "found_late": "consultation.log_late_find",
    "themes": "consultation.read_responses",
    "unread": "consultation.read_responses",
    "workload": "consultation.assign_work",
    "campaign_list": "consultation.read_responses",
    "look_for_campaigns": "consultation.settle_campaign",
    "decision_pack": "consultation.acknowledge_pack",
    "record_edition": "consultation.take_record",
    "record_responses": "consultation.take_record",
    "import_template": "consultation.import_responses",
    "raise_issue": "consultation.raise_issue",
    "gather_all": "consultation.gather_comments",
    "burden": "consultation.read_responses",
    "ask_organisations": "consultation.plan_consultation",
    "topics": "consultation.read_responses",
    "look_for_topics": "consultation.raise_issue",
    "changes": "consultation.read_responses",
    "analyse_round": "consultation.analyse_round",
    "report_round": "consultation.report_round",
    "conclude_round": "consultation.conclude_round",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["dara", "mona", "bea"])
def test_pages_ask_the_table(request, sign_in, round, name):
    person = request.getfixturevalue(name)
    browser = sign_in(person)
    for page, act in PAGES.items():
        expected = 200 if name in MAY[act] else 403
        assert browser.get(url(round, page)).status_code == expected, page
        if expected == 403:
            assert browser.post(url(round, page)).status_code == 403, page


@pytest.mark.slow
def test_a_stranger_does_not_learn_that_the_pages_exist(sign_in, round, olu):
    browser = sign_in(olu)
    for page in PAGES:
        assert browser.get(url(round, page)).status_code == 404, page


def test_a_visitor_is_asked_to_sign_in(client, round):
    for page in PAGES:
        answer = client.get(url(round, page))
        assert answer.status_code == 302, page
        assert "/sign-in/" in answer.headers["Location"]
