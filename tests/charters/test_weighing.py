"""The effect on people is weighed at each stage, about the words of that stage."""

import pytest

from charters import readiness
from charters.models import EqualityAnalysis, weighing
from charters.task_list import groups
from consultation import preparing
from tests import factories
from tests.stage import staged


@staged
def charter(eastfield, dara):
    return factories.ready_charter(eastfield, by=dara)


def about_equality(charter):
    return [
        str(one) for one in charter.advice() if getattr(one, "where", "") == "equality"
    ]


def attach(charter, stage, by):
    return EqualityAnalysis.attach(charter, stage, "Nobody loses.", by=by)


def status_of(charter, user):
    tasks = [task for group in groups(charter, user) for task in group.tasks]
    return next(one.status for one in tasks if one.title == "Equality analysis")


def test_each_stage_that_is_missing_is_named(charter, dara):
    found = about_equality(charter)
    assert len(found) == 2
    assert "what you set out to write (scoping)" in found[0]
    attach(charter, "scoping", dara)
    attach(charter, "draft", dara)
    assert about_equality(charter) == []


def test_words_that_change_afterwards_make_an_analysis_old(charter, dara, sign_in):
    attach(charter, "scoping", dara)
    one = attach(charter, "draft", dara)
    assert weighing.stale(charter) == set()
    factories.reword(charter)
    assert weighing.stale(charter) == {one.pk}
    assert about_equality(charter) == [str(readiness.stale_equality_analysis("draft"))]
    assert status_of(charter, dara) == "problem"
    page = sign_in(dara).get(f"{charter.get_workspace_url()}equality/")
    assert "has changed since this analysis" in page.content.decode()
    attach(charter, "draft", dara)
    assert about_equality(charter) == []
    assert status_of(charter, dara) == "in_progress"


def test_an_old_analysis_warns_the_approver_and_stops_nobody(
    eastfield, dara, amal, sign_in
):
    charter = factories.consulted_charter(eastfield, by=dara)
    attach(charter, "adoption", dara)
    factories.reword(charter)
    for change in charter.changes.since_last_consultation():
        change.justify("decision", "Plainer.", by=dara)
    charter.submit(by=dara, approver=amal)
    page = charter.waiting_approval.get_absolute_url()
    shown = sign_in(amal).get(page).content.decode()
    assert "has changed since this analysis was made" in shown
    assert "has changed since the equality analysis" in shown
    charter.adopt(by=amal)
    assert charter.is_in_force


@pytest.mark.parametrize(
    ("stage", "there"), [("opening", "draft"), ("decision", "adoption")]
)
def test_what_the_consultation_found_stands_beside_the_charter(
    eastfield, dara, stage, there
):
    round = factories.planned_round(eastfield, by=dara)
    before = round.consultation.charter.equality_analyses.count()
    preparing.add_equality_analysis(
        round.consultation, stage, "Buses matter.", by=dara, address="https://e.test/a"
    )
    found = round.consultation.charter.equality_analyses.all()
    assert len(found) == before + 1
    last = found.last()
    assert (last.stage, last.summary) == (there, "Buses matter.")
    assert last.text_hash == round.consultation.charter.content_hash()
