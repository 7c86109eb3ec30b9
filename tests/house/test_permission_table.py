"""`docs/permissions.md` is the table that this file runs, row by row."""

from pathlib import Path
from unittest.mock import MagicMock

import pytest
import rules
from django.conf import settings

from councils.models import Role
from councils.permission_table import (
    ABOUT_PEOPLE,
    IF,
    NO,
    PEOPLE,
    SHORT,
    STEWARD,
    SUPPLIER,
    YES,
    as_markdown,
    row_of,
    rows,
)
from tests.conftest import OFFICERS

TABLE = Path(settings.ROOT) / "docs" / "permissions.md"
CAST = [*OFFICERS, "olu", "nat", "sol"]


def parts_of(name):
    """The kinds of person that one of the cast is, in Eastfield."""
    if name == "nat":
        return {STEWARD}
    if name == "sol":
        return {SUPPLIER}
    return set(OFFICERS.get(name, ()))


def anything_of(council):
    """A record that meets every condition, but that no outsider has to do with."""
    thing = MagicMock(council=council)
    thing.representatives.filter.return_value.exists.return_value = False
    thing.is_led_by.return_value = False
    thing.deciders.return_value.filter.return_value.exists.return_value = False
    for name in ("bid", "commitment", "contract", "milestone", "organisation"):
        setattr(thing, name, thing)
    return thing


def may(person, act, thing):
    """The portal's own answer; a predicate that needs a real record refuses."""
    try:
        return person.has_perm(act, thing)
    except (TypeError, ValueError):
        return False


def answer_for(row, name):
    answers = {row.answers[part] for part in parts_of(name)}
    return YES if YES in answers else IF if IF in answers else NO


def test_the_table_in_the_documents_is_the_one_that_runs():
    assert TABLE.read_text() == as_markdown(), (
        "docs/permissions.md is out of date: run `manage.py permission_table`."
    )


def test_an_act_that_is_missing_from_the_table_is_noticed():
    rules.add_perm("councils.fly_to_the_moon", rules.always_deny)
    try:
        assert TABLE.read_text() != as_markdown()
    finally:
        rules.remove_perm("councils.fly_to_the_moon")


def test_every_kind_of_person_has_a_column():
    assert set(SHORT) == set(PEOPLE)
    assert len(set(SHORT.values())) == len(PEOPLE)


@pytest.mark.parametrize("name", CAST)
def test_each_of_the_cast_may_do_what_the_table_says(name, request, eastfield):
    person = request.getfixturevalue(name)
    anything = anything_of(eastfield)

    wrong = []
    for row in rows():
        said = answer_for(row, name)
        if said == IF:
            continue
        if may(person, row.act, anything) != (said == YES):
            wrong.append(f"{row.act}: the table says “{said or 'no'}”")

    assert wrong == []


def test_a_visitor_may_do_nothing_that_is_in_the_table(eastfield, rf):
    from django.contrib.auth.models import AnonymousUser

    visitor, anything = AnonymousUser(), anything_of(eastfield)
    allowed = [row.act for row in rows() if may(visitor, row.act, anything)]
    assert allowed == []


def test_somebody_whose_account_is_closed_may_do_nothing(ada, eastfield):
    ada.is_active = False
    anything = anything_of(eastfield)
    assert [row.act for row in rows() if may(ada, row.act, anything)] == []


# --- reading a predicate's name -------------------------------------------------------


@pytest.mark.parametrize(
    ("expression", "person", "answer"),
    [
        ("has_role(approver)", "approver", YES),
        ("has_role(approver)", "drafter", NO),
        ("has_role(approver, drafter)", "drafter", YES),
        ("(has_role(approver) & ~is_author)", "approver", IF),
        ("(has_role(approver) & ~is_author)", "drafter", NO),
        ("(has_role(approver) | is_author)", "approver", YES),
        ("(has_role(approver) | is_author)", "drafter", IF),
        ("~(has_role(approver) & is_author)", "drafter", YES),
        ("is_member", Role.AUDITOR.value, YES),
        ("is_member", SUPPLIER, NO),
        ("is_steward", STEWARD, YES),
        ("represents", SUPPLIER, IF),
        ("represents", "drafter", NO),
        ("always_deny", "administrator", NO),
    ],
)
def test_who_may_is_read_from_the_name_of_the_predicate(expression, person, answer):
    assert row_of("councils.act", expression).answers[person] == answer


def test_what_it_depends_on_is_told_in_words():
    row = row_of(
        "councils.act", "((has_role(approver) & ~is_author) & has_no_interest)"
    )
    assert sorted(row.conditions) == ["has no interest", "not author"]


def test_an_expression_that_cannot_be_read_is_refused():
    with pytest.raises(ValueError, match="cannot be read"):
        row_of("councils.act", "3")


def test_predicates_about_people_are_true_of_the_cast_as_told(ada, nat, eastfield):
    assert Role.ADMINISTRATOR in ABOUT_PEOPLE["is_member"]
    assert ada.has_perm("councils.enter_workspace", eastfield)
    assert not nat.has_perm("councils.enter_workspace", eastfield)
