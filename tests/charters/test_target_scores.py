"""Figures meet the targets of a charter: before, latest, and how it ended."""

import datetime as dt
from decimal import Decimal

import pytest

from charters import indicators, scorecard
from charters.indicators import Seen
from metrics.models import Observation
from tests import factories
from tests.stage import staged

TARGET = {
    "metric": {"code": "X", "title": "Starts", "unit": "people"},
    "baseline": "10",
    "baseline_on": "2026-03-31",
    "level": "30",
    "due_on": "2029-12-31",
}


@pytest.mark.parametrize(
    ("values", "on", "direction", "verdict"),
    [
        ([], "2029-12-31", "higher", "not_due"),
        ([], "2030-01-01", "higher", "no_data"),
        ([("40", "2027-05-01")], "2030-01-01", "higher", "no_data"),
        ([("30", "2029-06-01")], "2030-01-01", "higher", "met"),
        ([("20", "2029-06-01")], "2030-01-01", "higher", "partly"),
        ([("10", "2029-06-01")], "2030-01-01", "higher", "not_met"),
        ([("40", "2029-06-01")], "2030-01-01", "lower", "not_met"),
        ([("99", "2026-01-01")], "2030-01-01", "higher", "no_data"),
    ],
)
def test_a_target_is_judged_by_what_was_seen_since_its_baseline(
    values, on, direction, verdict
):
    seen = [Seen(Decimal(value), dt.date.fromisoformat(day)) for value, day in values]
    score = indicators.score_target(
        TARGET,
        seen,
        direction=direction,
        on=dt.date.fromisoformat(on),
        months_before=12,
    )
    assert score.verdict == verdict


def test_a_target_without_a_baseline_takes_every_figure():
    target = TARGET | {"baseline": "", "baseline_on": ""}
    score = indicators.score_target(
        target,
        [Seen(Decimal(15), dt.date(2025, 1, 1), "Register")],
        direction="higher",
        on=dt.date(2027, 1, 1),
        months_before=12,
    )
    assert score.baseline is None
    assert score.so_far == "15 people"
    assert score.percent == 50


@staged
def adopted(eastfield, dara):
    return factories.adopted_charter(eastfield, by=dara)


def count(charter, value, day, by):
    target = charter.adopted_edition.priorities.first().targets.first()
    return Observation.observe(
        target.metric,
        charter.council,
        value,
        observed_on=day,
        source="Apprenticeship register",
        by=by,
    )


def test_a_charter_of_targets_only_cannot_skip_the_scorecard(adopted, client):
    lines = scorecard.of_edition(adopted.adopted_edition)
    assert lines
    assert all(line.target for line in lines)
    page = client.get(f"{adopted.get_absolute_url()}scorecard/").content.decode()
    assert lines[0].target["metric"]["title"] in page
    assert "No figure yet" in page


def test_a_figure_shows_with_its_source_and_date_and_a_correction_replaces_it(
    adopted, dara, client, travel
):
    travel(days=40)
    day = dt.date(2026, 12, 20)
    first = count(adopted, 7, day, dara)
    pages = (
        f"{adopted.get_absolute_url()}scorecard/",
        f"/eastfield/priorities/{adopted.adopted_edition.priorities.first().code}/",
    )
    for page in pages:
        shown = client.get(page).content.decode()
        assert "20 December 2026, Apprenticeship register" in shown
        assert "Before" in shown
    first.correct(9, reason="Two were counted late.", by=dara)
    (line,) = scorecard.of_edition(adopted.adopted_edition)
    assert line.score.latest.value == 9


def test_after_the_date_without_figures_the_page_says_so(adopted, client, travel):
    due_on = scorecard.of_edition(adopted.adopted_edition)[0].score.due_on
    travel(to=dt.datetime.combine(due_on, dt.time(12), dt.UTC) + dt.timedelta(days=2))
    page = client.get(f"{adopted.get_absolute_url()}scorecard/").content.decode()
    assert "No data published" in page


def test_another_councils_figure_does_not_count(adopted, westbrook, olu, dara):
    target = adopted.adopted_edition.priorities.first().targets.first()
    if target.metric.council_id:
        target.metric.council = None
        type(target.metric).objects.filter(pk=target.metric.pk).update(
            council=None, local_reason=""
        )
        target.metric.refresh_from_db()
    Observation.observe(
        target.metric,
        westbrook,
        99,
        observed_on=dt.date(2026, 11, 22),
        source="Theirs",
        by=olu,
    )
    (line,) = scorecard.of_edition(adopted.adopted_edition)
    assert line.score.latest is None


def test_officers_are_led_to_the_figures_of_the_measure(adopted, dara, sign_in):
    page = f"{adopted.get_workspace_url()}scorecard/"
    shown = sign_in(dara).get(page).content.decode()
    code = adopted.adopted_edition.priorities.first().targets.first().metric.code
    assert f"/eastfield/workspace/measures/{code}/add/" in shown


def test_an_edition_keeps_where_its_measures_stood(adopted, client):
    edition = adopted.adopted_edition
    target = edition.priorities.first().targets.first()
    assert edition.document["measures"][target.metric.code] == {"is_local": True}
    shown = client.get(f"{adopted.get_absolute_url()}all/").content.decode()
    assert "Not on an approved list" in shown


def test_where_measures_stood_is_no_part_of_the_text_that_is_compared(adopted):
    """Texts frozen before this was kept have the hashes that they had."""
    assert "measures" not in adopted.body()
