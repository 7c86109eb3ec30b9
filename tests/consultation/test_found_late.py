"""A pile of responses turns up after the results: nothing is lost, all is public."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from audit.lifecycle import Refused
from audit.models import Event
from consultation import channels, found_late, statement
from consultation.models import Contact, Keying, LateFind, Reading
from consultation.notifications import tell_found_late, tell_notice
from consultation.parcels import Content, Remark, Sender
from records.models import Letter
from tests.consultation.addresses import url
from tests.factories import read_the_pack, ready_to_conclude, send_response

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def later(reported, travel):
    """The day after the results were published."""
    travel(to=reported.closes_at + dt.timedelta(days=1))
    return reported


@pytest.fixture
def find(later, dara):
    return found_late.log(later, "A box stood in the basement of the library.", by=dara)


def key_in(round, text, *, by, key="paper-1", **sender):
    """What came on paper in time and is keyed in now."""
    return channels.key_in(
        round,
        Content(remarks=[Remark(text, clause=round.edition.clauses.first())]),
        Sender("lives_here", **sender),
        key=key,
        channel="paper",
        received_at=round.closes_at - HOUR,
        by=by,
    ).response


def handle(response, issue, *, dara, mona):
    """All that is done with a response before its find is settled."""
    Keying.objects.filter(response=response).delete()
    comment = response.comments.get()
    comment.publish(mona)
    Reading.objects.mark(response.round, [response], by=mona)
    issue.gather([comment], by=dara)
    return comment


def test_without_a_find_the_results_stand(later, dara):
    issue = later.issues.get()
    late = key_in(later, "Found in the basement.", by=dara).comments.get()
    for act in (
        lambda: issue.gather([late], by=dara),
        lambda: issue.dispose("answered", "Otherwise.", by=dara),
        lambda: issue.reword("Dates", "Other words.", by=dara),
        lambda: later.raise_issue("Trees", "People want trees.", by=dara),
    ):
        with pytest.raises(Refused, match="results are published"):
            act()


def test_a_round_is_not_concluded_over_what_was_recorded_since(later, dara):
    key_in(later, "Found in the basement.", by=dara)
    found = later.obstacles("concluded")
    assert any("recorded after the results" in one and "1 left" in one for one in found)


def test_a_pile_is_logged_taken_in_gathered_and_settled(later, dara, mona):
    before = statement.build(later)
    find = found_late.log(later, "A box stood in the basement.", by=dara)
    known = later.issues.get()
    first = key_in(later, "Dates, again.", by=dara)
    second = key_in(later, "Plant trees.", by=dara, key="paper-2")
    assert first.ingest_item.number != second.ingest_item.number
    handle(first, known, dara=dara, mona=mona)
    new = later.raise_issue("Trees", "People want trees.", by=dara)
    handle(second, new, dara=dara, mona=mona)
    with pytest.raises(Refused, match="Answer issue 2"):
        found_late.settle(find, True, "A point is new.", by=dara)
    new.dispose("out_of_scope", "Trees are in another plan.", by=dara)
    found_late.settle(find, True, "Nobody had asked for trees.", by=dara)
    find = LateFind.objects.get()
    assert set(find.responses.all()) == {first, second}
    assert later.ledger_count.last == later.ingest_items.count() == 3
    notice = find.notice
    assert "we found 2 responses" in notice.words
    assert "They change our findings. Nobody had asked for trees." in notice.words
    newest = later.statements.order_by("-number").first()
    assert newest.number > before.number
    assert newest.content["figures"]["responses"] == 3
    assert any(notice.words == one["words"] for one in newest.content["notices"])
    told = Event.objects.get(verb="late_find.settled").data
    assert (told["found"], told["counted"], told["issues_added"]) == (2, 2, [2])


def test_when_it_is_settled_the_round_goes_on(find, later, dara, mona):
    handle(key_in(later, "Dates.", by=dara), later.issues.get(), dara=dara, mona=mona)
    assert "Settle what was found late." in later.obstacles("concluded")
    found_late.settle(find, False, "Others had said the same.", by=dara)
    ready_to_conclude(later, by=dara)
    assert not [one for one in later.obstacles("concluded") if "late" in one]
    # and the door is closed again
    with pytest.raises(Refused, match="results are published"):
        later.raise_issue("More", "More.", by=dara)


def test_only_what_was_found_may_be_moved(find, later, dara):
    issue = later.issues.get()
    old = issue.comments.get()
    other = later.raise_issue("Trees", "People want trees.", by=dara)
    with pytest.raises(Refused, match="Only comments that were found late"):
        other.gather([old], by=dara)
    with pytest.raises(Refused, match="Only comments that were found late"):
        issue.let_go(old, by=dara)
    with pytest.raises(Refused, match="Nothing that was found late is in this issue"):
        issue.dispose("answered", "Otherwise.", by=dara)


def test_an_answer_that_changed_changes_the_findings(find, later, dara, mona):
    issue = later.issues.get()
    handle(key_in(later, "Dates do harm.", by=dara), issue, dara=dara, mona=mona)
    issue.dispose("partly", "Dates only where they help.", by=dara)
    with pytest.raises(Refused, match="You changed the answer to issue 1"):
        found_late.settle(find, False, "Nothing new.", by=dara)
    with pytest.raises(Refused, match="Enter why"):
        found_late.settle(find, True, " ", by=dara)
    found_late.settle(find, True, "They showed what dates cost.", by=dara)
    with pytest.raises(Refused, match="already settled"):
        found_late.settle(find, True, "Again.", by=dara)


def test_letters_go_to_those_found_and_to_those_whose_answer_changed(
    round, answered, later, dara, mona, travel
):
    issue = later.issues.get()
    contact = answered.responses.get()
    Contact.objects.create(
        response=contact, email="remi@example.org", wants_results=True
    )
    find = found_late.log(later, "A box.", by=dara)
    mine = {"email": "found@example.org", "wants_results": True}
    late = key_in(later, "Dates do harm.", by=dara, **mine)
    handle(late, issue, dara=dara, mona=mona)
    issue.dispose("partly", "Only where they help.", by=dara)
    found_late.settle(find, True, "They showed what dates cost.", by=dara)
    event = Event.objects.get(verb="late_find.settled")
    tell_found_late(event)
    tell_found_late(event)  # may run twice
    kinds = Letter.objects.values_list("recipient", "kind")
    assert ("found@example.org", "consultation_results") in kinds
    again = Letter.objects.get(kind="consultation_results_again")
    assert again.recipient == "remi@example.org"
    assert "Partly changed" in again.text
    tell_notice(Event.objects.get(verb="round.found_late"))


def test_after_the_conclusion_it_is_taken_in_and_the_pack_is_read_again(
    later, dara, mona, amal, travel
):
    cite(later, dara)
    ready_to_conclude(later, by=dara)
    later.conclude(by=dara)
    read_the_pack(later, by=amal)
    charter = later.charter
    assert not charter.holds.filter(key=later.pack_key).exists()
    with pytest.raises(Refused, match="over"):
        key_in(later, "Too late.", by=dara, key="no")
    travel(to=later.closes_at + dt.timedelta(days=3))
    find = found_late.log(later, "A box stood in the basement.", by=dara)
    assert charter.holds.filter(key=find.hold_key).exists()
    with pytest.raises(Refused, match="over"):
        send_response(later, "From the web: still over.")
    # the item that was refused before still waits under its number
    late = key_in(later, "Dates.", by=dara, key="no")
    handle(late, later.issues.get(), dara=dara, mona=mona)
    assert any("equality" in one for one in found_late.obstacles(find))
    ready_to_conclude(later, by=dara)
    found_late.settle(find, False, "Others had said the same.", by=dara)
    assert not charter.holds.filter(key=find.hold_key).exists()
    assert charter.holds.filter(key=later.pack_key).exists()


def cite(round, dara):
    clause = round.charter.sections.first().clauses.first()
    clause.reword("Other words, by 2030.", by=dara)
    change = round.charter.changes.since_last_consultation().first()
    round.issues.get().cite(change, by=dara)


def test_results_that_are_not_published_need_no_find(closed, dara):
    with pytest.raises(Refused, match="not published yet"):
        found_late.log(closed, "A box.", by=dara)


def test_one_find_is_read_at_a_time(find, later, dara):
    with pytest.raises(Refused, match="Settle what was found before"):
        found_late.log(later, "Another box.", by=dara)
    # the database wants it too
    with pytest.raises(IntegrityError, match="one_late_find"), transaction.atomic():
        LateFind.objects.create(round=later, number=2, about="Another box.")


def test_an_item_that_waits_in_the_ledger_is_not_forgotten(find, later, dara):
    channels.log(later, "paper", arrived_at=later.closes_at - HOUR, by=dara)
    assert "1 left" in found_late.obstacles(find)[0]
    with pytest.raises(Refused, match="waits in the ledger"):
        found_late.settle(find, False, "Nothing in it.", by=dara)


def test_the_pages_log_and_settle(sign_in, later, dara, mona):
    browser = sign_in(dara)
    page = browser.get(url(later, "found_late"))
    assert "Nothing was found" in page.text
    answer = browser.post(url(later, "found_late"), {"about": "A box."})
    there = url(later, "settle_find", number=1)
    assert answer.headers["Location"] == there
    handle(key_in(later, "Dates.", by=dara), later.issues.get(), dara=dara, mona=mona)
    assert "As published" in browser.get(there).text
    assert "There is a problem" in browser.post(there, {}).text
    told = {"changes_findings": "no", "reason": "Others had said the same."}
    assert browser.post(there, told).status_code == 302
    assert "The findings stand" in browser.get(there).text
    assert browser.get(url(later, "settle_find", number=9)).status_code == 404


def test_others_may_not_log_or_settle(sign_in, find, later, mona):
    browser = sign_in(mona)
    assert browser.get(url(later, "found_late")).status_code == 403
    assert browser.post(url(later, "settle_find", number=1)).status_code == 403
