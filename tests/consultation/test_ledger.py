"""Each thing that arrives has a number first; each night the sums are compared."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from audit import clock
from audit.lifecycle import Refused
from audit.models import Event
from consultation import channels, ledger, submission, tasks
from consultation.models import (
    Draft,
    IngestItem,
    LedgerCount,
    OutsideCount,
    Reconciliation,
    Response,
)
from consultation.parcels import Remark, Sender
from consultation.submission import submit
from tests.consultation.addresses import url
from tests.consultation.test_files_and_forgetting import own_folder, picture  # noqa: F401
from tests.consultation.test_write_a_response import filled
from tests.factories import send_response

pytestmark = pytest.mark.django_db


def take(round, **more):
    return IngestItem.take(round, "paper", **more)


def test_numbers_run_from_one_without_a_gap(round, westbrook):
    assert [take(round).number for _ in range(3)] == [1, 2, 3]
    assert round.ledger_count.last == 3


def test_the_same_key_has_the_same_number(round):
    assert take(round, key="a").number == take(round, key="a").number == 1
    assert take(round, key="b").number == 2


def test_every_response_has_a_number(round):
    receipt = send_response(round)
    assert receipt.response.ingest_item.state == "kept"
    send_response(round, key="one")
    send_response(round, key="one")
    assert round.ingest_items.count() == 2
    assert ledger.differences(round) == []


def test_a_refused_response_is_in_the_ledger_with_the_reason(round):
    with pytest.raises(Refused):
        submit(round, [Remark("")], Sender(), idempotency_key="a")
    item = round.ingest_items.get()
    assert (item.state, item.reason) == ("rejected", "Enter your comment")
    submit(round, [Remark("Now with words.")], Sender(), idempotency_key="a")
    item.refresh_from_db()
    assert item.state == "kept"


def test_a_worker_killed_in_the_middle_loses_nothing(client, round, monkeypatch):
    """What came is what is kept, rejected or still waits."""
    client.post(url(round, "comment_on_whole"), filled(text="Remember me."))

    class Killed(BaseException):
        pass

    def die(*_all):
        raise Killed

    with monkeypatch.context() as broken:
        broken.setattr(submission, "_keep", die)
        with pytest.raises(Killed):
            client.post(url(round, "check"))
    sums = ledger.figures(round)
    assert (sums["items"], sums["waiting"], sums["responses"]) == (1, 1, 0)
    assert Draft.objects.get().comments[0]["text"] == "Remember me."
    assert ledger.differences(round) == []
    client.post(url(round, "check"))
    sums = ledger.figures(round)
    assert (sums["items"], sums["kept"], sums["responses"]) == (1, 1, 1)


def test_a_response_that_vanishes_is_named(round):
    send_response(round)
    other = send_response(round).response
    IngestItem.objects.filter(response=other).delete()
    named = ledger.differences(round)
    assert "1 number was given out and its item is gone." in named
    assert "1 response has no number in the ledger." in named


def test_a_mailbox_that_holds_more_than_the_ledger_is_named(round, travel, dara):
    channels.log(round, "email", arrived_at=clock.now(), by=dara)
    travel(hours=1)
    count = OutsideCount.objects.create(round=round, source="email", count=1)
    assert ledger.differences(round) == []
    count.count = 3
    count.save()
    assert ledger.differences(round) == ["Mailbox: 3 were counted, the ledger has 1."]


def test_each_night_leaves_one_comparison_however_often_it_runs(round):
    send_response(round)
    assert tasks.reconcile_ledgers() == tasks.reconcile_ledgers() == 1
    found = Reconciliation.objects.get()
    assert found.is_balanced
    assert found.figures["responses"] == 1


def test_the_page_says_that_the_sums_agree_or_what_is_wrong(sign_in, round, dara):
    send_response(round)
    client = sign_in(dara)
    assert "The sums agree." in client.get(url(round, "ledger")).text
    IngestItem.objects.all().delete()
    shown = client.get(url(round, "ledger")).text
    assert "The sums do not agree." in shown
    assert "1 response has no number in the ledger." in shown


def test_something_that_arrived_is_logged_and_then_closed_as_no_response(
    sign_in, round, dara
):
    client = sign_in(dara)
    today = clock.today()
    posted = {
        "channel": "paper",
        "received_on-day": today.day,
        "received_on-month": today.month,
        "received_on-year": today.year,
        "about": "Letter",
    }
    told = client.post(url(round, "log_item"), posted, follow=True)
    assert "It has number 1." in told.text
    item = url(round, "ledger_item", number=1)
    assert "Enter why this is not a response" in client.post(item, {}).text
    client.post(item, {"reason": "A bill."})
    assert IngestItem.objects.get().state == "rejected"
    assert Event.objects.filter(verb="ledger.item_rejected").exists()


def test_an_item_is_closed_once_and_for_a_reason(round, dara):
    item = take(round)
    with pytest.raises(Refused, match="Enter why"):
        item.reject(" ", by=dara)
    item.reject("A bill.", by=dara)
    with pytest.raises(Refused, match="already"):
        item.reject("A bill.", by=dara)


def test_the_database_keeps_the_ledger_true(round):
    item = take(round)
    for wrong in ({"state": "kept"}, {"state": "rejected"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            IngestItem.objects.filter(pk=item.pk).update(**wrong)


def test_the_ledger_takes_as_many_queries_for_many_items(sign_in, round, dara):
    client = sign_in(dara)
    counts = []
    for more in (1, 30):
        for _ in range(more):
            send_response(round)
        client.get(url(round, "ledger"))
        with CaptureQueriesContext(connection) as caught:
            client.get(url(round, "ledger"))
        counts.append(len(caught))
    assert counts[0] == counts[1]


# --- keying in, and the second person -------------------------------------------------


def keyed(round, by, text="As it was written.", **more):
    return channels.key_in(
        round,
        more.pop("content", None) or content(text),
        Sender("lives_here"),
        key=more.pop("key", "k1"),
        channel="paper",
        received_at=clock.now(),
        by=by,
        **more,
    ).response


def content(text):
    from consultation.parcels import Content

    return Content(remarks=[Remark(text)])


def test_a_paper_response_is_keyed_in_from_its_item_with_its_scan(sign_in, round, dara):
    scan = SimpleUploadedFile("letter.png", picture())
    item = channels.log(round, "paper", arrived_at=clock.now(), by=dara)
    client = sign_in(dara)
    page = f"{url(round, 'add_response')}?item={item.number}"
    assert "item 1 of the ledger" in client.get(page).text
    today = clock.today()
    posted = {
        "key": "k1",
        "blocks": "2",
        "channel": "paper",
        "received_on-day": today.day,
        "received_on-month": today.month,
        "received_on-year": today.year,
        "text": "First point.",
        "text_2": "Second point.",
        "kind": "not_said",
        "scan": scan,
    }
    assert client.post(page, posted).status_code == 302
    response = Response.objects.get()
    assert response.comments.count() == 2
    item.refresh_from_db()
    assert item.response == response
    assert item.scan.kind == "png"
    assert response.keying.fields == 7


def test_another_comment_can_be_added_without_losing_what_was_typed(
    sign_in, round, dara
):
    page = url(round, "add_response")
    posted = {"blocks": "1", "text": "First point.", "more": "yes", "key": "k"}
    shown = sign_in(dara).post(page, posted).text
    assert "First point." in shown
    assert 'name="text_2"' in shown
    assert "There is a problem" not in shown


def test_the_one_who_keyed_it_in_cannot_compare_it(round, dara, mona):
    response = keyed(round, dara)
    with pytest.raises(Refused, match="Another person"):
        response.keying.compare({}, by=dara)
    with pytest.raises(IntegrityError), transaction.atomic():
        type(response.keying).objects.update(checked_by=dara)
    response.keying.compare({}, by=mona)
    assert response.keying.is_checked


def test_a_second_person_puts_errors_right_and_they_are_counted(
    sign_in, round, dara, mona
):
    response = keyed(round, dara, "Pleese add dates.")
    page = url(round, "compare_keying", uid=response.uid)
    client = sign_in(mona)
    comment = response.comments.get()
    assert "Pleese add dates." in client.get(page).text
    client.post(
        page,
        {f"{comment.reference}-text": "Please add dates.", "kind": "lives_here"},
    )
    comment.refresh_from_db()
    assert comment.text == "Please add dates."
    assert response.versions.get().content["comments"][0]["text"].startswith("Pleese")
    rate = {"responses": 1, "fields": 4, "wrong": 1}
    assert channels.error_rate(round) == rate
    assert "1 were wrong" in client.get(url(round, "ledger")).text


def test_the_round_is_not_read_before_a_second_person_compared(closed, dara, mona):
    response = keyed(closed, dara)
    waiting = "Let a second person compare"
    assert any(waiting in one for one in closed.obstacles("analysed"))
    response.keying.compare({}, by=mona)
    assert not any(waiting in one for one in closed.obstacles("analysed"))


def test_paper_that_came_before_the_close_and_is_typed_after_it_is_in_time(
    round, travel, dara
):
    """Rule R19."""
    arrived = clock.now()
    travel(to=round.closes_at)
    response = channels.key_in(
        round,
        content("By post."),
        Sender("other"),
        key="k",
        channel="paper",
        received_at=arrived,
        by=dara,
    ).response
    assert not response.is_late


def test_what_waits_stands_in_the_work_lists(round, dara, mona):
    from consultation.work import waiting

    keyed(round, dara)
    channels.log(round, "paper", arrived_at=clock.now(), by=dara)
    titles = [item.title for item in waiting(mona, round.council)]
    assert any(title.startswith("Compare ") for title in titles)
    assert any(title.startswith("Key in item 2") for title in titles)
    mine = [item.title for item in waiting(dara, round.council)]
    assert not any(title.startswith("Compare ") for title in mine)


def test_a_ledger_count_belongs_to_its_round(round):
    take(round)
    assert LedgerCount.objects.for_council(round.council).get().round == round
