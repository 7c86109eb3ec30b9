"""Figures and measures from files: a plan first, then all of it or nothing."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from audit.lifecycle import Refused
from metrics import imports
from metrics.models import Metric, Observation
from records import exports, tables

pytestmark = pytest.mark.django_db
FIGURES = "code,value,observed_on,source,place\n"
MEASURES = "code,title,unit,definition,local_reason\n"
PAGE = "/eastfield/workspace/figures/import/"


def table(text) -> tables.Table:
    return tables.read(text.encode(), "x.csv")


def figures(council, rows, by):
    return imports.plan_figures(council, table(FIGURES + rows), by=by)


def test_a_plan_touches_nothing_and_the_second_time_nothing_is_left(
    measures, eastfield, dara
):
    rows = 'SV-APP-03,"1,200",1 April 2026,Register,\nsv-app-05,3,2026-05-01,Register,'
    plan = figures(eastfield, rows, dara)
    assert (plan.count("add"), plan.errors) == (2, [])
    assert not Observation.objects.exists()
    plan.bring_in()
    assert Observation.objects.get(metric__code="SV-APP-03").value == 1200
    again = figures(eastfield, rows, dara)
    assert (again.count("same"), again.changes) == (2, [])


def test_another_value_for_the_same_sight_corrects_it(measures, eastfield, dara):
    figures(eastfield, "SV-APP-03,1,2026-04-01,Register,", dara).bring_in()
    plan = figures(eastfield, "SV-APP-03,2,2026-04-01,Register,", dara)
    assert plan.count("change") == 1
    plan.bring_in()
    new = Observation.objects.current().get()
    assert (new.value, new.corrects.value) == (2, 1)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("NO-1,1,2026-04-01,Register,", "not a measure you can use"),
        ("SV-APP-03,many,2026-04-01,Register,", "must be a number"),
        ("SV-APP-03,NaN,2026-04-01,Register,", "must be a number"),
        ("SV-APP-03,1.5,2026-04-01,Register,", "whole number"),
        ("SV-APP-03,1,31/02/2026,Register,", "real date"),
        ("SV-APP-03,1,2036-04-01,Register,", "in the past"),
        ("SV-APP-03,1,2026-04-01,,", "where the figure comes from"),
        ("SV-APP-03,1,2026-04-01,Register,Atlantis", "not one of your places"),
    ],
)
def test_each_wrong_row_is_named_and_then_nothing_is_kept(
    measures, eastfield, dara, row, says
):
    plan = figures(eastfield, f"SV-APP-05,1,2026-04-01,Register,\n{row}", dara)
    (wrong,) = plan.errors
    assert wrong.number == 3
    assert says in wrong.sentence
    with pytest.raises(Refused):
        plan.bring_in()
    assert not Observation.objects.exists()


def test_two_rows_about_the_same_sight_are_one_too_many(measures, eastfield, dara):
    row = "SV-APP-03,1,2026-04-01,Register,\n"
    (wrong,) = figures(eastfield, row * 2, dara).errors
    assert "row 2" in wrong.sentence


def test_a_missing_column_is_named(eastfield, dara):
    (wrong,) = imports.plan_figures(eastfield, table("code\nA"), by=dara).errors
    assert "value, observed_on, source" in wrong.sentence


def test_a_councils_measures_go_out_and_come_back_unchanged(eastfield, westbrook, ada):
    text = MEASURES + "PARK-01,Benches put up,benches,A bench in a park,None lists it"
    imports.plan_measures(eastfield, table(text), by=ada).bring_in()
    benches = Metric.objects.get(code="EASTFIELD-PARK-01")
    assert benches.is_local
    out = b"".join(
        exports.download("x", imports.LOCAL_COLUMNS, imports.measure_rows([benches]))
    )
    again = imports.plan_measures(eastfield, tables.read(out, "x.csv"), by=ada)
    assert (again.count("same"), again.errors) == (1, [])


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("PARK-01,Benches,benches,A bench,", "why no measure"),
        ("PARK-01,,benches,A bench,None", "Enter the title"),
        ("no code!,Benches,benches,A bench,None", "capital letters"),
    ],
)
def test_a_measure_that_lacks_something_is_refused(eastfield, ada, row, says):
    (wrong,) = imports.plan_measures(eastfield, table(MEASURES + row), by=ada).errors
    assert says in wrong.sentence


def test_a_measure_that_is_there_is_never_rewritten(eastfield, ada):
    row = "PARK-01,{},benches,A bench,None lists it"
    plan = imports.plan_measures(eastfield, table(MEASURES + row.format("A")), by=ada)
    plan.bring_in()
    other = imports.plan_measures(eastfield, table(MEASURES + row.format("B")), by=ada)
    assert "in other words" in other.errors[0].sentence


def send(browser, rows):
    sent = SimpleUploadedFile("figures.csv", (FIGURES + rows).encode())
    return browser.post(PAGE, {"file": sent}, follow=True)


def test_the_pages_show_the_plan_before_anything_is_kept(
    measures, eastfield, dara, sign_in
):
    browser = sign_in(dara)
    page = send(browser, "SV-APP-03,7,2026-04-01,Register,").content.decode()
    assert "Added." in page
    assert not Observation.objects.exists()
    browser.post(f"{PAGE}check/")
    assert Observation.objects.get().value == 7
    assert browser.get(f"{PAGE}check/")["Location"] == PAGE


def test_the_page_lists_wrong_rows_and_offers_no_button(
    measures, eastfield, dara, sign_in
):
    browser = sign_in(dara)
    page = send(browser, "SV-APP-03,many,2026-04-01,Register,").content.decode()
    assert "1 row has a problem" in page
    assert "Bring it in" not in page
    browser.post(f"{PAGE}check/")
    assert not Observation.objects.exists()


def test_anyone_may_take_the_figures_away(measures, eastfield, dara, client):
    Observation.observe(
        measures["SV-APP-03"],
        eastfield,
        1,
        observed_on=dt.date(2026, 4, 1),
        source="=1+1",
        by=dara,
    )
    answer = client.get("/eastfield/data/figures.csv")
    content = b"".join(answer.streaming_content).decode()
    assert "'=1+1" in content
    assert not answer.cookies
    assert client.get("/eastfield/data/figures.xlsx").status_code == 200
    assert client.get("/frameworks/starter-measures.json").status_code == 200
    assert client.get("/eastfield/data/figures.exe").status_code == 404
