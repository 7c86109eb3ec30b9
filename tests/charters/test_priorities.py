"""Priorities, outcomes and targets: their words, codes and order."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from charters.models import Priority, PriorityName, Theme
from councils.models import Area
from metrics.models import Metric
from tests import factories
from tests.stage import staged

WORDS = {
    "title": "Warm homes",
    "statement": "Fewer homes are cold in winter.",
    "why": "One home in six is cold.",
    "who_benefits": "Older people.",
    "theme": Theme.HEALTH.value,
}


@staged
def charter(eastfield, dara):
    return factories.ready_charter(eastfield, by=dara)


def test_a_code_is_never_given_twice_even_after_its_priority_is_gone(charter, dara):
    second = factories.add_priority(charter)
    assert second.code == "P2"
    second.remove(by=dara)
    assert factories.add_priority(charter).code == "P3"


def test_two_charters_of_a_council_share_one_row_of_codes(eastfield, dara, charter):
    other = factories.ready_charter(eastfield, by=dara)
    assert [one.code for one in other.priorities.all()] == ["P2"]


def test_another_council_counts_for_itself(charter, westbrook):
    assert factories.ready_charter(westbrook).priorities.get().code == "P1"


def test_the_database_refuses_a_code_twice_in_a_council(charter, eastfield):
    with pytest.raises(IntegrityError, match="used_once"), transaction.atomic():
        PriorityName.objects.create(council=eastfield, number=1)


def test_priorities_change_places(charter, dara):
    first, second = charter.priorities.get(), factories.add_priority(charter)
    second.move_up(by=dara)
    assert [one.pk for one in charter.priorities.all()] == [second.pk, first.pk]


def test_a_place_of_another_council_is_refused(charter, dara, westbrook):
    mill = Area.objects.create(council=westbrook, code="W1", name="Mill")
    with pytest.raises(ValidationError, match="places of this council"):
        charter.priorities.get().rewrite(by=dara, areas=[mill])


def test_a_paragraph_of_another_charter_is_refused(charter, eastfield, dara):
    other = factories.ready_charter(eastfield, by=dara)
    clause = other.sections.first().clauses.first()
    with pytest.raises(ValidationError, match="paragraphs of this charter"):
        charter.priorities.get().rewrite(by=dara, rests_on=[clause])


def test_a_target_stands_on_an_approved_measure_or_on_an_own_one(
    charter, dara, westbrook
):
    outcome = charter.priorities.get().outcomes.get()
    theirs = factories.local_measure(westbrook)
    proposed = Metric.objects.filter(status="proposed").first()
    for metric in (theirs, proposed):
        with pytest.raises(ValidationError, match="not an approved measure"):
            outcome.add_target(metric, level=1, due_on=charter.ends_on, by=dara)


@pytest.mark.slow
def test_an_officer_writes_a_whole_priority_in_the_browser(charter, dara, sign_in):
    browser, work = sign_in(dara), charter.get_workspace_url()
    clause = charter.sections.first().clauses.first()
    links = {"rests_on": [clause.pk], "facts": [charter.facts.get().pk]}
    answer = browser.post(f"{work}priorities/add/", WORDS | links, follow=True)
    assert "Now add the outcome" in answer.content.decode()
    priority = Priority.objects.get(title="Warm homes")
    assert list(priority.rests_on.all()) == [clause]
    page = f"{work}priorities/P2/"
    assert "Say what a firm of up to 9 people" in browser.get(page).content.decode()
    sizes = ("builds_on", "offer_micro", "offer_sme", "offer_large")
    browser.post(f"{page}offers/", {name: f"Some {name}" for name in sizes})
    browser.post(f"{page}felt/", {"felt": "own", "own_question": "Is it warm?"})
    owner = {"owner": "Head of Housing", "review_on": charter.ends_on.isoformat()}
    browser.post(f"{page}owner/", owner)
    browser.post(f"{page}outcomes/add/", {"statement": "Homes are warm"})
    outcome = priority.outcomes.get()
    target = {
        "metric": factories.local_measure(charter.council).pk,
        "level": "1,200",
        "due_on": charter.ends_on.isoformat(),
    }
    browser.post(f"{page}outcomes/{outcome.uid}/targets/add/", target)
    assert outcome.targets.get().level == 1200
    shown = browser.get(page).content.decode()
    assert "1,200" in shown
    assert "Still missing" not in shown


def test_a_statement_of_more_than_25_words_is_refused(charter, dara, sign_in):
    long = WORDS | {"statement": "word " * 26}
    address = f"{charter.get_workspace_url()}priorities/add/"
    page = sign_in(dara).post(address, long).content.decode()
    assert "25 words or fewer. It has 26." in page
    with pytest.raises(ValidationError, match="It has 26"):
        charter.priorities.get().rewrite(by=dara, statement=long["statement"])


@pytest.mark.parametrize(
    ("sent", "kept", "words"),
    [
        (
            {"felt": "warm-home"},
            "Could you keep your home warm enough last winter?",
            "",
        ),
        ({"felt": "own"}, "", "Enter your own question"),
        ({"felt": "none"}, "", "Enter why nobody can be asked"),
        ({"felt": "none", "unfelt_reason": "Birds do not answer."}, "", ""),
    ],
)
def test_a_felt_measure_comes_from_the_bank_or_is_worded_or_missing_for_a_reason(
    charter, dara, sign_in, sent, kept, words
):
    priority = charter.priorities.get()
    answer = sign_in(dara).post(f"{priority.get_absolute_url()}felt/", sent)
    if words:
        assert words in answer.content.decode()
        return
    priority.refresh_from_db()
    assert priority.felt_question == kept
    assert priority.unfelt_reason == sent.get("unfelt_reason", "")


def test_the_database_refuses_a_question_beside_a_reason_for_none(charter):
    with pytest.raises(IntegrityError, match="felt_or_says_why"), transaction.atomic():
        charter.priorities.update(unfelt_reason="Nobody notices.")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"metric": ""}, "Select a measure"),
        ({"level": "many"}, "Target must be a number, like 12"),
        ({"level": "1.5"}, "must be a whole number"),
        ({"due_on": "2099-01-01"}, "Target date must be before the charter ends"),
        ({"baseline": "3"}, "Enter the date it was counted"),
    ],
)
def test_what_is_wrong_with_a_target_is_said(charter, dara, sign_in, wrong, words):
    outcome = charter.priorities.get().outcomes.get()
    work = charter.get_workspace_url()
    address = f"{work}priorities/P1/outcomes/{outcome.uid}/targets/add/"
    target = {
        "metric": factories.local_measure(charter.council).pk,
        "level": "12",
        "due_on": charter.ends_on.isoformat(),
    }
    page = sign_in(dara).post(address, target | wrong).content.decode()
    assert words in page
    assert outcome.targets.count() == 1


def test_the_second_writer_of_a_priority_sees_both_wordings(charter, dara, sign_in):
    priority = charter.priorities.get()
    address = f"{charter.get_workspace_url()}priorities/P1/edit/"
    mine = WORDS | {"version": priority.version}
    priority.rewrite(by=dara, statement="Their statement.")
    answer = sign_in(dara).post(address, mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Their statement." in page
    assert WORDS["statement"] in page
    fresh = Priority.objects.get(pk=priority.pk)
    assert fresh.statement == "Their statement."
    sign_in(dara).post(address, mine | {"version": fresh.version})
    assert Priority.objects.get(pk=priority.pk).statement == WORDS["statement"]


def test_each_part_can_be_changed_and_removed_in_the_browser(charter, dara, sign_in):
    browser = sign_in(dara)
    page = f"{charter.get_workspace_url()}priorities/P1/"
    priority = charter.priorities.get()
    outcome = priority.outcomes.get()
    target = outcome.targets.get()
    here = f"{page}outcomes/{outcome.uid}/"
    browser.post(f"{here}edit/", {"statement": "Another outcome"})
    outcome.refresh_from_db()
    assert outcome.statement == "Another outcome"
    changed = {
        "metric": target.metric_id,
        "level": "80",
        "due_on": (charter.ends_on - dt.timedelta(days=1)).isoformat(),
    }
    browser.post(f"{here}targets/{target.uid}/edit/", changed)
    target.refresh_from_db()
    assert target.level == 80
    for address in (f"{here}targets/{target.uid}/remove/", f"{here}remove/"):
        assert browser.get(address).status_code == 200
        browser.post(address)
    assert not priority.outcomes.exists()
    browser.post(f"{page}remove/")
    assert not charter.priorities.exists()


def test_the_list_asks_as_many_queries_for_nine_priorities_as_for_two(
    charter, dara, sign_in, django_assert_max_num_queries
):
    browser = sign_in(dara)
    address = f"{charter.get_workspace_url()}priorities/"
    factories.add_priority(charter)
    browser.get(address)
    with django_assert_max_num_queries(40) as few:
        browser.get(address)
    for _number in range(7):
        factories.add_priority(charter)
    with django_assert_max_num_queries(len(few)):
        page = browser.get(address).content.decode()
    assert "You have 9." in page
