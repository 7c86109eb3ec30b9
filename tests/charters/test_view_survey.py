"""Residents answer the same questions three times; nobody can be made out."""

import csv
import datetime as dt
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit import clock
from audit.lifecycle import Refused
from audit.models import Event
from charters import survey, views_of_residents
from charters.models import ResidentView, ViewSurvey
from councils.models import Area
from tests import factories
from tests.stage import staged

LEAST, BASE = 10, 30


def test_counts_stand_without_percent_under_the_base():
    shown = views_of_residents.options(["a"] * 17 + ["b"] * 12, ["a", "b"], LEAST, BASE)
    assert shown == {"a": (17, None), "b": (12, None)}
    shown = views_of_residents.options(["a"] * 20 + ["b"] * 20, ["a", "b"], LEAST, BASE)
    assert shown == {"a": (20, 50), "b": (20, 50)}


def test_a_small_row_is_hidden_and_takes_another_along():
    pairs = [
        *[("E1", True)] * 20,
        *[("E1", False)] * 20,
        *[("E2", True)] * 12,
        *[("E2", False)] * 15,
        *[("E3", True)] * 3,
        *[("E3", False)] * 30,
    ]
    labels = {"E1": "Harbour", "E2": "Mill", "E3": "Quay"}
    rows = views_of_residents.rows(pairs, labels, LEAST, BASE)
    assert [(row.label, row.good) for row in rows] == [
        ("Harbour", 20),
        ("Mill", None),
        ("Quay", None),
    ]
    assert rows[0].percent == 50
    alone = views_of_residents.rows(pairs, labels, 0, BASE)
    assert [row.good for row in alone] == [20, 12, 3], "control: no threshold"


@given(st.lists(st.tuples(st.sampled_from("ABCD"), st.booleans()), max_size=120))
def test_no_row_shows_a_small_count_and_never_is_one_alone_hidden(pairs):
    rows = views_of_residents.rows(pairs, {key: key for key in "ABCD"}, LEAST, BASE)
    hidden = [row for row in rows if row.good is None]
    assert len(hidden) != 1
    for row in rows:
        if row.good is not None:
            assert row.good >= LEAST
            assert row.answers - row.good >= LEAST
        assert row.percent is None or row.answers >= BASE


@staged
def charter(eastfield, dara):
    Area.objects.create(council=eastfield, code="E1", name="Harbour")
    return factories.consulting_charter(eastfield, by=dara)


def plan(charter, by, wave="before", days=30):
    today = clock.today()
    return ViewSurvey.plan(
        charter,
        wave=wave,
        opens_on=today,
        closes_on=today + dt.timedelta(days=days),
        by=by,
    )


@staged
def wave(charter, dara):
    return plan(charter, dara)


GOOD = {"local_area": "very", "noticed": "yes"}


def test_a_wave_is_planned_once_and_not_in_the_past(charter, dara):
    plan(charter, dara)
    with pytest.raises(Refused, match="planned already"):
        plan(charter, dara)
    plan(charter, dara, wave="during")
    with pytest.raises(Refused, match="after the first day"):
        plan(charter, dara, wave="after", days=-1)
    assert Event.objects.filter(verb="view_survey.planned").count() == 2


def test_an_answer_counts_once_and_leaves_no_trace_of_who_or_when(wave):
    before = Event.objects.count()
    key = uuid.uuid4()
    wave.take(key, GOOD)
    wave.take(key, {"noticed": "no"})
    view = ResidentView.objects.get()
    assert view.answers == GOOD
    assert Event.objects.count() == before
    assert {field.name for field in ResidentView._meta.fields} == {
        *("id", "survey", "area", "age", "answers")
    }


def test_what_is_not_an_answer_is_refused(wave, travel):
    for wrong in ({}, {"noticed": "maybe"}, {"other": "yes"}, {"noticed": ""}):
        with pytest.raises(Refused):
            wave.take(uuid.uuid4(), wrong)
    travel(days=31)
    with pytest.raises(Refused, match="not open"):
        wave.take(uuid.uuid4(), GOOD)


def test_a_resident_answers_without_an_account_and_sees_results_after_the_close(
    charter, wave, client, travel
):
    page = f"/eastfield/charters/{charter.slug}/survey/"
    assert f"{page}answer/" in client.get(page).text
    refused = client.post(f"{page}answer/", {"key": str(uuid.uuid4())}).text
    assert refused.count("Select an answer to at least one question") == 2
    area = Area.objects.get()
    for number in range(40):
        said = {
            "key": str(uuid.uuid4()),
            "local_area": "very" if number % 2 else "fairly_not",
            "area": area.pk if number < 34 else "",
            "age": "25_34",
        }
        assert client.post(f"{page}answer/", said).status_code == 302
    assert survey.results_of(charter) == []
    assert "No results yet." in client.get(page).text
    assert client.get(f"{page}results.csv").status_code == 404
    travel(days=31)
    text = client.get(page).text
    assert "20 (50%)" in text
    file = client.get(f"{page}results.csv").getvalue().decode("utf-8-sig")
    assert f"{page}results.csv" in text
    lines = list(csv.reader(file.splitlines()))
    assert any({"20", "50"} <= set(line[-3:]) for line in lines)
    assert sum(line[-3:] == ["", "", ""] for line in lines) >= 2, "hidden here too"
    assert not any(line[-2] == "6" for line in lines)
    assert "Hidden" in text, "the six who did not say where, and the place beside them"
    assert client.get(f"{page}answer/").status_code == 404


def test_too_many_answers_from_one_address_must_wait(charter, wave, client, settings):
    from charters.views import survey as pages
    from councils import limits

    page = f"/eastfield/charters/{charter.slug}/survey/answer/"
    pages.ANSWERS, before = limits.Limit("one", most=1, seconds=60), pages.ANSWERS
    try:
        first = {"key": str(uuid.uuid4()), "noticed": "yes"}
        assert client.post(page, first).status_code == 302
        assert client.post(page, first).status_code == 429
    finally:
        pages.ANSWERS = before


def test_the_page_needs_as_many_queries_for_many_answers_as_for_few(
    charter, wave, client, travel, django_assert_max_num_queries
):
    wave.take(uuid.uuid4(), GOOD)
    travel(days=31)
    page = f"/eastfield/charters/{charter.slug}/survey/"
    with django_assert_max_num_queries(14) as few:
        client.get(page)
    ResidentView.objects.bulk_create(
        ResidentView(survey=wave, answers=GOOD) for _ in range(50)
    )
    with django_assert_max_num_queries(len(few)):
        client.get(page)


def test_an_officer_plans_a_wave_on_a_page_and_others_may_not(
    charter, dara, bea, olu, sign_in
):
    page = f"{charter.get_workspace_url()}survey/"
    today = clock.today()
    days = {}
    for name, day in (("opens_on", today), ("closes_on", today)):
        parts = (day.day, day.month, day.year)
        boxes = zip(("day", "month", "year"), parts, strict=True)
        days |= {f"{name}-{box}": str(part) for box, part in boxes}
    posted = {"wave": "during", **days}
    assert sign_in(bea).post(page, posted).status_code == 403
    assert sign_in(olu).post(page, posted).status_code == 404
    assert not ViewSurvey.objects.exists()
    assert "Select when you ask" in sign_in(dara).post(page, days).text
    sign_in(dara).post(page, posted)
    assert ViewSurvey.objects.get().wave == "during"


def test_a_charter_that_is_not_public_has_no_survey_page(eastfield, client):
    draft = factories.make_charter(eastfield)
    page = f"/eastfield/charters/{draft.slug}/survey/"
    assert client.get(page).status_code == 404
    assert client.get(f"{page}answer/").status_code == 404
