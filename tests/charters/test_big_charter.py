"""A charter of 400 paragraphs and 60 priorities: the pages of those who write and
decide ask the database as often as for a small one, and make the text once."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from simple_history.utils import bulk_create_with_history

from charters.models import Charter, Clause, Outcome, Priority, PriorityName, Target
from tests import factories

CLAUSES, PRIORITIES = 400, 60
OTHERS = ("sections/our-place/edit", "priorities", "history")


def copy_of(one, **changes):
    """A row like this one, not yet in the database."""
    kept = {f.attname: getattr(one, f.attname) for f in one._meta.concrete_fields}
    own = {"id": None} | ({"uid": uuid.uuid4()} if "uid" in kept else {})
    return type(one)(**kept | own | changes)


def enlarge(charter, by):
    """Paragraphs in each section, and priorities with what hangs on them."""
    sections = list(charter.sections.all())
    each = CLAUSES // len(sections)
    clauses = [
        Clause(section=section, position=100 + n, text=f"Paragraph {n}.", is_open=True)
        for section in sections
        for n in range(each)
    ]
    bulk_create_with_history(clauses, Clause, default_user=by)
    first = charter.priorities.get()
    names = PriorityName.objects.bulk_create(
        PriorityName(council=charter.council, number=100 + n) for n in range(PRIORITIES)
    )
    priorities = [
        copy_of(first, name_id=name.pk, position=name.number, felt_key=f"f{n}")
        for n, name in enumerate(names)
    ]
    bulk_create_with_history(priorities, Priority, default_user=by)
    for relation in ("rests_on", "facts"):
        through = getattr(Priority, relation).through
        row = through.objects.get(priority=first)
        through.objects.bulk_create(
            copy_of(row, priority_id=one.pk) for one in priorities
        )
    outcome = first.outcomes.get()
    outcomes = Outcome.objects.bulk_create(
        copy_of(outcome, priority_id=one.pk) for one in priorities
    )
    Target.objects.bulk_create(
        copy_of(outcome.targets.get(), outcome_id=one.pk) for one in outcomes
    )


def ask_again(charter, by):
    """Another public version with one paragraph in other words, and its answer."""
    factories.reword(charter, f"Words of version {charter.editions.count() + 1}.", by)
    edition = charter.freeze("consultation", by=by)
    charter.begin_consultation(edition, by=by)
    charter.conclude_consultation(by=by)


def concluded(council, by, *, is_big):
    charter = factories.ready_charter(council, by=by)
    if is_big:
        enlarge(charter, by)
    charter.begin_consultation(charter.freeze("consultation", by=by), by=by)
    charter.conclude_consultation(by=by)
    for _version in range(2 if is_big else 1):
        ask_again(charter, by)
    return Charter.objects.get(pk=charter.pk)


def asked(browser, address) -> list[str]:
    assert browser.get(address).status_code == 200, address  # what is asked once only
    with CaptureQueriesContext(connection) as queries:
        browser.get(address)
    return [query["sql"] for query in queries]


def made(queries) -> int:
    """How often the whole text was read, by a query that is only asked for that."""
    return sum("charters_valuecap" in sql and "COUNT" not in sql for sql in queries)


def all_asked(charter, dara, amal, sign_in, others=()) -> dict[str, list[str]]:
    work = charter.get_workspace_url()
    addresses = {"hub": work, **{name: f"{work}{name}/" for name in others}}
    if others:
        addresses["compare"] = f"{charter.get_absolute_url()}compare/?from=1&to=2"
    writer = sign_in(dara)
    found = {name: asked(writer, address) for name, address in addresses.items()}
    charter.submit(by=dara, approver=amal)
    pack = charter.waiting_approval.get_absolute_url()
    return found | {"pack": asked(sign_in(amal), pack)}


@pytest.mark.slow
def test_a_big_charter_asks_as_often_as_a_small_one(eastfield, dara, amal, sign_in):
    few, many = (
        all_asked(concluded(eastfield, dara, is_big=size), dara, amal, sign_in, OTHERS)
        for size in (False, True)
    )
    big = Charter.objects.order_by("pk").last()
    assert Clause.objects.filter(section__charter=big).count() > CLAUSES
    assert (big.priorities.count(), big.editions.count()) == (PRIORITIES + 1, 3)
    assert {name: len(queries) for name, queries in many.items()} == {
        name: len(queries) for name, queries in few.items()
    }


def test_the_hub_and_the_pack_make_the_text_once(eastfield, dara, amal, sign_in):
    charter = factories.consulted_charter(eastfield, by=dara)
    found = all_asked(charter, dara, amal, sign_in)
    assert (made(found["hub"]), made(found["pack"])) == (1, 1)


def test_without_reading_once_each_question_makes_it_anew(
    eastfield, dara, amal, sign_in, monkeypatch
):
    """The negative control."""
    monkeypatch.setattr(Charter, "read_once", lambda self: None)
    charter = factories.consulted_charter(eastfield, by=dara)
    found = all_asked(charter, dara, amal, sign_in)
    assert made(found["hub"]) > 3
    assert made(found["pack"]) > 3


def test_words_that_changed_are_read_after_a_refresh_and_always_by_others(
    eastfield, dara
):
    charter = factories.ready_charter(eastfield, by=dara)
    other = Charter.objects.get(pk=charter.pk)
    charter.read_once()
    before = charter.content_hash()
    factories.reword(other, "Quite other words.", by=dara)
    assert charter.content_hash() == before
    assert other.content_hash() != before
    charter.refresh_from_db()
    assert charter.content_hash() == other.content_hash()
    factories.reword(other, "And others again.", by=dara)
    assert charter.content_hash() == other.content_hash()
