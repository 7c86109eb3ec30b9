"""What councils say a measure is worth, and who sees it."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from audit.lifecycle import Refused
from audit.models import Event
from metrics.models import CouncilStandard, MoneyValue, Observation, UnitValue

pytestmark = pytest.mark.django_db
SET = "/eastfield/workspace/values/set/"


@pytest.fixture
def carbon(measures):
    return measures["SV-CO2-01"]


@pytest.fixture
def valued(carbon, eastfield, cleo):
    Observation.observe(
        carbon,
        eastfield,
        100,
        observed_on=dt.date(2026, 4, 1),
        source="Returns",
        by=cleo,
    )
    return MoneyValue.set(
        eastfield,
        carbon,
        unit_value=UnitValue.objects.get(code="CO2E-2026"),
        deadweight=Decimal("0.2"),
        reason="A fifth would have come anyway.",
        by=cleo,
    )


def test_the_working_uses_the_dated_rates_and_prices(valued):
    found = valued.worked_out(Decimal(100))
    assert found.gross == Decimal("27722")
    assert found.net == Decimal("22177.6")
    assert round(found.present, 2) == round(
        Decimal("22177.6") * 100 / Decimal("90.5005"), 2
    )


def test_it_needs_a_reason_and_a_measure_of_ones_own(valued, westbrook, olu, cleo):
    with pytest.raises(Refused, match="why"):
        MoneyValue.set(
            valued.council,
            valued.metric,
            unit_value=valued.unit_value,
            reason=" ",
            by=cleo,
        )


def test_setting_it_again_replaces_it_and_the_trail_keeps_both(valued, cleo):
    MoneyValue.set(
        valued.council,
        valued.metric,
        unit_value=valued.unit_value,
        deadweight=Decimal("0.3"),
        reason="New evidence.",
        by=cleo,
    )
    assert MoneyValue.objects.get().deadweight == Decimal("0.3")
    assert Event.objects.filter(verb="money_value.set").count() == 2


def test_the_database_refuses_a_share_above_all(valued):
    valued.deadweight = Decimal("1.5")
    with pytest.raises(IntegrityError), transaction.atomic():
        valued.save()


def test_the_public_sees_nothing_until_the_council_says_so(valued, ada, client):
    assert client.get("/eastfield/values/").status_code == 404
    CouncilStandard.choose(
        valued.council, reading_age=None, shows_money_values=True, by=ada
    )
    page = client.get("/eastfield/values/").content.decode()
    assert "100 tonne CO2e on 1 April 2026." in page
    assert "How this value was worked out" in page
    assert page.index("100 tonne") < page.index("£")


def test_turning_money_off_leaves_the_measure_complete(valued, client):
    page = client.get("/metrics/SV-CO2-01/").content.decode()
    assert "100" in page
    assert "£" not in page


def test_a_value_without_a_price_year_says_why_there_is_none(valued, cleo, sign_in):
    valued.unit_value.price_year = None
    valued.unit_value.save()
    page = sign_in(cleo).get("/eastfield/workspace/values/").content.decode()
    assert "The year of the prices is not known." in page


def test_officers_set_change_and_remove_it_by_the_pages(
    carbon, eastfield, cleo, sign_in
):
    browser = sign_in(cleo)
    unit = UnitValue.objects.get(code="CO2E-2026")
    sent = {
        "metric": carbon.pk,
        "unit_value": unit.pk,
        "deadweight": "20",
        "lasts": "1",
        "reason": "A fifth would have come anyway.",
    }
    refused = browser.post(SET, {**sent, "deadweight": "120"})
    assert "100 or less" in refused.content.decode()
    browser.post(SET, sent)
    assert MoneyValue.objects.get().deadweight == Decimal("0.2")
    again = browser.get(f"{SET}?measure=SV-CO2-01").content.decode()
    assert 'value="20"' in again
    browser.post("/eastfield/workspace/values/SV-CO2-01/remove/")
    assert not MoneyValue.objects.exists()
