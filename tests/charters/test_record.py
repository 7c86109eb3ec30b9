"""How a charter is made, in the open: days and their moves, advice, decisions, log."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from audit import clock
from audit.models import Event
from charters.models import EqualityAnalysis, GatewayAdvice, TimetableStep
from tests import factories
from tests.stage import staged


@staged
def charter(eastfield, dara):
    return factories.consulting_charter(eastfield, by=dara)


def in_days(number):
    return clock.today() + dt.timedelta(days=number)


def test_a_moved_day_keeps_the_old_one_and_the_reason_in_public(charter, dara, client):
    step = TimetableStep.plan(charter, " Cabinet decides ", in_days(30), by=dara)
    for day, reason, refused in [
        (in_days(30), "None", "Enter another date"),
        (in_days(60), " ", "Enter the reason"),
    ]:
        with pytest.raises(ValidationError, match=refused):
            step.move_to(day, reason, by=dara)
    step.move_to(in_days(60), "The hall was flooded.", by=dara)
    [move] = step.moves.all()
    assert (move.old_on, move.new_on) == (in_days(30), in_days(60))
    shown = client.get(f"{charter.get_absolute_url()}record/").content.decode()
    assert "Cabinet decides" in shown
    assert "The hall was flooded." in shown
    assert f"{in_days(30).day} {in_days(30):%B %Y}" in shown
    verbs = Event.objects.filter(verb__startswith="timetable.").order_by("pk")
    assert [one.verb for one in verbs] == ["timetable.planned", "timetable.moved"]


def test_a_step_is_named_once_and_done_once(charter, dara):
    step = TimetableStep.plan(charter, "Round opens", in_days(3), by=dara)
    with pytest.raises(ValidationError, match="in the timetable already"):
        TimetableStep.plan(charter, "round opens", in_days(4), by=dara)
    step.mark_done(by=dara)
    for act in (
        lambda: step.mark_done(by=dara),
        lambda: step.move_to(in_days(9), "Later.", by=dara),
    ):
        with pytest.raises(ValidationError, match="done already"):
            act()


def test_advice_stands_beside_the_draft(charter, dara, client):
    words = {"gateway": "peer", "adviser": "Westbrook Council", "by": dara}
    with pytest.raises(ValidationError, match="today or in the past"):
        GatewayAdvice.publish(
            charter, wording="Say more.", given_on=in_days(1), **words
        )
    with pytest.raises(ValidationError, match="Enter the advice"):
        GatewayAdvice.publish(charter, wording=" ", given_on=in_days(0), **words)
    GatewayAdvice.publish(charter, wording="Say more.", given_on=in_days(0), **words)
    EqualityAnalysis.attach(charter, "draft", "Buses matter.", by=dara)
    overview = client.get(charter.get_absolute_url()).content.decode()
    assert "/record/" in overview
    shown = client.get(f"{charter.get_absolute_url()}record/").content.decode()
    for words in ("Westbrook Council", "Say more.", "Buses matter."):
        assert words in shown


def test_every_move_of_the_charter_is_in_the_public_log(charter, dara, amal, client):
    charter.conclude_consultation(by=dara)
    charter.submit(by=dara, approver=amal)
    charter.send_back("Shorter.", by=amal)
    page = client.get(f"{charter.get_absolute_url()}record/")
    log = [line.what for line in page.context["log"]]
    assert log == [
        "The text was returned for changes",
        "The text was submitted for a decision",
        "The consultation was concluded",
        "A draft was put to consultation",
        "Work on the charter began",
    ]
    assert "Shorter." in page.content.decode()
    assert not page.cookies


def test_nobody_reads_the_record_of_a_secret_draft(eastfield, dara, client):
    secret = factories.make_charter(eastfield, by=dara)
    page = f"{secret.get_absolute_url()}record/"
    assert client.get(page).status_code == 404


@pytest.mark.slow
def test_officers_keep_the_timetable_in_the_browser(charter, dara, sign_in):
    browser, page = sign_in(dara), f"{charter.get_workspace_url()}timetable/"
    browser.post(page, {"title": "Round opens", "on": "12 Feb 2027"})
    step = charter.timetable.get()
    late = browser.post(f"{page}{step.pk}/move/", {"on": "13 Feb 2027", "reason": ""})
    assert "Enter the reason for the new date" in late.content.decode()
    sent = {"on": "13 Feb 2027", "reason": "A holiday."}
    browser.post(f"{page}{step.pk}/move/", sent)
    browser.post(f"{page}{step.pk}/done/")
    step.refresh_from_db()
    assert step.planned_on == dt.date(2027, 2, 13)
    assert step.done_on == clock.today()
    assert step.moves.get().reason == "A holiday."
