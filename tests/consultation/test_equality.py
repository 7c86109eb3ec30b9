"""Answers about equality stand apart, and are seen only as counts."""

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection
from django.test import Client

from audit.lifecycle import Refused
from audit.models import Event
from consultation import equality, limits, tasks
from consultation.models import EqualityRelease, EqualitySheet, Response
from consultation.models.equality import questions
from tests.consultation.addresses import url
from tests.consultation.test_write_a_response import filled

pytestmark = pytest.mark.django_db


def sent(round) -> Client:
    """A browser that has just sent a response."""
    client = Client()
    client.post(url(round, "comment_on_whole"), filled())
    client.post(url(round, "check"))
    return client


def fill(round, count, begin=0, **answers):
    for number in range(begin, begin + count):
        EqualitySheet.fill(round, f"ticket-{answers}-{number}", answers)


def test_after_sending_one_may_answer_and_each_question_can_be_refused(round):
    client = sent(round)
    shown = client.get(url(round, "about_you")).text
    asked = questions(round)
    assert shown.count("Prefer not to say") == len(asked)
    answers = {"sex": "female", "age": "25_34"}
    done = client.post(url(round, "about_you"), answers, follow=True)
    assert Response.objects.get().printed_code in done.text
    assert "Keep your private link" in done.text
    assert EqualitySheet.objects.get().answers == {"sex": "female", "age": "25_34"}


def test_the_questions_stand_between_sending_and_the_receipt(round):
    client = sent(round)
    assert Response.objects.count() == 1  # sent, whatever happens on the next page
    asked = client.get(url(round, "about_you")).text
    assert "We have received your response." in asked
    assert f'href="{url(round, "latest_sent")}"' in asked
    skipped = client.get(url(round, "latest_sent"), follow=True).text
    assert Response.objects.get().printed_code in skipped
    assert not EqualitySheet.objects.exists()


def test_the_page_of_the_questions_does_not_learn_which_response_it_was(round):
    client = Client()
    client.post(url(round, "comment_on_whole"), filled())
    answer = client.post(url(round, "check"))
    code = Response.objects.get().printed_code
    assert answer.headers["Location"] == url(round, "about_you")
    below = {
        name: cookie["path"]
        for name, cookie in answer.cookies.items()
        if cookie.value and code in cookie.value + cookie["path"]
    }
    assert below == {
        "sent": url(round, "latest_sent"),
        "receipt": url(round, "sent", ref=code),
        "copy": url(round, "sent", ref=code),
    }
    asked = url(round, "about_you")
    assert not any(asked.startswith(path) for path in below.values())
    assert code not in client.get(asked).text


def test_without_a_cookie_one_is_asked_for_the_code_of_the_receipt(round):
    lost = Client()
    for value in ("", "CVC-0000", "nonsense"):
        lost.cookies["sent"] = value
        answer = lost.get(url(round, "latest_sent"))
        assert answer.headers["Location"] == "/eastfield/my-response/"


def test_once_the_figures_are_final_nobody_is_asked(round, travel):
    travel(to=round.closes_at)
    type(round).objects.filter(pk=round.pk).update(status="analysed")
    client = Client()
    client.post(url(round, "comment_on_whole"), filled())
    answer = client.post(url(round, "check"))
    response = Response.objects.get()
    assert answer.headers["Location"] == url(round, "sent", ref=response.printed_code)


def test_answers_about_oneself_do_not_count_as_responses(round, monkeypatch, settings):
    """30 people at one library send 30 responses and 30 of these; none is held."""
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    }
    cache.clear()
    monkeypatch.setattr(limits, "HELD_AFTER", 3)
    for _person in range(3):
        sent(round).post(url(round, "about_you"), {"sex": "female"})
    assert Response.objects.counted().count() == 3


def test_a_flood_of_answers_about_oneself_is_asked_to_wait(
    round, monkeypatch, settings
):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    }
    cache.clear()
    few = limits.Limit("sheets-once", most=1, seconds=3600)
    monkeypatch.setattr(limits, "SHEETS", few)
    client = sent(round)
    client.post(url(round, "about_you"), {"sex": "female"})
    assert client.post(url(round, "about_you"), {}).status_code == 429


def test_a_response_answers_once(round):
    client = sent(round)
    ticket = client.cookies["about-you"].value
    client.post(url(round, "about_you"), {"sex": "female"})
    client.cookies["about-you"] = ticket
    client.post(url(round, "about_you"), {"sex": "male"})
    assert EqualitySheet.objects.get().answers == {"sex": "female"}


@pytest.mark.parametrize("ticket", ["", "forged", "a:b:c"])
def test_without_a_ticket_nothing_is_kept(round, ticket):
    client = Client()
    client.cookies["about-you"] = ticket
    client.post(url(round, "about_you"), {"sex": "male"})
    assert not EqualitySheet.objects.exists()


def test_nothing_joins_a_sheet_to_a_response(round):
    client = sent(round)
    events = Event.objects.count()
    client.post(url(round, "about_you"), {"sex": "female"})
    related = {
        field.related_model
        for field in EqualitySheet._meta.get_fields()
        if field.is_relation
    }
    assert related == {type(round)}
    names = {field.name for field in EqualitySheet._meta.fields}
    assert names == {"id", "round", "ticket_hash", "answers"}  # and no time
    sheet = EqualitySheet.objects.values().get()
    response = Response.objects.values().get()
    shared = {str(value) for value in sheet.values()} & {
        str(value) for value in response.values()
    }
    assert shared <= {str(round.pk)}
    assert Event.objects.count() == events  # nothing stands on the trail


def test_no_other_model_points_at_the_sheets(round):
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if field.is_relation and field.related_model is EqualitySheet:
                assert field.model is EqualitySheet or field.auto_created


def test_at_night_the_rows_are_written_anew_in_another_order(round):
    fill(round, 30, sex="male")

    def rows():
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM consultation_equalitysheet ORDER BY ctid")
            return [row[0] for row in cursor.fetchall()]

    before = rows()
    EqualitySheet.shuffle(round)
    assert sorted(rows()) == sorted(before)
    assert rows() != before


def test_counts_appear_only_when_enough_have_answered(round):
    fill(round, 9, sex="male")
    assert equality.release(round) is None
    fill(round, 1, 9, sex="male")
    assert equality.release(round).sheets == 10
    fill(round, 9, 10, sex="male")
    assert equality.release(round) is None  # nine more would be nine people


def test_small_counts_are_hidden_from_the_equality_officer_too(sign_in, round, eve):
    fill(round, 30, sex="female")
    fill(round, 3, sex="male")
    equality.release(round)
    shown = EqualityRelease.objects.get().shown("sex")
    assert shown.counts["male"] is None
    assert shown.counts["not_said"] is None
    page = sign_in(eve).get(url(round, "equality_figures")).text
    assert "hidden" in page
    assert ">3<" not in page


def test_only_the_equality_officer_sees_the_counts(sign_in, round, eve, dara, mona):
    assert sign_in(eve).get(url(round, "equality_figures")).status_code == 200
    for other in (dara, mona):
        assert sign_in(other).get(url(round, "equality_figures")).status_code == 403


def test_the_task_of_the_night_counts_and_mixes(round):
    fill(round, 12, sex="male")
    assert tasks.release_equality_counts() == 1
    assert tasks.release_equality_counts() == 0


def test_when_the_figures_are_final_no_sheet_is_added(round):
    type(round).objects.filter(pk=round.pk).update(status="analysed")
    round.refresh_from_db()
    with pytest.raises(Refused, match="final"):
        fill(round, 1, sex="male")


def test_an_answer_that_is_not_offered_counts_as_not_said(round):
    fill(round, 10, sex="<script>")
    counted = equality.count(round)["sex"]
    assert counted["not_said"] == 10
    assert "<script>" not in counted
