"""Comparing wide apart versions tells every reason in between, and what only moved."""

import pytest

from audit.lifecycle import Refused
from audit.models import Event
from charters import asked, compare
from charters.models import Change
from charters.since import reasons_between
from tests import factories
from tests.charters.test_compare import document
from tests.stage import staged


@staged
def charter(eastfield, dara):
    return factories.consulted_charter(eastfield, by=dara)


def three_versions(charter, *, by):
    """Three versions of a charter, with the reason of each step."""
    clause = charter.sections.first().clauses.first()
    editions, steps = [charter.editions.order_by("number").last()], []
    for words in ("Second words.", "Third words."):
        factories.reword(charter, words)
        editions.append(charter.freeze("consultation", by=by))
        steps.append((*editions[-2:], words))
    Change.objects.all().delete()
    for base, result, words in steps:
        change = Change.objects.create(
            charter=charter,
            base=base,
            result=result,
            part="clause",
            key=str(clause.uid),
            kind="reworded",
            label="Paragraph 1.1",
            after=words,
        )
        change.justify("issue", f"Why: {words}", by=by)
    return editions


def test_a_wide_pair_tells_the_reasons_of_every_change_between(charter, dara):
    first, second, third = three_versions(charter, by=dara)

    def told(before, after):
        found = reasons_between(before, after).values()
        return [reason.wording for reasons in found for reason in reasons]

    assert told(first, third) == ["Why: Second words.", "Why: Third words."]
    assert told(second, third) == ["Why: Third words."]
    assert told(third, first) == told(first, third)
    assert told(third, third) == []


def test_the_reasons_cost_the_same_however_many_there_are(
    charter, dara, django_assert_num_queries
):
    first, second, third = three_versions(charter, by=dara)
    for after in (second, third):
        with django_assert_num_queries(3):  # changes, reasons, issues behind them
            reasons_between(first, after)


def test_what_only_moved_is_told_and_what_is_only_renumbered_is_not():
    before = document([("a", "First"), ("b", "Second"), ("c", "Third")])
    after = document([("n", "New"), ("b", "Second"), ("a", "First"), ("c", "Third")])
    comparison = compare.documents(before, after)
    found = {one.key: one for one in comparison.differences if one.part == "clause"}
    moved = [key for key, one in found.items() if one.has_moved]
    assert moved == ["a"]
    assert found["c"].number_before != found["c"].number_after
    assert (found["a"].kind_shown, found["c"].kind_shown) == ("moved", "kept")
    assert comparison.counts["moved"] == 1
    assert [key for key, one in found.items() if one.is_told] == ["n", "a"]


def test_the_record_says_who_was_asked_and_how_to_cite_it(charter, client, monkeypatch):
    page = f"{charter.get_absolute_url()}record/"
    monkeypatch.setattr(asked, "_answers", [])
    assert "Nobody outside the council has been asked yet" in client.get(page).text

    def one(charter):
        paper = ("The statement", "/somewhere/statement/")
        yield asked.Exercise("Trees", ["40 responses."], "/there/", [paper], "Trees, 1")

    monkeypatch.setattr(asked, "_answers", [one])
    shown = client.get(page).text
    assert 'id="consultation"' in shown
    assert 'href="/somewhere/statement/"' in shown
    assert "To cite it, write: Trees, 1" in shown


def test_a_refused_submission_leaves_its_entry_in_the_trail(charter, dara):
    factories.reword(charter)
    with pytest.raises(Refused):
        charter.submit(by=dara)
    event = Event.objects.get(verb="charter.submission_refused")
    assert event.data["codes"] == ["obstacles"]
    assert event.data["why"][0].startswith("Paragraph 1.1 has changed")
    assert not Event.objects.filter(verb="charter.submitted").exists()


def test_a_refused_adoption_leaves_its_entry_and_names_nobody(charter, dara):
    charter.submit(by=dara)
    with pytest.raises(Refused, match="You helped to write"):
        charter.adopt(by=dara)
    event = Event.objects.get(verb="charter.adoption_refused")
    assert event.data == {"codes": ["four_eyes"], "why": []}
    assert charter.approvals.waiting().exists()


def test_what_is_not_refused_leaves_no_such_entry(charter, dara, amal):
    charter.submit(by=dara)
    charter.adopt(by=amal)
    assert not Event.objects.filter(verb__endswith="_refused").exists()
