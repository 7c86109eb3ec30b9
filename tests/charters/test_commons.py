"""Copying another council's priority: the origin stays, what is local does not come."""

import pytest

from audit.lifecycle import Refused
from charters import commons
from charters.models import EditionPriority
from metrics.models import Metric
from tests import factories
from tests.stage import staged


@staged
def charter(eastfield, dara):
    return factories.make_charter(eastfield, by=dara)


@staged
def offered(westbrook):
    """A priority in force in the next council, whose measure is its own."""
    charter = factories.adopted_charter(westbrook)
    return EditionPriority.objects.get(edition=charter.adopted_edition)


def test_the_words_come_along_and_what_is_true_of_that_place_does_not(
    charter, offered, dara
):
    priority = commons.borrow(charter, offered, by=dara)
    assert (priority.title, priority.statement) == (offered.title, offered.statement)
    assert priority.get_theme_display() == offered.theme
    assert (priority.why, priority.owner, priority.areas.count()) == ("", "", 0)
    assert priority.borrowing.origin == offered
    assert (
        priority.outcomes.get().statement
        == offered.document["outcomes"][0]["statement"]
    )


def test_a_measure_comes_along_only_if_it_is_national(
    charter, offered, dara, monkeypatch
):
    (target,) = offered.targets.all()
    assert commons.left_behind(offered) == [target.metric.title]
    first = commons.borrow(charter, offered, by=dara)
    assert not first.outcomes.get().targets.exists()
    Metric.objects.filter(pk=target.metric_id).update(council=None)
    assert commons.left_behind(offered) == []
    second = commons.borrow(charter, offered, by=dara)
    copied = second.outcomes.get().targets.get()
    assert (copied.level, copied.baseline) == (target.level, None)


def test_what_became_of_it_is_said_in_a_line(offered, monkeypatch):
    assert str(commons.uses_of([offered.uid])[offered.uid]) == (
        "not used in a tender yet"
    )
    numbers = {"tenders": 4, "promises": 5, "kept": 3}
    monkeypatch.setattr(commons, "_answers", [lambda uids: {uids[0]: numbers}])
    use = commons.uses_of([offered.uid])[offered.uid]
    assert str(use) == "used in 4 tenders, 3 of 5 promises kept"
    assert str(commons.Use(tenders=1)) == "used in 1 tender"


def test_the_apps_above_answer_for_tenders_and_promises():
    asked = {answer.__module__ for answer in commons._answers}
    assert asked == {"tenders.commons", "contracts.commons"}


def test_ones_own_priorities_and_drafts_are_not_on_offer(westbrook, eastfield, offered):
    assert list(commons.on_offer(eastfield)) == [offered]
    assert list(commons.on_offer(westbrook)) == []
    factories.ready_charter(westbrook, title="A draft")
    assert list(commons.on_offer(eastfield)) == [offered]
    assert list(commons.on_offer(eastfield, words="nothing like it")) == []
    with pytest.raises(Refused, match="your own"):
        commons.borrow(offered.edition.charter, offered, by=None)


def test_an_officer_finds_copies_and_sees_where_it_comes_from(
    charter, offered, dara, sign_in
):
    browser, work = sign_in(dara), charter.get_workspace_url()
    page = browser.get(f"{work}commons/?theme=work").content.decode()
    assert "From Westbrook Council, not used in a tender yet" in page
    address = f"{work}commons/{offered.uid}/"
    assert offered.statement in browser.get(address).content.decode()
    answer = browser.post(address)
    page = browser.get(answer.url).content.decode()
    assert "From Westbrook Council, not used in a tender yet" in page
    copy = charter.priorities.get()
    assert f"/priorities/{copy.code}/" in answer.url
