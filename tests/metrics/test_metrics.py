"""Measures of a council's own, and figures."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from audit.lifecycle import Refused
from audit.models import Event
from metrics.models import Metric, Observation

pytestmark = pytest.mark.django_db

BENCHES = {
    "code": "PARK-01",
    "title": "Benches put up in parks",
    "unit": "benches",
    "value_type": "integer",
    "definition": "New benches that anyone can use.",
    "local_reason": "Residents asked for places to rest.",
}


@pytest.fixture
def benches(eastfield, dara):
    return Metric.add_local(eastfield, by=dara, **BENCHES)


def test_a_council_can_add_a_measure_of_its_own(benches, eastfield, westbrook):
    assert benches.code == "EASTFIELD-PARK-01"
    assert benches.is_local
    assert benches in Metric.objects.usable_by(eastfield)
    assert benches not in Metric.objects.usable_by(westbrook)
    event = Event.objects.get(verb="metric.added")
    assert event.chain == f"council:{eastfield.uid}"


def test_a_local_measure_needs_a_reason(eastfield, dara):
    with pytest.raises(Refused, match="approved list"):
        Metric.add_local(eastfield, by=dara, **{**BENCHES, "local_reason": " "})


def test_a_second_measure_with_the_same_code_is_refused(benches, eastfield, dara):
    with pytest.raises(ValidationError, match="one_metric_per_code"):
        Metric.add_local(eastfield, by=dara, **{**BENCHES, "code": "park-01"})


def test_two_councils_may_use_one_code(benches, westbrook, olu):
    other = Metric.add_local(westbrook, by=olu, **BENCHES)
    assert other.code == "WESTBROOK-PARK-01"


def test_the_database_refuses_a_local_measure_without_reason(benches):
    with pytest.raises(IntegrityError), transaction.atomic():
        Metric.objects.filter(pk=benches.pk).update(local_reason="")


def test_proposed_measures_cannot_be_used_yet(eastfield):
    assert not Metric.objects.usable_by(eastfield).exists()


def test_a_figure_is_written_down_with_its_source(measures, eastfield, dara):
    seen = Observation.observe(
        measures["SV-APP-03"],
        eastfield,
        "12",
        observed_on=dt.date(2026, 4, 1),
        source="Apprenticeship register",
        by=dara,
    )
    assert seen.value == 12
    assert Event.objects.get(verb="metric.observed").data["value"] == "12"


def test_the_same_sight_reported_again_is_a_correction(measures, eastfield, dara):
    for value in ("12", "13"):
        Observation.observe(
            measures["SV-APP-03"],
            eastfield,
            value,
            observed_on=dt.date(2026, 4, 1),
            source="Apprenticeship register",
            by=dara,
        )
    assert Observation.objects.current().get().value == 13
    assert Event.objects.filter(verb="metric.observation_corrected").count() == 1


@pytest.mark.parametrize(
    ("code", "value", "says"),
    [
        ("SV-APP-03", "1.5", "whole number"),
        ("SV-PAY-02", "2", "1 for yes or 0 for no"),
        ("SV-PAY-01", "101", "between 0 and 100"),
        ("SV-PAY-01", "-1", "between 0 and 100"),
    ],
)
def test_a_figure_that_the_measure_cannot_have_is_refused(measures, code, value, says):
    with pytest.raises(ValidationError, match=says):
        measures[code].check_value(Decimal(value))


def test_a_figure_from_the_future_or_without_source_is_refused(
    measures, eastfield, dara, travel
):
    travel(to=dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC))

    def observe(**changed):
        what = {"observed_on": dt.date(2026, 11, 22), "source": "Register", "by": dara}
        return Observation.observe(
            measures["SV-APP-03"], eastfield, 1, **{**what, **changed}
        )

    with pytest.raises(Refused, match="in the past"):
        observe(observed_on=dt.date(2026, 11, 23))
    with pytest.raises(Refused, match="where the figure comes from"):
        observe(source="  ")
    assert observe().value == 1


def test_a_measure_of_another_council_takes_no_figures(benches, westbrook, olu):
    with pytest.raises(Refused, match="another council"):
        Observation.observe(
            benches, westbrook, 1, observed_on=dt.date(2026, 1, 1), source="x", by=olu
        )
