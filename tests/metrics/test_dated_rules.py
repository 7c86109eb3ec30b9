"""Rules that hold from one day to another."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from audit.lifecycle import Refused
from metrics.calendars import bank_holidays, standstill_ends_on
from metrics.models import DatedRule

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "threshold"),
    [
        (dt.date(2025, 6, 1), "214904"),
        (dt.date(2025, 12, 31), "214904"),
        (dt.date(2026, 1, 1), "207720"),
        (dt.date(2030, 1, 1), "207720"),
    ],
)
def test_the_threshold_is_the_one_of_the_day(day, threshold):
    value = DatedRule.objects.value("procurement_thresholds", day)
    assert value["goods_services"] == threshold


def test_a_day_before_any_rule_is_refused_in_words():
    with pytest.raises(DatedRule.DoesNotExist, match="in force on 31 December 2023"):
        DatedRule.objects.in_force("procurement_thresholds", dt.date(2023, 12, 31))


def test_without_a_day_it_is_today(travel):
    travel(to=dt.datetime(2025, 7, 1, 12, tzinfo=dt.UTC))
    assert DatedRule.objects.value("procurement_thresholds") == {
        "goods_services": "214904"
    }


def test_two_rules_of_a_kind_cannot_begin_on_one_day():
    rule = DatedRule.objects.in_force("kpi_ratings")
    rule.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        rule.save()


def test_the_rating_words_are_the_five_of_the_law():
    words = DatedRule.objects.value("kpi_ratings")["words"]
    assert [word["label"] for word in words] == [
        "Good",
        "Approaching target",
        "Requires improvement",
        "Inadequate",
        "Other",
    ]


def test_every_rule_names_its_source():
    for rule in DatedRule.objects.select_related("source"):
        assert rule.source.title
        assert rule.confidence


def test_the_standstill_knows_the_bank_holidays():
    assert standstill_ends_on(dt.date(2026, 12, 18)) == dt.date(2026, 12, 31)
    assert dt.date(2026, 12, 28) in bank_holidays(
        dt.date(2026, 12, 1), dt.date(2026, 12, 31)
    )


def test_a_year_whose_bank_holidays_are_unknown_is_refused():
    """A missing year must not look like a year without holidays."""
    with pytest.raises(Refused, match="2031 are not known"):
        standstill_ends_on(dt.date(2030, 12, 23))
