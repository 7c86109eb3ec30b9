"""Figures are corrected by new ones; nothing is overwritten."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from audit.lifecycle import Refused
from audit.models import Event
from metrics.models import Observation

pytestmark = pytest.mark.django_db


@pytest.fixture
def seen(measures, eastfield, dara):
    return Observation.observe(
        measures["SV-APP-03"],
        eastfield,
        12,
        observed_on=dt.date(2026, 4, 1),
        source="Register",
        by=dara,
    )


def test_a_correction_keeps_the_figure_before_with_the_reason(seen, dara):
    new = seen.correct(13, reason="One was missed", by=dara)
    assert Observation.objects.current().get() == new
    assert (new.corrects.value, new.correction_reason) == (12, "One was missed")
    event = Event.objects.get(verb="metric.observation_corrected")
    assert (event.data["before"], event.data["value"]) == ("12.0000", "13")


def test_a_correction_needs_a_reason_and_happens_once(seen, dara):
    with pytest.raises(Refused, match="why"):
        seen.correct(13, reason=" ", by=dara)
    seen.correct(13, reason="One was missed", by=dara)
    with pytest.raises(Refused, match="already"):
        seen.correct(14, reason="Two were missed", by=dara)


def test_the_database_holds_one_current_figure_for_a_sight(seen):
    seen.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        seen.save(force_insert=True)


def test_the_page_corrects_and_shows_both(seen, dara, sign_in, client):
    browser = sign_in(dara)
    page = f"/eastfield/workspace/measures/SV-APP-03/{seen.pk}/correct/"
    assert browser.get(page).status_code == 200
    refused = browser.post(page, {"value": "13", "reason": ""}).content.decode()
    assert "Enter why the figure is corrected" in refused
    browser.post(page, {"value": "13", "reason": "One was missed"})
    shown = browser.get("/metrics/SV-APP-03/").content.decode()
    assert "before: 12" in shown
    assert "One was missed" in shown
    assert browser.get(page).status_code == 404
