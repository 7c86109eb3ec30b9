"""Progress in plain numbers."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metrics.progress import HIGHER, LOWER, progress

patient = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
numbers = st.decimals(-(10**6), 10**6, allow_nan=False, places=2)


@pytest.mark.parametrize(
    ("baseline", "level", "latest", "direction", "fraction", "state"),
    [
        (0, 4, 1, HIGHER, "0.25", "started"),
        (0, 4, 4, HIGHER, "1", "met"),
        (0, 4, 5, HIGHER, "1.25", "met"),
        (18, 30, 18, HIGHER, "0", "unchanged"),
        (18, 30, 12, HIGHER, "-0.5", "worse"),
        (10, 6, 8, LOWER, "0.5", "started"),
        (10, 6, 5, LOWER, "1.25", "met"),
        (10, 6, 12, LOWER, "-0.5", "worse"),
        (None, 4, 2, HIGHER, "0.5", "started"),
        (100, 100, 100, HIGHER, "1", "met"),
        (100, 100, 75, HIGHER, "-0.25", "worse"),
        (4, 4, 5, LOWER, "-0.25", "worse"),
    ],
)
def test_progress_runs_from_the_baseline_to_the_level(
    baseline, level, latest, direction, fraction, state
):
    result = progress(baseline, level, latest, direction)
    assert result.fraction == Decimal(fraction)
    assert result.state == state
    assert result.is_met is (state == "met")


def test_without_a_figure_nothing_is_known():
    result = progress(0, 4, None)
    assert (result.fraction, result.percent, result.state) == (None, None, "unknown")
    assert not result.is_met
    assert result.shown == 0


def test_one_hundred_percent_is_only_said_when_it_is_reached():
    assert progress(0, 3000, 2999).percent == 99
    assert progress(0, 3000, 3000).percent == 100


def test_thirds_are_not_rounded_before_they_are_shown():
    assert progress(0, 3, 1).fraction * 3 == pytest.approx(1)
    assert progress(0, 3, 1).percent == 33


def test_a_direction_that_nobody_knows_is_refused():
    with pytest.raises(ValueError, match="sideways"):
        progress(0, 1, 1, "sideways")


@patient
@given(baseline=numbers, level=numbers, latest=numbers)
def test_it_is_met_exactly_when_the_level_is_reached(baseline, level, latest):
    assert progress(baseline, level, latest, HIGHER).is_met is (latest >= level)
    assert progress(baseline, level, latest, LOWER).is_met is (latest <= level)


@patient
@given(baseline=numbers, level=numbers, latest=numbers)
def test_less_is_better_is_more_is_better_in_a_mirror(baseline, level, latest):
    up = progress(baseline, level, latest, HIGHER)
    down = progress(-baseline, -level, -latest, LOWER)
    assert up.fraction == down.fraction


@patient
@given(baseline=numbers, level=numbers, latest=numbers)
def test_a_bar_never_leaves_its_frame(baseline, level, latest):
    assert 0 <= progress(baseline, level, latest).shown <= 1
